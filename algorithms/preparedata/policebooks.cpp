// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/policebooks.h"

#include "base/csvrows.h"
#include "base/numbertext.h"
#include "base/policecategory.h"
#include "base/run.h"

#include <QStringList>

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;

QString PoliceBooks::countList( const std::map<QString, qint64> &counts )
{
  QStringList parts;
  for ( const auto &[words, count] : counts )
    parts << QStringLiteral( "%1 (%2)" ).arg( words.isEmpty() ? Run::tr( "blank" ) : words, base::countText( count ) );
  return parts.join( QStringLiteral( ", " ) );
}

const PoliceBooks::Category &PoliceBooks::category( std::string_view written )
{
  const auto known =
    mNumbers.constFind( QByteArray::fromRawData( written.data(), static_cast<int>( written.size() ) ) );
  if ( known != mNumbers.constEnd() )
    return mCategories[*known];
  // A column of something else must not fill the memory: what comes late has no place of its own in the tables.
  constexpr std::size_t mostCategories = 500;
  const bool isFull = mCategories.size() >= mostCategories;
  const QString text = base::textOf( written );
  const base::PoliceCategory category =
    mKind == base::PoliceKind::street ? base::policeCategory( text ) : base::PoliceCategory{ text, !text.isEmpty() };
  Category entry{ category.name.toStdString(), category.isOfficial, 0 };
  const auto same = std::find_if( mCategories.begin(), mCategories.end(),
                                  [&entry]( const Category &other ) { return other.name == entry.name; } );
  entry.number = static_cast<std::size_t>( same - mCategories.begin() );
  if ( isFull && same == mCategories.end() )
  {
    // The last place is shared by all of them, each with its own name.
    entry.number = mostCategories;
    if ( mCategories.size() == mostCategories )
      mCategories.push_back( entry );
    mCategories.back() = entry;
    return mCategories.back();
  }
  if ( same == mCategories.end() )
    mCategories.push_back( entry );
  mNumbers.insert( QByteArray( written.data(), static_cast<int>( written.size() ) ), entry.number );
  return mCategories[entry.number];
}

void PoliceBooks::addUsed( const Category &category, int month )
{
  if ( month != mLastMonth || !mLastCounts )
  {
    mLastMonth = month;
    mLastCounts = &mUsed[month];
  }
  if ( mLastCounts->size() <= category.number )
    mLastCounts->resize( category.number + 1, 0 );
  ++( *mLastCounts )[category.number];
}

std::map<QString, std::map<int, qint64>> PoliceBooks::categoriesByMonth() const
{
  std::map<QString, std::map<int, qint64>> table;
  for ( const auto &[month, counts] : mUsed )
    for ( std::size_t number = 0; number < counts.size(); ++number )
      if ( counts[number] > 0 )
        table[QString::fromStdString( mCategories[number].name )][month] += counts[number];
  return table;
}

QString PoliceBooks::unknownCategories() const
{
  std::map<QString, qint64> unknown;
  for ( const auto &month : mUsed )
    for ( std::size_t number = 0; number < month.second.size(); ++number )
      if ( !mCategories[number].isOfficial && month.second[number] > 0 )
        unknown[QString::fromStdString( mCategories[number].name )] += month.second[number];
  return countList( unknown );
}

} // namespace communitysafety::preparedata
