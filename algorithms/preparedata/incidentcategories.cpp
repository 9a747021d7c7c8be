// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentcategories.h"

#include "base/nearestname.h"
#include "base/run.h"
#include "base/source.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;

namespace
{

constexpr std::size_t mostDifferent = 1000;

} // namespace

QString plainCategory( const QString &written )
{
  return written.toLower().replace( QLatin1Char( '&' ), QStringLiteral( " and " ) ).simplified();
}

QMap<QString, QString> readCategoryLookup( Run &run, const base::Source &table )
{
  base::Source::Reading reading;
  reading.geometry = false;
  const int from = table.fieldIndex( QStringLiteral( "from" ) );
  const int to = table.fieldIndex( QStringLiteral( "to" ) );
  reading.attributes = { from, to };
  QMap<QString, QString> lookup;
  QHash<QString, QString> plainNames;
  table.forEach( run, reading,
                 [&]( const QgsFeature &feature, qint64 row )
                 {
                   const QString written = feature.attribute( from ).toString().trimmed();
                   const QString name = feature.attribute( to ).toString().trimmed();
                   if ( written.isEmpty() )
                     return;
                   const QString before = plainNames.value( plainCategory( written ), name );
                   if ( before != name )
                     throw QgsProcessingException(
                       Run::tr( "The lookup ‘%1’ turns ‘%2’ into ‘%3’ and, in row %4, into ‘%5’: keep one of them." )
                         .arg( table.name(), written, before )
                         .arg( row )
                         .arg( name ) );
                   plainNames.insert( plainCategory( written ), name );
                   lookup.insert( written, name );
                 } );
  if ( lookup.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "The lookup ‘%1’ has no categories under ‘from’: fill it, or leave CATEGORY_LOOKUP empty." )
        .arg( table.name() ) );
  return lookup;
}

IncidentCategories::IncidentCategories( const QMap<QString, QString> &lookup, const QString &common )
  : mNames( lookup.keys() ), mCommon( common )
{
  for ( auto entry = lookup.begin(); entry != lookup.end(); ++entry )
    mLookup.insert( plainCategory( entry.key() ), entry.value() );
}

QString IncidentCategories::nameOf( const QString &written )
{
  const QString text = written.trimmed();
  const QString key = text.isEmpty() ? mCommon : text;
  auto tally = mTallies.find( key );
  if ( tally == mTallies.end() )
  {
    const auto known = mLookup.constFind( plainCategory( key ) );
    const bool isKnown = mLookup.isEmpty() || known != mLookup.constEnd();
    const Tally first{ known == mLookup.constEnd() ? key : *known, 0, isKnown };
    if ( mTallies.size() >= mostDifferent )
    {
      ++mRest;
      return first.to;
    }
    tally = mTallies.emplace( key, first ).first;
  }
  ++tally->second.n;
  return tally->second.to;
}

std::vector<IncidentCategories::Count> IncidentCategories::counts() const
{
  std::vector<Count> counts;
  for ( const auto &[from, tally] : mTallies )
    counts.push_back(
      { from, tally.to, tally.n, tally.isKnown, tally.isKnown ? QString() : base::nearestName( from, mNames ) } );
  std::stable_sort( counts.begin(), counts.end(), []( const Count &a, const Count &b ) { return a.n > b.n; } );
  if ( mRest > 0 )
    counts.push_back( { QString(), QString(), mRest, true, QString() } );
  return counts;
}

qint64 IncidentCategories::nUnknown() const
{
  return std::count_if( mTallies.begin(), mTallies.end(), []( const auto &entry ) { return !entry.second.isKnown; } );
}

} // namespace communitysafety::preparedata
