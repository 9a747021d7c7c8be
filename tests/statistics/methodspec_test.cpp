// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/methodspec.h"

#include <QtTest>

#include <stdexcept>

using namespace communitysafety::statistics;

class MethodSpecTest : public QObject
{
  Q_OBJECT

private slots:
  void aNameAndItsNumbersAreRead();
  void whatWasWrittenIsReadAgain();
  void aBlankCellNamesNoMethod();
  void whatIsNoMethodIsRefused_data();
  void whatIsNoMethodIsRefused();
  void anUnknownMethodIsAnsweredWithThoseThereAre();
  void aWrongNumberOfArgumentsIsAnsweredWithTheUsage();
};

void MethodSpecTest::aNameAndItsNumbersAreRead()
{
  const MethodSpec spec = parseMethodSpec( " MinMax( 0 , 1e2,-.5 ) " );
  QCOMPARE( spec.name, std::string( "minmax" ) );
  QCOMPARE( spec.arguments, ( std::vector<double>{ 0, 100, -0.5 } ) );
  QCOMPARE( spec.argument( 1, 7 ), 100.0 );
  QCOMPARE( spec.argument( 3, 7 ), 7.0 );
}

void MethodSpecTest::whatWasWrittenIsReadAgain()
{
  for ( const MethodSpec &spec : { MethodSpec{ "zscore", {} }, MethodSpec{ "power", { 1.0 / 3 } }, MethodSpec{} } )
    QVERIFY( parseMethodSpec( inWords( spec ) ) == spec );
}

void MethodSpecTest::aBlankCellNamesNoMethod() { QVERIFY( !parseMethodSpec( "  " ).isGiven() ); }

void MethodSpecTest::whatIsNoMethodIsRefused_data()
{
  QTest::addColumn<QString>( "text" );
  for ( const char *text : { "(1)", "minmax(", "minmax()", "minmax(1", "minmax(1)x", "minmax(1;2)", "minmax(1,)",
                             "minmax(a)", "minmax(1e999)", "min-max", "minmax(0x10)", "minmax(nan)", "min max",
                             "minmax(1 4)", "minmax(- 1)", "minmax(\f1)" } )
    QTest::newRow( text ) << QString::fromLatin1( text );
}

void MethodSpecTest::whatIsNoMethodIsRefused()
{
  QFETCH( QString, text );
  QVERIFY_EXCEPTION_THROWN( parseMethodSpec( text.toStdString() ), std::invalid_argument );
}

void MethodSpecTest::anUnknownMethodIsAnsweredWithThoseThereAre()
{
  const std::vector<MethodSignature> known = { { "rank", 0, 0, "rank" },
                                               { "minmax", 0, 2, "minmax(lowest, highest)" } };
  QCOMPARE( findMethod( { "minmax", { 0, 1 } }, known, "normalisation" ), std::size_t( 1 ) );
  try
  {
    findMethod( { "maxmin", {} }, known, "normalisation" );
    QFAIL( "an unknown method was found" );
  }
  catch ( const std::invalid_argument &error )
  {
    QVERIFY( QString::fromUtf8( error.what() ).contains( "rank, minmax(lowest, highest)" ) );
  }
}

void MethodSpecTest::aWrongNumberOfArgumentsIsAnsweredWithTheUsage()
{
  const std::vector<MethodSignature> known = { { "power", 1, 1, "power(exponent)" } };
  QVERIFY_EXCEPTION_THROWN( findMethod( { "power", {} }, known, "aggregation" ), std::invalid_argument );
  QVERIFY_EXCEPTION_THROWN( findMethod( { "power", { 1, 2 } }, known, "aggregation" ), std::invalid_argument );
}

QTEST_GUILESS_MAIN( MethodSpecTest )
#include "methodspec_test.moc"
