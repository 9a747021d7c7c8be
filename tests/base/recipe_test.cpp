// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recipe.h"

#include "base/compat.h"

#include <qgsexception.h>

#include <QObject>
#include <QtTest>

using namespace communitysafety;
using namespace communitysafety::base;

namespace
{

using Cells = QVector<QVariant>;

//! Hands out rows that are held in memory, so that no data provider is needed.
class MemoryRows : public QgsAbstractFeatureIterator
{
public:
  explicit MemoryRows( const QVector<Cells> &rows ) : QgsAbstractFeatureIterator( QgsFeatureRequest() ), mRows( rows )
  {
  }

  bool rewind() override
  {
    mNext = 0;
    return true;
  }
  bool close() override { return true; }

protected:
  bool fetchFeature( QgsFeature &feature ) override
  {
    if ( mNext >= mRows.size() )
      return false;
    feature = QgsFeature( mNext + 1 );
    feature.initAttributes( static_cast<int>( mRows.at( mNext ).size() ) );
    for ( int i = 0; i < mRows.at( mNext ).size(); ++i )
      feature.setAttribute( i, mRows.at( mNext ).at( i ) );
    ++mNext;
    return true;
  }

private:
  QVector<Cells> mRows;
  int mNext = 0;
};

Recipe readCells( const QStringList &columns, const QVector<Cells> &rows )
{
  QgsFields fields;
  for ( const QString &column : columns )
    fields.append( QgsField( column, compat::textField ) );
  return readRecipe( fields, QgsFeatureIterator( new MemoryRows( rows ) ), QStringLiteral( "city" ) );
}

//! Reads a recipe written as lines with semicolons between the cells, the header first.
Recipe readLines( const QStringList &lines )
{
  QVector<Cells> rows;
  for ( const QString &line : lines.mid( 1 ) )
  {
    Cells cells;
    for ( const QString &cell : line.split( ';' ) )
      cells << QVariant( cell );
    rows << cells;
  }
  return readCells( lines.first().split( ';' ), rows );
}

QString errorOf( const QStringList &lines )
{
  try
  {
    readLines( lines );
  }
  catch ( const QgsProcessingException &error )
  {
    return error.what();
  }
  return QStringLiteral( "no error" );
}

//! The tree as "code<parent" in the order of groups and indicators.
QString treeOf( const Recipe &recipe )
{
  QStringList rows;
  for ( const RecipeGroup &group : recipe.groups )
    rows << group.code + '<' + group.parent;
  for ( const RecipeIndicator &indicator : recipe.indicators )
    rows << indicator.code + '<' + indicator.parent;
  return rows.join( ' ' );
}

//! The one indicator of a recipe whose only cell besides the code stands in \a column.
RecipeIndicator indicatorWith( const QString &column, const QVariant &cell )
{
  return readCells( { "code", column, "denominator" }, { { "burg", cell, "residents" } } ).indicators.first();
}

} // namespace

class RecipeTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void orderOfColumnsPlaysNoPart();
  void childrenKeepTheOrderOfTheRows();

  // edges: cells
  void everyColumnIsRead();
  void absentColumnsTakeDefaults();
  void blankCellsTakeDefaults();
  void measureIsRateWhereThereIsADenominator();
  void fixedValuesAreRead_data();
  void fixedValuesAreRead();
  void numbersAreRead_data();
  void numbersAreRead();
  void byteOrderMarkBlanksAndCaseAreReadOver();
  void rowNumberOfADatabaseIsReadOver();
  void blankRowsAreSkippedAndCounted();
  void methodsAreReadWithTheirNumbers();
  void valueIsAnExpression();

  // edges: tree
  void rootIsFound_data();
  void rootIsFound();
  void impliedRootHasNoRow();
  void unknownGroupHasNoIndex();
  void themeIsTheGroupRightUnderTheRoot();

  // refused input
  void wrongHeaderIsRefused_data();
  void wrongHeaderIsRefused();
  void wrongCellIsRefused_data();
  void wrongCellIsRefused();
  void wrongMethodIsRefused_data();
  void wrongMethodIsRefused();
  void wrongGroupCellIsRefused_data();
  void wrongGroupCellIsRefused();
  void wrongFilterIsRefusedInTheWordsOfTheParser();
  void wrongTreeIsRefused_data();
  void wrongTreeIsRefused();
  void rowsAreCountedAsInASpreadsheet();
};

