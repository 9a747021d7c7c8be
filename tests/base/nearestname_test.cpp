// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/nearestname.h"

#include <QObject>
#include <QtTest>

using namespace communitysafety::base;

class NearestNameTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyNameIsNearestToItself();

  // edges
  void nearestNameIsFound_data();
  void nearestNameIsFound();
  void equallyCloseNamesKeepTheirOrder();
  void sentenceEndsWithTheNearestOrTheValidNames_data();
  void sentenceEndsWithTheNearestOrTheValidNames();
};

void NearestNameTest::everyNameIsNearestToItself()
{
  const QStringList names{ "weight", "years", "min_count", "label", "n", "note" };
  for ( const QString &name : names )
    QCOMPARE( nearestName( name, names ), name );
}

void NearestNameTest::nearestNameIsFound_data()
{
  QTest::addColumn<QString>( "wanted" );
  QTest::addColumn<QStringList>( "valid" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "letter too many" ) << "labell" << QStringList{ "label", "side" } << "label";
  QTest::newRow( "letter too few" ) << "wight" << QStringList{ "label", "weight" } << "weight";
  QTest::newRow( "wrong letter" ) << "sourze" << QStringList{ "source" } << "source";
  QTest::newRow( "a swap costs one, not two" ) << "cba" << QStringList{ "dda", "cab" } << "cab";
  QTest::newRow( "other case" ) << "LSOA21CD" << QStringList{ "lsoa11cd", "lsoa21cd" } << "lsoa21cd";
  QTest::newRow( "the closest, not the first" ) << "rate" << QStringList{ "date", "rates", "rate" } << "rate";
  QTest::newRow( "two letters wrong" ) << "sxyrce" << QStringList{ "source" } << "source";
  QTest::newRow( "three letters wrong in a short name" ) << "sxyzce" << QStringList{ "source" } << "";
  QTest::newRow( "a third of a long name wrong" ) << "denominXYZrs" << QStringList{ "denominators" } << "denominators";
  QTest::newRow( "more than a third of a long name wrong" ) << "denomiVWXYZs" << QStringList{ "denominators" } << "";
  QTest::newRow( "nothing in common" ) << "up" << QStringList{ "+", "-" } << "";
  QTest::newRow( "nothing written" ) << "" << QStringList{ "ab" } << "";
  QTest::newRow( "no names" ) << "label" << QStringList() << "";
}

void NearestNameTest::nearestNameIsFound()
{
  QFETCH( QString, wanted );
  QFETCH( QStringList, valid );
  QFETCH( QString, expected );
  QCOMPARE( nearestName( wanted, valid ), expected );
}

void NearestNameTest::equallyCloseNamesKeepTheirOrder()
{
  QCOMPARE( nearestName( "bat", { "cat", "rat" } ), QStringLiteral( "cat" ) );
  QCOMPARE( nearestName( "bat", { "rat", "cat" } ), QStringLiteral( "rat" ) );
}

void NearestNameTest::sentenceEndsWithTheNearestOrTheValidNames_data()
{
  QStringList letters;
  for ( char letter = 'a'; letter <= 'o'; ++letter )
    letters << QString( 3, QLatin1Char( letter ) );
  QTest::addColumn<QString>( "wanted" );
  QTest::addColumn<QStringList>( "valid" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "near" ) << "labell" << QStringList{ "label", "side" } << " Did you mean ‘label’?";
  QTest::newRow( "nothing near" ) << "colour" << QStringList{ "label", "side" } << " Valid names: label, side.";
  QTest::newRow( "exactly twelve" ) << "zzz" << QStringList( letters.mid( 0, 12 ) )
                                    << " Valid names: aaa, bbb, ccc, ddd, eee, fff, ggg, hhh, iii, jjj, kkk, lll.";
  QTest::newRow( "more than twelve" )
    << "zzz" << letters << " Valid names: aaa, bbb, ccc, ddd, eee, fff, ggg, hhh, iii, jjj, kkk, lll (and 3 more).";
  QTest::newRow( "no names" ) << "label" << QStringList() << "";
}

void NearestNameTest::sentenceEndsWithTheNearestOrTheValidNames()
{
  QFETCH( QString, wanted );
  QFETCH( QStringList, valid );
  QFETCH( QString, expected );
  QCOMPARE( didYouMean( wanted, valid ), expected );
}

QTEST_GUILESS_MAIN( NearestNameTest )
#include "nearestname_test.moc"
