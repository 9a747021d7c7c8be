// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/strictparse.h"

#include <QDateTime>
#include <QLocale>
#include <QObject>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace communitysafety::base;

namespace
{

using Kind = ParsedNumber::Kind;

const QTime noTime;

} // namespace

class StrictParseTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void wholeNumbersSurviveWritingAndReading();
  void everyDaySurvivesWritingAndReading();
  void monthNumbersCountMonths();
  void monthAloneLastsToItsLastDay();
  void theLocaleOfTheMachinePlaysNoPart();

  // numbers: edges
  void textReadsAsNumber_data();
  void textReadsAsNumber();
  void numberVariantsPass_data();
  void numberVariantsPass();
  void missingIsNeitherZeroNorSuppressed_data();
  void missingIsNeitherZeroNorSuppressed();
  void suppressionMarksAreKeptApart_data();
  void suppressionMarksAreKeptApart();

  // dates: edges
  void textReadsAsDate_data();
  void textReadsAsDate();
  void dateVariantsPass();
  void absentDateIsMissing_data();
  void absentDateIsMissing();

  // refused input
  void otherTextIsNotANumber_data();
  void otherTextIsNotANumber();
  void infinityIsNotANumber();
  void otherTextIsNotADate_data();
  void otherTextIsNotADate();
  void cellsWithoutTextAreRefused();
};

void StrictParseTest::wholeNumbersSurviveWritingAndReading()
{
  for ( int n = -2000; n <= 2000; ++n )
  {
    const ParsedNumber parsed = parseNumber( QString::number( n ) );
    QVERIFY2( parsed.isNumber(), qPrintable( parsed.reason ) );
    QCOMPARE( parsed.value, static_cast<double>( n ) );
  }
}

void StrictParseTest::everyDaySurvivesWritingAndReading()
{
  for ( QDate day( 2023, 1, 1 ); day < QDate( 2025, 1, 1 ); day = day.addDays( 1 ) )
  {
    QCOMPARE( parseDate( day.toString( QStringLiteral( "yyyy-MM-dd" ) ) ).date, day );
    QCOMPARE( parseDate( day.toString( QStringLiteral( "dd/MM/yyyy" ) ) ).date, day );
    QCOMPARE( parseDate( QLocale::c().toString( day, QStringLiteral( "d MMM yyyy" ) ) ).date, day );
    QCOMPARE( parseDate( QLocale::c().toString( day, QStringLiteral( "d MMMM yyyy" ) ) ).date, day );
  }
}

void StrictParseTest::monthNumbersCountMonths()
{
  QCOMPARE( monthNumber( QDate( 2024, 1, 1 ) ), 24288 );
  QCOMPARE( monthNumber( QDate( 2024, 1, 31 ) ), 24288 );
  QCOMPARE( monthNumber( QDate( 2025, 1, 1 ) ) - monthNumber( QDate( 2023, 12, 1 ) ), 13 );
  QCOMPARE( monthText( 24288 ), QStringLiteral( "2024-01" ) );
  QCOMPARE( monthText( monthNumber( QDate( 2023, 12, 9 ) ) ), QStringLiteral( "2023-12" ) );
}

void StrictParseTest::monthAloneLastsToItsLastDay()
{
  QCOMPARE( parseDate( QStringLiteral( "2024-02" ) ).lastDay(), QDate( 2024, 2, 29 ) );
  QCOMPARE( parseDate( QStringLiteral( "2024-02-03" ) ).lastDay(), QDate( 2024, 2, 3 ) );
}

void StrictParseTest::theLocaleOfTheMachinePlaysNoPart()
{
  QLocale::setDefault( QLocale( QLocale::German, QLocale::Germany ) );
  const ParsedNumber decimal = parseNumber( QStringLiteral( "1.5" ) );
  const ParsedNumber grouped = parseNumber( QStringLiteral( "1,296" ) );
  const ParsedDate may = parseDate( QStringLiteral( "3 May 2024" ) );
  const ParsedDate mai = parseDate( QStringLiteral( "3 Mai 2024" ) );
  QLocale::setDefault( QLocale::c() );
  QCOMPARE( decimal.value, 1.5 );
  QCOMPARE( grouped.value, 1296.0 );
  QCOMPARE( may.date, QDate( 2024, 5, 3 ) );
  QVERIFY( !mai.valid );
}

