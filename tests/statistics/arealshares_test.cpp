// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/arealshares.h"
#include "statistics/misplacedshare.h"

#include <algorithm>

using namespace communitysafety::statistics;

class ArealSharesTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sharesAndOutsideMakeTheWhole();
  void orderOfThePiecesDoesNotMatter();
  void onePointPerSourceIsBestFit();
  // hand-worked
  void groundIsSharedByItsPart();
  void misplacedCountsPeopleWhoChangePlaces();
  void pointsAreSharedByTheirCounts();
  void classesOfLandUseAddUp();
  void bestFitGoesToTheLargestPart_data();
  void bestFitGoesToTheLargestPart();
  // edges
  void sourceWithoutPointIsSharedByGroundAndTold();
  void groundWithoutPeopleIsAPairWithNobody();
  void sliversAreSharedOut();
  void sourceInsideButForRoundingIsWhollyInside();
  void sourceWithoutGroundIsOutside();
  void withoutGroundThereIsNothingToFallBackOn();
  // refused input
  void whatCannotBeSharedIsRefused_data();
  void whatCannotBeSharedIsRefused();
};

namespace
{

// Source 0 lies in both targets and a quarter outside, source 1 in the second, source 2 in none.
const MeasuredPieces ground{ { { 1, 1, 8 }, { 0, 1, 1 }, { 0, 0, 2 } }, { 4, 8, 5 } };

std::vector<double> sharesOf( const ArealShares &shares )
{
  std::vector<double> values;
  for ( const Overlap &overlap : shares.overlaps )
    values.push_back( overlap.share );
  return values;
}

std::vector<double> rowSums( const ArealShares &shares )
{
  std::vector<double> sums = shares.outside;
  for ( const Overlap &overlap : shares.overlaps )
    sums[overlap.source] += overlap.share;
  return sums;
}

} // namespace

void ArealSharesTest::misplacedCountsPeopleWhoChangePlaces()
{
  // Both sources go whole where four of five of them are: 20 of each 100 change places, and the sums stay.
  const MeasuredPieces mixed{ { { 0, 0, 8 }, { 0, 1, 2 }, { 1, 0, 2 }, { 1, 1, 8 } }, { 10, 10 } };
  const ArealShares shares = sharesByArea( mixed, 2 );
  const std::vector<double> people{ 100, 100 };
  QVERIFY( std::fabs( misplacedShare( wholeToLargest( shares ), shares, people ) - 0.2 ) < 1e-12 );
  QCOMPARE( misplacedShare( shares, shares, people ), 0.0 );
  // A quarter of the first source lies outside, half inside the first target; pairs that only one of the two has count.
  const ArealShares nowhere = sharesByArea( { {}, { 4, 8, 5 } }, 2 );
  QCOMPARE( misplacedShare( nowhere, sharesByArea( ground, 2 ), std::vector<double>{ 100, missing, 50 } ), 0.5 );
}

void ArealSharesTest::sharesAndOutsideMakeTheWhole()
{
  const MeasuredPieces points =
    piecesOfPoints( { 0, 0, 0, 2 }, { 0, 1, noArea, 1 }, std::vector<double>{ 3, 4, 5, 1 }, 3 );
  for ( const ArealShares &shares : { sharesByArea( ground, 2 ), sharesByAncillary( points, ground, 2 ),
                                      wholeToLargest( sharesByArea( ground, 2 ) ) } )
    QCOMPARE( differenceBetween( rowSums( shares ), { 1, 1, 1 }, 1e-15 ), QString() );
}

void ArealSharesTest::orderOfThePiecesDoesNotMatter()
{
  MeasuredPieces turned = ground;
  turned.pieces.push_back( { 0, 1, 0.1 } );
  MeasuredPieces straight = turned;
  std::reverse( turned.pieces.begin(), turned.pieces.end() );
  QVERIFY( sharesOf( sharesByArea( turned, 2 ) ) == sharesOf( sharesByArea( straight, 2 ) ) );
}