void RecipeTest::orderOfColumnsPlaysNoPart()
{
  const Recipe recipe = readLines( { "weight;label;code", "2;Burglary;burg" } );
  QCOMPARE( recipe.indicators.first().code, QStringLiteral( "burg" ) );
  QCOMPARE( recipe.indicators.first().label, QStringLiteral( "Burglary" ) );
  QCOMPARE( recipe.indicators.first().weight, 2.0 );
}

void RecipeTest::childrenKeepTheOrderOfTheRows()
{
  const Recipe recipe = readLines(
    { "code;parent;type", "z;b;", "b;total;group", "a;b;", "y;a2;", "total;;group", "a2;total;group", "m;b;" } );
  QCOMPARE( treeOf( recipe ), QStringLiteral( "b<total total< a2<total z<b a<b y<a2 m<b" ) );
}

void RecipeTest::everyColumnIsRead()
{
  const Recipe recipe = readLines(
    { "code;parent;type;label;side;source;date_field;filter;measure;denominator;direction;transform;treat;normalise;"
      "aggregate;weight;years;min_count;sensitive;note",
      "index;;group;Safety index;;;;;;;;;;;mean;;;;;", "crime;index;group;Crime;;;;;;;;;;;;2.5;;;;a theme",
      "burg;crime;indicator;Burglary;victim;police;inc_date;\"type\" = 'Burglary';rate;dwellings;-;;;;;0.5;3;12;yes;"
      "a note" } );
  QCOMPARE( treeOf( recipe ), QStringLiteral( "index< crime<index burg<crime" ) );
  const RecipeGroup &theme = recipe.groups.at( 1 );
  QCOMPARE( theme.row, 3 );
  QCOMPARE( theme.label, QStringLiteral( "Crime" ) );
  QCOMPARE( theme.weight, 2.5 );
  QCOMPARE( theme.note, QStringLiteral( "a theme" ) );
  const RecipeIndicator &burglary = recipe.indicators.first();
  QCOMPARE( burglary.row, 4 );
  QCOMPARE( burglary.label, QStringLiteral( "Burglary" ) );
  QCOMPARE( burglary.side, QStringLiteral( "victim" ) );
  QCOMPARE( burglary.source, QStringLiteral( "police" ) );
  QCOMPARE( burglary.dateField, QStringLiteral( "inc_date" ) );
  QCOMPARE( burglary.filter, QStringLiteral( "\"type\" = 'Burglary'" ) );
  QCOMPARE( burglary.measure, QStringLiteral( "rate" ) );
  QCOMPARE( burglary.denominator, QStringLiteral( "dwellings" ) );
  QCOMPARE( burglary.direction, -1 );
  QCOMPARE( burglary.weight, 0.5 );
  QCOMPARE( burglary.years, 3 );
  QCOMPARE( burglary.minCount, 12.0 );
  QCOMPARE( burglary.sensitive, true );
  QCOMPARE( burglary.note, QStringLiteral( "a note" ) );
}

void RecipeTest::absentColumnsTakeDefaults()
{
  const Recipe recipe = readLines( { "code", "burg" } );
  QCOMPARE( treeOf( recipe ), QStringLiteral( "total< burg<total" ) );
  const RecipeIndicator &indicator = recipe.indicators.first();
  QCOMPARE( indicator.row, 2 );
  QCOMPARE( indicator.label, QStringLiteral( "burg" ) );
  QCOMPARE( indicator.side + indicator.source + indicator.dateField + indicator.filter + indicator.denominator +
              indicator.note,
            QString() );
  QCOMPARE( indicator.measure, QStringLiteral( "count" ) );
  QCOMPARE( indicator.direction, 1 );
  QCOMPARE( indicator.weight, 1.0 );
  QCOMPARE( indicator.years, 0 );
  QCOMPARE( indicator.minCount, 20.0 );
  QCOMPARE( indicator.sensitive, false );
}

