// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/fields.h"

#include <QSet>
#include <QTest>

#include <stdexcept>

using namespace communitysafety;
namespace fields = base::fields;

class FieldsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void namesSurviveInAShapefile();
  void namesAreUniqueWhateverTheirCapitals();
  void everyFieldHasItsWords();
  void listKeepsTheOrder();
  void codeAndSuffixMakeTheFieldOfAnIndicator();
  // refused input
  void unknownNameIsAMistakeOfTheCaller();
};

void FieldsTest::namesSurviveInAShapefile()
{
  for ( const QString &name : fields::names() )
    QVERIFY2( name.size() <= fields::maximumNameLength, qPrintable( name ) );
}

void FieldsTest::namesAreUniqueWhateverTheirCapitals()
{
  QSet<QString> seen;
  for ( const QString &name : fields::names() )
  {
    QVERIFY2( !seen.contains( name.toLower() ), qPrintable( name ) );
    seen.insert( name.toLower() );
  }
}

void FieldsTest::everyFieldHasItsWords()
{
  for ( const QString &name : fields::names() )
  {
    const QgsField field = fields::named( name );
    QCOMPARE( field.name(), name );
    QVERIFY2( !field.alias().isEmpty() && field.alias() != name, qPrintable( name ) );
  }
}

void FieldsTest::listKeepsTheOrder()
{
  const QStringList wanted{ QStringLiteral( "rank" ), QStringLiteral( "idx" ), QStringLiteral( "area_id" ) };
  QCOMPARE( fields::list( wanted ).names(), wanted );
}

void FieldsTest::codeAndSuffixMakeTheFieldOfAnIndicator()
{
  const QgsField field = fields::ofCode( QStringLiteral( "burglary" ), 'n', QStringLiteral( "Burglaries: count" ) );
  QCOMPARE( field.name(), QStringLiteral( "burglary_n" ) );
  QCOMPARE( field.alias(), QStringLiteral( "Burglaries: count" ) );
  QCOMPARE( field.type(), compat::realField );
  QVERIFY( field.name().size() <= fields::maximumNameLength );
}

void FieldsTest::unknownNameIsAMistakeOfTheCaller()
{
  QVERIFY_EXCEPTION_THROWN( fields::named( QStringLiteral( "no_such" ) ), std::logic_error );
}

QTEST_GUILESS_MAIN( FieldsTest )
#include "fields_test.moc"
