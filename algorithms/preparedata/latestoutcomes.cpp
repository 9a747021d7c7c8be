// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/latestoutcomes.h"

#include "base/hash64.h"
#include "base/policerows.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "preparedata/policedate.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::PoliceColumn;
using base::RejectReason;
using base::Run;
using base::textOf;

void LatestOutcomes::read( Run &run, const std::vector<base::PoliceFile> &files, const QString &parameter,
                           const statistics::Progress &progress )
{
  for ( std::size_t number = 0; number < files.size(); ++number )
  {
    const base::PoliceFile &file = files[number];
    base::PoliceRows rows( file, base::PoliceKind::outcomes );
    base::CsvBlock block;
    PoliceDateReader dates;
    while ( rows.nextBlock( block ) )
    {
      block.split( rows.layout().csv() );
      rows.addToHash( block );
      const qint64 rowsBefore = rows.rowsRead();
      rows.count( block );
      run.ledger.read( file.name, static_cast<qint64>( block.rows() ) );
      for ( std::size_t row = 0; row < block.rows(); ++row )
        take( run, file, { block, row, rowsBefore + static_cast<qint64>( row ) + 1, rows.layout() }, dates );
      statistics::report( progress, ( double( number ) + rows.done() ) / double( files.size() ) );
    }
    rows.requireSound();
    mRows += rows.rowsRead();
    run.record.addInput( parameter, file.name, rows.rowsRead(), rows.contentHash() );
  }
  statistics::report( progress, 1 );
  keepLatest();
}

void LatestOutcomes::take( Run &run, const base::PoliceFile &file, const Row &row, PoliceDateReader &dates )
{
  const std::string_view id = row.cell( PoliceColumn::id );
  const auto reject = [&]( RejectReason reason, const QString &field = QString() )
  { run.ledger.reject( file.name, row.number, textOf( id ), field, reason ); };
  if ( file.isCopy )
    return reject( RejectReason::duplicateFile );
  // A line that breaks off before the type must not hide what earlier rows tell of the crime.
  if ( !row.layout.isComplete( row.block.columns( row.place ) ) )
    return reject( RejectReason::malformedRow );
  if ( id.empty() )
    return reject( RejectReason::missingId, QStringLiteral( "Crime ID" ) );
  const std::string_view month = row.cell( PoliceColumn::month );
  const PoliceDate &date = dates.read( month );
  if ( date.state != PoliceDate::State::read )
    return run.ledger.rejectValue( file.name, row.number, textOf( id ), QStringLiteral( "Month" ),
                                   RejectReason::dateNotReadable, textOf( month ) );
  run.ledger.used( file.name );
  const std::string_view type = row.cell( PoliceColumn::category );
  if ( !type.empty() )
    mOutcomes.push_back( { base::hash64( id ), base::monthNumber( date.date ), typeNumber( type ) } );
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
