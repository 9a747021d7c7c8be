// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "sharedsheet.h"
#include "statistics/arealinterpolation.h"
#include "statistics/interpolationerror.h"

#include <QHash>

using namespace communitysafety::statistics;

/**
 * Households of the census of 2021 in Birmingham, carried from MSOAs to their 659 LSOAs, where the truth is known:
 * by ground and by one point on each output area. Office for National Statistics; Open Government Licence v3.0.
 */
class ArealInterpolationOracle : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void pointsAreFarBetterThanGround();
  void errorsHoldTheTruth_data();
  void errorsHoldTheTruth();

private:
  ArealShares byGround() const { return sharesByArea( mGround, mHouseholds.size() ); }
  ArealShares byPoints() const { return sharesByAncillary( mPoints, mGround, mHouseholds.size() ); }

  //! Of MSOAs.
  std::vector<double> mParents;
  //! Of LSOAs.
  std::vector<double> mHouseholds;
  MeasuredPieces mGround;
  MeasuredPieces mPoints;
};

namespace
{

QHash<QString, double> householdsByArea()
{
  const SharedTable census( QStringLiteral( "birmingham/census/household_tenure21_lsoa21_birmingham.csv.gz" ) );
  QHash<QString, double> households;
  if ( census.isEmpty() )
    return households;
  const QStringList codes = census.texts( QStringLiteral( "lsoa21_code" ) );
  const std::vector<double> totals = census.numbers( QStringLiteral( "total_households" ) );
  for ( int row = 0; row < codes.size(); ++row )
    households.insert( codes[row], totals[std::size_t( row )] );
  return households;
}

} // namespace

void ArealInterpolationOracle::initTestCase()
{
  const SharedSheet areas( QStringLiteral( "birmingham/lsoa21_birmingham.gpkg" ) );
  const SharedSheet outputAreas( QStringLiteral( "birmingham/oa11_birmingham.gpkg" ) );
  const QHash<QString, double> households = householdsByArea();
  if ( areas.isEmpty() || outputAreas.isEmpty() || households.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );

  // Birmingham 044B lies in the MSOA Birmingham 044.
  QHash<QString, std::size_t> parents;
  std::vector<std::size_t> parentOf;
  for ( const QString &name : areas.texts( QStringLiteral( "LSOA21NM" ) ) )
    parentOf.push_back(
      *parents.insert( name.chopped( 1 ), parents.value( name.chopped( 1 ), std::size_t( parents.size() ) ) ) );
  for ( const QString &code : areas.texts( QStringLiteral( "LSOA21" ) ) )
    mHouseholds.push_back( households.value( code, missing ) );
  QCOMPARE( mHouseholds.size(), std::size_t( 659 ) );
  QCOMPARE( countPresent( mHouseholds ), mHouseholds.size() );

  mParents.assign( std::size_t( parents.size() ), 0 );
  mGround.whole = mParents;
  const std::vector<double> ground = areas.areas();
  for ( std::size_t area = 0; area < ground.size(); ++area )
  {
    mParents[parentOf[area]] += mHouseholds[area];
    mGround.whole[parentOf[area]] += ground[area];
    mGround.pieces.push_back( { parentOf[area], area, ground[area] } );
  }

  std::vector<std::size_t> source;
  std::vector<std::size_t> target;
  for ( const std::size_t area : areas.rowsHoldingPointsOf( outputAreas ) )
    if ( area < parentOf.size() )
    {
      source.push_back( parentOf[area] );
      target.push_back( area );
    }
  mPoints = piecesOfPoints( source, target, std::vector<double>(), mParents.size() );
}

void ArealInterpolationOracle::pointsAreFarBetterThanGround()
{
  const PredictionErrors ground = countPredictionErrors( byGround(), mParents, mHouseholds );
  const PredictionErrors points = countPredictionErrors( byPoints(), mParents, mHouseholds );
  QVERIFY2( std::fabs( ground.medianError - 0.239 ) < 0.001, qPrintable( QString::number( ground.medianError ) ) );
  QVERIFY2( std::fabs( ground.rmse - 293 ) < 0.5, qPrintable( QString::number( ground.rmse ) ) );
  QVERIFY2( std::fabs( points.medianError - 0.066 ) < 0.001, qPrintable( QString::number( points.medianError ) ) );
  QVERIFY2( std::fabs( points.rmse - 86 ) < 0.5, qPrintable( QString::number( points.rmse ) ) );
}

void ArealInterpolationOracle::errorsHoldTheTruth_data()
{
  QTest::addColumn<bool>( "points" );
  QTest::newRow( "ground" ) << false;
  QTest::newRow( "points" ) << true;
}

void ArealInterpolationOracle::errorsHoldTheTruth()
{
  QFETCH( bool, points );
  const ArealShares shares = points ? byPoints() : byGround();
  ErrorOptions options;
  options.spread = countPredictionErrors( shares, mParents, mHouseholds ).spread;
  const std::vector<double> value = interpolateCounts( shares, mParents ).value;
  const std::vector<double> error = countErrors( shares, mParents, options ).total;
  double held = 0;
  for ( std::size_t area = 0; area < value.size(); ++area )
    held += std::fabs( value[area] - mHouseholds[area] ) <= 1.96 * error[area] ? 1 : 0;
  // Nominally 95 %.
  QVERIFY2( held / 659 > 0.9 && held / 659 < 0.98, qPrintable( QString::number( held / 659 ) ) );
}

QTEST_GUILESS_MAIN( ArealInterpolationOracle )
#include "arealinterpolation_oracle.moc"
