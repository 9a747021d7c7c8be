// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"
#include "statistics/disclosureattack.h"

#include <qgslayermetadata.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace communitysafety;
using namespace communitysafety::test;

namespace
{

QString square( int place )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + 500 * place, 300000, 400500 + 500 * place, 300500 ) ).asWkt();
}

//! Rows of `id;ward;hood;burglary_n;burglary_r;noise_n;all;people;note`.
std::unique_ptr<QgsVectorLayer> areasOf( const QStringList &rows, const QString &type = QStringLiteral( "integer" ) )
{
  QStringList withPlace;
  for ( int place = 0; place < rows.size(); ++place )
    withPlace << square( place ) + ';' + rows[place];
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=ward:string&field=hood:string"
                                      "&field=burglary_n:%1&field=burglary_r:double&field=noise_n:%1&field=all:%1"
                                      "&field=people:integer&field=note:string" )
                        .arg( type ),
                      QStringLiteral( "lsoas" ), withPlace );
}

//! Wards N and S, neighbourhood H across them; one small burglary count (A) and one small noise count (E).
const QStringList sixAreas = { "A;N;;3;1.5;40;43;900;x", "B;N;H;20;8;30;50;800;x", "C;N;H;31;9;55;86;950;x",
                               "D;S;H;12;3;25;37;700;x", "E;S;;44;9;2;46;1000;x",  "F;S;;17;4;61;78;600;x" };

RunResult suppress( QgsVectorLayer *input, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { QStringLiteral( "INPUT" ), QVariant::fromValue( input ) },
                          { QStringLiteral( "FIELDS" ), QStringList{ "burglary_n", "noise_n" } },
                          { QStringLiteral( "TOTALS" ), QStringList{ "ward" } },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) },
                          { QStringLiteral( "TOTALS_OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "suppresssmallnumbers" ), parameters );
}

QVariantMap with( const char *parameter, const QVariant &value )
{
  return { { QString::fromLatin1( parameter ), value } };
}

//! One field of an output, in the order of the ids; `-` for null.
QString column( const RunResult &result, const QString &field, const QString &output = QStringLiteral( "OUTPUT" ) )
{
  if ( !result.succeeded )
    return result.error;
  QStringList all;
  for ( const QVariant &value : values( *result.layer( output ), field ) )
    all << ( value.isNull() ? QStringLiteral( "-" ) : value.toString() );
  return all.join( ' ' );
}

double shown( const QVariant &value ) { return value.isNull() ? statistics::missing : value.toDouble(); }

/**
 * Attacks an output by what stands in it alone: the areas of \a field by \a parents, and the totals table. \returns the
 * intervals of the areas.
 */
std::vector<statistics::CellInterval> attacked( const RunResult &result, const QString &field,
                                                const QStringList &parents )
{
  statistics::PublishedTable file;
  const QVariantList counts = values( *result.layer(), field );
  for ( const QVariant &count : counts )
    file.value.push_back( shown( count ) );
  const QVariantList totalOf =
    values( *result.layer( QStringLiteral( "TOTALS_OUTPUT" ) ), QStringLiteral( "total_of" ) );
  const QVariantList names =
    values( *result.layer( QStringLiteral( "TOTALS_OUTPUT" ) ), QStringLiteral( "total_name" ) );
  const QVariantList totals = values( *result.layer( QStringLiteral( "TOTALS_OUTPUT" ) ), field );
  for ( int total = 0; total < totals.size(); ++total )
  {
    statistics::AdditiveRelation relation{ std::uint32_t( file.value.size() ), {} };
    const QVariantList members = parents.contains( totalOf[total].toString() )
                                   ? values( *result.layer(), totalOf[total].toString() )
                                   : QVariantList();
    for ( int area = 0; area < counts.size(); ++area )
      if ( members.isEmpty() || members[area] == names[total] )
        relation.parts.push_back( std::uint32_t( area ) );
    file.value.push_back( shown( totals[total] ) );
    file.relations.push_back( relation );
  }
  file.lowest.assign( file.value.size(), 0 );
  std::vector<statistics::CellInterval> intervals = statistics::attackTable( file );
  intervals.resize( std::size_t( counts.size() ) );
  return intervals;
}

//! Whether every hidden area of an output leaves at least \a width open.
bool isSafe( const RunResult &result, const QString &field, const QStringList &parents, double width = 5 )
{
  const QVariantList counts = values( *result.layer(), field );
  const std::vector<statistics::CellInterval> intervals = attacked( result, field, parents );
  bool anyHidden = false;
  for ( int area = 0; area < counts.size(); ++area )
    if ( counts[area].isNull() )
    {
      anyHidden = true;
      if ( intervals[std::size_t( area )].width() < width )
        return false;
    }
  return anyHidden;
}

QString pageOf( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.readAll() ) : QString();
}

} // namespace

class SuppressSmallNumbersTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked values
  void smallCountTakesItsCheapestSiblingAlong();
  void withoutSecondaryTheAttackFindsIt();
  // laws
  void overlappingParentsAreSafeTogether();
  void sumOfTheFieldsIsReckonedWith();
  void featureOrderDoesNotMatter();
  void derivedFiguresAreHiddenWithTheirCounts();
  void totalRowsInTheFileAreTakenForTotals();
  void knownTotalsStayShown();
  void roundedTotalsAreSumsOfRoundedCounts();
  void recordTellsNoHashOfTheTruth();
  void reportTellsNoCount();
  // edges
  void zerosAreShownHiddenOrAlwaysShown();
  void areaWithThreeHouseholdsIsHidden();
  void allCountsSmallHidesTheTotalToo();
  void marksOfTheInputStayHidden();
  void missingCountsStayMissing();
  void fieldOfASingleAreaLeavesTheOthersProtected();
  void areaThatIsItsOwnParentCountsAmongAll();
  void tableWithoutOutlinesWillDo();
  void onlyChosenFieldsAreWritten();
  // refused input
  void attackThatSucceedsStopsTheRun();
  void refuses_data();
  void refuses();
};

void SuppressSmallNumbersTest::smallCountTakesItsCheapestSiblingAlong()
{
  const RunResult result = suppress( areasOf( sixAreas ).get() );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ) ), QStringLiteral( "- - 31 12 44 17" ) );
  QCOMPARE( column( result, QStringLiteral( "noise_n" ) ), QStringLiteral( "40 30 55 - - 61" ) );
  QCOMPARE( column( result, QStringLiteral( "supp" ) ), QStringLiteral( "1 1 0 1 1 0" ) );
  QCOMPARE( column( result, QStringLiteral( "supp_share" ) ), QStringLiteral( "0.5 0.5 0 0.5 0.5 0" ) );
  QCOMPARE( column( result, QStringLiteral( "supp_what" ) ),
            QStringLiteral( "burglary_n burglary_n - noise_n noise_n -" ) );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "54 73 127" ) );
  QCOMPARE( result.number( QStringLiteral( "N_SMALL" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_SECONDARY" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_HIDDEN_TOTALS" ) ), 0.0 );
  QVERIFY( isSafe( result, QStringLiteral( "burglary_n" ), { "ward" } ) );
}

void SuppressSmallNumbersTest::withoutSecondaryTheAttackFindsIt()
{
  // The total of the ward less its other areas: the algorithm refuses, and an attack on such a file finds the 3.
  const RunResult result = suppress( areasOf( sixAreas ).get(), with( "SECONDARY", false ) );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "SECONDARY" ) ), qPrintable( result.error ) );
  statistics::PublishedTable file{ { statistics::missing, 20, 31, 54 }, { 0, 0, 0, 0 }, { { 3, { 0, 1, 2 } } } };
  QCOMPARE( statistics::attackTable( file ).front().highest, 3.0 );
  QCOMPARE( statistics::attackTable( file ).front().lowest, 3.0 );
}