void RecipeTest::blankCellsTakeDefaults()
{
  const Recipe recipe =
    readLines( { "code;type;label;measure;direction;weight;years;min_count;sensitive", "burg; ;;;;;;;" } );
  const RecipeIndicator &indicator = recipe.indicators.first();
  QCOMPARE( indicator.label, QStringLiteral( "burg" ) );
  QCOMPARE( indicator.measure, QStringLiteral( "count" ) );
  QCOMPARE( indicator.direction, 1 );
  QCOMPARE( indicator.weight, 1.0 );
  QCOMPARE( indicator.years, 0 );
  QCOMPARE( indicator.minCount, 20.0 );
  QCOMPARE( indicator.sensitive, false );
}

void RecipeTest::measureIsRateWhereThereIsADenominator()
{
  const Recipe recipe = readLines( { "code;denominator", "a;residents", "b;" } );
  QCOMPARE( recipe.indicators.at( 0 ).measure, QStringLiteral( "rate" ) );
  QCOMPARE( recipe.indicators.at( 1 ).measure, QStringLiteral( "count" ) );
}

void RecipeTest::fixedValuesAreRead_data()
{
  QTest::addColumn<QString>( "column" );
  QTest::addColumn<QVariant>( "cell" );
  QTest::addColumn<QString>( "expected" );
  for ( const char *side : { "victim", "offender", "location" } )
    QTest::addRow( "side %s", side ) << "side" << QVariant( side ) << QString( side );
  for ( const char *measure : { "rate", "count", "density", "share" } )
    QTest::addRow( "measure %s", measure ) << "measure" << QVariant( measure ) << QString( measure );
  QTest::newRow( "a long s for an s" ) << "sensitive" << QVariant( "ye\u017f" ) << "yes";
  QTest::newRow( "capitals" ) << "measure" << QVariant( "Density" ) << "density";
  QTest::newRow( "blanks around" ) << "side" << QVariant( " victim " ) << "victim";
  for ( const char *plus : { "+", "+1", "1" } )
    QTest::addRow( "direction %s", plus ) << "direction" << QVariant( plus ) << "1";
  for ( const char *minus : { "-", "-1" } )
    QTest::addRow( "direction %s", minus ) << "direction" << QVariant( minus ) << "-1";
  QTest::newRow( "direction as a number" ) << "direction" << QVariant( -1 ) << "-1";
  QTest::newRow( "direction as a real number" ) << "direction" << QVariant( 1.0 ) << "1";
  for ( const char *yes : { "yes", "true", "1", "TRUE", "Yes" } )
    QTest::addRow( "sensitive %s", yes ) << "sensitive" << QVariant( yes ) << "yes";
  for ( const char *no : { "no", "false", "0", "FALSE", "" } )
    QTest::addRow( "sensitive '%s'", no ) << "sensitive" << QVariant( no ) << "no";
  QTest::newRow( "sensitive as a truth value" ) << "sensitive" << QVariant( true ) << "yes";
}

void RecipeTest::fixedValuesAreRead()
{
  QFETCH( QString, column );
  QFETCH( QVariant, cell );
  QFETCH( QString, expected );
  const RecipeIndicator indicator = indicatorWith( column, cell );
  const QMap<QString, QString> read{ { "side", indicator.side },
                                     { "measure", indicator.measure },
                                     { "direction", QString::number( indicator.direction ) },
                                     { "sensitive", indicator.sensitive ? "yes" : "no" } };
  QCOMPARE( read.value( column ), expected );
}

