// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/areaclass.h"

#include <algorithm>

using namespace communitysafety::statistics;

class AreaClassTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void twelveAreasFallIntoTheirPublishedDeciles();
  // laws
  void quantilesOfAMultipleAreEquallyFull();
  void turningTheEndsTurnsTheClasses();
  void equalIntervalsAreEquallyWide();
  void standardDeviationsAreCountedFromTheMean();
  // edges
  void fewerAreasThanClassesHaveNone();
  void equalValuesShareAClass();
  void missingValueHasNoClass();
  void valueOnABreakBelongsAboveIt();
  void constantValuesHaveNoBreaks();
  void bandsOfTheIndexEndAtPriority();
  // refused input
  void oneClassIsRefused();
  void breaksMustRise();
};

void AreaClassTest::twelveAreasFallIntoTheirPublishedDeciles()
{
  // PHEindicatormethods: the twelve local authorities of the North East, highest first.
  std::vector<double> values;
  for ( int area = 12; area >= 1; --area )
    values.push_back( area );
  const std::vector<double> classes = quantileClasses( values, 10, FirstClass::highest );
  // As its test table gives them for ranks 5 to 12.
  QCOMPARE( differenceBetween( { classes.begin() + 5, classes.end() }, { 5, 6, 6, 7, 8, 9, 10 } ), QString() );
}

void AreaClassTest::quantilesOfAMultipleAreEquallyFull()
{
  std::vector<double> values;
  for ( int area = 0; area < 20; ++area )
    values.push_back( ( area * 7 ) % 20 );
  const std::vector<double> classes = quantileClasses( values, 5, FirstClass::lowest );
  for ( int wanted = 1; wanted <= 5; ++wanted )
    QCOMPARE( int( std::count( classes.begin(), classes.end(), wanted ) ), 4 );
  QCOMPARE( classes[0], 1.0 );
}

void AreaClassTest::turningTheEndsTurnsTheClasses()
{
  const std::vector<double> values = { 5, 1, 9, 7, 3, 2, 8, 6 };
  const std::vector<double> lowFirst = quantileClasses( values, 4, FirstClass::lowest );
  std::vector<double> turned = quantileClasses( values, 4, FirstClass::highest );
  for ( double &place : turned )
    place = 5 - place;
  QCOMPARE( differenceBetween( turned, lowFirst ), QString() );
}

void AreaClassTest::equalIntervalsAreEquallyWide()
{
  QCOMPARE( differenceBetween( equalIntervalBreaks( std::vector<double>{ 30, missing, 10, 50 }, 4 ), { 20, 30, 40 } ),
            QString() );
}

void AreaClassTest::standardDeviationsAreCountedFromTheMean()
{
  // Mean 4, standard deviation 2.
  QCOMPARE( differenceBetween( standardDeviationBreaks( std::vector<double>{ 2, 4, 6 } ), { -1, 1, 3, 5, 7, 9 } ),
            QString() );
}

void AreaClassTest::fewerAreasThanClassesHaveNone()
{
  QCOMPARE( differenceBetween( quantileClasses( std::vector<double>{ 1, 2, missing }, 3, FirstClass::lowest ),
                               { missing, missing, missing } ),
            QString() );
}

void AreaClassTest::equalValuesShareAClass()
{
  QCOMPARE(
    differenceBetween( quantileClasses( std::vector<double>{ 4, 4, 4, 4 }, 2, FirstClass::highest ), { 1, 1, 1, 1 } ),
    QString() );
}

void AreaClassTest::missingValueHasNoClass()
{
  QCOMPARE( differenceBetween( quantileClasses( std::vector<double>{ missing, 1, 2 }, 2, FirstClass::lowest ),
                               { missing, 1, 2 } ),
            QString() );
  QCOMPARE( differenceBetween( classesByBreaks( std::vector<double>{ missing, 1 }, { 0 } ), { missing, 2 } ),
            QString() );
}

void AreaClassTest::valueOnABreakBelongsAboveIt()
{
  QCOMPARE( differenceBetween( classesByBreaks( std::vector<double>{ 9, 10, 20, 21 }, { 10, 20 } ), { 1, 2, 3, 3 } ),
            QString() );
}

void AreaClassTest::constantValuesHaveNoBreaks()
{
  const std::vector<double> same( 7, 0.1 );
  QVERIFY( standardDeviationBreaks( same ).empty() );
  QVERIFY( equalIntervalBreaks( same, 5 ).empty() );
  QVERIFY( equalIntervalBreaks( std::vector<double>{ missing }, 5 ).empty() );
  QCOMPARE( classesByBreaks( same, {} ).front(), 1.0 );
}

void AreaClassTest::bandsOfTheIndexEndAtPriority()
{
  QCOMPARE( differenceBetween( classesByBreaks( std::vector<double>{ 0, 75, 100, 199, 201 }, indexBreaks() ),
                               { 1, 2, 3, 4, 5 } ),
            QString() );
}

void AreaClassTest::oneClassIsRefused()
{
  QCOMPARE( refusalOf(
              [] {
                quantileClasses( std::vector<double>{ 1, 2 }, 1, FirstClass::lowest );
              } ),
            QStringLiteral( "The number of classes is 1; it must be 2 or more." ) );
}

void AreaClassTest::breaksMustRise()
{
  QCOMPARE( refusalOf(
              [] {
                classesByBreaks( std::vector<double>{ 1 }, { 5, 5 } );
              } ),
            QStringLiteral( "Break 2 is 5; it must be above the one before it, 5." ) );
}

QTEST_GUILESS_MAIN( AreaClassTest )
#include "areaclass_test.moc"