void SuppressSmallNumbersTest::overlappingParentsAreSafeTogether()
{
  const QStringList parents{ "ward", "hood" };
  const RunResult alone = suppress( areasOf( sixAreas ).get() );
  // B alone would be found out through the neighbourhood: H = B + C + D.
  const RunResult both = suppress( areasOf( sixAreas ).get(), with( "TOTALS", parents ) );
  QVERIFY2( both.succeeded, qPrintable( both.error ) );
  QVERIFY( isSafe( both, QStringLiteral( "burglary_n" ), parents ) );
  QVERIFY( isSafe( both, QStringLiteral( "noise_n" ), parents ) );
  QVERIFY( both.number( QStringLiteral( "N_HIDDEN" ) ) > alone.number( QStringLiteral( "N_HIDDEN" ) ) );
}

void SuppressSmallNumbersTest::sumOfTheFieldsIsReckonedWith()
{
  const RunResult result = suppress( areasOf( sixAreas ).get(), with( "COLUMN_TOTAL", QStringLiteral( "all" ) ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList burglary = values( *result.layer(), QStringLiteral( "burglary_n" ) );
  const QVariantList noise = values( *result.layer(), QStringLiteral( "noise_n" ) );
  const QVariantList all = values( *result.layer(), QStringLiteral( "all" ) );
  for ( int area = 0; area < 6; ++area )
    QVERIFY2( burglary[area].isNull() + noise[area].isNull() + all[area].isNull() != 1, "all less noise is burglary" );
}

void SuppressSmallNumbersTest::featureOrderDoesNotMatter()
{
  QStringList turned = sixAreas;
  std::reverse( turned.begin(), turned.end() );
  const RunResult one = suppress( areasOf( sixAreas ).get(), with( "ROUNDING", 5 ) );
  const RunResult other = suppress( areasOf( turned ).get(), with( "ROUNDING", 5 ) );
  for ( const char *field : { "area_id", "burglary_n", "noise_n", "supp_what" } )
    QCOMPARE( column( other, QLatin1String( field ) ), column( one, QLatin1String( field ) ) );
}

void SuppressSmallNumbersTest::derivedFiguresAreHiddenWithTheirCounts()
{
  const RunResult result =
    suppress( areasOf( sixAreas ).get(), with( "DERIVED", QStringList{ "burglary_r", "people" } ) );
  // The rate with its own count, a figure of no known count with any.
  QCOMPARE( column( result, QStringLiteral( "burglary_r" ) ), QStringLiteral( "- - 9 3 9 4" ) );
  QCOMPARE( column( result, QStringLiteral( "people" ) ), QStringLiteral( "- - 950 - - 600" ) );
}

void SuppressSmallNumbersTest::totalRowsInTheFileAreTakenForTotals()
{
  QStringList rows = sixAreas;
  rows << "N;;;54;1;125;179;2650;x"
       << "S;;;73;1;88;161;2300;x";
  const RunResult result = suppress( areasOf( rows ).get() );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ) ), QStringLiteral( "- - 31 12 44 17 54 73" ) );
  QCOMPARE( column( result, QStringLiteral( "total_of" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "all areas" ) );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "127" ) );
  rows[6] = "N;;;55;1;125;180;2650;x";
  const QString error = suppress( areasOf( rows ).get() ).error;
  QVERIFY2( error.contains( QStringLiteral( "not the sum" ) ) && error.contains( QStringLiteral( "‘N’" ) ) &&
              !error.contains( QStringLiteral( "55" ) ),
            qPrintable( error ) );
}

