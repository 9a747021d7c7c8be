// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/latestoutcomes.h"

#include "base/hash64.h"
#include "base/policerows.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::PoliceRow;
using base::RejectReason;
using base::Run;

void LatestOutcomes::read( Run &run, const std::vector<base::PoliceFile> &files, const QString &parameter,
                           const statistics::Progress &progress )
{
  constexpr qint64 rowsBetweenReports = 4096;
  for ( std::size_t number = 0; number < files.size(); ++number )
  {
    const base::PoliceFile &file = files[number];
    base::PoliceRows rows( file, base::PoliceKind::outcomes );
    PoliceRow row;
    while ( rows.next( row ) )
    {
      if ( row.number % rowsBetweenReports == 0 )
        statistics::report( progress, ( double( number ) + rows.done() ) / double( files.size() ) );
      ++mRows;
      run.ledger.read( file.name );
      const base::ParsedDate month = base::parseDate( row.month );
      if ( file.isCopy )
        run.ledger.reject( file.name, row.number, row.id, QString(), RejectReason::duplicateFile );
      else if ( row.id.isEmpty() )
        run.ledger.reject( file.name, row.number, QString(), QStringLiteral( "Crime ID" ), RejectReason::missingId );
      else if ( !month.valid )
        run.ledger.rejectValue( file.name, row.number, row.id, QStringLiteral( "Month" ), RejectReason::dateNotReadable,
                                row.month );
      else
      {
        run.ledger.used( file.name );
        mOutcomes.push_back( { base::hash64( row.id.toStdString() ), base::monthNumber( month.date ),
                               typeNumber( row.category.toStdString() ) } );
      }
    }
    run.record.addInput( parameter, file.name, row.number, rows.contentHash() );
  }
  statistics::report( progress, 1 );
  keepLatest();
}

quint16 LatestOutcomes::typeNumber( std::string_view words )
{
  constexpr std::size_t mostTypes = 1000;
  const auto known = std::find( mTypes.begin(), mTypes.end(), words );
  if ( known == mTypes.end() && mTypes.size() == mostTypes )
    throw QgsProcessingException(
      Run::tr(
        "The outcomes files have more than %1 types of outcome: the column ‘Outcome type’ holds something else." )
        .arg( mostTypes ) );
  const auto number = static_cast<quint16>( known - mTypes.begin() );
  if ( known == mTypes.end() )
    mTypes.emplace_back( words );
  return number;
}

void LatestOutcomes::keepLatest()
{
  std::stable_sort( mOutcomes.begin(), mOutcomes.end(),
                    []( const Outcome &a, const Outcome &b )
                    { return a.id != b.id ? a.id < b.id : a.month < b.month; } );
  std::size_t kept = 0;
  for ( std::size_t at = 0; at < mOutcomes.size(); ++at )
    if ( at + 1 == mOutcomes.size() || mOutcomes[at + 1].id != mOutcomes[at].id )
      mOutcomes[kept++] = mOutcomes[at];
  mOutcomes.resize( kept );
}

std::string_view LatestOutcomes::of( quint64 idHash )
{
  const auto place = std::lower_bound( mOutcomes.begin(), mOutcomes.end(), idHash,
                                       []( const Outcome &outcome, quint64 id ) { return outcome.id < id; } );
  if ( place == mOutcomes.end() || place->id != idHash )
    return {};
  mFound += place->wasFound == 0 ? 1 : 0;
  place->wasFound = 1;
  return mTypes[place->type];
}

} // namespace communitysafety::preparedata
