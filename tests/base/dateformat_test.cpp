// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/dateformat.h"

#include <QtTest>

using namespace communitysafety::base;

class DateFormatTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void serialNumbersAreThoseOfASpreadsheet();
  // laws
  void dateIsReadInEveryForm_data();
  void dateIsReadInEveryForm();
  void statedFormIsTheOnlyOneRead_data();
  void statedFormIsTheOnlyOneRead();
  void columnTellsDayFromMonth_data();
  void columnTellsDayFromMonth();
  // edges
  void evidenceNamesTheFormsWithTheirFirstValue();
  void calendarValuesNeedNoForm();
  // refused input
  void refuses_data();
  void refuses();
};

Q_DECLARE_METATYPE( DateFormat )

namespace
{

QString written( const ParsedDate &date )
{
  if ( !date.valid )
    return date.missing ? QStringLiteral( "missing" ) : date.reason;
  return date.date.toString( date.hasDay ? QStringLiteral( "yyyy-MM-dd" ) : QStringLiteral( "yyyy-MM" ) ) +
         ( date.hasTime ? date.time.toString( QStringLiteral( " HH:mm:ss" ) ) : QString() );
}

DateEvidence evidenceOf( const QStringList &texts )
{
  DateEvidence evidence;
  for ( const QString &text : texts )
    evidence.add( text );
  return evidence;
}

} // namespace

// Excel counts 1 January 2000 as 36526 and 1 January 2024 as 45292, as its DATEVALUE says.
void DateFormatTest::serialNumbersAreThoseOfASpreadsheet()
{
  QCOMPARE( written( parseDateAs( "36526", {} ) ), QStringLiteral( "2000-01-01" ) );
  QCOMPARE( written( parseDateAs( 45292, {} ) ), QStringLiteral( "2024-01-01" ) );
  QCOMPARE( written( parseDateAs( "45292.75", {} ) ), QStringLiteral( "2024-01-01 18:00:00" ) );
}

void DateFormatTest::dateIsReadInEveryForm_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "expected" );
  const auto row = []( const char *text, const char *expected ) { QTest::newRow( text ) << text << expected; };
  row( "2024-01-31", "2024-01-31" );
  row( "2024/1/31", "2024-01-31" );
  row( "20240131", "2024-01-31" );
  row( "2024-01-31T22:10:05+00:00", "2024-01-31 22:10:05" );
  row( "2024-01-31 22:10:05.123Z", "2024-01-31 22:10:05" );
  row( "31/01/2024", "2024-01-31" );
  row( "31.1.24", "2024-01-31" );
  row( "31/01/2024 10:10 pm", "2024-01-31 22:10:00" );
  row( "31/01/2024 12:05:00 AM", "2024-01-31 00:05:00" );
  row( "3/4/2024", "2024-04-03" );
  row( "5-Mar-24", "2024-03-05" );
  row( "05 March 1987", "1987-03-05" );
  row( "5-Sep-87", "1987-09-05" );
  row( "1st February 2024", "2024-02-01" );
  row( "Wed 31 Jan 2024 22:10", "2024-01-31 22:10:00" );
  row( "Jan 31, 2024", "2024-01-31" );
  row( "2024-01", "2024-01" );
  row( "202401", "2024-01" );
  row( "01/2024", "2024-01" );
  row( "Jan-24", "2024-01" );
  row( "1 Sept 2024", "2024-09-01" );
  row( "January 2024", "2024-01" );
  row( "N/A", "missing" );
  row( " ", "missing" );
}

void DateFormatTest::dateIsReadInEveryForm()
{
  QFETCH( QString, text );
  QTEST( written( parseDateAs( text, {} ) ), "expected" );
}

void DateFormatTest::statedFormIsTheOnlyOneRead_data()
{
  QTest::addColumn<DateFormat>( "format" );
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<bool>( "isRead" );
  QTest::newRow( "year first" ) << DateFormat::yearFirst << "2024-01-31" << true;
  QTest::newRow( "year first, but day first written" ) << DateFormat::yearFirst << "31/01/2024" << false;
  QTest::newRow( "day first" ) << DateFormat::dayFirst << "31/01/2024" << true;
  QTest::newRow( "day first, month in words first" ) << DateFormat::dayFirst << "Jan 31 2024" << true;
  QTest::newRow( "day first, serial" ) << DateFormat::dayFirst << "45292" << false;
  QTest::newRow( "month first" ) << DateFormat::monthFirst << "01/31/2024" << true;
  QTest::newRow( "month first, no month 31" ) << DateFormat::monthFirst << "31/01/2024" << false;
  QTest::newRow( "serial" ) << DateFormat::excelSerial << "45292" << true;
  QTest::newRow( "serial, but a date" ) << DateFormat::excelSerial << "2024-01-31" << false;
  QTest::newRow( "month alone" ) << DateFormat::monthAlone << "Jan-24" << true;
  QTest::newRow( "month alone, but a day" ) << DateFormat::monthAlone << "31/01/2024" << false;
}

