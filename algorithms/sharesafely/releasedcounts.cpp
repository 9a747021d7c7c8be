// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasedcounts.h"

#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/disclosureattack.h"

#include <QHash>
#include <QRegularExpression>

#include <map>
#include <stdexcept>

namespace communitysafety::sharesafely
{

using base::Run;
using statistics::isMissing;
using statistics::missing;

namespace
{

double numberIn( const QgsFeature &row, int column )
{
  const base::ParsedNumber number = base::parseNumber( row.attribute( column ) );
  return number.isNumber() ? number.value : missing;
}

int firstOf( const QgsFields &fields, const QStringList &names )
{
  for ( const QString &name : names )
    if ( fields.lookupField( name ) >= 0 )
      return fields.lookupField( name );
  return -1;
}

} // namespace

bool ReleasedCounts::isCount( const QString &field ) const
{
  if ( !mRules.fields.isEmpty() )
    return mRules.fields.contains( field, Qt::CaseInsensitive ) ||
           field.compare( mRules.totalField, Qt::CaseInsensitive ) == 0;
  static const QRegularExpression ofAnIndicator( QStringLiteral( "^[a-z][a-z0-9]{0,7}_n$" ) );
  static const QStringList known{ "n", "pop", "records", "events", "n_in", "n_out" };
  return known.contains( field ) || ofAnIndicator.match( field ).hasMatch();
}

void ReleasedCounts::beginLayer( const QString &name, const QgsFields &fields )
{
  Layer layer;
  layer.name = name;
  for ( int column = 0; column < fields.count(); ++column )
  {
    const QString field = fields.at( column ).name();
    if ( !isCount( field ) )
      continue;
    Count count;
    count.field = field;
    count.column = column;
    if ( field.endsWith( QLatin1String( "_n" ) ) )
    {
      count.rate = fields.lookupField( field.chopped( 1 ) + 'r' );
      count.denominator = fields.lookupField( field.chopped( 1 ) + 'd' );
    }
    layer.counts.push_back( count );
  }
  layer.id = firstOf( fields, { "area_id", "cell_id", "nbhd_id", "code", "id" } );
  for ( const QString &parent : mRules.parentFields )
    if ( fields.lookupField( parent ) >= 0 )
      layer.parents.push_back( fields.lookupField( parent ) );
  layer.parentIds.resize( layer.parents.size() );
  mLayers.push_back( layer );
}

QStringList ReleasedCounts::countFields() const
{
  QStringList fields;
  for ( const Count &count : mLayers.back().counts )
    fields << count.field;
  return fields;
}

void ReleasedCounts::add( const QgsFeature &row )
{
  Layer &layer = mLayers.back();
  if ( layer.counts.empty() )
    return;
  for ( Count &count : layer.counts )
  {
    const double value = numberIn( row, count.column );
    count.values.push_back( value );
    const bool isSmall = value < mRules.threshold && ( value > 0 || ( value == 0 && !mRules.zerosAreSafe ) );
    count.nSmall += isSmall ? 1 : 0;
    const bool isHidden = isMissing( value ) && count.rate >= 0 && count.denominator >= 0;
    if ( isHidden && !isMissing( numberIn( row, count.rate ) ) && numberIn( row, count.denominator ) > 0 )
      ++count.nFromRate;
  }
  layer.ids.push_back( layer.id < 0 ? QString() : row.attribute( layer.id ).toString().trimmed() );
  for ( std::size_t parent = 0; parent < layer.parents.size(); ++parent )
    layer.parentIds[parent].push_back( row.attribute( layer.parents[parent] ).toString().trimmed() );
}

//! All counts of all layers as the cells of one table.
struct ReleasedCounts::Cells
{
  statistics::PublishedTable table;
  //! The first cell of each layer's counts, which stand row after row.
  std::vector<std::vector<std::uint32_t>> firstCell;

