// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/codedareas.h"

#include "base/run.h"
#include "base/source.h"

#include <algorithm>
#include <map>

namespace communitysafety::base
{
namespace
{

using Verdict = EditionTally::Verdict;

//! True when nearly all of \a texts are official codes.
bool areCodes( const QStringList &texts )
{
  constexpr double enough = 0.9;
  const auto codes =
    std::count_if( texts.begin(), texts.end(), []( const QString &text ) { return areaCode( text ).isCode(); } );
  return !texts.isEmpty() && double( codes ) >= enough * double( texts.size() );
}

QString fieldWithOfficialCodes( const Run &run, const Source &source )
{
  QString best;
  qsizetype most = 0;
  for ( const QgsField &field : source.fields() )
  {
    if ( field.type() != compat::textField )
      continue;
    const QStringList texts = source.distinctTexts( run, field.name() );
    if ( texts.size() > most && areCodes( texts ) )
    {
      best = field.name();
      most = texts.size();
    }
  }
  return best;
}

AreaLevel commonLevel( const std::vector<QString> &codes )
{
  std::map<AreaLevel, int> counts;
  for ( const QString &code : codes )
    ++counts[areaCode( code ).level];
  return std::max_element( counts.begin(), counts.end(),
                           []( const auto &a, const auto &b ) { return a.second < b.second; } )
    ->first;
}

bool isCensus( Verdict verdict )
{
  return verdict == Verdict::is2001 || verdict == Verdict::is2011 || verdict == Verdict::is2021;
}

void tellEdition( Run &run, const QString &name, const EditionTally &tally )
{
  if ( tally.verdict() == Verdict::notSmallAreas )
    return;
  const QString sentence = Run::tr( "‘%1’: %2." ).arg( name, tally.words() );
  if ( tally.verdict() == Verdict::mixed )
    run.warn( sentence + Run::tr( " Areas that were redrawn are in it twice or not at all: use one edition." ) );
  else
    run.remark( sentence );
}

//! What a list is and which census it lacks codes of.
bool differ( const EditionTally &one, const EditionTally &other )
{
  return ( isCensus( one.verdict() ) && other.absentFrom( editionOf( one.verdict() ) ) > 0 ) ||
         ( isCensus( other.verdict() ) && one.absentFrom( editionOf( other.verdict() ) ) > 0 );
}

} // namespace

QSet<QString> CodedAreas::codes() const { return QSet<QString>( areas.id.begin(), areas.id.end() ); }

QString areaCodeField( Run &run, const Source &source, const QString &chosen )
{
  if ( !chosen.isEmpty() )
    return chosen;
  const QString field = fieldWithOfficialCodes( run, source );
  if ( field.isEmpty() )
    return areaIdOrTextField( run, source, QString(), { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  run.remark( Run::tr( "‘%1’: the codes of the boundaries stand in the field ‘%2’." ).arg( source.name(), field ) );
  return field;
}

CodedAreas readCodedAreas( Run &run, const Source &source, const AreasReading &reading )
{
  CodedAreas coded{ source.name(), reading.idField, AreaLevel::none, readAreas( run, source, reading ) };
  coded.level = commonLevel( coded.areas.id );
  for ( QString &id : coded.areas.id )
    if ( const AreaCode code = areaCode( id ); code.isCode() )
      id = code.code;
  sortById( coded.areas );
  return coded;
}

CodeMatch::CodeMatch( const CodedAreas &areas, const CodedTable &table )
  : mAreas( areas ), mTable( table ), mRowsOfArea( areas.areas.size() )
{
  QHash<QString, std::size_t> areaOf;
  for ( std::size_t area = 0; area < areas.areas.size(); ++area )
  {
    areaOf.insert( areas.areas.id[area], area );
    mEditionOfAreas.add( areas.areas.id[area] );
  }
  QSet<QString> seen;
  for ( std::size_t row = 0; row < table.rows.size(); ++row )
  {
    const QString &code = table.rows[row].code;
    if ( !seen.contains( code ) )
      mEditionOfTable.add( code );
    seen.insert( code );
    const auto area = areaOf.constFind( code );
    if ( area == areaOf.constEnd() )
      mRowsWithoutArea.push_back( row );
    else
      mRowsOfArea[*area].push_back( row );
  }
  mMatchedRows = table.rows.size() - mRowsWithoutArea.size();
}

std::size_t CodeMatch::matchedAreas() const
{
  return static_cast<std::size_t>(
    std::count_if( mRowsOfArea.begin(), mRowsOfArea.end(), []( const auto &rows ) { return !rows.empty(); } ) );
}

QString CodeMatch::absentReason( const QString &code, Verdict other ) const
{
  const quint8 editions = editionsOf( code );
  if ( !isCensus( other ) || editions == 0 || editions & editionOf( other ) )
    return QString();
  return Run::tr( "; the code is not one of %1" ).arg( verdictWords( other ) );
}

std::vector<UnmatchedCode> CodeMatch::unmatched() const
{
  std::vector<UnmatchedCode> all;
  for ( std::size_t area = 0; area < mRowsOfArea.size(); ++area )
    if ( mRowsOfArea[area].empty() )
      all.push_back(
        { false, mAreas.areas.id[area], QString(),
          Run::tr( "no row in the table" ) + absentReason( mAreas.areas.id[area], mEditionOfTable.verdict() ) } );
  // A long table names each code in many rows.
  QSet<QString> codes;
  for ( const std::size_t row : mRowsWithoutArea )
    codes.insert( mTable.rows[row].code );
  QStringList sorted( codes.begin(), codes.end() );
  sorted.sort();
  for ( const QString &code : std::as_const( sorted ) )
    all.push_back( { true, code, QString(),
                     Run::tr( "not among the boundaries" ) + absentReason( code, mEditionOfAreas.verdict() ) } );
  for ( const TotalRow &total : mTable.totals )
    all.push_back(
      { true, QString(), total.words, Run::tr( "numbers without the code of one area, such as a total" ) } );
  return all;
}

void CodeMatch::book( Run &run ) const
{
  run.ledger.read( mTable.name, static_cast<qint64>( mTable.rows.size() ) );
  run.ledger.used( mTable.name, static_cast<qint64>( mMatchedRows ) );
  for ( const std::size_t row : mRowsWithoutArea )
    run.ledger.reject( mTable.name, static_cast<qint64>( mTable.rows[row].row ) + 1, mTable.rows[row].code, QString(),
                       RejectLedger::Reason::noCounterpart );
}

void CodeMatch::tell( Run &run, bool listsUnmatched ) const
{
  tellEdition( run, mAreas.layer, mEditionOfAreas );
  tellEdition( run, mTable.name, mEditionOfTable );
  const std::size_t areas = mAreas.areas.size(), matched = matchedAreas();
  if ( matched == 0 )
    throw QgsProcessingException(
      Run::tr( "No code of the table ‘%1’ (such as %2) is among the boundaries of ‘%3’ "
               "(such as %4): choose the table of these boundaries." )
        .arg( mTable.name, mTable.rows.front().code, mAreas.layer, mAreas.areas.id.front() ) );
  book( run );
  run.remark( Run::tr( "Matched: %L1 of %L2 boundaries, and %L3 of %L4 rows of the table." )
                .arg( matched )
                .arg( areas )
                .arg( mMatchedRows )
                .arg( mTable.rows.size() ) );
  if ( matched < areas )
    run.warn( Run::tr( "%L1 of %L2 boundaries of ‘%3’ have no row in ‘%4’: they stay in the output without values%5." )
                .arg( areas - matched )
                .arg( areas )
                .arg( mAreas.layer, mTable.name,
                      listsUnmatched ? Run::tr( ", and UNMATCHED lists them" )
                                     : Run::tr( "; ask for UNMATCHED to have them listed" ) ) );
  if ( differ( mEditionOfAreas, mEditionOfTable ) )
    run.warn( Run::tr( "The boundaries and the table are of different censuses (‘%1’: %2; ‘%3’: %4). Even where a code "
                       "is in both, check that its area was not redrawn; convert one of them to the edition of the "
                       "other first." )
                .arg( mAreas.layer, mEditionOfAreas.words(), mTable.name, mEditionOfTable.words() ) );
}

} // namespace communitysafety::base
