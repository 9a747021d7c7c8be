// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasedcounts.h"

#include "base/run.h"
#include "base/source.h"
#include "base/strictparse.h"
#include "sharesafely/releaseattack.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace communitysafety::sharesafely
{

using base::Run;
using base::textIn;
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
  NamedRows rows;
  for ( const Count &count : layer.counts )
    rows.counts << count.field;
  if ( isTableOfTotals( fields ) )
  {
    layer.id = fields.lookupField( QStringLiteral( "total_name" ) );
    layer.totalOf = fields.lookupField( QStringLiteral( "total_of" ) );
  }
  else
  {
    layer.id = firstOf( fields, { "area_id", "cell_id", "nbhd_id", "code", "id" } );
    for ( const QString &parent : std::as_const( mParentFields ) )
      if ( const int column = fields.lookupField( parent ); column >= 0 )
      {
        layer.parents.push_back( column );
        rows.parentFields << parent.toLower();
      }
  }
  rows.parentIds.resize( layer.parents.size() );
  mLayers.push_back( layer );
  mRows.push_back( rows );
}

bool ReleasedCounts::isTableOfTotals( const QgsFields &fields )
{
  return fields.lookupField( QStringLiteral( "total_of" ) ) >= 0 &&
         fields.lookupField( QStringLiteral( "total_name" ) ) >= 0;
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
  addNames( row );
}

void ReleasedCounts::addNames( const QgsFeature &row )
{
  const Layer &layer = mLayers.back();
  NamedRows &rows = mRows.back();
  rows.ids.push_back( textIn( row, layer.id ) );
  for ( std::size_t parent = 0; parent < layer.parents.size(); ++parent )
    rows.parentIds[parent].push_back( textIn( row, layer.parents[parent] ) );
  if ( layer.totalOf < 0 )
    return;
  // Without a name it is the total of all areas.
  rows.totalOf.push_back( rows.ids.back().isEmpty() ? QString() : textIn( row, layer.totalOf ).toLower() );
  if ( !rows.totalOf.back().isEmpty() && !mParentFields.contains( rows.totalOf.back(), Qt::CaseInsensitive ) )
    mParentFields << rows.totalOf.back();
}

//! All counts of all layers as the cells of one table.
struct ReleasedCounts::Cells
{
  statistics::PublishedTable table;
  //! The first cell of each layer's counts, which stand row after row.
  std::vector<std::vector<std::uint32_t>> firstCell;
  //! The same by the name of the count.
  std::vector<QHash<QString, std::uint32_t>> firstNamed;

  explicit Cells( const std::vector<Layer> &layers ) : firstCell( layers.size() ), firstNamed( layers.size() )
  {
    for ( std::size_t layer = 0; layer < layers.size(); ++layer )
      for ( const Count &count : layers[layer].counts )
      {
        firstCell[layer].push_back( std::uint32_t( table.value.size() ) );
        firstNamed[layer].insert( count.field, firstCell[layer].back() );
        table.value.insert( table.value.end(), count.values.begin(), count.values.end() );
      }
    table.lowest.assign( table.value.size(), 0.0 );
  }

  //! Empty where not all of the rows have the count.
  std::optional<statistics::AdditiveRelation> relationOf( const SumOfRows &sum, const QString &count ) const
  {
    const auto has = [&]( const RowOfLayer &row ) { return firstNamed[row.layer].contains( count ); };
    if ( !has( sum.total ) || !std::all_of( sum.parts.begin(), sum.parts.end(), has ) )
      return std::nullopt;
    const auto cellOf = [&]( const RowOfLayer &row ) { return firstNamed[row.layer].value( count ) + row.row; };
    statistics::AdditiveRelation relation{ cellOf( sum.total ), {} };
    for ( const RowOfLayer &part : sum.parts )
      relation.parts.push_back( cellOf( part ) );
    return relation;
  }
};

//! Which layers have totals of other areas, or of other years, than those that bear the same names in a layer: most of
//! what can be compared contradicts.
struct ReleasedCounts::Strangers
{
  struct Evidence
  {
    int fits = 0;
    int contradicts = 0;
  };
  //! By the layer of the areas and that of the totals.
  std::map<std::pair<std::uint32_t, std::uint32_t>, Evidence> evidence;
  //! Sums for which there is a total of another layer as well, which does fit.
  std::set<std::uint32_t> settled;