void StrictParseTest::textReadsAsNumber_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "zero" ) << "0" << 0.0;
  QTest::newRow( "decimal point" ) << "0.25" << 0.25;
  QTest::newRow( "no digit before the point" ) << ".5" << 0.5;
  QTest::newRow( "minus" ) << "-6.041388" << -6.041388;
  QTest::newRow( "plus" ) << "+3" << 3.0;
  QTest::newRow( "exponent" ) << "1.5e3" << 1500.0;
  QTest::newRow( "negative exponent" ) << "2E-2" << 0.02;
  QTest::newRow( "leading zeros" ) << "007" << 7.0;
  QTest::newRow( "blanks around" ) << "  12\t" << 12.0;
  QTest::newRow( "one group" ) << "1,296" << 1296.0;
  QTest::newRow( "two groups" ) << "1,144,941" << 1144941.0;
  QTest::newRow( "groups, sign and decimals" ) << "-29,199.5" << -29199.5;
}

void StrictParseTest::textReadsAsNumber()
{
  QFETCH( QString, text );
  QFETCH( double, expected );
  const ParsedNumber parsed = parseNumber( text );
  QVERIFY2( parsed.kind == Kind::Number, qPrintable( parsed.reason ) );
  QCOMPARE( parsed.value, expected );
  QVERIFY( parsed.reason.isEmpty() );
}

void StrictParseTest::numberVariantsPass_data()
{
  QTest::addColumn<QVariant>( "cell" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "int" ) << QVariant( -4 ) << -4.0;
  QTest::newRow( "unsigned" ) << QVariant( 4u ) << 4.0;
  QTest::newRow( "long" ) << QVariant( Q_INT64_C( 5000000000 ) ) << 5e9;
  QTest::newRow( "unsigned long" ) << QVariant( Q_UINT64_C( 5000000000 ) ) << 5e9;
  QTest::newRow( "double" ) << QVariant( 0.125 ) << 0.125;
  QTest::newRow( "float" ) << QVariant( 0.5f ) << 0.5;
  QTest::newRow( "zero" ) << QVariant( 0 ) << 0.0;
}

void StrictParseTest::numberVariantsPass()
{
  QFETCH( QVariant, cell );
  QFETCH( double, expected );
  QVERIFY( parseNumber( cell ).kind == Kind::Number );
  QCOMPARE( parseNumber( cell ).value, expected );
}

void StrictParseTest::missingIsNeitherZeroNorSuppressed_data()
{
  QTest::addColumn<QVariant>( "cell" );
  QTest::newRow( "no variant" ) << QVariant();
  QTest::newRow( "null text" ) << QVariant( QString() );
  QTest::newRow( "empty" ) << QVariant( "" );
  QTest::newRow( "blanks" ) << QVariant( "   " );
  QTest::newRow( "NA of R" ) << QVariant( "NA" );
  QTest::newRow( "N/A" ) << QVariant( "n/a" );
  QTest::newRow( "NULL written out" ) << QVariant( "NULL" );
  QTest::newRow( "null in small letters" ) << QVariant( "null" );
  QTest::newRow( "nan as text" ) << QVariant( "nan" );
  QTest::newRow( "NaN as number" ) << QVariant( std::numeric_limits<double>::quiet_NaN() );
}

void StrictParseTest::missingIsNeitherZeroNorSuppressed()
{
  QFETCH( QVariant, cell );
  const ParsedNumber parsed = parseNumber( cell );
  QVERIFY( parsed.kind == Kind::Missing );
  QVERIFY( std::isnan( parsed.value ) );
}

void StrictParseTest::suppressionMarksAreKeptApart_data()
{
  QTest::addColumn<QString>( "mark" );
  for ( const char *mark : { "*", "c", "C", "x", "..", "-", ":", "[c]", "[x]", "<5", "< 10", " * " } )
    QTest::newRow( mark ) << mark;
}

void StrictParseTest::suppressionMarksAreKeptApart()
{
  QFETCH( QString, mark );
  const ParsedNumber parsed = parseNumber( mark );
  QVERIFY( parsed.kind == Kind::Suppressed );
  QVERIFY( std::isnan( parsed.value ) );
}

