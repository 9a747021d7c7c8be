// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/rejects.h"

#include <QLocale>
#include <QObject>
#include <QSet>
#include <QtTest>

#include <stdexcept>

using namespace communitysafety::base;

namespace
{

using Reason = RejectLedger::Reason;

const QString police = QStringLiteral( "police" );
const QString fire = QStringLiteral( "fire" );

void rejectRows( RejectLedger &ledger, const QString &source, int n, Reason reason )
{
  for ( int row = 1; row <= n; ++row )
    ledger.reject( source, row, QString(), QString(), reason );
}

QStringList rowsOf( const RejectLedger &ledger )
{
  QStringList rows;
  ledger.forEach(
    [&]( const Reject &reject )
    {
      rows << QStringList{ reject.source, QString::number( reject.row ), reject.id, reject.field, reject.reason,
                           reject.value }
                .join( QLatin1Char( '|' ) );
    } );
  return rows;
}

} // namespace

class RejectsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void readIsUsedPlusRejected();
  void everyReasonHasItsOwnWords();
  void totalsAreSumsOverSources();

  // edges
  void newLedgerBalancesAndSaysNothing();
  void summaryNamesTheMostFrequentReasonFirst();
  void summaryHasOneLinePerSourceInOrderOfAppearance();
  void summaryIsTheSameInEveryLocale();
  void recordThatDisappearsIsNamed();
  void mistakesOfTwoSourcesDoNotCancelOut();
  void rejectsKeepTheirDetailsAndOrder();
  void textOutsideAsciiSurvives();
  void longValueIsShortened();
  void millionsOfRejectsAreKept();

  // refused input
  void weightOutOfRangeSaysNothingOfThePlace();
  void accountsOfOneNameAreToldApart();
  void totalSumsAllSources();
  void valueIsShownForDatesNumbersAndCoordinatesOnly_data();
  void valueIsShownForDatesNumbersAndCoordinatesOnly();
};

void RejectsTest::readIsUsedPlusRejected()
{
  RejectLedger ledger;
  ledger.read( police, 10 );
  QVERIFY( !ledger.balances() );
  ledger.used( police, 8 );
  ledger.reject( police, 3, QString(), QString(), Reason::noLocation );
  QVERIFY( !ledger.balances() );
  ledger.reject( police, 9, QString(), QString(), Reason::noDate );
  QVERIFY( ledger.balances() );
  ledger.used( police );
  QVERIFY( !ledger.balances() );
  ledger.read( police );
  QVERIFY( ledger.balances() );
}

void RejectsTest::everyReasonHasItsOwnWords()
{
  QSet<QString> words;
  for ( std::size_t i = 0; i < rejectReasonCount; ++i )
    words << rejectText( static_cast<Reason>( i ) );
  QCOMPARE( static_cast<std::size_t>( words.size() ), rejectReasonCount );
  QVERIFY( !words.contains( QString() ) );
  QCOMPARE( rejectText( Reason::outsideStudyArea ), QStringLiteral( "outside the study area" ) );
}

void RejectsTest::totalsAreSumsOverSources()
{
  RejectLedger ledger;
  ledger.read( police, 5 );
  ledger.read( fire, 7 );
  ledger.used( police, 3 );
  ledger.used( fire, 4 );
  rejectRows( ledger, police, 2, Reason::noDate );
  rejectRows( ledger, fire, 2, Reason::noDate );
  rejectRows( ledger, fire, 1, Reason::noLocation );
  QCOMPARE( ledger.nRead(), 12 );
  QCOMPARE( ledger.nUsed(), 7 );
  QCOMPARE( ledger.nRejected(), 5 );
  QCOMPARE( ledger.nRejected( Reason::noDate ), 4 );
  QCOMPARE( ledger.nRejected( Reason::noLocation ), 1 );
  QCOMPARE( ledger.nRejected( Reason::repeatedId ), 0 );
  QVERIFY( ledger.balances() );
}

void RejectsTest::newLedgerBalancesAndSaysNothing()
{
  const RejectLedger ledger;
  QVERIFY( ledger.balances() );
  QCOMPARE( ledger.nRead(), 0 );
  QCOMPARE( ledger.nRejected(), 0 );
  QVERIFY( ledger.summary().isEmpty() );
  QVERIFY( rowsOf( ledger ).isEmpty() );
}