void RecipeTest::numbersAreRead_data()
{
  QTest::addColumn<QString>( "column" );
  QTest::addColumn<QVariant>( "cell" );
  QTest::addColumn<double>( "expected" );
  QTest::newRow( "weight as text" ) << "weight" << QVariant( "0.225" ) << 0.225;
  QTest::newRow( "weight as number" ) << "weight" << QVariant( 0.225 ) << 0.225;
  QTest::newRow( "years as text" ) << "years" << QVariant( "3" ) << 3.0;
  QTest::newRow( "years as real number" ) << "years" << QVariant( 3.0 ) << 3.0;
  QTest::newRow( "no least count" ) << "min_count" << QVariant( "0" ) << 0.0;
  QTest::newRow( "least count with a group" ) << "min_count" << QVariant( "1,000" ) << 1000.0;
}

void RecipeTest::numbersAreRead()
{
  QFETCH( QString, column );
  QFETCH( QVariant, cell );
  QFETCH( double, expected );
  const RecipeIndicator indicator = indicatorWith( column, cell );
  const QMap<QString, double> read{ { "weight", indicator.weight },
                                    { "years", indicator.years },
                                    { "min_count", indicator.minCount } };
  QCOMPARE( read.value( column ), expected );
}

void RecipeTest::byteOrderMarkBlanksAndCaseAreReadOver()
{
  const Recipe recipe =
    readLines( { QString( QChar( 0xFEFF ) ) + " code; Label ;TYPE", " burg ; Burglary ; Indicator " } );
  QCOMPARE( recipe.indicators.first().code, QStringLiteral( "burg" ) );
  QCOMPARE( recipe.indicators.first().label, QStringLiteral( "Burglary" ) );
}

void RecipeTest::rowNumberOfADatabaseIsReadOver()
{
  const Recipe recipe = readLines( { "fid;ogc_fid;code", "1;1;burg", "2;2;" } );
  QCOMPARE( recipe.indicators.size(), 1 );
  QCOMPARE( recipe.blankRows, 1 );
}

void RecipeTest::blankRowsAreSkippedAndCounted()
{
  const Recipe recipe =
    readCells( { "code", "label" }, { { "a", "A" }, { "", "  " }, { QVariant(), QVariant() }, { "b", "B" } } );
  QCOMPARE( recipe.blankRows, 2 );
  QCOMPARE( recipe.indicators.size(), 2 );
  QCOMPARE( recipe.indicators.last().row, 5 );
}

void RecipeTest::methodsAreReadWithTheirNumbers()
{
  const base::Recipe recipe =
    readLines( { "code;parent;type;transform;treat;normalise;aggregate;measure", "total;;group;;;PercentRank;Power(2);",
                 "burg;total;indicator;log1p;winsorise(3);minmax(1, 100);;clustering" } );
  QCOMPARE( statistics::inWords( recipe.groups.first().aggregate ), std::string( "power(2)" ) );
  QCOMPARE( recipe.groups.first().steps.normalise.name, std::string( "percentrank" ) );
  const base::RecipeIndicator &burglary = recipe.indicators.first();
  QCOMPARE( burglary.steps.transform.name, std::string( "log1p" ) );
  QCOMPARE( burglary.steps.treat.arguments, std::vector<double>{ 3 } );
  QCOMPARE( burglary.steps.normalise.arguments, ( std::vector<double>{ 1, 100 } ) );
  QCOMPARE( burglary.clustering.name, std::string( "locallq" ) );
  QCOMPARE( burglary.measure, QStringLiteral( "count" ) );
}

void RecipeTest::valueIsAnExpression()
{
  const base::Recipe recipe = readLines( { "code;value", "crowd;100.0 * \"F248\" / \"F244\"" } );
  QCOMPARE( recipe.indicators.first().value, QStringLiteral( "100.0 * \"F248\" / \"F244\"" ) );
}

