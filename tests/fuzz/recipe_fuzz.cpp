// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recipe.h"

#include "base/compat.h"
#include "fuzz.h"

#include <qgsexception.h>

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace communitysafety;
using namespace communitysafety::base;
using communitysafety::fuzz::law;

namespace
{

//! A recipe as it was typed: the first line names the columns, semicolons part the cells.
struct Table
{
  QStringList columns;
  QVector<QStringList> rows; //!< Each as long as columns
};

Table tableIn( const QString &text )
{
  const QStringList lines = text.split( '\n' );
  Table table{ lines.first().split( ';' ), {} };
  for ( const QString &line : lines.mid( 1 ) )
  {
    QStringList cells = line.split( ';' ).mid( 0, table.columns.size() );
    while ( cells.size() < table.columns.size() )
      cells << QString();
    table.rows << cells;
  }
  return table;
}

class TableRows : public QgsAbstractFeatureIterator
{
public:
  explicit TableRows( const QVector<QStringList> &rows )
    : QgsAbstractFeatureIterator( QgsFeatureRequest() ), mRows( rows )
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
    QgsAttributes attributes;
    for ( const QString &cell : mRows.at( mNext ) )
      attributes << QVariant( cell );
    feature = QgsFeature( ++mNext );
    feature.setAttributes( attributes );
    return true;
  }

private:
  QVector<QStringList> mRows;
  int mNext = 0;
};

//! Nothing where the recipe is refused; any other exception is a finding.
std::optional<Recipe> recipeIn( const Table &table )
{
  QgsFields fields;
  for ( const QString &column : table.columns )
    fields.append( QgsField( column, compat::textField ) );
  try
  {
    return readRecipe( fields, QgsFeatureIterator( new TableRows( table.rows ) ), QStringLiteral( "city" ) );
  }
  catch ( const QgsProcessingException &refusal )
  {
    const QString sentence = refusal.what();
    law( sentence.startsWith( QStringLiteral( "Recipe ‘city’" ) ), "a refusal names the recipe" );
    law( sentence.endsWith( '.' ) || sentence.endsWith( '?' ), "a refusal is a whole sentence" );
    return std::nullopt;
  }
}

QString numberAsText( double number ) { return QString::number( number, 'g', 17 ); }

QString methodAsText( const statistics::MethodSpec &spec )
{
  return QString::fromStdString( statistics::inWords( spec ) );
}

QStringList rowOf( const RecipeIndicator &indicator )
{
  const QString measure = indicator.clustering.isGiven() ? methodAsText( indicator.clustering ) : indicator.measure;
  return { indicator.code,
           indicator.parent,
           QStringLiteral( "indicator" ),
           indicator.label,
           indicator.side,
           indicator.source,
           indicator.dateField,
           indicator.filter,
           indicator.value,
           measure,
           indicator.denominator,
           indicator.direction > 0 ? QStringLiteral( "+" ) : QStringLiteral( "-" ),
           methodAsText( indicator.steps.transform ),
           methodAsText( indicator.steps.treat ),
           methodAsText( indicator.steps.normalise ),
           QString(),
           numberAsText( indicator.weight ),
           indicator.years > 0 ? QString::number( indicator.years ) : QString(),
           numberAsText( indicator.minCount ),
           indicator.sensitive ? QStringLiteral( "yes" ) : QStringLiteral( "no" ),
           indicator.note };
}

QStringList rowOf( const RecipeGroup &group )
{
  QStringList row{ group.code, group.parent, QStringLiteral( "group" ), group.label };
  for ( int column = 0; column < 8; ++column )
    row << QString();
  row << methodAsText( group.steps.transform ) << methodAsText( group.steps.treat )
      << methodAsText( group.steps.normalise ) << methodAsText( group.aggregate ) << numberAsText( group.weight );
  return row << QString() << QString() << QString() << group.note;
}

//! The recipe with every default written out.
Table written( const Recipe &recipe )
{
  QMap<int, QStringList> rows;
  for ( const RecipeGroup &group : recipe.groups )
    if ( group.row > 0 )
      rows.insert( group.row, rowOf( group ) );
  for ( const RecipeIndicator &indicator : recipe.indicators )
    rows.insert( indicator.row, rowOf( indicator ) );
  const QString columns =
    QStringLiteral( "code parent type label side source date_field filter value measure denominator direction "
                    "transform treat normalise aggregate weight years min_count sensitive note" );
  return { columns.split( ' ' ), rows.values().toVector() };
}