void RejectsTest::summaryNamesTheMostFrequentReasonFirst()
{
  RejectLedger ledger;
  ledger.read( police, 45210 );
  ledger.used( police, 44900 );
  rejectRows( ledger, police, 60, Reason::outsideStudyArea );
  rejectRows( ledger, police, 250, Reason::noLocation );
  QCOMPARE( ledger.summary(), QStringList{ "police: 45,210 read = 44,900 used + 310 rejected (no location 250, "
                                           "outside the study area 60)" } );
}

void RejectsTest::summaryHasOneLinePerSourceInOrderOfAppearance()
{
  RejectLedger ledger;
  ledger.read( police );
  ledger.read( fire );
  ledger.used( fire );
  ledger.read( police );
  ledger.used( police );
  ledger.reject( police, 2, QString(), QString(), Reason::repeatedId );
  const QStringList expected{ "police: 2 read = 1 used + 1 rejected (repeated id 1)",
                              "fire: 1 read = 1 used + 0 rejected" };
  QCOMPARE( ledger.summary(), expected );
}

void RejectsTest::summaryIsTheSameInEveryLocale()
{
  RejectLedger ledger;
  ledger.read( police, 1234567 );
  ledger.used( police, 1234567 );
  QLocale::setDefault( QLocale( QLocale::German, QLocale::Germany ) );
  const QStringList summary = ledger.summary();
  QLocale::setDefault( QLocale::c() );
  QCOMPARE( summary, QStringList{ "police: 1,234,567 read = 1,234,567 used + 0 rejected" } );
}

void RejectsTest::recordThatDisappearsIsNamed()
{
  RejectLedger ledger;
  ledger.read( police, 10 );
  ledger.used( police, 7 );
  rejectRows( ledger, police, 2, Reason::noDate );
  QCOMPARE( ledger.summary(), QStringList{ "police: 10 read, 7 used, 2 rejected, 1 unaccounted for (no date 2)" } );
}

void RejectsTest::mistakesOfTwoSourcesDoNotCancelOut()
{
  RejectLedger ledger;
  ledger.read( police, 2 );
  ledger.used( police, 1 );
  ledger.read( fire, 1 );
  ledger.used( fire, 2 );
  QCOMPARE( ledger.nRead(), ledger.nUsed() );
  QVERIFY( !ledger.balances() );
}

void RejectsTest::rejectsKeepTheirDetailsAndOrder()
{
  RejectLedger ledger;
  ledger.rejectValue( police, 7, "a1", "date", Reason::dateNotReadable, "31/02/2023" );
  ledger.reject( fire, 3, "f9", QString(), Reason::noLocation );
  ledger.rejectValue( police, 5, QString(), "n", Reason::numberNotReadable, "12abc" );
  ledger.reject( police, 0, QString(), QString(), Reason::duplicateFile );
  const QStringList expected{ "police|7|a1|date|date not readable|31/02/2023", "fire|3|f9||no location|",
                              "police|5||n|number not readable|12abc", "police|0|||file given twice|" };
  QCOMPARE( rowsOf( ledger ), expected );
  QCOMPARE( ledger.at( 1 ).id, QStringLiteral( "f9" ) );
}

void RejectsTest::textOutsideAsciiSurvives()
{
  const QString id = QStringLiteral( "Nº 5–Ÿ" );
  RejectLedger ledger;
  ledger.rejectValue( police, 1, id, "größe", Reason::numberNotReadable, "≈5" );
  ledger.reject( police, 2, "after", QString(), Reason::noDate );
  QCOMPARE( ledger.at( 0 ).id, id );
  QCOMPARE( ledger.at( 0 ).field, QStringLiteral( "größe" ) );
  QCOMPARE( ledger.at( 0 ).value, QStringLiteral( "≈5" ) );
  QCOMPARE( ledger.at( 1 ).id, QStringLiteral( "after" ) );
}

void RejectsTest::longValueIsShortened()
{
  RejectLedger ledger;
  ledger.rejectValue( police, 1, QString(), "date", Reason::dateNotReadable, QString( 60, 'a' ) );
  ledger.rejectValue( police, 2, QString(), "date", Reason::dateNotReadable, QString( 61, 'a' ) );
  QCOMPARE( ledger.at( 0 ).value, QString( 60, 'a' ) );
  QCOMPARE( ledger.at( 1 ).value, QString( 59, 'a' ) + QStringLiteral( "…" ) );
}

