// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/protectionflow.h"

using namespace communitysafety::statistics;

class ProtectionFlowTest : public QObject
{
  Q_OBJECT

private slots:
  void cheapestTableIsFound();
  void cellsThatAreKeptDoNotChange();
  void mostIsWhatTheOthersLeave();
};

namespace
{

//! 2 + 7 + 30 = 39, where the total and nothing else is fixed.
const std::vector<double> value{ 2, 7, 30, 39 };
const std::vector<double> lowest{ 0, 0, 0, 0 };
const std::vector<AdditiveRelation> relations{ { 3, { 0, 1, 2 } } };

ProtectionFlow flow()
{
  static const RelationsOfCells relationsOf( value.size(), relations );
  ProtectionFlow result( { value, lowest, relations, relationsOf }, { 0, 1, 2 } );
  result.setPrice( 1, 7 );
  result.setPrice( 2, 30 );
  return result;
}

QString words( const TableChange &change )
{
  QString text;
  for ( const CellChange &one : change )
    text += QStringLiteral( "%1:%2 " ).arg( one.cell ).arg( one.by );
  return text.trimmed();
}

} // namespace

void ProtectionFlowTest::cheapestTableIsFound()
{
  ProtectionFlow through = flow();
  QCOMPARE( words( through.cheapest( 0, 5 ) ), QStringLiteral( "0:5 1:-5" ) );
  QCOMPARE( words( through.cheapest( 0, 9 ) ), QStringLiteral( "0:9 1:-7 2:-2" ) );
  QCOMPARE( words( through.cheapest( 0, -2 ) ), QStringLiteral( "0:-2 1:2" ) );
  QCOMPARE( words( through.cheapest( 0, -3 ) ), QString() );
  through.setPrice( 2, 0 );
  QCOMPARE( words( through.cheapest( 0, 5 ) ), QStringLiteral( "0:5 2:-5" ) );
}

void ProtectionFlowTest::cellsThatAreKeptDoNotChange()
{
  ProtectionFlow through = flow();
  through.setKept( 1, true );
  QCOMPARE( words( through.cheapest( 0, 5 ) ), QStringLiteral( "0:5 2:-5" ) );
  through.setKept( 2, true );
  QCOMPARE( words( through.cheapest( 0, 5 ) ), QString() );
  through.setKept( 1, false );
  QCOMPARE( words( through.cheapest( 0, 5 ) ), QStringLiteral( "0:5 1:-5" ) );
  QVERIFY( through.holds( 2 ) && !through.holds( 3 ) );
}

void ProtectionFlowTest::mostIsWhatTheOthersLeave()
{
  ProtectionFlow through = flow();
  through.setKept( 2, true );
  QCOMPARE( through.most( 0, 5 ), 5.0 );
  QCOMPARE( through.most( 0, 12 ), 7.0 );
  QCOMPARE( through.most( 0, -5 ), 2.0 );
  // Prices are as they were.
  through.setKept( 2, false );
  QCOMPARE( words( through.cheapest( 0, 5 ) ), QStringLiteral( "0:5 1:-5" ) );
}

QTEST_GUILESS_MAIN( ProtectionFlowTest )
#include "protectionflow_test.moc"