void StrictParseTest::textReadsAsDate_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QDate>( "date" );
  QTest::addColumn<QTime>( "time" );
  QTest::addColumn<bool>( "hasDay" );
  const QDate day( 2024, 1, 31 );
  QTest::newRow( "month" ) << "2024-01" << QDate( 2024, 1, 1 ) << noTime << false;
  QTest::newRow( "ISO day" ) << "2024-01-31" << day << noTime << true;
  QTest::newRow( "ISO minutes" ) << "2024-01-31T22:10" << day << QTime( 22, 10 ) << true;
  QTest::newRow( "ISO seconds" ) << "2024-01-31T22:10:05" << day << QTime( 22, 10, 5 ) << true;
  QTest::newRow( "ISO fraction of a second" ) << "2024-01-31T22:10:05.250" << day << QTime( 22, 10, 5 ) << true;
  QTest::newRow( "ISO UTC" ) << "2024-01-31T22:10:05Z" << day << QTime( 22, 10, 5 ) << true;
  QTest::newRow( "the time zone is not applied" ) << "2024-01-31T22:10:05+05:00" << day << QTime( 22, 10, 5 ) << true;
  QTest::newRow( "time zone without colon" ) << "2024-01-31T22:10-0530" << day << QTime( 22, 10 ) << true;
  QTest::newRow( "blank instead of T" ) << "2024-01-31 22:10" << day << QTime( 22, 10 ) << true;
  QTest::newRow( "British" ) << "31/01/2024" << day << noTime << true;
  QTest::newRow( "British without zeros" ) << "5/3/2024" << QDate( 2024, 3, 5 ) << noTime << true;
  QTest::newRow( "day first although both could be months" ) << "03/04/2024" << QDate( 2024, 4, 3 ) << noTime << true;
  QTest::newRow( "British minutes" ) << "31/01/2024 22:10" << day << QTime( 22, 10 ) << true;
  QTest::newRow( "British seconds" ) << "31/01/2024 22:10:05" << day << QTime( 22, 10, 5 ) << true;
  QTest::newRow( "midnight is a time" ) << "31/01/2024 00:00" << day << QTime( 0, 0 ) << true;
  QTest::newRow( "hyphens" ) << "31-01-2024" << day << noTime << true;
  QTest::newRow( "short month name" ) << "31 Jan 2024" << day << noTime << true;
  QTest::newRow( "long month name" ) << "31 January 2024" << day << noTime << true;
  QTest::newRow( "small letters" ) << "31 jan 2024" << day << noTime << true;
  QTest::newRow( "Sept" ) << "1 Sept 2024" << QDate( 2024, 9, 1 ) << noTime << true;
  QTest::newRow( "month name and time" ) << "31 Jan 2024 22:10" << day << QTime( 22, 10 ) << true;
  QTest::newRow( "leap day" ) << "29/02/2024" << QDate( 2024, 2, 29 ) << noTime << true;
  QTest::newRow( "first year" ) << "1900-01-01" << QDate( 1900, 1, 1 ) << noTime << true;
  QTest::newRow( "last year" ) << "2100-12-31" << QDate( 2100, 12, 31 ) << noTime << true;
  QTest::newRow( "blanks around" ) << " 2024-01-31 " << day << noTime << true;
}

void StrictParseTest::textReadsAsDate()
{
  QFETCH( QString, text );
  QFETCH( QDate, date );
  QFETCH( QTime, time );
  QFETCH( bool, hasDay );
  const ParsedDate parsed = parseDate( text );
  QVERIFY2( parsed.valid, qPrintable( parsed.reason ) );
  QCOMPARE( parsed.date, date );
  QCOMPARE( parsed.time, time );
  QCOMPARE( parsed.hasDay, hasDay );
  QCOMPARE( parsed.hasTime, time.isValid() );
  QVERIFY( !parsed.missing );
  QVERIFY( parsed.reason.isEmpty() );
}

void StrictParseTest::dateVariantsPass()
{
  const ParsedDate day = parseDate( QDate( 2024, 1, 31 ) );
  QVERIFY( day.valid && day.hasDay && !day.hasTime );
  QCOMPARE( day.date, QDate( 2024, 1, 31 ) );

  const ParsedDate moment = parseDate( QDateTime( QDate( 2024, 1, 31 ), QTime( 22, 10 ) ) );
  QVERIFY( moment.valid && moment.hasDay && moment.hasTime );
  QCOMPARE( moment.date, QDate( 2024, 1, 31 ) );
  QCOMPARE( moment.time, QTime( 22, 10 ) );
}

