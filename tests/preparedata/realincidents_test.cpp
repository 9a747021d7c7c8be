// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "incidentfiles.h"

#include <QDirIterator>

#include <cpl_conv.h>
#include <cpl_vsi.h>

/**
 * Nothing is lost: the records of real files are all used or rejected, and are as many as the files have rows. What is
 * expected was counted in the files themselves.
 */
class RealIncidentsTest : public QObject
{
  Q_OBJECT

private slots:
  void everyRowIsUsedOrRejected_data();
  void everyRowIsUsedOrRejected();
  void allMonthsAddUp_data();
  void allMonthsAddUp();
};

namespace
{

const QVariantMap searchFields{ { "X_FIELD", "Longitude" },
                                { "Y_FIELD", "Latitude" },
                                { "DATE_FIELD", "Date" },
                                { "CATEGORY_FIELD", "Object of search" } };

const QVariantMap outcomeFields{ { "X_FIELD", "Longitude" },
                                 { "Y_FIELD", "Latitude" },
                                 { "DATE_FIELD", "Month" },
                                 { "CATEGORY_FIELD", "Outcome type" },
                                 { "ID_FIELD", "Crime ID" } };

//! The rows of all packed files below \a folder, under the headings of the first.
QByteArray withoutFurtherHeadings( const QString &folder )
{
  QByteArray all;
  QDirIterator files( folder, { QStringLiteral( "*.csv.gz" ) }, QDir::Files, QDirIterator::Subdirectories );
  while ( files.hasNext() )
  {
    vsi_l_offset size = 0;
    GByte *content = nullptr;
    const QString path = QStringLiteral( "/vsigzip/" ) + files.next();
    if ( !VSIIngestFile( nullptr, path.toUtf8().constData(), &content, &size, -1 ) )
      qFatal( "cannot read %s", qPrintable( path ) );
    const QByteArray text( reinterpret_cast<const char *>( content ), static_cast<int>( size ) );
    VSIFree( content );
    all += all.isEmpty() ? text : text.mid( text.indexOf( '\n' ) + 1 );
  }
  return all;
}

} // namespace

void RealIncidentsTest::everyRowIsUsedOrRejected_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QVariantMap>( "fields" );
  QTest::addColumn<double>( "nRead" );
  QTest::addColumn<double>( "nRepeated" );
  QTest::addColumn<QString>( "warning" );
  const QVariantMap pair{ { "X_FIELD", "longitude" }, { "Y_FIELD", "latitude" }, { "DATE_FIELD", "month" } };
  QVariantMap american = pair;
  american.insert( "COORDINATES_CRS", "EPSG:4326" );
  QVariantMap robberies = american;
  robberies.insert( "DATE_FIELD", "date_time" );
  robberies.insert( "ID_FIELD", "uid" );
  QTest::newRow( "outcomes" ) << "data/newcastle/outcomes/2022-06/2022-06-northumbria-outcomes.csv.gz" << outcomeFields
                              << 2300.0 << 108.0 << QString();
  QTest::newRow( "points of the centre of Birmingham" )
    << "data/birmingham/points/birmingham_city_centre_2017-01_to_2017-11_crimeclean.csv.gz" << pair << 17260.0 << 0.0
    << QString();
  QTest::newRow( "burglaries of Nottingham, months as first days" )
    << "data/benchmarks/crimemappingdata/nottingham_burglary.csv.gz" << pair << 1795.0 << 0.0
    << "All dates are the first of a month";
  QTest::newRow( "robberies of San Francisco, stated degrees" )
    << "data/benchmarks/crimemappingdata/san_francisco_robbery.csv" << robberies << 951.0 << 0.0 << QString();
}

void RealIncidentsTest::everyRowIsUsedOrRejected()
{
  QFETCH( QString, file );
  QFETCH( QVariantMap, fields );
  QFETCH( QString, warning );
  const QString path = sharedFile( file );
  if ( path.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult result = IncidentFiles::prepareFile( path, fields );
  checkBooks( result );
  QTEST( result.number( QStringLiteral( "N_READ" ) ), "nRead" );
  QTEST( result.number( QStringLiteral( "N_REPEATED" ) ), "nRepeated" );
  QCOMPARE( result.number( QStringLiteral( "HIT_RATE" ) ), 100.0 );
  QVERIFY2( hasWarning( result, warning ), qPrintable( result.feedback->everything() ) );
}

void RealIncidentsTest::allMonthsAddUp_data()
{
  QTest::addColumn<QString>( "folder" );
  QTest::addColumn<QVariantMap>( "fields" );
  QTest::addColumn<double>( "nRead" );
  QTest::newRow( "stop and search, 33 months" ) << "data/newcastle/stop-and-search" << searchFields << 12861.0;
  QTest::newRow( "outcomes, 34 months" ) << "data/newcastle/outcomes" << outcomeFields << 68467.0;
}

void RealIncidentsTest::allMonthsAddUp()
{
  QFETCH( QString, folder );
  QFETCH( QVariantMap, fields );
  const QString path = sharedFile( folder );
  if ( path.isEmpty() )
    QSKIP( "The files of Northumbria are not on this machine." );
  IncidentFiles files;
  const RunResult result = IncidentFiles::prepareFile( files.put( "all.csv", withoutFurtherHeadings( path ) ), fields );
  checkBooks( result );
  QTEST( result.number( QStringLiteral( "N_READ" ) ), "nRead" );
}

COMMUNITYSAFETY_TEST_MAIN( RealIncidentsTest )
#include "realincidents_test.moc"
