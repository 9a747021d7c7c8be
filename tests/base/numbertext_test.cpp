// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/numbertext.h"
#include "statistics/column.h"

#include <QTest>

using namespace communitysafety;

class NumberTextTest : public QObject
{
  Q_OBJECT

private slots:
  void numbersAreWrittenForReaders_data();
  void numbersAreWrittenForReaders();
};

void NumberTextTest::numbersAreWrittenForReaders_data()
{
  QTest::addColumn<double>( "value" );
  QTest::addColumn<int>( "decimals" );
  QTest::addColumn<QString>( "number" );
  QTest::addColumn<QString>( "change" );
  QTest::newRow( "thousands" ) << 6931.4 << 0 << "6,931"
                               << "+6,931";
  QTest::newRow( "decimals" ) << 0.125 << 2 << "0.13"
                              << "+0.13";
  QTest::newRow( "negative" ) << -12.34 << 1 << "−12.3"
                              << "−12.3";
  QTest::newRow( "zero" ) << 0.0 << 1 << "0.0"
                          << "0.0";
  QTest::newRow( "rounds to zero from below" ) << -0.04 << 1 << "0.0"
                                               << "0.0";
  QTest::newRow( "rounds to zero from above" ) << 0.04 << 1 << "0.0"
                                               << "0.0";
  QTest::newRow( "missing" ) << statistics::missing << 1 << "–"
                             << "–";
}

void NumberTextTest::numbersAreWrittenForReaders()
{
  QFETCH( double, value );
  QFETCH( int, decimals );
  QTEST( base::numberText( value, decimals ), "number" );
  QTEST( base::changeText( value, decimals ), "change" );
}

QTEST_GUILESS_MAIN( NumberTextTest )
#include "numbertext_test.moc"