void StrictParseTest::absentDateIsMissing_data()
{
  QTest::addColumn<QVariant>( "cell" );
  QTest::newRow( "no variant" ) << QVariant();
  QTest::newRow( "null date" ) << QVariant( QDate() );
  QTest::newRow( "null date and time" ) << QVariant( QDateTime() );
  QTest::newRow( "empty" ) << QVariant( "" );
  QTest::newRow( "blanks" ) << QVariant( "  " );
  QTest::newRow( "NULL written out" ) << QVariant( "NULL" );
}

void StrictParseTest::absentDateIsMissing()
{
  QFETCH( QVariant, cell );
  const ParsedDate parsed = parseDate( cell );
  QVERIFY( !parsed.valid );
  QVERIFY( parsed.missing );
  QCOMPARE( parsed.reason, QStringLiteral( "no date" ) );
}

void StrictParseTest::otherTextIsNotANumber_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "reason" );
  const QString comma = QStringLiteral( "%1 has a comma that does not separate groups of three digits" );
  const QString blank = QStringLiteral( "%1 has a blank inside the number" );
  const QString other = QStringLiteral( "%1 is not a number" );
  QTest::newRow( "percent" ) << "12.5%"
                             << "12.5% has a percent sign where a plain number is needed";
  QTest::newRow( "blank as separator" ) << "1 296" << blank.arg( "1 296" );
  QTest::newRow( "blank after the sign" ) << "- 5" << blank.arg( "- 5" );
  QTest::newRow( "letters after digits" ) << "12abc" << other.arg( "12abc" );
  QTest::newRow( "decimal comma" ) << "1,29" << comma.arg( "1,29" );
  QTest::newRow( "decimal comma of three digits" ) << "0,296" << comma.arg( "0,296" );
  QTest::newRow( "long first group" ) << "1234,567" << comma.arg( "1234,567" );
  QTest::newRow( "short inner group" ) << "1,29,600" << comma.arg( "1,29,600" );
  QTest::newRow( "comma behind the point" ) << "1.234,567" << comma.arg( "1.234,567" );
  QTest::newRow( "two points" ) << "1.2.3" << other.arg( "1.2.3" );
  QTest::newRow( "two signs" ) << "--5" << other.arg( "--5" );
  QTest::newRow( "sign alone" ) << "+" << other.arg( "+" );
  QTest::newRow( "point alone" ) << "." << other.arg( "." );
  QTest::newRow( "exponent alone" ) << "e5" << other.arg( "e5" );
  QTest::newRow( "exponent without digits" ) << "1e" << other.arg( "1e" );
  QTest::newRow( "hexadecimal" ) << "0x10" << other.arg( "0x10" );
  QTest::newRow( "infinity in words" ) << "inf" << other.arg( "inf" );
  QTest::newRow( "negative infinity in words" ) << "-Infinity" << other.arg( "-Infinity" );
  QTest::newRow( "too large" ) << "1e400"
                               << "1e400 is too large for a number";
  QTest::newRow( "too close to zero" ) << "1e-400"
                                       << "1e-400 is too close to zero for a number";
  QTest::newRow( "less than a fraction" ) << "<0.5" << other.arg( "<0.5" );
  QTest::newRow( "greater than" ) << ">5" << other.arg( ">5" );
  QTest::newRow( "a word" ) << "none" << other.arg( "none" );
  QTest::newRow( "digits of another script" ) << QString( QChar( 0x0665 ) ) << other.arg( QChar( 0x0665 ) );
  QTest::newRow( "long text is shortened" ) << QString( 90, 'a' ) << other.arg( QString( 39, 'a' ) + QChar( 0x2026 ) );
}

void StrictParseTest::otherTextIsNotANumber()
{
  QFETCH( QString, text );
  QFETCH( QString, reason );
  const ParsedNumber parsed = parseNumber( text );
  QVERIFY( parsed.kind == Kind::NotANumber );
  QVERIFY( std::isnan( parsed.value ) );
  QCOMPARE( parsed.reason, reason );
}

void StrictParseTest::infinityIsNotANumber()
{
  const ParsedNumber parsed = parseNumber( std::numeric_limits<double>::infinity() );
  QVERIFY( parsed.kind == Kind::NotANumber );
  QVERIFY( std::isnan( parsed.value ) );
  QCOMPARE( parsed.reason, QStringLiteral( "infinity is not a number" ) );
}