void ArealSharesTest::onePointPerSourceIsBestFit()
{
  const MeasuredPieces centres = piecesOfPoints( { 0, 1, 2 }, { 0, 1, noArea }, std::vector<double>(), 3 );
  const ArealShares byCentre = sharesByAncillary( centres, ground, 2 );
  QVERIFY( sharesOf( byCentre ) == sharesOf( wholeToLargest( byCentre ) ) );
  QCOMPARE( differenceBetween( sharesOf( byCentre ), { 1, 0, 1 } ), QString() );
  QCOMPARE( differenceBetween( byCentre.outside, { 0, 0, 1 } ), QString() );
}

void ArealSharesTest::groundIsSharedByItsPart()
{
  const ArealShares shares = sharesByArea( ground, 2 );
  QCOMPARE( differenceBetween( sharesOf( shares ), { 0.5, 0.25, 1 } ), QString() );
  QCOMPARE( differenceBetween( shares.outside, { 0.25, 0, 1 } ), QString() );
  QCOMPARE( shares.overlaps[1].target, std::size_t( 1 ) );
  QVERIFY( shares.fellBack.empty() );
}

void ArealSharesTest::pointsAreSharedByTheirCounts()
{
  // 30 of 40 people of source 0 in target 0, 10 outside; the point of nobody's source plays no part.
  const MeasuredPieces points =
    piecesOfPoints( { 0, 0, 0, 1, noArea }, { 0, 0, noArea, 1, 0 }, std::vector<double>{ 10, 20, 10, 7, 99 }, 2 );
  QCOMPARE( differenceBetween( points.whole, { 40, 7 } ), QString() );
  const ArealShares shares = sharesByAncillary( points, {}, 2 );
  QCOMPARE( differenceBetween( sharesOf( shares ), { 0.75, 1 } ), QString() );
  QCOMPARE( differenceBetween( shares.outside, { 0.25, 0 } ), QString() );
}

void ArealSharesTest::classesOfLandUseAddUp()
{
  // Houses at 3 people a hectare, flats at 10: target 0 has 2 ha of houses and 1 ha of flats, target 1 has 4 ha of
  // houses.
  const MeasuredPieces people{ { { 0, 0, 6 }, { 0, 1, 12 }, { 0, 0, 10 } }, { 28 } };
  const ArealShares shares = sharesByAncillary( people, {}, 2 );
  QCOMPARE( differenceBetween( sharesOf( shares ), { 16.0 / 28, 12.0 / 28 } ), QString() );
}

void ArealSharesTest::bestFitGoesToTheLargestPart_data()
{
  QTest::addColumn<double>( "first" );
  QTest::addColumn<double>( "second" );
  QTest::addColumn<double>( "expectedFirst" );
  QTest::addColumn<double>( "expectedSecond" );
  QTest::newRow( "first" ) << 0.5 << 0.3 << 1.0 << 0.0;
  QTest::newRow( "second" ) << 0.3 << 0.5 << 0.0 << 1.0;
  QTest::newRow( "tie goes to the first" ) << 0.4 << 0.4 << 1.0 << 0.0;
  QTest::newRow( "tie with the outside stays inside" ) << 0.1 << 0.45 << 0.0 << 1.0;
  QTest::newRow( "most of it outside" ) << 0.3 << 0.2 << 0.0 << 0.0;
}

void ArealSharesTest::bestFitGoesToTheLargestPart()
{
  QFETCH( double, first );
  QFETCH( double, second );
  QFETCH( double, expectedFirst );
  QFETCH( double, expectedSecond );
  const MeasuredPieces pieces{ { { 0, 0, first }, { 0, 1, second } }, { 1 } };
  const ArealShares fitted = wholeToLargest( sharesByArea( pieces, 2 ) );
  QCOMPARE( differenceBetween( sharesOf( fitted ), { expectedFirst, expectedSecond } ), QString() );
  QCOMPARE( fitted.outside[0], 1 - expectedFirst - expectedSecond );
}