void SuppressSmallNumbersTest::knownTotalsStayShown()
{
  const RunResult result = suppress( areasOf( sixAreas ).get(), with( "TOTALS_KNOWN", true ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_HIDDEN_TOTALS" ) ), 0.0 );
  QVERIFY( isSafe( result, QStringLiteral( "burglary_n" ), { "ward" } ) );
}

void SuppressSmallNumbersTest::roundedTotalsAreSumsOfRoundedCounts()
{
  const RunResult result = suppress( areasOf( sixAreas ).get(), with( "ROUNDING", 5 ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  double south = 0;
  const QVariantList counts = values( *result.layer(), QStringLiteral( "burglary_n" ) );
  for ( int area = 0; area < 6; ++area )
  {
    QVERIFY( counts[area].isNull() || counts[area].toLongLong() % 5 == 0 );
    south += area > 2 ? counts[area].toDouble() : 0;
  }
  QCOMPARE(
    values( *result.layer( QStringLiteral( "TOTALS_OUTPUT" ) ), QStringLiteral( "burglary_n" ) ).at( 1 ).toDouble(),
    south );
  const RunResult withRate =
    suppress( areasOf( sixAreas ).get(), { { "ROUNDING", 5 }, { "DERIVED", QStringList{ "burglary_r" } } } );
  QVERIFY( withRate.layer()->fields().lookupField( QStringLiteral( "burglary_r" ) ) < 0 );
  QVERIFY( withRate.feedback->warnings.join( ' ' ).contains( QStringLiteral( "burglary_r" ) ) );
}

void SuppressSmallNumbersTest::recordTellsNoHashOfTheTruth()
{
  const RunResult result = suppress( areasOf( sixAreas ).get() );
  const QString record = result.layer()->metadata().abstract() + result.layer()->htmlMetadata();
  QVERIFY( record.contains( QStringLiteral( "lsoas" ) ) );
  const int hash = record.indexOf( QStringLiteral( "sha256" ) );
  QVERIFY2( hash < 0, qPrintable( record.mid( std::max( 0, hash - 200 ), 400 ) ) );
}

void SuppressSmallNumbersTest::reportTellsNoCount()
{
  // Counts that nothing else in the page could be.
  const QStringList rows = { "A;N;;3;1;7040;7043;9;x", "B;N;;7020;8;7030;14050;9;x", "C;N;;7031;9;7055;14086;9;x" };
  QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "report.html" ) );
  const RunResult result = suppress( areasOf( rows ).get(), with( "REPORT", path ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString page = pageOf( path );
  QVERIFY( page.contains( QStringLiteral( "burglary_n" ) ) );
  for ( const char *count : { "7040", "7,040", "7020", "7,020", "7030", "7,030", "14050", "14,050" } )
    QVERIFY2( !page.contains( QLatin1String( count ) ), count );
  QVERIFY2( page.contains( QStringLiteral( "all, people, note" ) ) || page.contains( QStringLiteral( "note" ) ),
            "fields that were left out are named" );
}

void SuppressSmallNumbersTest::zerosAreShownHiddenOrAlwaysShown()
{
  const QStringList rows = { "A;N;;0;0;40;40;9;x", "B;N;;0;0;30;30;9;x", "C;N;;90;0;55;145;9;x",
                             "D;N;;80;0;70;150;9;x" };
  const auto burglary = [&rows]( int zeros )
  { return column( suppress( areasOf( rows ).get(), with( "ZEROS", zeros ) ), QStringLiteral( "burglary_n" ) ); };
  QCOMPARE( burglary( 0 ), QStringLiteral( "0 0 90 80" ) );
  QCOMPARE( burglary( 1 ), QStringLiteral( "0 0 90 80" ) );
  QCOMPARE( burglary( 2 ), QStringLiteral( "- - 90 -" ) );
  // One small count among zeros: some zero, or a total, must be hidden; zeros that are always shown leave the total.
  const QStringList few = { "A;N;;2;0;40;42;9;x", "B;N;;0;0;30;30;9;x", "C;S;;90;0;55;145;9;x",
                            "D;S;;80;0;70;150;9;x" };
  const RunResult always = suppress( areasOf( few ).get(), with( "ZEROS", 1 ) );
  QCOMPARE( column( always, QStringLiteral( "burglary_n" ) ).left( 3 ), QStringLiteral( "- 0" ) );
  QVERIFY( always.number( QStringLiteral( "N_HIDDEN_TOTALS" ) ) >= 2 );
}

void SuppressSmallNumbersTest::areaWithThreeHouseholdsIsHidden()
{
  QStringList rows = sixAreas;
  rows[5] = "F;S;;17;4;0;17;3;x";
  const RunResult result = suppress( areasOf( rows ).get(), { { "POPULATION", "people" }, { "MIN_POPULATION", 20 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "burglary_n" ) ).at( 5 ).isNull() );
  QVERIFY( values( *result.layer(), QStringLiteral( "noise_n" ) ).at( 5 ).isNull() );
  QCOMPARE( result.number( QStringLiteral( "N_FEW_PEOPLE" ) ), 2.0 );
  QVERIFY( isSafe( result, QStringLiteral( "burglary_n" ), { "ward" } ) );
  QVERIFY( isSafe( result, QStringLiteral( "noise_n" ), { "ward" } ) );
  QVERIFY( result.layer()->fields().lookupField( QStringLiteral( "people" ) ) < 0 );
}

void SuppressSmallNumbersTest::allCountsSmallHidesTheTotalToo()
{
  const QStringList rows = { "A;N;;1;0;40;41;9;x", "B;N;;1;0;30;31;9;x", "C;S;;1;0;55;56;9;x", "D;S;;1;0;70;71;9;x" };
  const RunResult result = suppress( areasOf( rows ).get() );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ) ), QStringLiteral( "- - - -" ) );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "- - -" ) );
  const RunResult known = suppress( areasOf( rows ).get(), with( "TOTALS_KNOWN", true ) );
  QVERIFY( !known.succeeded );
  QVERIFY2( known.error.contains( QStringLiteral( "TOTALS_KNOWN" ) ), qPrintable( known.error ) );
}