void RejectsTest::millionsOfRejectsAreKept()
{
  const int n = 1000000;
  RejectLedger ledger;
  ledger.read( police, n );
  for ( int row = 1; row <= n; ++row )
    ledger.reject( police, row, QString::number( row ), "geometry", Reason::noLocation );
  QCOMPARE( ledger.nRejected(), n );
  QVERIFY( ledger.balances() );
  // Back and forth between what is in memory and what has been put away.
  for ( const qint64 index : { qint64{ n } - 1, qint64{ 0 }, qint64{ 4095 }, qint64{ 4096 }, qint64{ 700000 } } )
    QCOMPARE( ledger.at( index ).row, index + 1 );
  QCOMPARE( ledger.at( 4096 ).id, QStringLiteral( "4097" ) );
  QCOMPARE( ledger.at( n - 1 ).id, QString::number( n ) );
}

void RejectsTest::weightOutOfRangeSaysNothingOfThePlace()
{
  QVERIFY( isAboutPlace( Reason::coordinateOutOfRange ) && !isAboutPlace( Reason::numberOutOfRange ) );
  QVERIFY( isAboutPlace( Reason::postcodeUnknown ) && isAboutPlace( Reason::wrongGeometryType ) );
  // Known, but not in the area.
  QVERIFY( !isAboutPlace( Reason::outsideStudyArea ) );
}

void RejectsTest::accountsOfOneNameAreToldApart()
{
  QCOMPARE( accountName( "city", {} ), QStringLiteral( "city" ) );
  QCOMPARE( accountName( "city", { "city", "city (2)" } ), QStringLiteral( "city (3)" ) );
}

void RejectsTest::totalSumsAllSources()
{
  RejectLedger ledger;
  for ( const char *source : { "a", "b" } )
  {
    ledger.read( source, 2 );
    ledger.used( source );
    ledger.reject( source, 1, QString(), QString(), Reason::noDate );
  }
  const RejectLedger::Count total = ledger.total();
  QCOMPARE( total.nRead, qint64{ 4 } );
  QCOMPARE( total.nByReason[static_cast<std::size_t>( Reason::noDate )], qint64{ 2 } );
  QVERIFY( total.balances() );
  QCOMPARE( ledger.countOf( "b" ).nRead, qint64{ 2 } );
  QCOMPARE( ledger.countOf( "c" ).nRead, qint64{ 0 } );
}

void RejectsTest::valueIsShownForDatesNumbersAndCoordinatesOnly_data()
{
  QTest::addColumn<int>( "reason" );
  QTest::addColumn<bool>( "shown" );
  const QList<Reason> shown{ Reason::coordinateNotReadable, Reason::zeroCoordinate,   Reason::dateNotReadable,
                             Reason::outsidePeriod,         Reason::suppressedNumber, Reason::numberNotReadable,
                             Reason::numberOutOfRange,      Reason::futureDate,       Reason::endBeforeStart,
                             Reason::coordinateOutOfRange };
  for ( std::size_t i = 0; i < rejectReasonCount; ++i )
  {
    const auto reason = static_cast<Reason>( i );
    QTest::newRow( qPrintable( rejectText( reason ) ) ) << static_cast<int>( i ) << shown.contains( reason );
  }
}

void RejectsTest::valueIsShownForDatesNumbersAndCoordinatesOnly()
{
  QFETCH( int, reason );
  QFETCH( bool, shown );
  RejectLedger ledger;
  QString error;
  try
  {
    ledger.rejectValue( police, 1, "a1", "name", static_cast<Reason>( reason ), "Jo Bloggs" );
  }
  catch ( const std::invalid_argument &refused )
  {
    error = QString::fromUtf8( refused.what() );
  }
  QCOMPARE( ledger.nRejected(), shown ? 1 : 0 );
  QCOMPARE( error,
            shown ? QString()
                  : "a reject may not show its value for the reason: " + rejectText( static_cast<Reason>( reason ) ) );
}

QTEST_GUILESS_MAIN( RejectsTest )
#include "rejects_test.moc"