void RecipeTest::rootIsFound_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QString>( "root" );
  QTest::addColumn<QString>( "tree" );
  QTest::newRow( "named total" ) << QStringList{ "total;;group", "a;total;" } << "total"
                                 << "total< a<total";
  QTest::newRow( "rows without parent belong to total" )
    << QStringList{ "crime;;group", "total;;group", "a;crime;", "b;;" } << "total"
    << "crime<total total< a<crime b<total";
  QTest::newRow( "the only row without parent is a group" )
    << QStringList{ "index;;group", "crime;index;group", "a;crime;" } << "index"
    << "index< crime<index a<crime";
  QTest::newRow( "no group at all" ) << QStringList{ "a;;", "b;;" } << "total"
                                     << "total< a<total b<total";
  QTest::newRow( "two themes" ) << QStringList{ "crime;;group", "fires;;group", "a;crime;", "b;fires;" } << "total"
                                << "total< crime<total fires<total a<crime b<fires";
  QTest::newRow( "one theme and a loose indicator" ) << QStringList{ "crime;;group", "a;crime;", "b;;" } << "total"
                                                     << "total< crime<total a<crime b<total";
  QTest::newRow( "total is named as a parent only" ) << QStringList{ "crime;;group", "a;crime;", "b;total;" } << "total"
                                                     << "total< crime<total a<crime b<total";
}

void RecipeTest::rootIsFound()
{
  QFETCH( QStringList, rows );
  QFETCH( QString, root );
  QFETCH( QString, tree );
  const Recipe recipe = readLines( QStringList{ "code;parent;type" } + rows );
  QCOMPARE( recipe.rootCode(), root );
  QCOMPARE( treeOf( recipe ), tree );
}

void RecipeTest::impliedRootHasNoRow()
{
  const Recipe recipe = readLines( { "code", "burg" } );
  QCOMPARE( recipe.groups.size(), 1 );
  QCOMPARE( recipe.groups.first().row, 0 );
  QCOMPARE( recipe.groups.first().label, QStringLiteral( "Total" ) );
}

void RecipeTest::unknownGroupHasNoIndex()
{
  const Recipe recipe = readLines( { "code;parent;type", "crime;;group", "a;crime;", "b;;" } );
  QCOMPARE( recipe.groupIndex( "total" ), 0 );
  QCOMPARE( recipe.groupIndex( "crime" ), 1 );
  QCOMPARE( recipe.groupIndex( "a" ), -1 );
  QCOMPARE( Recipe().rootCode(), QString() );
}

void RecipeTest::themeIsTheGroupRightUnderTheRoot()
{
  const Recipe recipe = readLines(
    { "code;parent;type", "crime;;group", "violence;crime;group", "knife;violence;group", "a;knife;", "b;;" } );
  QCOMPARE( recipe.themeIndex( "knife" ), recipe.groupIndex( "crime" ) );
  QCOMPARE( recipe.themeIndex( "crime" ), recipe.groupIndex( "crime" ) );
  QCOMPARE( recipe.themeIndex( recipe.rootCode() ), -1 );
}

void RecipeTest::wrongHeaderIsRefused_data()
{
  QTest::addColumn<QString>( "header" );
  QTest::addColumn<QString>( "problem" );
  QTest::newRow( "misspelt column" ) << "code;wieght"
                                     << "‘wieght’ is not a column of a recipe. Did you mean ‘weight’?";
  QTest::newRow( "foreign column" )
    << "code;colour_of_map"
    << "‘colour_of_map’ is not a column of a recipe. Valid names: code, parent, type, label, side, source, date_field, "
       "filter, value, measure, denominator, direction (and 9 more).";
  QTest::newRow( "column twice" ) << "code;label;label "
                                  << "the column ‘label’ stands there twice; keep one.";
  QTest::newRow( "no code" ) << "label;weight"
                             << "the column ‘code’ is missing; it names every indicator and group.";
}

void RecipeTest::wrongHeaderIsRefused()
{
  QFETCH( QString, header );
  QFETCH( QString, problem );
  QCOMPARE( errorOf( { header, "a;1" } ), "Recipe ‘city’, row 1: " + problem );
}

