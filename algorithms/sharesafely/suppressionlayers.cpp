// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/suppressionlayers.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/run.h"
#include "base/source.h"
#include "statistics/column.h"

#include <qgsexception.h>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

//! Which of some cells are hidden, in the words of the fields.
struct HiddenFields
{
  QStringList names;
  int columns = 0;
  //! No count at all, and none hidden.
  bool isEmpty = true;

  HiddenFields( const SuppressedRows &content, const std::vector<std::uint32_t> &cells )
  {
    const QStringList all = content.rules.columns();
    columns = static_cast<int>( all.size() );
    for ( int column = 0; column < columns; ++column )
    {
      const std::uint32_t cell = cells[std::size_t( column )];
      if ( content.result.isHidden( cell ) )
        names << all[column];
      isEmpty = isEmpty && names.isEmpty() && statistics::isMissing( content.result.written[cell] );
    }
  }

  QVector<QVariant> values() const
  {
    if ( isEmpty )
      return { compat::null(), compat::null(), compat::null() };
    return { names.isEmpty() ? 0 : 1, double( names.size() ) / columns,
             base::orNull( names.join( QStringLiteral( ", " ) ) ) };
  }
};

void append( QgsFields &fields, const QgsField &field )
{
  if ( base::fields::holds( fields, field.name() ) )
    throw QgsProcessingException(
      Run::tr( "Two fields of the output would be called ‘%1’: choose each field once, and rename it where the output "
               "has a field of that name itself." )
        .arg( field.name() ) );
  fields.append( field );
}

QgsField countField( const QString &name ) { return QgsField( name, compat::wholeField ); }

QgsField sameField( const QgsField &original )
{
  QgsField field( original.name(), original.type(), original.typeName(), original.length(), original.precision() );
  const bool isOurs = original.alias().isEmpty() && base::fields::names().contains( original.name() );
  field.setAlias( isOurs ? base::fields::named( original.name() ).alias() : original.alias() );
  return field;
}

} // namespace

QString countBehind( const QString &derived, const QStringList &fields )
{
  if ( derived.size() < 3 || derived.at( derived.size() - 2 ) != '_' )
    return QString();
  const QString count = derived.left( derived.size() - 1 ) + 'n';
  for ( const QString &field : fields )
    if ( field.compare( count, Qt::CaseInsensitive ) == 0 )
      return field;
  return QString();
}

base::OutputSpec sharedLayer( const SuppressedRows &content, const base::Source &source )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "area_id" } );
  if ( !content.nameField.isEmpty() )
    append( spec.fields, base::fields::named( QStringLiteral( "area_name" ) ) );
  const auto original = [&source]( const QString &name )
  { return sameField( source.fields().at( source.fieldIndex( name ) ) ); };
  for ( const QString &field : content.rules.parents )
    append( spec.fields, original( field ) );
  for ( const QString &field : content.rules.columns() )
    append( spec.fields, countField( field ) );
  for ( const QString &field : content.derived + content.kept )
    append( spec.fields, original( field ) );
  for ( const char *field : { "supp", "supp_share", "supp_what" } )
    append( spec.fields, base::fields::named( QLatin1String( field ) ) );
  spec.geometryType = source.hasPolygons() ? compat::multiPolygon : compat::noGeometry;
  spec.crs = source.crs();
  if ( source.hasPolygons() )
    spec.style = QStringLiteral( "suppresssmallnumbers_output" );
  return spec;
}

QVector<QVariant> sharedValues( const SuppressedRows &content, std::size_t row )
{
  const std::vector<std::uint32_t> &cells = content.table.cellsOfRow[row];
  const HiddenFields hidden( content, cells );
  QVector<QVariant> values{ content.rows.id[row] };
  if ( !content.nameField.isEmpty() )
    values << base::orNull( content.rows.text( row, content.nameField ) );
  for ( const QString &field : content.rules.parents )
    values << content.rows.value( row, field );
  for ( const std::uint32_t cell : cells )
    values << base::wholeOrNull( content.result.written[cell] );
  for ( const QString &field : content.derived )
  {
    const QString behind = countBehind( field, content.rules.fields );
    const bool isHidden = behind.isEmpty() ? !hidden.names.isEmpty() : hidden.names.contains( behind );
    values << ( isHidden ? compat::null() : content.rows.value( row, field ) );
  }
  for ( const QString &field : content.kept )
    values << content.rows.value( row, field );
  return values + hidden.values();
}

base::OutputSpec totalsTable( const SuppressedRows &content )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TOTALS_OUTPUT" );
  spec.fields = base::fields::list( { "total_of", "total_name" } );
  for ( const QString &field : content.rules.columns() )
    append( spec.fields, countField( field ) );
  for ( const char *field : { "supp", "supp_share", "supp_what" } )
    append( spec.fields, base::fields::named( QLatin1String( field ) ) );
  return spec;
}

QVector<QVariant> totalValues( const SuppressedRows &content, const ImpliedTotal &total )
{
  QVector<QVariant> values{ total.parentField.isEmpty() ? Run::tr( "all areas" ) : total.parentField,
                            base::orNull( total.parent ) };
  for ( const std::uint32_t cell : total.cells )
    values << base::wholeOrNull( content.result.written[cell] );
  return values + HiddenFields( content, total.cells ).values();
}

} // namespace communitysafety::sharesafely