void ArealSharesTest::sourceWithoutPointIsSharedByGroundAndTold()
{
  const MeasuredPieces points = piecesOfPoints( { 1 }, { 1 }, std::vector<double>(), 3 );
  const ArealShares shares = sharesByAncillary( points, ground, 2 );
  QCOMPARE( differenceBetween( sharesOf( shares ), { 0.5, 0.25, 1 } ), QString() );
  QVERIFY( ( shares.fellBack == std::vector<std::size_t>{ 0, 2 } ) );
}

void ArealSharesTest::groundWithoutPeopleIsAPairWithNobody()
{
  const MeasuredPieces points = piecesOfPoints( { 0 }, { 0 }, std::vector<double>(), 3 );
  const ArealShares shares = sharesByAncillary( points, ground, 2 );
  QCOMPARE( shares.overlaps.size(), std::size_t( 3 ) );
  QCOMPARE( shares.overlaps[1].target, std::size_t( 1 ) );
  QCOMPARE( shares.overlaps[1].share, 0.0 );
}

void ArealSharesTest::sliversAreSharedOut()
{
  const ArealShares shares = sharesByArea( { { { 0, 0, 5.1 }, { 0, 1, 5 } }, { 10 } }, 2 );
  QCOMPARE( differenceBetween( sharesOf( shares ), { 5.1 / 10.1, 5 / 10.1 } ), QString() );
  QCOMPARE( shares.outside[0], 0.0 );
}

void ArealSharesTest::sourceInsideButForRoundingIsWhollyInside()
{
  const ArealShares shares = sharesByArea( { { { 0, 0, 1 - 1e-10 } }, { 1 } }, 1 );
  QCOMPARE( sharesOf( shares )[0], 1.0 );
  QCOMPARE( shares.outside[0], 0.0 );
}

void ArealSharesTest::sourceWithoutGroundIsOutside()
{
  const ArealShares shares = sharesByArea( { { { 0, 0, 0 } }, { 0, missing } }, 1 );
  QCOMPARE( differenceBetween( shares.outside, { 1, 1 } ), QString() );
}

void ArealSharesTest::withoutGroundThereIsNothingToFallBackOn()
{
  const ArealShares shares = sharesByAncillary( piecesOfPoints( {}, {}, std::vector<double>(), 2 ), {}, 1 );
  QCOMPARE( differenceBetween( shares.outside, { 1, 1 } ), QString() );
  QCOMPARE( shares.fellBack.size(), std::size_t( 2 ) );
}

void ArealSharesTest::whatCannotBeSharedIsRefused_data()
{
  QTest::addColumn<int>( "source" );
  QTest::addColumn<int>( "target" );
  QTest::addColumn<double>( "measure" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "unknown source" ) << 3 << 0 << 1.0 << "The source of a piece is 3; it must be below 3.";
  QTest::newRow( "unknown target" ) << 0 << 2 << 1.0 << "The target of a piece is 2; it must be below 2.";
  QTest::newRow( "less than nothing" ) << 0 << 0 << -1.0
                                       << "The measure of a piece of source 1 is -1; it must be 0 or more.";
  QTest::newRow( "missing" ) << 0 << 0 << missing << "The measure of a piece of source 1 is nan; it must be 0 or more.";
  QTest::newRow( "targets overlap" )
    << 1 << 0 << 0.5
    << "The sum of the pieces of source 2 is 8.5; it must be at most its whole, 8: the "
       "targets overlap each other.";
}

void ArealSharesTest::whatCannotBeSharedIsRefused()
{
  QFETCH( int, source );
  QFETCH( int, target );
  QFETCH( double, measure );
  QFETCH( QString, sentence );
  MeasuredPieces refused = ground;
  refused.pieces.push_back( { static_cast<std::size_t>( source ), static_cast<std::size_t>( target ), measure } );
  QCOMPARE( refusalOf( [&] { sharesByArea( refused, 2 ); } ), sentence );
}

QTEST_GUILESS_MAIN( ArealSharesTest )
#include "arealshares_test.moc"