void DateFormatTest::statedFormIsTheOnlyOneRead()
{
  QFETCH( DateFormat, format );
  QFETCH( QString, text );
  QTEST( parseDateAs( text, DateRule::only( format ) ).valid, "isRead" );
}

void DateFormatTest::columnTellsDayFromMonth_data()
{
  QTest::addColumn<QStringList>( "texts" );
  QTest::addColumn<QString>( "april" );
  QTest::addColumn<bool>( "isUndecided" );
  QTest::addColumn<bool>( "isMixed" );
  QTest::newRow( "one date decides for the day" )
    << QStringList{ "3/4/2024", "13/4/2024" } << "2024-04-03" << false << false;
  QTest::newRow( "one date decides for the month" )
    << QStringList{ "3/4/2024", "4/13/2024" } << "2024-03-04" << false << false;
  QTest::newRow( "nothing decides: the custom here" )
    << QStringList{ "3/4/2024", "5/6/2024" } << "2024-04-03" << true << false;
  QTest::newRow( "two kinds: the more frequent" )
    << QStringList{ "13/4/2024", "14/4/2024", "4/13/2024" } << "2024-04-03" << false << true;
  QTest::newRow( "months in words decide nothing" )
    << QStringList{ "3 Apr 2024", "Apr 13 2024" } << "2024-04-03" << false << false;
  QTest::newRow( "same day and month is no doubt" ) << QStringList{ "4/4/2024" } << "2024-04-03" << false << false;
}

void DateFormatTest::columnTellsDayFromMonth()
{
  QFETCH( QStringList, texts );
  const DateEvidence evidence = evidenceOf( texts );
  QTEST( written( parseDateAs( "3/4/2024", evidence.rule() ) ), "april" );
  QTEST( evidence.isUndecided(), "isUndecided" );
  QTEST( evidence.isMixed(), "isMixed" );
}

void DateFormatTest::evidenceNamesTheFormsWithTheirFirstValue()
{
  const DateEvidence evidence = evidenceOf( { "2024-01", "31/01/2024", "30/01/2024", "", "soon" } );
  QCOMPARE( evidence.inWords(),
            QStringLiteral( "day/month/year 2 (first ‘31/01/2024’), month only 1 (first ‘2024-01’), "
                            "no date 1 (first ‘soon’)" ) );
}

void DateFormatTest::calendarValuesNeedNoForm()
{
  const DateRule rule = DateRule::only( DateFormat::excelSerial );
  QCOMPARE( written( parseDateAs( QDate( 2024, 1, 31 ), rule ) ), QStringLiteral( "2024-01-31" ) );
  QVERIFY( parseDateAs( QVariant(), rule ).missing );
}

void DateFormatTest::refuses_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "reason" );
  QTest::newRow( "word" ) << "yesterday"
                          << "yesterday is not a date";
  QTest::newRow( "year alone" ) << "2024"
                                << "2024 is not a date";
  QTest::newRow( "day without a year" ) << "5 Mar"
                                        << "5 Mar is not a date";
  QTest::newRow( "no such day" ) << "30/02/2024"
                                 << "2024-02-30 is not a day of the calendar";
  QTest::newRow( "no such word" ) << "5 Xyz 2024"
                                  << "2024-00-05 has no month 0: write 31/01/2024 or 2024-01-31";
  QTest::newRow( "word cut off anywhere" ) << "30 Septem 2024"
                                           << "2024-00-30 has no month 0: write 31/01/2024 or 2024-01-31";
  QTest::newRow( "no such hour" ) << "31/01/2024 13:00 pm"
                                  << "31/01/2024 13:00 pm is not a date";
  QTest::newRow( "serial before 1950" ) << "18263"
                                        << "18263 is not a date";
  QTest::newRow( "negative serial" ) << "-45292"
                                     << "-45292 is not a date";
  QTest::newRow( "four parts" ) << "1/2/3/2024"
                                << "1/2/3/2024 is not a date";
}

void DateFormatTest::refuses()
{
  QFETCH( QString, text );
  const ParsedDate date = parseDateAs( text, {} );
  QVERIFY( !date.valid && !date.missing );
  QTEST( date.reason, "reason" );
}

QTEST_GUILESS_MAIN( DateFormatTest )
#include "dateformat_test.moc"
