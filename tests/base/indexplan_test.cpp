// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/indexplan.h"
#include "base/source.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;
using base::IndexPlan;
using base::Source;

class IndexPlanTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void countAndDenominatorGoBeforeThePlainField();
  void fieldNamesBecomeCodes();
  void fieldsToReadAreNamedOnce();
  void weightsThatDoNotSumToOneAreSaid();
  void valueNamesItsColumns();
  // refused input
  void refusesAValueOfUnknownColumns();
  void refusesACodeThatNoFieldHas();
  void refusesAnUnknownField();
};

namespace
{

std::unique_ptr<QgsVectorLayer> areas( const QString &fields )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&" ) + fields, QStringLiteral( "city" ), {} );
}

base::RecipeIndicator row( const QString &code, double weight = 1 )
{
  base::RecipeIndicator indicator;
  indicator.row = 2;
  indicator.code = indicator.label = code;
  indicator.parent = QStringLiteral( "total" );
  indicator.side = QStringLiteral( "offender" );
  indicator.weight = weight;
  return indicator;
}

base::Recipe recipe( const QVector<base::RecipeIndicator> &indicators )
{
  base::RecipeGroup total;
  total.code = QStringLiteral( "total" );
  base::Recipe recipe;
  recipe.groups << total;
  recipe.indicators = indicators;
  return recipe;
}

IndexPlan planOf( QgsVectorLayer &layer, const base::Recipe &recipe )
{
  return base::planOfRecipe( Source( QStringLiteral( "INPUT" ), layer ), recipe, QStringLiteral( "city47" ) );
}

} // namespace

void IndexPlanTest::countAndDenominatorGoBeforeThePlainField()
{
  const auto layer = areas( QStringLiteral( "field=burg:integer&field=BURG_N:integer&field=burg_d:double"
                                            "&field=robb:integer&field=robb_n:integer" ) );
  const IndexPlan plan =
    planOf( *layer, recipe( { row( QStringLiteral( "burg" ) ), row( QStringLiteral( "robb" ) ) } ) );
  QCOMPARE( plan.indicators[0].valueField, QStringLiteral( "BURG_N" ) );
  QCOMPARE( plan.indicators[0].denominatorField, QStringLiteral( "burg_d" ) );
  QCOMPARE( plan.indicators[1].valueField, QStringLiteral( "robb" ) );
  QVERIFY( plan.indicators[1].denominatorField.isEmpty() );
  QCOMPARE( base::indexSides().at( static_cast<std::size_t>( plan.indicators[0].side ) ).name,
            QStringLiteral( "offender" ) );
  QVERIFY( !plan.groups[0].isTheme() );
}

void IndexPlanTest::fieldNamesBecomeCodes()
{
  const auto layer =
    areas( QStringLiteral( "field=Burglary_Dwelling:integer&field=Burglary_Dwell_Att:integer&field=2024:integer" ) );
  const IndexPlan plan = base::planOfFields(
    Source( QStringLiteral( "INPUT" ), *layer ),
    { QStringLiteral( "burglary_dwelling" ), QStringLiteral( "Burglary_Dwell_Att" ), QStringLiteral( "2024" ) },
    QString() );
  QCOMPARE( plan.indicators[0].code, QStringLiteral( "burglary" ) );
  QCOMPARE( plan.indicators[0].label, QStringLiteral( "Burglary_Dwelling" ) );
  QCOMPARE( plan.indicators[1].code, QStringLiteral( "burglar2" ) );
  QCOMPARE( plan.indicators[2].code, QStringLiteral( "f2024" ) );
}

void IndexPlanTest::fieldsToReadAreNamedOnce()
{
  const auto layer = areas( QStringLiteral( "field=burg:integer&field=robb:integer&field=homes:integer" ) );
  const IndexPlan plan =
    base::planOfFields( Source( QStringLiteral( "INPUT" ), *layer ),
                        { QStringLiteral( "burg" ), QStringLiteral( "robb" ) }, QStringLiteral( "homes" ) );
  QCOMPARE( plan.fields(),
            ( QStringList{ QStringLiteral( "burg" ), QStringLiteral( "homes" ), QStringLiteral( "robb" ) } ) );
}

void IndexPlanTest::weightsThatDoNotSumToOneAreSaid()
{
  const auto layer = areas( QStringLiteral( "field=burg:integer&field=robb:integer" ) );
  TestRun uneven;
  base::remarkWeights(
    uneven.run, planOf( *layer, recipe( { row( QStringLiteral( "burg" ), 3 ), row( QStringLiteral( "robb" ) ) } ) ) );
  QVERIFY( uneven.feedback.everything().contains( QStringLiteral( "used in proportion: total." ) ) );
  TestRun even;
  base::remarkWeights( even.run, planOf( *layer, recipe( { row( QStringLiteral( "burg" ), 0.9 ),
                                                           row( QStringLiteral( "robb" ), 0.1 ) } ) ) );
  QCOMPARE( even.feedback.everything(), QString() );
}

void IndexPlanTest::valueNamesItsColumns()
{
  const auto layer = areas( QStringLiteral( "field=F248:integer&field=F244:integer" ) );
  base::RecipeIndicator crowding = row( QStringLiteral( "crowd" ) );
  crowding.value = QStringLiteral( "100 * \"F248\" / \"f244\"" );
  const IndexPlan plan = planOf( *layer, recipe( { crowding } ) );
  QCOMPARE( plan.indicators[0].valueExpression, crowding.value );
  QStringList fields = plan.fields();
  fields.sort();
  QCOMPARE( fields, ( QStringList{ QStringLiteral( "F244" ), QStringLiteral( "F248" ) } ) );
}

void IndexPlanTest::refusesAValueOfUnknownColumns()
{
  const auto layer = areas( QStringLiteral( "field=F248:integer" ) );
  base::RecipeIndicator crowding = row( QStringLiteral( "crowd" ) );
  crowding.value = QStringLiteral( "\"F249\" / 2" );
  const QString sentence = refusal( [&] { planOf( *layer, recipe( { crowding } ) ); } );
  QVERIFY2(
    sentence.contains( QStringLiteral( "column ‘value’: the layer ‘city’ has no field ‘F249’. Did you mean ‘F248’?" ) ),
    qPrintable( sentence ) );
}

void IndexPlanTest::refusesACodeThatNoFieldHas()
{
  const auto layer = areas( QStringLiteral( "field=burg_n:integer&field=robbery:integer" ) );
  const auto wrong = recipe( { row( QStringLiteral( "robberi" ) ) } );
  const QString sentence = refusal( [&] { planOf( *layer, wrong ); } );
  QVERIFY2( sentence.contains( QStringLiteral( "Recipe ‘city47’, row 2 (‘robberi’): the layer ‘city’ has neither" ) ) &&
              sentence.contains( QStringLiteral( "Did you mean ‘robbery’?" ) ),
            qPrintable( sentence ) );
}

void IndexPlanTest::refusesAnUnknownField()
{
  const auto layer = areas( QStringLiteral( "field=burg:integer" ) );
  const QString sentence = refusal(
    [&]
    { base::planOfFields( Source( QStringLiteral( "INPUT" ), *layer ), { QStringLiteral( "burk" ) }, QString() ); } );
  QVERIFY2( sentence.contains( QStringLiteral( "Did you mean ‘burg’?" ) ), qPrintable( sentence ) );
}

COMMUNITYSAFETY_TEST_MAIN( IndexPlanTest )
#include "indexplan_test.moc"
