// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasedsums.h"

#include <QHash>
#include <QMap>
#include <QPair>
#include <QSet>

#include <algorithm>

namespace communitysafety::sharesafely
{
namespace
{

using Rows = std::vector<std::uint32_t>;

//! The rows of one layer that name the same parent.
struct Family
{
  Rows areas;
  //! Rows that are totals themselves, by the field through which they are.
  QMap<int, Rows> totals;
};

using Families = QMap<QString, Family>;

//! What stands for the field of a row that is no total.
constexpr int isArea = -1;

bool holdsAll( const QStringList &all, const QStringList &some )
{
  return std::all_of( some.begin(), some.end(), [&all]( const QString &one ) { return all.contains( one ); } );
}

//! The fields by which a table of totals sums up.
QStringList fieldsOf( const NamedRows &totals )
{
  QStringList fields;
  for ( const QString &field : totals.totalOf )
    if ( !field.isEmpty() && !fields.contains( field ) )
      fields << field;
  return fields;
}

//! The parent of a row; empty where it names none or itself.
QString parentOf( const NamedRows &layer, int field, std::uint32_t row )
{
  const QString &parent = layer.parentIds[std::size_t( field )][row];
  return parent == layer.ids[row] ? QString() : parent;
}

class Sums
{
public:
  explicit Sums( const std::vector<NamedRows> &layers );

  std::vector<SumOfRows> found();

private:
  void findRows( std::uint32_t layer );
  std::vector<int> totalThrough( std::uint32_t layer ) const;
  Rows areasOf( std::uint32_t layer ) const;
  Families familiesOf( std::uint32_t layer, int field ) const;
  std::vector<RowOfLayer> totalsNamed( std::uint32_t layer, int field, const QString &parent ) const;
  void addParents( std::uint32_t layer );
  void addSum( const RowOfLayer &total, std::uint32_t layer, const Rows &rows );
  void addFamily( const RowOfLayer &total, std::uint32_t layer, const Family &family,
                  const std::vector<Families> &families );
  void addGrandTotals( std::uint32_t layer );
  void addGrandTotal( const RowOfLayer &total, std::uint32_t layer );
  bool hasTotalsThrough( std::uint32_t layer, int field, std::uint32_t table, std::vector<RowOfLayer> &totals ) const;