  explicit Cells( const std::vector<Layer> &layers )
  {
    for ( const Layer &layer : layers )
    {
      firstCell.emplace_back();
      for ( const Count &count : layer.counts )
      {
        firstCell.back().push_back( std::uint32_t( table.value.size() ) );
        table.value.insert( table.value.end(), count.values.begin(), count.values.end() );
      }
    }
    table.lowest.assign( table.value.size(), 0.0 );
  }
};

void ReleasedCounts::addRelations( Cells &cells ) const
{
  // The cell of each id, by the name of the count.
  std::map<QString, QHash<QString, std::uint32_t>> cellOfId;
  for ( std::size_t layer = 0; layer < mLayers.size(); ++layer )
    for ( std::size_t count = 0; count < mLayers[layer].counts.size(); ++count )
      for ( std::size_t row = 0; row < mLayers[layer].ids.size(); ++row )
        if ( !mLayers[layer].ids[row].isEmpty() )
          cellOfId[mLayers[layer].counts[count].field].insert( mLayers[layer].ids[row],
                                                               cells.firstCell[layer][count] + std::uint32_t( row ) );
  for ( std::size_t layer = 0; layer < mLayers.size(); ++layer )
  {
    const Layer &one = mLayers[layer];
    for ( std::size_t count = 0; count < one.counts.size(); ++count )
      for ( const std::vector<QString> &parents : one.parentIds )
      {
        std::map<std::uint32_t, std::vector<std::uint32_t>> parts;
        const QHash<QString, std::uint32_t> &known = cellOfId[one.counts[count].field];
        for ( std::size_t row = 0; row < parents.size(); ++row )
          if ( const auto total = known.constFind( parents[row] ); total != known.constEnd() )
            parts[*total].push_back( cells.firstCell[layer][count] + std::uint32_t( row ) );
        for ( const auto &[total, cellsOfTotal] : parts )
          cells.table.relations.push_back( { total, cellsOfTotal } );
      }
    for ( std::size_t total = 0; total < one.counts.size() && !mRules.totalField.isEmpty(); ++total )
    {
      if ( one.counts[total].field.compare( mRules.totalField, Qt::CaseInsensitive ) != 0 )
        continue;
      for ( std::uint32_t row = 0; row < one.ids.size(); ++row )
      {
        statistics::AdditiveRelation sum{ cells.firstCell[layer][total] + row, {} };
        for ( std::size_t count = 0; count < one.counts.size(); ++count )
          if ( count != total )
            sum.parts.push_back( cells.firstCell[layer][count] + row );
        if ( !sum.parts.empty() )
          cells.table.relations.push_back( sum );
      }
    }
  }
}

std::vector<Finding> ReleasedCounts::attacked( const statistics::Progress &progress ) const
{
  Cells cells( mLayers );
  addRelations( cells );
  std::vector<Finding> found;
  if ( cells.table.relations.empty() )
    return found;
  std::vector<statistics::CellInterval> intervals;
  try
  {
    statistics::AttackOptions options;
    options.enoughWidth = mRules.threshold;
    intervals = statistics::attackTable( cells.table, options, progress );
  }
  catch ( const std::invalid_argument & )
  {
    return { { mLayers.front().name, Run::tr( "the counts" ), FindingKind::totalsDisagree, 1 } };
  }
  for ( std::size_t layer = 0; layer < mLayers.size(); ++layer )
    for ( std::size_t count = 0; count < mLayers[layer].counts.size(); ++count )
    {
      qint64 known = 0;
      const std::uint32_t first = cells.firstCell[layer][count];
      for ( std::size_t row = 0; row < mLayers[layer].ids.size(); ++row )
        known += isMissing( cells.table.value[first + row] ) && intervals[first + row].width() < mRules.threshold;
      if ( known > 0 )
        found.push_back( { mLayers[layer].name, mLayers[layer].counts[count].field, FindingKind::recoverableCell, known,
                           Run::tr( "from totals that are shown" ) } );
    }
  return found;
}

std::vector<Finding> ReleasedCounts::findings( const statistics::Progress &progress ) const
{
  std::vector<Finding> found = attacked( progress );
  for ( const Layer &layer : mLayers )
    for ( const Count &count : layer.counts )
    {
      if ( count.nSmall > 0 )
        found.push_back( { layer.name, count.field, FindingKind::smallCell, count.nSmall,
                           Run::tr( "below %1" ).arg( mRules.threshold ) } );
      if ( count.nFromRate > 0 )
        found.push_back(
          { layer.name, count.field, FindingKind::recoverableCell, count.nFromRate, Run::tr( "rate × denominator" ) } );
    }
  return found;
}

} // namespace communitysafety::sharesafely
