// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/hash64.h"
#include "base/hashsample.h"
#include "base/hashset.h"

#include <QObject>
#include <QtTest>

#include <string>

using namespace communitysafety::base;

class HashSetTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyTextIsTakenOnce();
  void estimateIsExactUntilItIsASample();
  // edges
  void textsThatShareTheirBeginningDiffer();
  void zeroIsANumberToo();
};

void HashSetTest::everyTextIsTakenOnce()
{
  HashSet set;
  const int texts = 300000;
  for ( int round = 0; round < 2; ++round )
    for ( int text = 0; text < texts; ++text )
      if ( set.insert( hash64( std::to_string( text ) ) ) != ( round == 0 ) )
        QFAIL( qPrintable( QStringLiteral( "%1 in round %2" ).arg( text ).arg( round ) ) );
  QCOMPARE( set.size(), qint64{ texts } );
}

// The standard error of a sample of at least 2^15 is 0.6 %.
void HashSetTest::estimateIsExactUntilItIsASample()
{
  HashSample sample;
  for ( int text = 0; text < 1000000; ++text )
  {
    if ( text == 60000 )
    {
      QVERIFY( sample.isExact() );
      QCOMPARE( sample.estimate(), qint64{ text } );
    }
    sample.add( hash64( std::to_string( text ) ) );
    sample.add( hash64( std::to_string( text / 2 ) ) );
  }
  QVERIFY( !sample.isExact() );
  QVERIFY2( qAbs( sample.estimate() - 1000000 ) < 25000, qPrintable( QString::number( sample.estimate() ) ) );
}

void HashSetTest::textsThatShareTheirBeginningDiffer()
{
  QVERIFY( hash64( "" ) != hash64( std::string_view( "\0", 1 ) ) );
  QVERIFY( hash64( "abcdefgh" ) != hash64( "abcdefghabcdefgh" ) );
  QVERIFY( hash64( "abcdefgh1" ) != hash64( "abcdefgh2" ) );
  QVERIFY( hash64( "12345678abcdefgh" ) != hash64( "abcdefgh12345678" ) );
}

void HashSetTest::zeroIsANumberToo()
{
  HashSet set;
  QVERIFY( set.insert( 0 ) );
  QVERIFY( !set.insert( 0 ) );
  QCOMPARE( set.size(), qint64{ 1 } );
}

QTEST_GUILESS_MAIN( HashSetTest )
#include "hashset_test.moc"