void SuppressSmallNumbersTest::marksOfTheInputStayHidden()
{
  QStringList rows = sixAreas;
  rows[0] = "A;N;;*;;40;43;900;x";
  const RunResult result = suppress( areasOf( rows, QStringLiteral( "string" ) ).get() );
  // Its total is not known here, so that it is not released, and nothing gives the mark away.
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ) ), QStringLiteral( "- 20 31 12 44 17" ) );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "- 73 -" ) );
  QCOMPARE( result.number( QStringLiteral( "N_INPUT" ) ), 1.0 );
  const RunResult known = suppress( areasOf( rows, QStringLiteral( "string" ) ).get(), with( "TOTALS_KNOWN", true ) );
  QCOMPARE( column( known, QStringLiteral( "burglary_n" ) ), QStringLiteral( "- - 31 12 44 17" ) );
  rows << "N;;;54;1;125;179;2650;x";
  const RunResult given = suppress( areasOf( rows, QStringLiteral( "string" ) ).get() );
  QCOMPARE( column( given, QStringLiteral( "burglary_n" ) ), QStringLiteral( "- - 31 12 44 17 54" ) );
}

void SuppressSmallNumbersTest::missingCountsStayMissing()
{
  QStringList rows = sixAreas;
  rows[2] = "C;N;H;;;;;950;x";
  const RunResult result = suppress( areasOf( rows ).get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "supp" ) ).at( 2 ).isNull() );
  QCOMPARE( column( result, QStringLiteral( "noise_n" ) ), QStringLiteral( "40 30 - - - 61" ) );
  QCOMPARE( column( result, QStringLiteral( "noise_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "70 88 158" ) );
}

void SuppressSmallNumbersTest::fieldOfASingleAreaLeavesTheOthersProtected()
{
  const auto table = memoryLayer( QStringLiteral( "NoGeometry?field=code:string&field=a_n:integer&field=b_n:integer" ),
                                  QStringLiteral( "counts" ), { ";a;70;3", ";b;NULL;30", ";c;NULL;20" } );
  const RunResult result = suppress(
    table.get(),
    { { "FIELDS", QStringList{ "a_n", "b_n" } }, { "TOTALS", QVariant() }, { "AREA_ID", QStringLiteral( "code" ) } } );
  // The sum of all areas is 53: alone, the 3 could be worked out.
  QCOMPARE( column( result, QStringLiteral( "b_n" ) ), QStringLiteral( "- 30 -" ) );
  QCOMPARE( column( result, QStringLiteral( "b_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ), QStringLiteral( "53" ) );
}

void SuppressSmallNumbersTest::areaThatIsItsOwnParentCountsAmongAll()
{
  QStringList rows = sixAreas;
  rows[5] = "F;F;;17;4;61;78;600;x";
  const RunResult result = suppress( areasOf( rows ).get() );
  QCOMPARE( column( result, QStringLiteral( "burglary_n" ), QStringLiteral( "TOTALS_OUTPUT" ) ),
            QStringLiteral( "54 56 127" ) );
}

void SuppressSmallNumbersTest::tableWithoutOutlinesWillDo()
{
  const auto table = memoryLayer( QStringLiteral( "NoGeometry?field=code:string&field=n:integer" ),
                                  QStringLiteral( "counts" ), { ";a;3", ";b;30", ";c;20" } );
  const RunResult result =
    suppress( table.get(),
              { { "FIELDS", QStringList{ "n" } }, { "TOTALS", QVariant() }, { "AREA_ID", QStringLiteral( "code" ) } } );
  QCOMPARE( column( result, QStringLiteral( "n" ) ), QStringLiteral( "- 30 -" ) );
  QVERIFY( !result.layer()->isSpatial() );
}

void SuppressSmallNumbersTest::onlyChosenFieldsAreWritten()
{
  const RunResult result = suppress( areasOf( sixAreas ).get(), with( "KEEP_FIELDS", QStringList{ "note" } ) );
  QStringList names;
  for ( const QgsField &field : result.layer()->fields() )
    names << field.name();
  QCOMPARE( names.join( ' ' ), QStringLiteral( "area_id ward burglary_n noise_n note supp supp_share supp_what" ) );
  const RunResult careless = suppress( areasOf( sixAreas ).get(), { { "FIELDS", QStringList{ "noise_n" } },
                                                                    { "KEEP_FIELDS", QStringList{ "burglary_n" } } } );
  QVERIFY( careless.feedback->warnings.join( ' ' ).contains( QStringLiteral( "burglary_n" ) ) );
}

void SuppressSmallNumbersTest::attackThatSucceedsStopsTheRun()
{
  // Zeros always shown and the total published: who knows that two of two are one each cannot be kept from it.
  const QStringList rows = { "A;N;;1;0;40;41;9;x", "B;N;;1;0;30;31;9;x", "C;N;;0;0;55;55;9;x" };
  const RunResult result = suppress( areasOf( rows ).get(), { { "ZEROS", 1 }, { "TOTALS_KNOWN", true } } );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "Nothing was written" ) ) &&
              result.error.contains( QStringLiteral( "‘burglary_n’" ) ),
            qPrintable( result.error ) );
  QVERIFY( !result.layer() );
}

void SuppressSmallNumbersTest::refuses_data()
{
  QTest::addColumn<QString>( "row" );
  QTest::addColumn<QVariantMap>( "more" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "negative" ) << "A;N;;-3;1;4;1;9;x" << QVariantMap() << "negative";
  QTest::newRow( "a fraction" ) << "A;N;;2.5;1;4;6.5;9;x" << QVariantMap() << "not whole";
  QTest::newRow( "no number" ) << "A;N;;many;1;4;4;9;x" << QVariantMap() << "holds no number";
  QTest::newRow( "wrong sum" ) << "A;N;;20;1;40;61;9;x" << with( "COLUMN_TOTAL", QStringLiteral( "all" ) )
                               << "not the sum";
  QTest::newRow( "sum among the fields" )
    << "A;N;;20;1;40;60;9;x" << with( "COLUMN_TOTAL", QStringLiteral( "noise_n" ) ) << "one of FIELDS";
  QTest::newRow( "no population" ) << "A;N;;20;1;40;60;9;x" << with( "MIN_POPULATION", 10 ) << "POPULATION is empty";
  QTest::newRow( "field twice" ) << "A;N;;20;1;40;60;9;x" << with( "KEEP_FIELDS", QStringList{ "ward" } ) << "‘ward’";
  QTest::newRow( "repeated id" ) << "B;N;;20;1;40;60;9;x" << QVariantMap() << "‘B’";
}

void SuppressSmallNumbersTest::refuses()
{
  QFETCH( QString, row );
  QFETCH( QVariantMap, more );
  QFETCH( QString, words );
  QStringList rows = sixAreas;
  rows[0] = row;
  const RunResult result = suppress( areasOf( rows, QStringLiteral( "string" ) ).get(), more );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( words ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( SuppressSmallNumbersTest )
#include "suppresssmallnumbers_test.moc"
