// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/lsoaeditions.h"
#include "base/source.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;

class LsoaEditionsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void editionIsToldByTheLookup_data();
  void editionIsToldByTheLookup();
  // edges
  void columnsOfNamesPlayNoPart();
  // refused input
  void lookupOfOneEditionIsRefused();
};

namespace
{

base::LsoaEditions read( const QString &fields, const QStringList &rows )
{
  TestRun test;
  const auto lookup = memoryLayer( QStringLiteral( "None?" ) + fields, QStringLiteral( "lookup" ), rows );
  return base::LsoaEditions::read( test.run, base::Source( QStringLiteral( "LSOA_LOOKUP" ), *lookup ) );
}

const QString bothColumns = QStringLiteral( "field=LSOA11CD:string&field=LSOA21CD:string" );

} // namespace

void LsoaEditionsTest::editionIsToldByTheLookup_data()
{
  QTest::addColumn<QString>( "code" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "unchanged" ) << "E01000001"
                               << "both";
  QTest::newRow( "split, before" ) << "E01000002"
                                   << "2011";
  QTest::newRow( "split, after" ) << "E01034001"
                                  << "2021";
  QTest::newRow( "Wales" ) << "W01000003"
                           << "both";
  QTest::newRow( "not in the lookup" ) << "E01999999"
                                       << "unknown";
  QTest::newRow( "blank" ) << "" << QString();
}

void LsoaEditionsTest::editionIsToldByTheLookup()
{
  QFETCH( QString, code );
  const base::LsoaEditions editions =
    read( bothColumns, { QStringLiteral( ";E01000001;E01000001" ), QStringLiteral( ";E01000002;E01034001" ),
                         QStringLiteral( ";E01000002; e01034002 " ), QStringLiteral( ";W01000003;W01000003" ) } );
  QTEST( editions.editionOf( code ), "expected" );
  QCOMPARE( editions.editionOf( QStringLiteral( "E01034002" ) ), QStringLiteral( "2021" ) );
}

void LsoaEditionsTest::columnsOfNamesPlayNoPart()
{
  const base::LsoaEditions editions =
    read( QStringLiteral( "field=LSOA11NM:string&field=LSOA11CD:string&field=LSOA21CD:string" ),
          { QStringLiteral( ";Town 001A;E01000001;E01000001" ) } );
  QCOMPARE( editions.editionOf( QStringLiteral( "Town 001A" ) ), QStringLiteral( "unknown" ) );
  QCOMPARE( editions.editionOf( QStringLiteral( "E01000001" ) ), QStringLiteral( "both" ) );
}

void LsoaEditionsTest::lookupOfOneEditionIsRefused()
{
  const QString error = refusal( [] { read( bothColumns, { QStringLiteral( ";E01000001;NULL" ) } ); } );
  QVERIFY2(
    error.startsWith( QStringLiteral( "The table ‘lookup’ needs one field of 2011 and one of 2021 LSOA codes" ) ),
    qPrintable( error ) );
  QVERIFY2( error.contains( QStringLiteral( "LSOA11CD, LSOA21CD" ) ), qPrintable( error ) );
}

COMMUNITYSAFETY_TEST_MAIN( LsoaEditionsTest )
#include "lsoaeditions_test.moc"