void RecipeTest::wrongCellIsRefused_data()
{
  QTest::addColumn<QString>( "column" );
  QTest::addColumn<QString>( "cell" );
  QTest::addColumn<QString>( "problem" );
  const QString code = QStringLiteral( "‘%1’ is not a code: at most eight small letters and digits, a letter first." );
  const QString years =
    QStringLiteral( "%1 is not a number of years: give a whole number from 1, or leave it blank for all years." );
  QTest::newRow( "misspelt type" ) << "type"
                                   << "indicater"
                                   << "‘indicater’ is not a valid value. Did you mean ‘indicator’?";
  QTest::newRow( "unknown type" ) << "type"
                                  << "theme"
                                  << "‘theme’ is not a valid value. Valid names: indicator, group.";
  QTest::newRow( "misspelt side" ) << "side"
                                   << "victims"
                                   << "‘victims’ is not a valid value. Did you mean ‘victim’?";
  QTest::newRow( "unknown side" ) << "side"
                                  << "witness"
                                  << "‘witness’ is not a valid value. Valid names: victim, offender, location.";
  QTest::newRow( "misspelt measure" ) << "measure"
                                      << "rat"
                                      << "‘rat’ is not a valid value. Did you mean ‘rate’?";
  QTest::newRow( "unknown measure" )
    << "measure"
    << "volume"
    << "‘volume’ is not a valid value. Valid names: rate, count, density, share, clustering, "
       "locallq, gistar, kernelratio.";
  QTest::newRow( "rate without denominator" )
    << "measure"
    << "rate"
    << "a rate needs a denominator; fill in the column ‘denominator’ or choose ‘count’.";
  QTest::newRow( "unknown direction" ) << "direction"
                                       << "up"
                                       << "‘up’ is not a valid value. Valid names: +, -, +1, -1, 1.";
  QTest::newRow( "unknown sensitivity" ) << "sensitive"
                                         << "perhaps"
                                         << "‘perhaps’ is not a valid value. Valid names: yes, true, 1, no, false, 0.";
  QTest::newRow( "weight in words" ) << "weight"
                                     << "high"
                                     << "high is not a number.";
  QTest::newRow( "weight with decimal comma" ) << "weight"
                                               << "0,5"
                                               << "0,5 has a comma that does not separate groups of three digits.";
  QTest::newRow( "weight withheld" ) << "weight"
                                     << "-"
                                     << "- is not a number; leave the cell blank for the default.";
  QTest::newRow( "weight not known" ) << "weight"
                                      << "NA"
                                      << "NA is not a number; leave the cell blank for the default.";
  QTest::newRow( "negative weight" ) << "weight"
                                     << "-1"
                                     << "-1 is negative; give zero or more.";
  QTest::newRow( "years zero" ) << "years"
                                << "0" << years.arg( "0" );
  QTest::newRow( "half a year" ) << "years"
                                 << "1.5" << years.arg( "1.5" );
  QTest::newRow( "endless years" ) << "years"
                                   << "1e12" << years.arg( "1e12" );
  QTest::newRow( "negative years" ) << "years"
                                    << "-3"
                                    << "-3 is negative; give zero or more.";
  QTest::newRow( "least count in words" ) << "min_count"
                                          << "ten"
                                          << "ten is not a number.";
  QTest::newRow( "negative least count" ) << "min_count"
                                          << "-5"
                                          << "-5 is negative; give zero or more.";
  QTest::newRow( "parent without group row" ) << "parent"
                                              << "crime"
                                              << "there is no group row ‘crime’. Valid names: total.";
  QTest::newRow( "misspelt parent" ) << "parent"
                                     << "totl"
                                     << "there is no group row ‘totl’. Did you mean ‘total’?";
  QTest::newRow( "no code" ) << "code"
                             << ""
                             << "the row has no code.";
  QTest::newRow( "code with capital" ) << "code"
                                       << "Burg" << code.arg( "Burg" );
  QTest::newRow( "code with digit first" ) << "code"
                                           << "1burg" << code.arg( "1burg" );
  QTest::newRow( "code with underscore" ) << "code"
                                          << "bu_rg" << code.arg( "bu_rg" );
  QTest::newRow( "code of nine letters" ) << "code"
                                          << "burglarys" << code.arg( "burglarys" );
  QTest::newRow( "comment line" ) << "code"
                                  << "# themes" << code.arg( "# themes" );
  QTest::newRow( "code twice" ) << "code"
                                << "first"
                                << "‘first’ is already the code of row 2.";
  QTest::newRow( "indicator called total" ) << "code"
                                            << "total"
                                            << "‘total’ is kept for the whole index; give the indicator another code.";
}