  const std::vector<NamedRows> &mLayers;
  //! Per layer the rows by id.
  std::vector<QHash<QString, std::uint32_t>> mRowOfId;
  //! Rows of tables of totals, by field and name.
  QMultiHash<QPair<QString, QString>, RowOfLayer> mTotals;
  std::vector<RowOfLayer> mGrandTotals;
  //! Per layer and row the field through which it is a total.
  std::vector<std::vector<int>> mThrough;
  std::vector<SumOfRows> mSums;
  std::uint32_t mFamily = 0;
};

Sums::Sums( const std::vector<NamedRows> &layers ) : mLayers( layers ), mRowOfId( layers.size() )
{
  for ( std::uint32_t layer = 0; layer < mLayers.size(); ++layer )
    findRows( layer );
  for ( std::uint32_t layer = 0; layer < mLayers.size(); ++layer )
    mThrough.push_back( totalThrough( layer ) );
}

void Sums::findRows( std::uint32_t layer )
{
  const NamedRows &one = mLayers[layer];
  for ( std::uint32_t row = 0; row < one.ids.size(); ++row )
    if ( one.isOfTotals() && one.ids[row].isEmpty() )
      mGrandTotals.push_back( { layer, row } );
    else if ( one.isOfTotals() )
      mTotals.insert( { one.totalOf[row], one.ids[row] }, { layer, row } );
    else if ( !one.ids[row].isEmpty() )
      mRowOfId[layer].insert( one.ids[row], row );
}

std::vector<int> Sums::totalThrough( std::uint32_t layer ) const
{
  const NamedRows &one = mLayers[layer];
  std::vector<int> through( one.ids.size(), isArea );
  for ( int field = 0; field < one.parentFields.size(); ++field )
    for ( std::uint32_t row = 0; row < one.ids.size(); ++row )
      if ( const auto total = mRowOfId[layer].constFind( parentOf( one, field, row ) );
           total != mRowOfId[layer].constEnd() )
        through[*total] = field;
  return through;
}

Rows Sums::areasOf( std::uint32_t layer ) const
{
  Rows areas;
  for ( std::uint32_t row = 0; row < mThrough[layer].size(); ++row )
    if ( mThrough[layer][row] == isArea )
      areas.push_back( row );
  return areas;
}

Families Sums::familiesOf( std::uint32_t layer, int field ) const
{
  Families families;
  for ( std::uint32_t row = 0; row < mThrough[layer].size(); ++row )
  {
    const QString parent = parentOf( mLayers[layer], field, row );
    if ( parent.isEmpty() )
      continue;
    Family &family = families[parent];
    ( mThrough[layer][row] == isArea ? family.areas : family.totals[mThrough[layer][row]] ).push_back( row );
  }
  return families;
}

//! Whatever rows are called so, in the same layer and in others.
std::vector<RowOfLayer> Sums::totalsNamed( std::uint32_t layer, int field, const QString &parent ) const
{
  std::vector<RowOfLayer> totals;
  for ( std::uint32_t other = 0; other < mLayers.size(); ++other )
    if ( const auto row = mRowOfId[other].constFind( parent ); row != mRowOfId[other].constEnd() )
      totals.push_back( { other, *row } );
  for ( const RowOfLayer &row : mTotals.values( { mLayers[layer].parentFields[field], parent } ) )
    totals.push_back( row );
  return totals;
}

//! Whether \a totals, which are so through one field, are made of the areas of \a family and of no others.
bool areSameAreas( const NamedRows &layer, const Rows &totals, const Family &family, int through,
                   const Families &ofField )
{
  QSet<QString> names;
  std::size_t areas = 0;
  for ( const std::uint32_t total : totals )
  {
    names << layer.ids[total];
    areas += ofField.value( layer.ids[total] ).areas.size();
  }
  return areas == family.areas.size() &&
         std::all_of( family.areas.begin(), family.areas.end(),
                      [&]( std::uint32_t area ) { return names.contains( parentOf( layer, through, area ) ); } );
}

void Sums::addParents( std::uint32_t layer )
{
  std::vector<Families> families;
  for ( int field = 0; field < mLayers[layer].parentFields.size(); ++field )
    families.push_back( familiesOf( layer, field ) );
  for ( int field = 0; field < mLayers[layer].parentFields.size(); ++field )
    for ( auto family = families[std::size_t( field )].constBegin();
          family != families[std::size_t( field )].constEnd(); ++family )
    {
      ++mFamily;
      for ( const RowOfLayer &total : totalsNamed( layer, field, family.key() ) )
        addFamily( total, layer, family.value(), families );
    }
}

void Sums::addFamily( const RowOfLayer &total, std::uint32_t layer, const Family &family,
                      const std::vector<Families> &families )
{
  if ( family.areas.empty() )
    return addSum( total, layer, family.totals.first() );
  addSum( total, layer, family.areas );
  for ( auto others = family.totals.constBegin(); others != family.totals.constEnd(); ++others )
    if ( areSameAreas( mLayers[layer], others.value(), family, others.key(), families[std::size_t( others.key() )] ) )
      addSum( total, layer, others.value() );
}

void Sums::addSum( const RowOfLayer &total, std::uint32_t layer, const Rows &rows )
{
  if ( rows.empty() )
    return;
  SumOfRows sum{ total, {}, layer, mFamily };
  for ( const std::uint32_t row : rows )
    sum.parts.push_back( { layer, row } );
  mSums.push_back( std::move( sum ) );
}

//! The totals through one field, where every area names one that stands in the layer or in \a table.
bool Sums::hasTotalsThrough( std::uint32_t layer, int field, std::uint32_t table,
                             std::vector<RowOfLayer> &totals ) const
{
  QSet<QString> met;
  totals.clear();
  for ( const std::uint32_t area : areasOf( layer ) )
  {
    const QString parent = parentOf( mLayers[layer], field, area );
    if ( parent.isEmpty() )
      return false;
    if ( met.contains( parent ) )
      continue;
    met << parent;
    const std::vector<RowOfLayer> named = totalsNamed( layer, field, parent );
    const auto total = std::find_if(
      named.begin(), named.end(), [&]( const RowOfLayer &row ) { return row.layer == layer || row.layer == table; } );
    if ( total == named.end() )
      return false;
    totals.push_back( *total );
  }
  return !totals.empty();
}

void Sums::addGrandTotals( std::uint32_t layer )
{
  const NamedRows &one = mLayers[layer];
  ++mFamily;
  for ( const RowOfLayer &total : mGrandTotals )
  {
    const NamedRows &table = mLayers[total.layer];
    if ( !one.isOfTotals() && holdsAll( one.counts, table.counts ) && holdsAll( one.parentFields, fieldsOf( table ) ) )
      addGrandTotal( total, layer );
  }
}

//! Totals of a field are fewer than the areas, and mostly shown: hidden areas of different ones stay apart.
void Sums::addGrandTotal( const RowOfLayer &total, std::uint32_t layer )
{
  SumOfRows sum{ total, {}, layer, mFamily };
  for ( int field = 0; field < mLayers[layer].parentFields.size(); ++field )
    if ( hasTotalsThrough( layer, field, total.layer, sum.parts ) )
      return mSums.push_back( std::move( sum ) );
  addSum( total, layer, areasOf( layer ) );
}

std::vector<SumOfRows> Sums::found()
{
  for ( std::uint32_t layer = 0; layer < mLayers.size(); ++layer )
  {
    addParents( layer );
    addGrandTotals( layer );
  }
  return std::move( mSums );
}

} // namespace

std::vector<SumOfRows> sumsOfRows( const std::vector<NamedRows> &layers ) { return Sums( layers ).found(); }

} // namespace communitysafety::sharesafely
