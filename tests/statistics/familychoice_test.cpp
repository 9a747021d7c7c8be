// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/familychoice.h"
#include "statistics/randomstream.h"

using namespace communitysafety::statistics;

class FamilyChoiceTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void scaleOfAFamilyDoesNotMatter();
  void pOfFreshMapsIsUniform();
  void higherPriorIsPreferredAmongEquals();
  void pGoesBelowOneInRAndNeverAbove();
  // edges
  void familyThatFindsNothingDoesNotDisturb();
  // refused input
  void tooFewMapsAreRefused();
};

namespace
{

std::vector<double> maxima( std::uint64_t seed, double location, double scale, std::size_t count = 199 )
{
  RandomStream random( seed );
  std::vector<double> values;
  for ( std::size_t value = 0; value < count; ++value )
    values.push_back( location - scale * std::log( -std::log( 1 - random.uniform() ) ) );
  return values;
}

} // namespace

void FamilyChoiceTest::scaleOfAFamilyDoesNotMatter()
{
  std::vector<double> first = maxima( 1, 6, 1 );
  std::vector<double> tenfold;
  for ( const double score : first )
    tenfold.push_back( 10 * score );
  const FamilyChoice choice( { first, tenfold }, { 1, 1 } );
  for ( const double score : { 4.0, 6.0, 9.0, 40.0 } )
    QVERIFY( std::fabs( choice.statistic( 0, score ) - choice.statistic( 1, 10 * score ) ) < 1e-6 );
}

void FamilyChoiceTest::pOfFreshMapsIsUniform()
{
  const FamilyChoice choice( { maxima( 1, 6, 1, 999 ), maxima( 2, 3, 0.5, 999 ) }, { 10, 1 } );
  const std::vector<double> first = maxima( 3, 6, 1, 4000 );
  const std::vector<double> second = maxima( 4, 3, 0.5, 4000 );
  double rejected = 0;
  for ( std::size_t map = 0; map < first.size(); ++map )
    rejected += choice.p( std::max( choice.statistic( 0, first[map] ), choice.statistic( 1, second[map] ) ) ) <= 0.05;
  // Standard error 0.0077, most of it from the 999 maps.
  const double share = rejected / double( first.size() );
  QVERIFY2( share > 0.025 && share < 0.075, qPrintable( QString::number( share ) ) );
}

void FamilyChoiceTest::higherPriorIsPreferredAmongEquals()
{
  const std::vector<double> scores = maxima( 1, 6, 1 );
  const FamilyChoice choice( { scores, scores }, { 10, 1 } );
  QVERIFY( std::fabs( choice.statistic( 0, 9 ) - choice.statistic( 1, 9 ) - std::log( 10 ) ) < 1e-12 );
}

void FamilyChoiceTest::pGoesBelowOneInRAndNeverAbove()
{
  const FamilyChoice choice( { maxima( 5, 6, 1 ) }, { 1 } );
  QCOMPARE( choice.p( choice.nullMaxima().front() ), 1.0 );
  QCOMPARE( choice.p( choice.nullMaxima().back() ), 2.0 / 200 );
  QVERIFY( choice.p( choice.nullMaxima().back() + 0.01 ) <= 1.0 / 200 );
  QVERIFY( choice.p( choice.statistic( 0, 30 ) ) < 1e-8 );
}

void FamilyChoiceTest::familyThatFindsNothingDoesNotDisturb()
{
  const FamilyChoice choice( { maxima( 6, 6, 1 ), std::vector<double>( 199, 0.0 ) }, { 1, 1 } );
  QVERIFY( choice.p( choice.statistic( 1, 0 ) ) == 1.0 );
  QVERIFY( choice.p( choice.statistic( 1, 3 ) ) <= 0.05 );
}

void FamilyChoiceTest::tooFewMapsAreRefused()
{
  QCOMPARE( refusalOf( [] { FamilyChoice( { maxima( 1, 6, 1, 18 ) }, { 1 } ); } ),
            QStringLiteral( "The number of null maps is 18; it must be 19 or more." ) );
  QVERIFY( !refusalOf( [] { FamilyChoice( { maxima( 1, 6, 1 ) }, { 0 } ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( FamilyChoiceTest )
#include "familychoice_test.moc"