void RecipeTest::wrongCellIsRefused()
{
  QFETCH( QString, column );
  QFETCH( QString, cell );
  QFETCH( QString, problem );
  const bool isCode = column == QLatin1String( "code" );
  const QStringList lines = isCode ? QStringList{ "code;note", "first;", cell + ";a note" }
                                   : QStringList{ "code;" + column, "first;", "second;" + cell };
  QCOMPARE( errorOf( lines ), QStringLiteral( "Recipe ‘city’, row 3, column ‘%1’: %2" ).arg( column, problem ) );
}

void RecipeTest::wrongMethodIsRefused_data()
{
  QTest::addColumn<QStringList>( "lines" );
  QTest::addColumn<QString>( "sentence" );
  const auto row = []( const char *name, const QStringList &lines, const char *sentence )
  { QTest::newRow( name ) << lines << QString::fromUtf8( sentence ); };
  row( "misspelt", { "code;normalise", "burg;minmx" },
       "row 2, column ‘normalise’: ‘minmx’ is not a method; there are: index, indexbymean, percentrank" );
  row( "nearest name", { "code;normalise", "burg;minmx" }, "Did you mean ‘minmax’?" );
  row( "not a method at all", { "code;transform", "burg;log)" }, "row 2, column ‘transform’: ‘log)’ is not a method;" );
  row( "too many numbers", { "code;treat", "burg;winsorise(1,2,3,4)" }, "has the wrong number of arguments; write" );
  row( "method of another column", { "code;transform", "burg;zscore" }, "‘zscore’ is not a method; there are: " );
  row( "aggregate of an indicator", { "code;aggregate", "burg;mean" }, "which combines nothing" );
  row( "index of a group", { "code;type;parent;normalise", "all;group;;index", "burg;;all;" },
       "‘index’ counts events, and a group has none; choose ‘ratiotomean’." );
  row( "kernel without its bandwidth", { "code;measure", "burg;kernelratio" }, "write kernelratio(bandwidth)" );
  row( "value that is no expression", { "code;value", "burg;1 +" }, "column ‘value’: ‘1 +’ is not a QGIS expression" );
}

void RecipeTest::wrongMethodIsRefused()
{
  QFETCH( QStringList, lines );
  QFETCH( QString, sentence );
  const QString error = errorOf( lines );
  QVERIFY2( error.contains( sentence ), qPrintable( error ) );
}

void RecipeTest::wrongGroupCellIsRefused_data()
{
  QTest::addColumn<QString>( "column" );
  QTest::addColumn<QString>( "cell" );
  QTest::addColumn<QString>( "problem" );
  const QString meaningless = QStringLiteral( "‘%1’ has no meaning in a group row; leave it blank." );
  for ( const char *column : { "side", "source", "date_field", "filter", "value", "measure", "denominator", "direction",
                               "years", "min_count", "sensitive" } )
    QTest::newRow( column ) << column << "1" << meaningless.arg( "1" );
  QTest::newRow( "negative weight" ) << "weight"
                                     << "-1"
                                     << "-1 is negative; give zero or more.";
}

void RecipeTest::wrongGroupCellIsRefused()
{
  QFETCH( QString, column );
  QFETCH( QString, cell );
  QFETCH( QString, problem );
  QCOMPARE( errorOf( { "code;parent;type;" + column, "a;crime;;", "crime;;group;" + cell } ),
            QStringLiteral( "Recipe ‘city’, row 3, column ‘%1’: %2" ).arg( column, problem ) );
}

