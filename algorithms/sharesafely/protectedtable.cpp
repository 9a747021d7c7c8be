// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/protectedtable.h"

#include "base/run.h"
#include "statistics/column.h"
#include "statistics/controlledrounding.h"

#include <qgsexception.h>

namespace communitysafety::sharesafely
{

using base::Run;
using statistics::CellStatus;
using statistics::isMissing;
using statistics::missing;

namespace
{

std::vector<char> hiddenCells( Run &run, const CountTable &table, const Protection &protection )
{
  if ( protection.isSecondary )
  {
    statistics::SuppressionOptions options;
    options.protection = protection.width;
    const statistics::SuppressionPattern pattern =
      statistics::suppressCells( table.cells, options, run.progress( 0.2, 0.7 ) );
    // Not for the record, which travels with the layer: it tells no number of small counts.
    if ( !pattern.unprotected.empty() )
      run.feedback().pushInfo(
        Run::tr( "Small counts for which no others were found that protect them: %L1. The attack tells whether they "
                 "can be worked out." )
          .arg( qulonglong( pattern.unprotected.size() ) ) );
    return pattern.isHidden;
  }
  std::vector<char> hidden;
  for ( const CellStatus status : table.cells.status )
    hidden.push_back( status == CellStatus::unsafe ? 1 : 0 );
  return hidden;
}

[[noreturn]] void refuseToWrite( const QString &first, qulonglong count, const CountRules &rules,
                                 const Protection &protection )
{
  QString advice;
  if ( !protection.isSecondary )
    advice = Run::tr( "tick SECONDARY" );
  else if ( rules.totalsKnown )
    advice = Run::tr( "untick TOTALS_KNOWN and release the totals that this algorithm writes, leave the field out, or "
                      "put areas or kinds of incident together" );
  else
    advice = Run::tr( "let ZEROS be hidden where needed, leave the field out, or put areas or kinds of incident "
                      "together" );
  throw QgsProcessingException(
    Run::tr( "Nothing was written: from what would be published %L1 small counts could be worked out too closely, the "
             "first of them %2: %3." )
      .arg( count )
      .arg( first, advice ) );
}

//! With nothing in hand but what would be published.
void attack( Run &run, const SharedRows &rows, const CountRules &rules, const CountTable &table,
             const Protection &protection, const statistics::PublishedTable &file )
{
  statistics::AttackOptions options;
  options.enoughWidth = protection.width;
  for ( const CellStatus status : table.cells.status )
    options.wanted.push_back( status == CellStatus::unsafe ? 1 : 0 );
  const std::vector<statistics::CellInterval> intervals =
    statistics::attackTable( file, options, run.progress( 0.7, 0.85 ) );
  QString first;
  qulonglong count = 0;
  for ( std::uint32_t cell = 0; cell < intervals.size(); ++cell )
    if ( table.cells.status[cell] == CellStatus::unsafe && intervals[cell].width() < protection.width && ++count == 1 )
      first = table.words( rows, rules, cell );
  if ( count > 0 )
    refuseToWrite( first, count, rules, protection );
}

} // namespace

ProtectedTable protectTable( Run &run, const SharedRows &rows, const CountRules &rules, const CountTable &table,
                             const Protection &protection )
{
  const std::vector<char> hidden = hiddenCells( run, table, protection );
  statistics::PublishedTable file{ table.cells.value, table.cells.lowest, table.cells.relations };
  ProtectedTable result;
  result.reason = table.reason;
  for ( std::uint32_t cell = 0; cell < hidden.size(); ++cell )
  {
    const bool isKnown = table.cells.status[cell] == CellStatus::known;
    if ( isKnown )
      result.reason[cell] = HiddenFor::nothing;
    else if ( hidden[cell] && result.reason[cell] == HiddenFor::nothing && !isMissing( file.value[cell] ) )
      result.reason[cell] = HiddenFor::others;
    if ( result.isHidden( cell ) )
      file.value[cell] = missing;
  }
  attack( run, rows, rules, table, protection, file );
  result.written = protection.base > 1 ? statistics::roundTable( file, protection.base ) : file.value;
  for ( const std::uint32_t cell : table.assumed )
  {
    result.written[cell] = missing;
    result.reason[cell] = HiddenFor::inputMark;
  }
  return result;
}

} // namespace communitysafety::sharesafely
