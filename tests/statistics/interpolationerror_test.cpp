// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/arealinterpolation.h"
#include "statistics/interpolationerror.h"
#include "statistics/randomstream.h"

using namespace communitysafety::statistics;

class InterpolationErrorTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void predictionsOfCountsAreJudged();
  void predictionsOfRatesAreJudged();
  void errorOfACountHasTwoParts();
  void errorOfARateHasTwoParts();
  // laws
  void peopleWhoGoWhereTheyLikeHaveNoSpread();
  void errorsHoldWhatWasSimulated();
  void eventsMakeThePoissonErrorOfTheCount();
  void wholeSourcesLeaveNothingToGuess();
  // edges
  void parentsGivenWholeTellNothing();
  void targetWithoutFigureHasNoError();
  void scoresHaveNoChance();
  // refused input
  void optionsOutOfRangeAreRefused();
};

namespace
{

// One parent of 100 people in four equal parts.
const ArealShares quarters = sharesByArea( { { { 0, 0, 1 }, { 0, 1, 1 }, { 0, 2, 1 }, { 0, 3, 1 } }, { 4 } }, 4 );
const std::vector<double> hundred = { 100 };

ErrorOptions optionsOf( FigureKind kind, double spread, double dispersion = 1 )
{
  ErrorOptions options;
  options.kind = kind;
  options.spread = spread;
  options.dispersion = dispersion;
  return options;
}

//! 400 parents in five unequal parts.
ArealShares manyParents()
{
  MeasuredPieces ground;
  for ( std::size_t parent = 0; parent < 400; ++parent )
  {
    ground.whole.push_back( 15 );
    for ( std::size_t part = 0; part < 5; ++part )
      ground.pieces.push_back( { parent, 5 * parent + part, double( part + 1 ) } );
  }
  return sharesByArea( ground, 2000 );
}

/**
 * Everyone goes to a part by its share; groups of \a group people go together, which is the spread
 * (group - 1) / (n - 1).
 */
std::vector<double> simulatedAreas( int people, int group, std::uint64_t seed )
{
  std::vector<double> areas( 2000, 0 );
  RandomStream stream( seed );
  for ( std::size_t parent = 0; parent < 400; ++parent )
    for ( int person = 0; person < people; person += group )
    {
      const double draw = 15 * stream.uniform();
      const std::size_t part = draw < 1 ? 0 : draw < 3 ? 1 : draw < 6 ? 2 : draw < 10 ? 3 : 4;
      areas[5 * parent + part] += group;
    }
  return areas;
}

} // namespace

void InterpolationErrorTest::predictionsOfCountsAreJudged()
{
  // 25 predicted for each: off by 5, 5, 10 and 10.
  const PredictionErrors errors = countPredictionErrors( quarters, hundred, std::vector<double>{ 20, 30, 15, 35 } );
  QCOMPARE( errors.areas, std::size_t( 4 ) );
  QCOMPARE( errors.rmse, std::sqrt( 62.5 ) );
  QCOMPARE( errors.relativeRmse, std::sqrt( 62.5 ) / 25 );
  QCOMPARE( errors.medianError, ( 5.0 / 20 + 10.0 / 35 ) / 2 );
  // ( 250 - 4 · 18.75 ) / ( 4 · 9900 · 0.1875 )
  QCOMPARE( errors.spread, 175.0 / 7425 );
}

void InterpolationErrorTest::predictionsOfRatesAreJudged()
{
  // 0.4 predicted for each of four areas of 25 people: off by 0.1 and 0.2, twice each.
  const PredictionErrors errors =
    ratePredictionErrors( quarters, std::vector<double>{ 0.4 }, hundred, std::vector<double>{ 0.3, 0.5, 0.2, 0.6 },
                          std::vector<double>( 4, 25 ) );
  QVERIFY( std::fabs( errors.rmse - std::sqrt( 0.025 ) ) < 1e-12 );
  QVERIFY( std::fabs( errors.relativeRmse - std::sqrt( 0.025 ) / 0.4 ) < 1e-12 );
  QVERIFY( std::fabs( errors.spread - 625 * 0.1 / ( 10000 * 0.75 ) ) < 1e-12 );
}

void InterpolationErrorTest::errorOfACountHasTwoParts()
{
  const InterpolationErrors errors = countErrors( quarters, hundred, optionsOf( FigureKind::enumerated, 0.02 ) );
  QCOMPARE( errors.chance[0], std::sqrt( 18.75 ) );
  QCOMPARE( errors.interpolation[0], std::sqrt( 0.02 * 9900 * 0.1875 ) );
  QCOMPARE( errors.total[0], std::sqrt( 18.75 * ( 1 + 99 * 0.02 ) ) );
}