void StrictParseTest::otherTextIsNotADate_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "reason" );
  const QString calendar = QStringLiteral( "%1 is not a day of the calendar" );
  const QString other = QStringLiteral( "%1 is not a date" );
  QTest::newRow( "31 February" ) << "31/02/2023" << calendar.arg( "31/02/2023" );
  QTest::newRow( "29 February of no leap year" ) << "29 Feb 2023" << calendar.arg( "29 Feb 2023" );
  QTest::newRow( "day 0" ) << "2024-01-00" << calendar.arg( "2024-01-00" );
  QTest::newRow( "American order" ) << "01/31/2024"
                                    << "01/31/2024 has no month 31: write 31/01/2024 or 2024-01-31";
  QTest::newRow( "month 13" ) << "2024-13"
                              << "2024-13 has no month 13: write 31/01/2024 or 2024-01-31";
  QTest::newRow( "word that is no month" ) << "31 Foo 2024"
                                           << "31 Foo 2024 has no month Foo: write 31/01/2024 or 2024-01-31";
  QTest::newRow( "abbreviation that is no month" ) << "31 Janu 2024"
                                                   << "31 Janu 2024 has no month Janu: write 31/01/2024 or 2024-01-31";
  QTest::newRow( "long word that is no month" )
    << "31 " + QString( 90, 'a' ) + " 2024"
    << QStringLiteral( "31 %1… has no month %2…: write 31/01/2024 or 2024-01-31" )
         .arg( QString( 36, 'a' ), QString( 39, 'a' ) );
  QTest::newRow( "too early" ) << "31/12/1899"
                               << "1899-12-31 lies outside the years 1900 to 2100";
  QTest::newRow( "too late" ) << "2101-01"
                              << "2101-01-01 lies outside the years 1900 to 2100";
  QTest::newRow( "short year" ) << "31/01/24"
                                << "31/01/24 needs a year of four digits";
  QTest::newRow( "short year with month name" ) << "31 Jan 24"
                                                << "31 Jan 24 needs a year of four digits";
  QTest::newRow( "hour 25" ) << "2024-01-31T25:00"
                             << "2024-01-31T25:00 has no time of the day";
  QTest::newRow( "minute 60" ) << "31/01/2024 22:60"
                               << "31/01/2024 22:60 has no time of the day";
  QTest::newRow( "zone without minutes" ) << "2024-01-31T22:10+05" << other.arg( "2024-01-31T22:10+05" );
  QTest::newRow( "point without fraction" ) << "2024-01-31T22:10:05." << other.arg( "2024-01-31T22:10:05." );
  QTest::newRow( "date without month" ) << "31/" << other.arg( "31/" );
  QTest::newRow( "glued month name" ) << "31Jan2024" << other.arg( "31Jan2024" );
  QTest::newRow( "mixed separators" ) << "31/01-2024" << other.arg( "31/01-2024" );
  QTest::newRow( "year alone" ) << "2024" << other.arg( "2024" );
  QTest::newRow( "spreadsheet day number" ) << "45322" << other.arg( "45322" );
  QTest::newRow( "time after a month" ) << "2024-01 22:10" << other.arg( "2024-01 22:10" );
  QTest::newRow( "text behind the date" ) << "2024-01-31 about noon" << other.arg( "2024-01-31 about noon" );
  QTest::newRow( "a word" ) << "yesterday" << other.arg( "yesterday" );
}

void StrictParseTest::otherTextIsNotADate()
{
  QFETCH( QString, text );
  QFETCH( QString, reason );
  const ParsedDate parsed = parseDate( text );
  QVERIFY( !parsed.valid );
  QVERIFY( !parsed.missing );
  QCOMPARE( parsed.reason, reason );
}

void StrictParseTest::cellsWithoutTextAreRefused()
{
  const QVariant cell( QVariantMap{ { QStringLiteral( "n" ), 1 } } );
  QVERIFY( parseNumber( cell ).kind == Kind::NotANumber );
  QCOMPARE( parseNumber( cell ).reason, QStringLiteral( "the cell holds neither number nor text" ) );
  QVERIFY( !parseDate( cell ).missing );
  QCOMPARE( parseDate( cell ).reason, QStringLiteral( "the cell holds neither date nor text" ) );
  QCOMPARE( parseNumber( true ).reason, QStringLiteral( "true is not a number" ) );
}

QTEST_GUILESS_MAIN( StrictParseTest )
#include "strictparse_test.moc"