Table withColumnsReversed( Table table )
{
  std::reverse( table.columns.begin(), table.columns.end() );
  for ( QStringList &row : table.rows )
    std::reverse( row.begin(), row.end() );
  return table;
}

void checkCode( const QString &code, QSet<QString> &codes )
{
  static const QRegularExpression pattern( QStringLiteral( "\\A[a-z][a-z0-9]{0,7}\\z" ) );
  law( pattern.match( code ).hasMatch(), "a code is at most eight small letters and digits" );
  law( !codes.contains( code ), "no code is there twice" );
  codes.insert( code );
}

void checkWeight( double weight ) { law( std::isfinite( weight ) && weight >= 0, "a weight is zero or more" ); }

void checkIndicator( const RecipeIndicator &indicator, const Recipe &recipe )
{
  static const QStringList sides{ QString(), QStringLiteral( "victim" ), QStringLiteral( "offender" ),
                                  QStringLiteral( "location" ) };
  static const QStringList measures{ QStringLiteral( "rate" ), QStringLiteral( "count" ), QStringLiteral( "density" ),
                                     QStringLiteral( "share" ) };
  checkWeight( indicator.weight );
  law( recipe.groupIndex( indicator.parent ) >= 0, "the parent of an indicator is a group" );
  law( sides.contains( indicator.side ), "a side is one of three, or none" );
  law( measures.contains( indicator.measure ), "a measure is one of four" );
  law( indicator.measure != measures.first() || !indicator.denominator.isEmpty(), "a rate has a denominator" );
  law( std::abs( indicator.direction ) == 1, "a direction is up or down" );
  law( indicator.years >= 0, "years are counted from 1, and 0 means all" );
  law( std::isfinite( indicator.minCount ) && indicator.minCount >= 0, "the least count is zero or more" );
  law( !indicator.label.isEmpty(), "an indicator has a label" );
}

//! Whether the way up from \a group ends at the root.
bool hangsOnRoot( const Recipe &recipe, RecipeGroup group )
{
  for ( int steps = 0; steps < recipe.groups.size(); ++steps )
  {
    if ( group.code == recipe.rootCode() )
      return true;
    const int above = recipe.groupIndex( group.parent );
    law( above >= 0, "the parent of a group is a group" );
    group = recipe.groups.at( above );
  }
  return false;
}

void checkRecipe( const Recipe &recipe, int rows )
{
  QSet<QString> codes;
  int rootsWithoutRow = 0;
  for ( const RecipeGroup &group : recipe.groups )
  {
    checkCode( group.code, codes );
    checkWeight( group.weight );
    law( group.parent.isEmpty() == ( group.code == recipe.rootCode() ), "the root alone has no parent" );
    law( hangsOnRoot( recipe, group ), "the parents form one tree" );
    rootsWithoutRow += group.row == 0 ? 1 : 0;
  }
  for ( const RecipeIndicator &indicator : recipe.indicators )
  {
    checkCode( indicator.code, codes );
    checkIndicator( indicator, recipe );
  }
  law( rootsWithoutRow <= 1, "only the root may be implied" );
  law( codes.size() - rootsWithoutRow + recipe.blankRows == rows, "every row is an indicator, a group or blank" );
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  // Texts of files and databases end at a zero and have none inside.
  QString text = QString::fromUtf8( reinterpret_cast<const char *>( data ), static_cast<int>( size ) );
  const Table table = tableIn( text.remove( QChar( 0 ) ) );
  // No layer has two fields of one name.
  if ( QSet<QString>( table.columns.begin(), table.columns.end() ).size() != table.columns.size() )
    return 0;
  const std::optional<Recipe> recipe = recipeIn( table );
  const std::optional<Recipe> reversed = recipeIn( withColumnsReversed( table ) );
  law( recipe.has_value() == reversed.has_value(), "the order of the columns plays no part in what is refused" );
  if ( !recipe )
    return 0;
  checkRecipe( *recipe, table.rows.size() );
  const Table rewritten = written( *recipe );
  law( written( *reversed ).rows == rewritten.rows, "the order of the columns plays no part in what is read" );
  const std::optional<Recipe> again = recipeIn( rewritten );
  law( again && written( *again ).rows == rewritten.rows, "a recipe that is written out is read again" );
  law( again->rootCode() == recipe->rootCode(), "a recipe that is written out keeps its root" );
  return 0;
}