void InterpolationErrorTest::errorOfARateHasTwoParts()
{
  // A target of a whole source (50 people, rate 0.2) and a quarter of another (100 people, rate 0.6).
  const ArealShares shares = sharesByArea( { { { 0, 0, 1 }, { 1, 0, 1 } }, { 1, 4 } }, 1 );
  const std::vector<double> rates{ 0.2, 0.6 };
  const std::vector<double> people{ 50, 100 };
  const InterpolationErrors census = rateErrors( shares, rates, people, optionsOf( FigureKind::enumerated, 0.01 ) );
  QCOMPARE( census.interpolation[0], std::sqrt( 0.01 * 10000 * 0.1875 ) / 75 );
  QCOMPARE( census.chance[0], std::sqrt( 0.24 * 18.75 ) / 75 );
  const InterpolationErrors events = rateErrors( shares, rates, people, optionsOf( FigureKind::events, 0, 2 ) );
  QCOMPARE( events.chance[0], std::sqrt( 2 * 10 + 60 * ( 0.1875 + 2 * 0.0625 ) ) / 75 );
}

void InterpolationErrorTest::peopleWhoGoWhereTheyLikeHaveNoSpread()
{
  const std::vector<double> parents( 400, 1200 );
  const double spread = countPredictionErrors( manyParents(), parents, simulatedAreas( 1200, 1, 3 ) ).spread;
  QVERIFY2( spread < 1e-4, qPrintable( QString::number( spread ) ) );
  const double together = countPredictionErrors( manyParents(), parents, simulatedAreas( 1200, 60, 3 ) ).spread;
  QVERIFY2( std::fabs( together - 59.0 / 1199 ) < 0.005, qPrintable( QString::number( together ) ) );
}

void InterpolationErrorTest::errorsHoldWhatWasSimulated()
{
  // The spread is learnt on one set of areas and used on another: about 95 % lie within 1.96 standard errors.
  const ArealShares shares = manyParents();
  const std::vector<double> parents( 400, 1200 );
  const double spread = countPredictionErrors( shares, parents, simulatedAreas( 1200, 20, 7 ) ).spread;
  const std::vector<double> truth = simulatedAreas( 1200, 20, 8 );
  const std::vector<double> value = interpolateCounts( shares, parents ).value;
  const std::vector<double> error = countErrors( shares, parents, optionsOf( FigureKind::enumerated, spread ) ).total;
  int held = 0;
  for ( std::size_t area = 0; area < truth.size(); ++area )
    held += std::fabs( value[area] - truth[area] ) <= 1.96 * error[area] ? 1 : 0;
  QVERIFY2( held > 1860 && held < 1940, qPrintable( QString::number( held ) ) );
}

void InterpolationErrorTest::eventsMakeThePoissonErrorOfTheCount()
{
  const ArealShares shares = manyParents();
  const std::vector<double> parents( 400, 30 );
  const std::vector<double> value = interpolateCounts( shares, parents ).value;
  const std::vector<double> error = countErrors( shares, parents, optionsOf( FigureKind::events, 0 ) ).total;
  for ( std::size_t area = 0; area < value.size(); ++area )
    QVERIFY( std::fabs( error[area] * error[area] - value[area] ) < 1e-12 );
}

void InterpolationErrorTest::wholeSourcesLeaveNothingToGuess()
{
  const ArealShares whole = wholeToLargest( quarters );
  const InterpolationErrors errors = countErrors( whole, hundred, optionsOf( FigureKind::enumerated, 0.5 ) );
  QCOMPARE( errors.total[0], 0.0 );
}

void InterpolationErrorTest::parentsGivenWholeTellNothing()
{
  const PredictionErrors errors =
    countPredictionErrors( wholeToLargest( quarters ), hundred, std::vector<double>{ 100, 0, 0, 0 } );
  QCOMPARE( errors.rmse, 0.0 );
  QVERIFY( isMissing( errors.spread ) );
}

void InterpolationErrorTest::targetWithoutFigureHasNoError()
{
  const ArealShares shares = sharesByArea( { { { 0, 0, 1 } }, { 1 } }, 2 );
  const InterpolationErrors errors = countErrors( shares, hundred, {} );
  QCOMPARE( differenceBetween( errors.total, { 0, missing } ), QString() );
  QCOMPARE( differenceBetween( errors.chance, { 0, missing } ), QString() );
}

void InterpolationErrorTest::scoresHaveNoChance()
{
  const InterpolationErrors errors =
    rateErrors( quarters, std::vector<double>{ -1.5 }, hundred, optionsOf( FigureKind::score, 0.3 ) );
  QCOMPARE( errors.chance[0], 0.0 );
  QVERIFY( errors.total[0] > 0 );
}

void InterpolationErrorTest::optionsOutOfRangeAreRefused()
{
  QVERIFY( !refusalOf( [] { countErrors( quarters, hundred, optionsOf( FigureKind::events, 1.1 ) ); } ).isEmpty() );
  QVERIFY( !refusalOf( [] { countErrors( quarters, hundred, optionsOf( FigureKind::events, 0, 0.5 ) ); } ).isEmpty() );
  const std::vector<double> percent{ 40 };
  QCOMPARE( refusalOf( [&] { rateErrors( quarters, percent, hundred, {} ); } ),
            QStringLiteral( "rates in row 1 is 40; it must be between 0 and 1." ) );
}

QTEST_GUILESS_MAIN( InterpolationErrorTest )
#include "interpolationerror_test.moc"
