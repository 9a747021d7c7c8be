// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recipe.h"

#include "base/nearestname.h"
#include "base/run.h"
#include "base/source.h"
#include "base/strictparse.h"
#include "statistics/aggregation.h"
#include "statistics/indextree.h"
#include "statistics/indicatorscale.h"
#include "statistics/transform.h"

#include <qgsexception.h>
#include <qgsexpression.h>
#include <qgsfeature.h>

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace communitysafety::base
{
namespace
{

struct RecipeText
{
  Q_DECLARE_TR_FUNCTIONS( Recipe )
};

const QLatin1String rootName( "total" );
constexpr int firstDataRow = 2;

QStringList recipeColumns()
{
  return QStringLiteral( "code parent type label side source date_field filter value measure denominator direction "
                         "transform treat normalise aggregate weight years min_count sensitive note" )
    .split( QLatin1Char( ' ' ) );
}

//! Columns that mean nothing in a group row.
QStringList indicatorColumns()
{
  return QStringLiteral( "side source date_field filter value measure denominator direction years min_count sensitive" )
    .split( QLatin1Char( ' ' ) );
}

QStringList measures()
{
  return QStringLiteral( "rate count density share clustering locallq gistar kernelratio" ).split( QLatin1Char( ' ' ) );
}

//! Row numbers that GeoPackage and other databases add to every table.
bool isDatabaseKey( const QString &column )
{
  return column == QLatin1String( "fid" ) || column == QLatin1String( "ogc_fid" );
}

QString cleanColumnName( QString name ) { return name.remove( QChar( 0xFEFF ) ).trimmed().toLower(); }

[[noreturn]] void refuseHeader( const QString &recipe, const QString &problem )
{
  throw QgsProcessingException( RecipeText::tr( "Recipe ‘%1’, row 1: %2" ).arg( recipe, problem ) );
}

[[noreturn]] void refuseCell( const QString &recipe, int row, const QString &column, const QString &problem )
{
  throw QgsProcessingException(
    RecipeText::tr( "Recipe ‘%1’, row %2, column ‘%3’: %4" ).arg( recipe, QString::number( row ), column, problem ) );
}

//! Turns rows into indicators and groups; what is wrong in one row is found here.
class RecipeReader
{
public:
  RecipeReader( const QgsFields &fields, const QString &name );

  void add( const QgsFeature &row );
  const Recipe &recipe() const { return mRecipe; }

private:
  void addColumn( const QString &name, int index );
  bool isBlank( const QgsFeature &feature ) const;
  void readRow();
  void readIndicator();
  void readGroup();

  QString text( const QString &column ) const;
  QString choice( const QString &column, const QStringList &valid ) const;
  double number( const QString &column, double byDefault ) const;
  QString code() const;
  QString parent( const QString &code ) const;
  QString label( const QString &code ) const;
  QString expression( const QString &column ) const;
  QString measure( const QString &denominator ) const;
  statistics::MethodSpec clustering() const;
  int direction() const;
  int years() const;
  bool isSensitive() const;
  statistics::MethodSpec method( const QString &column,
                                 const std::vector<statistics::MethodSignature> &signatures ) const;
  statistics::ScaleSteps steps() const;
  statistics::MethodSpec aggregate() const;
  void checkIndicatorRow() const;
  void checkGroupRow() const;

  [[noreturn]] void refuse( const QString &column, const QString &problem ) const
  {
    refuseCell( mName, mRow, column, problem );
  }

  QString mName;
  QHash<QString, int> mColumns;
  QHash<QString, int> mRowOfCode;
  QgsFeature mFeature;
  int mRow = firstDataRow;
  Recipe mRecipe;
};

RecipeReader::RecipeReader( const QgsFields &fields, const QString &name ) : mName( name )
{
  for ( int i = 0; i < fields.count(); ++i )
    addColumn( cleanColumnName( fields.at( i ).name() ), i );
  if ( !mColumns.contains( QStringLiteral( "code" ) ) )
    refuseHeader( mName, RecipeText::tr( "the column ‘code’ is missing; it names every indicator and group." ) );
}

void RecipeReader::addColumn( const QString &name, int index )
{
  if ( isDatabaseKey( name ) )
    return;
  if ( !recipeColumns().contains( name ) )
    refuseHeader( mName, RecipeText::tr( "‘%1’ is not a column of a recipe." ).arg( name ) +
                           didYouMean( name, recipeColumns() ) );
  if ( mColumns.contains( name ) )
    refuseHeader( mName, RecipeText::tr( "the column ‘%1’ stands there twice; keep one." ).arg( name ) );
  mColumns.insert( name, index );
}

void RecipeReader::add( const QgsFeature &row )
{
  mFeature = row;
  if ( isBlank( mFeature ) )
    ++mRecipe.blankRows;
  else
    readRow();
  ++mRow;
}

bool RecipeReader::isBlank( const QgsFeature &feature ) const
{
  return std::all_of( mColumns.begin(), mColumns.end(),
                      [&]( int index ) { return feature.attribute( index ).toString().trimmed().isEmpty(); } );
}

void RecipeReader::readRow()
{
  const QStringList types{ QStringLiteral( "indicator" ), QStringLiteral( "group" ) };
  const bool isGroup = choice( QStringLiteral( "type" ), types ) == types.last();
  if ( isGroup )
    readGroup();
  else
    readIndicator();
}

void RecipeReader::readIndicator()
{
  checkIndicatorRow();
  RecipeIndicator indicator;
  indicator.row = mRow;
  indicator.code = code();
  if ( indicator.code == rootName )
    refuse( QStringLiteral( "code" ),
            RecipeText::tr( "‘total’ is kept for the whole index; give the indicator another code." ) );
  mRowOfCode.insert( indicator.code, mRow );
  indicator.parent = parent( indicator.code );
  indicator.label = label( indicator.code );
  indicator.side = choice( QStringLiteral( "side" ),
                           { QStringLiteral( "victim" ), QStringLiteral( "offender" ), QStringLiteral( "location" ) } );
  indicator.source = text( QStringLiteral( "source" ) );
  indicator.dateField = text( QStringLiteral( "date_field" ) );
  indicator.filter = expression( QStringLiteral( "filter" ) );
  indicator.value = expression( QStringLiteral( "value" ) );
  indicator.denominator = text( QStringLiteral( "denominator" ) );
  indicator.clustering = clustering();
  indicator.measure = measure( indicator.denominator );
  indicator.direction = direction();
  indicator.steps = steps();
  indicator.weight = number( QStringLiteral( "weight" ), indicator.weight );
  indicator.years = years();
  indicator.minCount = number( QStringLiteral( "min_count" ), indicator.minCount );
  indicator.sensitive = isSensitive();
  indicator.note = text( QStringLiteral( "note" ) );
  mRecipe.indicators << indicator;
}

void RecipeReader::readGroup()
{
  checkGroupRow();
  RecipeGroup group;
  group.row = mRow;
  group.code = code();
  mRowOfCode.insert( group.code, mRow );
  group.parent = parent( group.code );
  group.label = label( group.code );
  group.aggregate = aggregate();
  group.steps = steps();
  if ( statistics::isIndex( group.steps.normalise ) )
    refuse( QStringLiteral( "normalise" ),
            RecipeText::tr( "‘%1’ counts events, and a group has none; choose ‘ratiotomean’." )
              .arg( QString::fromStdString( group.steps.normalise.name ) ) );
  group.weight = number( QStringLiteral( "weight" ), group.weight );
  group.note = text( QStringLiteral( "note" ) );
  mRecipe.groups << group;
}

QString RecipeReader::text( const QString &column ) const
{
  const int index = mColumns.value( column, -1 );
  return index < 0 ? QString() : mFeature.attribute( index ).toString().trimmed();
}

QString RecipeReader::choice( const QString &column, const QStringList &valid ) const
{
  const QString written = text( column );
  if ( written.isEmpty() )
    return written;
  // The name itself: some letters equal one of it whatever the case and yet do not become it in small letters.
  for ( const QString &name : valid )
    if ( name.compare( written, Qt::CaseInsensitive ) == 0 )
      return name;
  refuse( column, RecipeText::tr( "‘%1’ is not a valid value." ).arg( written ) + didYouMean( written, valid ) );
}

double RecipeReader::number( const QString &column, double byDefault ) const
{
  const QString written = text( column );
  if ( written.isEmpty() )
    return byDefault;
  const ParsedNumber parsed = parseNumber( written );
  if ( parsed.kind == ParsedNumber::Kind::NotANumber )
    refuse( column, parsed.reason + QLatin1Char( '.' ) );
  if ( !parsed.isNumber() )
    refuse( column, RecipeText::tr( "%1 is not a number; leave the cell blank for the default." ).arg( written ) );
  if ( parsed.value < 0 )
    refuse( column, RecipeText::tr( "%1 is negative; give zero or more." ).arg( written ) );
  return parsed.value;
}

QString RecipeReader::code() const
{
  static const QRegularExpression pattern( QStringLiteral( "\\A[a-z][a-z0-9]{0,7}\\z" ) );
  const QString column = QStringLiteral( "code" );
  const QString written = text( column );
  if ( written.isEmpty() )
    refuse( column, RecipeText::tr( "the row has no code." ) );
  if ( !pattern.match( written ).hasMatch() )
    refuse(
      column,
      RecipeText::tr( "‘%1’ is not a code: at most eight small letters and digits, a letter first." ).arg( written ) );
  if ( mRowOfCode.contains( written ) )
    refuse( column,
            RecipeText::tr( "‘%1’ is already the code of row %2." ).arg( written ).arg( mRowOfCode.value( written ) ) );
  return written;
}

QString RecipeReader::parent( const QString &code ) const
{
  const QString written = text( QStringLiteral( "parent" ) );
  if ( code == rootName && !written.isEmpty() )
    refuse( QStringLiteral( "parent" ),
            RecipeText::tr( "‘total’ is kept for the whole index and has no parent; leave the cell blank." ) );
  return written;
}

QString RecipeReader::label( const QString &code ) const
{
  const QString written = text( QStringLiteral( "label" ) );
  return written.isEmpty() ? code : written;
}

QString RecipeReader::expression( const QString &column ) const
{
  const QString written = text( column );
  if ( written.isEmpty() )
    return written;
  const QgsExpression expression( written );
  if ( expression.hasParserError() )
    refuse( column, RecipeText::tr( "‘%1’ is not a QGIS expression (%2)." )
                      .arg( written, expression.parserErrorString().simplified() ) );
  return written;
}

QString RecipeReader::measure( const QString &denominator ) const
{
  const QString column = QStringLiteral( "measure" );
  const QString rate = QStringLiteral( "rate" );
  const QString count = QStringLiteral( "count" );
  const QString byDefault = denominator.isEmpty() ? count : rate;
  if ( clustering().isGiven() )
    return byDefault;
  const QString chosen = choice( column, measures() );
  if ( chosen == rate && denominator.isEmpty() )
    refuse( column,
            RecipeText::tr( "a rate needs a denominator; fill in the column ‘denominator’ or choose ‘count’." ) );
  return chosen.isEmpty() ? byDefault : chosen;
}

statistics::MethodSpec RecipeReader::clustering() const
{
  const QString column = QStringLiteral( "measure" );
  const QString written = text( column ).toLower();
  if ( written == QLatin1String( "clustering" ) )
    return statistics::parseMethodSpec( "locallq" );
  const QString name = written.section( QLatin1Char( '(' ), 0, 0 ).trimmed();
  const auto &known = statistics::clusteringSignatures();
  const bool isClustering = std::any_of( known.begin(), known.end(),
                                         [&]( const statistics::MethodSignature &signature )
                                         { return name == QLatin1String( signature.name ); } );
  return isClustering ? method( column, known ) : statistics::MethodSpec();
}

int RecipeReader::direction() const
{
  const QStringList valid{ QStringLiteral( "+" ), QStringLiteral( "-" ), QStringLiteral( "+1" ), QStringLiteral( "-1" ),
                           QStringLiteral( "1" ) };
  return choice( QStringLiteral( "direction" ), valid ).startsWith( QLatin1Char( '-' ) ) ? -1 : 1;
}

int RecipeReader::years() const
{
  const QString column = QStringLiteral( "years" );
  const double years = number( column, 0 );
  const bool isWhole = years == std::floor( years ) && years <= std::numeric_limits<int>::max();
  if ( !text( column ).isEmpty() && ( years < 1 || !isWhole ) )
    refuse( column, RecipeText::tr(
                      "%1 is not a number of years: give a whole number from 1, or leave it blank for all years." )
                      .arg( text( column ) ) );
  return static_cast<int>( years );
}

bool RecipeReader::isSensitive() const
{
  const QStringList yes{ QStringLiteral( "yes" ), QStringLiteral( "true" ), QStringLiteral( "1" ) };
  const QStringList no{ QStringLiteral( "no" ), QStringLiteral( "false" ), QStringLiteral( "0" ) };
  return yes.contains( choice( QStringLiteral( "sensitive" ), yes + no ) );
}

statistics::MethodSpec RecipeReader::method( const QString &column,
                                             const std::vector<statistics::MethodSignature> &signatures ) const
{
  QStringList names;
  for ( const statistics::MethodSignature &signature : signatures )
    names << QString::fromUtf8( signature.name );
  try
  {
    const statistics::MethodSpec spec = statistics::parseMethodSpec( text( column ).toStdString() );
    const QString name = QString::fromStdString( spec.name );
    if ( spec.isGiven() && !names.contains( name ) )
      refuse(
        column,
        RecipeText::tr( "‘%1’ is not a method; there are: %2." ).arg( name, names.join( QStringLiteral( ", " ) ) ) +
          didYouMean( name, names ) );
    if ( spec.isGiven() )
      statistics::findMethod( spec, signatures, "" );
    return spec;
  }
  catch ( const std::invalid_argument &error )
  {
    refuse( column, QString::fromUtf8( error.what() ) );
  }
}

statistics::ScaleSteps RecipeReader::steps() const
{
  return { method( QStringLiteral( "transform" ), statistics::transformSignatures() ),
           method( QStringLiteral( "treat" ), statistics::treatmentSignatures() ),
           method( QStringLiteral( "normalise" ), statistics::scaleSignatures() ) };
}

statistics::MethodSpec RecipeReader::aggregate() const
{
  std::vector<statistics::MethodSignature> signatures = statistics::aggregationSignatures();
  signatures.push_back( { statistics::IndexNode::sumOfRawValues, 0, 0, statistics::IndexNode::sumOfRawValues } );
  return method( QStringLiteral( "aggregate" ), signatures );
}

void RecipeReader::checkIndicatorRow() const
{
  const QString column = QStringLiteral( "aggregate" );
  if ( !text( column ).isEmpty() )
    refuse( column, RecipeText::tr( "‘%1’ has no meaning in the row of an indicator, which combines nothing; write it "
                                    "into the row of its group." )
                      .arg( text( column ) ) );
}

void RecipeReader::checkGroupRow() const
{
  const QStringList columns = indicatorColumns();
  for ( const QString &column : columns )
  {
    if ( !text( column ).isEmpty() )
      refuse( column, RecipeText::tr( "‘%1’ has no meaning in a group row; leave it blank." ).arg( text( column ) ) );
  }
}

//! A row as a member of the tree, whatever its kind.
struct TreeRow
{
  int row;
  QString code;
  QString parent;
  double weight;
};

//! Joins the rows to one tree; what is wrong between rows is found here.
class RecipeTree
{
public:
  RecipeTree( Recipe &recipe, const QString &name ) : mRecipe( recipe ), mName( name ) {}

  void build();

private:
  QVector<TreeRow> rows() const;
  QString givenRoot() const;
  void adoptOrphans( const QString &root );
  void checkParents() const;
  void checkCycles() const;
  void checkChildren() const;
  QStringList groupCodes() const;
  QString parentOfGroup( const QString &code ) const;

  Recipe &mRecipe;
  QString mName;
};

void RecipeTree::build()
{
  if ( mRecipe.indicators.isEmpty() )
    throw QgsProcessingException(
      RecipeText::tr( "Recipe ‘%1’: there is no indicator row; give at least one." ).arg( mName ) );
  QString root = givenRoot();
  if ( root.isEmpty() )
  {
    RecipeGroup total;
    total.code = rootName;
    total.label = RecipeText::tr( "Total" );
    mRecipe.groups = QVector<RecipeGroup>{ total } + mRecipe.groups;
    root = total.code;
  }
  adoptOrphans( root );
  checkParents();
  checkCycles();
  checkChildren();
}

QVector<TreeRow> RecipeTree::rows() const
{
  QVector<TreeRow> rows;
  for ( const RecipeGroup &group : mRecipe.groups )
    rows.append( { group.row, group.code, group.parent, group.weight } );
  for ( const RecipeIndicator &indicator : mRecipe.indicators )
    rows.append( { indicator.row, indicator.code, indicator.parent, indicator.weight } );
  std::stable_sort( rows.begin(), rows.end(), []( const TreeRow &a, const TreeRow &b ) { return a.row < b.row; } );
  return rows;
}

//! The group row that is the root, or empty where the recipe has none.
QString RecipeTree::givenRoot() const
{
  if ( mRecipe.groupIndex( rootName ) >= 0 )
    return rootName;
  const QVector<TreeRow> all = rows();
  const bool totalIsNamed =
    std::any_of( all.begin(), all.end(), []( const TreeRow &row ) { return row.parent == rootName; } );
  QStringList orphans;
  for ( const TreeRow &row : all )
  {
    if ( row.parent.isEmpty() )
      orphans << row.code;
  }
  const bool isOneGroup = orphans.size() == 1 && mRecipe.groupIndex( orphans.first() ) >= 0;
  return isOneGroup && !totalIsNamed ? orphans.first() : QString();
}

void RecipeTree::adoptOrphans( const QString &root )
{
  for ( RecipeGroup &group : mRecipe.groups )
  {
    if ( group.parent.isEmpty() && group.code != root )
      group.parent = root;
  }
  for ( RecipeIndicator &indicator : mRecipe.indicators )
  {
    if ( indicator.parent.isEmpty() )
      indicator.parent = root;
  }
}

QStringList RecipeTree::groupCodes() const
{
  QStringList codes;
  for ( const RecipeGroup &group : mRecipe.groups )
    codes << group.code;
  return codes;
}

void RecipeTree::checkParents() const
{
  const QStringList groups = groupCodes();
  const QVector<TreeRow> all = rows();
  for ( const TreeRow &row : all )
  {
    if ( row.parent.isEmpty() || groups.contains( row.parent ) )
      continue;
    const bool isIndicator =
      std::any_of( all.begin(), all.end(), [&]( const TreeRow &other ) { return other.code == row.parent; } );
    const QString problem = isIndicator ? RecipeText::tr( "‘%1’ is an indicator; a parent is a group." )
                                        : RecipeText::tr( "there is no group row ‘%1’." );
    refuseCell( mName, row.row, QStringLiteral( "parent" ),
                problem.arg( row.parent ) + didYouMean( row.parent, groups ) );
  }
}

QString RecipeTree::parentOfGroup( const QString &code ) const
{
  return mRecipe.groups.at( mRecipe.groupIndex( code ) ).parent;
}

void RecipeTree::checkCycles() const
{
  for ( const RecipeGroup &group : mRecipe.groups )
  {
    QStringList path{ group.code };
    for ( QString above = group.parent; !above.isEmpty(); above = parentOfGroup( above ) )
    {
      // A circle further up is reported at the first group that lies on it.
      if ( path.contains( above ) && above != group.code )
        break;
      path << above;
      if ( above == group.code )
        refuseCell( mName, group.row, QStringLiteral( "parent" ),
                    RecipeText::tr( "the group lies below itself (%1)." ).arg( path.join( QStringLiteral( " → " ) ) ) );
    }
  }
}

void RecipeTree::checkChildren() const
{
  const QVector<TreeRow> all = rows();
  for ( const RecipeGroup &group : mRecipe.groups )
  {
    QVector<TreeRow> children;
    std::copy_if( all.begin(), all.end(), std::back_inserter( children ),
                  [&]( const TreeRow &row ) { return row.parent == group.code; } );
    if ( children.isEmpty() )
      refuseCell( mName, group.row, QStringLiteral( "code" ),
                  RecipeText::tr( "no row names ‘%1’ as its parent; remove the group or fill it." ).arg( group.code ) );
    if ( std::all_of( children.begin(), children.end(), []( const TreeRow &row ) { return row.weight == 0; } ) )
      refuseCell( mName, children.first().row, QStringLiteral( "weight" ),
                  RecipeText::tr( "all rows below ‘%1’ have the weight 0; give one of them more." ).arg( group.code ) );
  }
}

} // namespace

int Recipe::groupIndex( const QString &code ) const
{
  const auto found =
    std::find_if( groups.begin(), groups.end(), [&]( const RecipeGroup &group ) { return group.code == code; } );
  return found == groups.end() ? -1 : static_cast<int>( found - groups.begin() );
}

QString Recipe::rootCode() const
{
  const auto root =
    std::find_if( groups.begin(), groups.end(), []( const RecipeGroup &group ) { return group.parent.isEmpty(); } );
  return root == groups.end() ? QString() : root->code;
}

int Recipe::themeIndex( const QString &group ) const
{
  const QString root = rootCode();
  if ( group == root )
    return -1;
  int theme = groupIndex( group );
  while ( groups.at( theme ).parent != root )
    theme = groupIndex( groups.at( theme ).parent );
  return theme;
}

Recipe readRecipe( const QgsFields &fields, QgsFeatureIterator rows, const QString &name )
{
  RecipeReader reader( fields, name );
  QgsFeature row;
  while ( rows.nextFeature( row ) )
    reader.add( row );
  Recipe recipe = reader.recipe();
  RecipeTree( recipe, name ).build();
  return recipe;
}

Recipe readRecipe( Run &run, const Source &source )
{
  RecipeReader reader( source.fields(), source.name() );
  Source::Reading reading;
  reading.attributes = source.fields().allAttributesList();
  reading.geometry = false;
  source.forEach( run, reading, [&reader]( const QgsFeature &row, qint64 ) { reader.add( row ); } );
  Recipe recipe = reader.recipe();
  RecipeTree( recipe, source.name() ).build();
  return recipe;
}

} // namespace communitysafety::base
