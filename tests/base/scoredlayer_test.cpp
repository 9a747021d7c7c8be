// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/scoredlayer.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;

class ScoredLayerTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyFieldHasItsCell_data();
  void everyFieldHasItsCell();
  void driversCompareWithTheCityOnAnIndexOnly();
  // edges
  void rangesFollowWhenThereWereDraws();
  void missingIsNull();
  // refused input
  void refusesACodeTwice();
};

namespace
{

//! Burglary in a theme of its own, victims directly below the total.
base::IndexPlan plan( const QString &theme )
{
  base::IndexPlan plan;
  plan.groups.push_back( { QStringLiteral( "total" ), QString(), {} } );
  plan.groups.push_back( { theme, QStringLiteral( "Theme" ), { 0, 1 } } );
  for ( const QString &code : { QStringLiteral( "burg" ), QStringLiteral( "vics" ) } )
  {
    base::PlannedIndicator indicator;
    indicator.code = code;
    indicator.label = code.toUpper();
    indicator.group = plan.indicators.empty() ? 1 : 0;
    indicator.side = plan.indicators.empty() ? statistics::ScoreIndicator::none : 0;
    plan.indicators.push_back( indicator );
  }
  return plan;
}

statistics::CompositeScore scoreOf( const base::IndexPlan &plan, const char *scale )
{
  std::vector<statistics::ScoreIndicator> indicators;
  for ( const base::PlannedIndicator &planned : plan.indicators )
  {
    statistics::ScoreIndicator indicator;
    indicator.values = { 300, 100, 200, statistics::missing };
    indicator.denominator = { 1, 1, 1, 1 };
    indicator.group = planned.group;
    indicator.side = planned.side;
    indicators.push_back( indicator );
  }
  statistics::ScoreOptions options;
  options.scaling.scale = { scale, {} };
  return statistics::compositeScore( indicators, plan.nodes(), 3, options, {} );
}

} // namespace

void ScoredLayerTest::everyFieldHasItsCell_data()
{
  QTest::addColumn<QByteArray>( "scale" );
  QTest::addColumn<QString>( "total" );
  QTest::newRow( "index" ) << QByteArray( "index" ) << QStringLiteral( "idx" );
  QTest::newRow( "percent rank" ) << QByteArray( "percentrank" ) << QStringLiteral( "score" );
}

void ScoredLayerTest::everyFieldHasItsCell()
{
  QFETCH( QByteArray, scale );
  QFETCH( QString, total );
  const base::IndexPlan themed = plan( QStringLiteral( "acquis" ) );
  const statistics::CompositeScore score = scoreOf( themed, scale.constData() );
  const base::ScoredLayer layout( themed, score, nullptr );
  const QStringList names = layout.fields( { QStringLiteral( "area_id" ) } ).names();
  QCOMPARE( names.join( ' ' ), QStringLiteral( "area_id burg_i vics_i acquis_i victim_i %1 idx_raw rank decile "
                                               "share_ind events one_event driver1 driver2 driver3 supp" )
                                 .arg( total ) );
  const QVector<QVariant> cells = layout.cells( 0 );
  QCOMPARE( cells.size(), names.size() - 1 );
  QCOMPARE( cells.at( names.indexOf( QStringLiteral( "rank" ) ) - 1 ).toInt(), 1 );
  QCOMPARE( cells.at( names.indexOf( QStringLiteral( "events" ) ) - 1 ).toDouble(), 600.0 );
}

void ScoredLayerTest::driversCompareWithTheCityOnAnIndexOnly()
{
  const base::IndexPlan themed = plan( QStringLiteral( "acquis" ) );
  const auto driver = [&themed]( const char *scale )
  {
    const statistics::CompositeScore score = scoreOf( themed, scale );
    const QVector<QVariant> cells = base::ScoredLayer( themed, score, nullptr ).cells( 0 );
    return cells.at( cells.size() - 4 ).toString();
  };
  QCOMPARE( driver( "index" ), QStringLiteral( "BURG (1.5 × city)" ) );
  QCOMPARE( driver( "percentrank" ), QStringLiteral( "BURG" ) );
}

void ScoredLayerTest::rangesFollowWhenThereWereDraws()
{
  const base::IndexPlan themed = plan( QStringLiteral( "acquis" ) );
  const statistics::CompositeScore score = scoreOf( themed, "index" );
  const std::vector<double> column = { 1, 2, 3, statistics::missing };
  const statistics::IndexUncertainty drawn = { column, column, column, column, column, column, column, column };
  const base::ScoredLayer layout( themed, score, &drawn );
  const QStringList names = layout.fields( {} ).names();
  QCOMPARE( names.mid( names.indexOf( QStringLiteral( "supp" ) ) ).join( ' ' ),
            QStringLiteral( "supp idx_lo idx_hi rank_lo rank_hi p_worst p_above" ) );
  QCOMPARE( layout.cells( 1 ).size(), names.size() );
  QVERIFY( layout.cells( 3 ).last().isNull() );
}

void ScoredLayerTest::missingIsNull()
{
  const base::IndexPlan themed = plan( QStringLiteral( "acquis" ) );
  const statistics::CompositeScore score = scoreOf( themed, "index" );
  const QVector<QVariant> cells = base::ScoredLayer( themed, score, nullptr ).cells( 3 );
  for ( int cell = 0; cell < 8; ++cell )
    QVERIFY2( cells.at( cell ).isNull(), qPrintable( QString::number( cell ) ) );
  QCOMPARE( cells.last().toInt(), 0 );
}

void ScoredLayerTest::refusesACodeTwice()
{
  const base::IndexPlan taken = plan( QStringLiteral( "victim" ) );
  const statistics::CompositeScore score = scoreOf( taken, "index" );
  const base::ScoredLayer layout( taken, score, nullptr );
  const QString sentence = refusal( [&] { layout.fields( {} ); } );
  QVERIFY2( sentence.contains( QStringLiteral( "The code ‘victim’ would give a second field ‘victim_i’" ) ),
            qPrintable( sentence ) );
}

COMMUNITYSAFETY_TEST_MAIN( ScoredLayerTest )
#include "scoredlayer_test.moc"