  Strangers( const Cells &cells, const std::vector<SumOfRows> &sums, const std::vector<NamedRows> &rows )
  {
    for ( const SumOfRows &sum : sums )
      for ( const QString &count : rows[sum.total.layer].counts )
        if ( const auto relation = cells.relationOf( sum, count ); relation && isOfItsLayer( sum ) )
          weigh( fitOf( cells.table, *relation ), evidence[{ sum.layer, sum.total.layer }] );
    for ( const SumOfRows &sum : sums )
      if ( !areStrange( sum ) )
        settled.insert( sum.family );
  }

  //! Totals of totals tell nothing of the areas.
  static bool isOfItsLayer( const SumOfRows &sum )
  {
    return std::all_of( sum.parts.begin(), sum.parts.end(),
                        [&sum]( const RowOfLayer &part ) { return part.layer == sum.layer; } );
  }

  static void weigh( Fit fit, Evidence &evidence )
  {
    evidence.fits += fit == Fit::fits ? 1 : 0;
    evidence.contradicts += fit == Fit::contradicts ? 1 : 0;
  }

  bool areStrange( const SumOfRows &sum ) const
  {
    const auto found = evidence.find( { sum.layer, sum.total.layer } );
    return found != evidence.end() && found->second.contradicts > found->second.fits;
  }

  //! Without a better one, a total that contradicts is not passed over in silence.
  bool has( const SumOfRows &sum ) const { return areStrange( sum ) && settled.count( sum.family ) > 0; }
};

void ReleasedCounts::addRelations( Cells &cells ) const
{
  const std::vector<SumOfRows> sums = sumsOfRows( mRows );
  const Strangers strangers( cells, sums, mRows );
  for ( const SumOfRows &sum : sums )
    for ( const QString &count : mRows[sum.total.layer].counts )
      if ( auto relation = cells.relationOf( sum, count ); relation && !strangers.has( sum ) )
        cells.table.relations.push_back( std::move( *relation ) );
  if ( !mRules.totalField.isEmpty() )
    for ( std::size_t layer = 0; layer < mLayers.size(); ++layer )
      addRowTotals( layer, cells );
}

void ReleasedCounts::addRowTotals( std::size_t layer, Cells &cells ) const
{
  const std::vector<Count> &counts = mLayers[layer].counts;
  for ( std::size_t total = 0; total < counts.size(); ++total )
  {
    if ( counts.size() < 2 || counts[total].field.compare( mRules.totalField, Qt::CaseInsensitive ) != 0 )
      continue;
    for ( std::uint32_t row = 0; row < mRows[layer].ids.size(); ++row )
    {
      statistics::AdditiveRelation sum{ cells.firstCell[layer][total] + row, {} };
      for ( std::size_t count = 0; count < counts.size(); ++count )
        if ( count != total )
          sum.parts.push_back( cells.firstCell[layer][count] + row );
      cells.table.relations.push_back( std::move( sum ) );
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
  const ReleaseAttack attack = attackRelease( cells.table, mRules.threshold, progress );
  for ( std::size_t layer = 0; layer < mLayers.size(); ++layer )
    for ( std::size_t count = 0; count < mLayers[layer].counts.size(); ++count )
    {
      const auto note = [&]( const std::vector<char> &marks, FindingKind kind, const QString &detail )
      {
        const auto first = marks.begin() + cells.firstCell[layer][count];
        const qint64 n = std::count( first, first + std::ptrdiff_t( mRows[layer].ids.size() ), 1 );
        if ( n > 0 )
          found.push_back( { mLayers[layer].name, mLayers[layer].counts[count].field, kind, n, detail } );
      };
      note( attack.isKnown, FindingKind::recoverableCell, Run::tr( "from totals that are shown" ) );
      note( attack.isUnchecked, FindingKind::uncheckedCell, QString() );
      note( attack.disagrees, FindingKind::totalsDisagree, QString() );
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