void RecipeTest::wrongFilterIsRefusedInTheWordsOfTheParser()
{
  const QString error = errorOf( { "code;filter", "burg;type = = 5" } );
  QVERIFY2( error.startsWith( "Recipe ‘city’, row 2, column ‘filter’: ‘type = = 5’ is not a QGIS expression (" ),
            qPrintable( error ) );
  QVERIFY2( error.contains( "syntax error" ) && error.endsWith( ")." ), qPrintable( error ) );
}

void RecipeTest::wrongTreeIsRefused_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QString>( "error" );
  QTest::newRow( "no rows" ) << QStringList() << "Recipe ‘city’: there is no indicator row; give at least one.";
  QTest::newRow( "groups only" ) << QStringList{ "crime;;group;" }
                                 << "Recipe ‘city’: there is no indicator row; give at least one.";
  QTest::newRow( "parent is an indicator" )
    << QStringList{ "a;;;", "b;a;;" }
    << "Recipe ‘city’, row 3, column ‘parent’: ‘a’ is an indicator; a parent is a group. Valid names: total.";
  QTest::newRow( "misspelt group" ) << QStringList{
    "crime;;group;", "a;crime;;", "b;crmie;;"
  } << "Recipe ‘city’, row 4, column ‘parent’: there is no group row ‘crmie’. Did you mean ‘crime’?";
  QTest::newRow( "total below a group" )
    << QStringList{ "crime;;group;", "total;crime;group;", "a;total;;" }
    << "Recipe ‘city’, row 3, column ‘parent’: ‘total’ is kept for the whole index and has no parent; leave the cell "
       "blank.";
  QTest::newRow( "group below itself" ) << QStringList{
    "crime;crime;group;", "a;crime;;"
  } << "Recipe ‘city’, row 2, column ‘parent’: the group lies below itself (crime → crime).";
  QTest::newRow( "circle of three" ) << QStringList{
    "total;;group;", "x;total;;", "a;c;group;", "b;a;group;", "c;b;group;", "y;c;;"
  } << "Recipe ‘city’, row 4, column ‘parent’: the group lies below itself (a → c → b → a).";
  QTest::newRow( "branch that hangs on a circle" )
    << QStringList{ "d;a;group;", "a;b;group;", "b;a;group;", "y;d;;", "x;;;" }
    << "Recipe ‘city’, row 3, column ‘parent’: the group lies below itself (a → b → a).";
  QTest::newRow( "group without children" )
    << QStringList{ "crime;;group;", "fires;;group;", "a;crime;;" }
    << "Recipe ‘city’, row 3, column ‘code’: no row names ‘fires’ as its parent; remove the group or fill it.";
  QTest::newRow( "indicators all of weight 0" )
    << QStringList{ "crime;;group;", "b;;;", "a;crime;;0", "c;crime;;0" }
    << "Recipe ‘city’, row 4, column ‘weight’: all rows below ‘crime’ have the weight 0; give one of them more.";
  QTest::newRow( "groups all of weight 0" )
    << QStringList{ "total;;group;", "crime;;group;0", "a;crime;;1" }
    << "Recipe ‘city’, row 3, column ‘weight’: all rows below ‘total’ have the weight 0; give one of them more.";
}

void RecipeTest::wrongTreeIsRefused()
{
  QFETCH( QStringList, rows );
  QFETCH( QString, error );
  QCOMPARE( errorOf( QStringList{ "code;parent;type;weight" } + rows ), error );
}

void RecipeTest::rowsAreCountedAsInASpreadsheet()
{
  QStringList lines{ "code;weight" };
  for ( int row = 2; row <= 30; ++row )
    lines << ( row == 10 ? QStringLiteral( " ; " ) : QStringLiteral( "a%1;1" ).arg( row ) );
  lines << "burg;much";
  QCOMPARE( errorOf( lines ), QStringLiteral( "Recipe ‘city’, row 31, column ‘weight’: much is not a number." ) );
}

QTEST_GUILESS_MAIN( RecipeTest )
#include "recipe_test.moc"
