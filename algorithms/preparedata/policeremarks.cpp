// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentlayer.h"
#include "base/numbertext.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "preparedata/policeimport.h"
#include "preparedata/policereport.h"

namespace communitysafety::preparedata
{

using base::countText;
using base::Run;

namespace
{

void tellRows( Run &run, const PoliceBooks &books )
{
  if ( books.otherMonth > 0 )
    run.warn( Run::tr( "%1 row(s) name another month than their file does; each keeps its own month." )
                .arg( countText( books.otherMonth ) ) );
  if ( books.lateIds > 0 )
    run.warn( Run::tr( "%1 row(s) name a month whose files had been read before theirs, and are kept: whether their "
                       "Crime IDs are repeated cannot be told." )
                .arg( countText( books.lateIds ) ) );
  if ( books.latinCells > 0 )
    run.warn(
      Run::tr( "%1 cell(s) are not in UTF-8 and were read as Latin-1: look at the names of places with accents." )
        .arg( countText( books.latinCells ) ) );
  if ( books.equalRows > 0 )
    run.warn( Run::tr( "%1 search(es) are equal to another of the same file, to the minute and the person: people "
                       "searched together, or entered twice. All were kept." )
                .arg( countText( books.equalRows ) ) );
  for ( const int month : books.mapPoints.renewals() )
    run.warn( Run::tr( "With %1 the map points were replaced: nearly all positions from then on are new. "
                       "Small areas change from before to after for that reason too." )
                .arg( base::monthText( month ) ) );
  const QString unknown = books.unknownCategories();
  if ( !unknown.isEmpty() )
    run.warn(
      Run::tr( "Types of crime that are none of the official fourteen were kept as written: %1." ).arg( unknown ) );
}

void tellLsoas( Run &run, const PoliceBooks &books, const PoliceRules &rules )
{
  if ( rules.kind == base::PoliceKind::search )
    return;
  if ( rules.editions )
    run.remark( Run::tr( "LSOA codes by census edition: %1." ).arg( PoliceBooks::countList( books.editions ) ) );
  else
    run.remark( Run::tr( "The census edition of the LSOA codes is left blank: give LSOA_LOOKUP to have it told." ) );
  if ( !rules.repair )
    return;
  QStringList ways;
  for ( std::size_t way = 0; way < lsoaWayCount; ++way )
    ways << QStringLiteral( "%1 %2" ).arg( lsoaWayWords( static_cast<LsoaWay>( way ) ),
                                           countText( rules.repair->counts()[way] ) );
  const QString changes = rules.repair->changesInWords();
  run.remark( Run::tr( "LSOA codes brought to the edition of %1: %2%3." )
                .arg( rules.repair->edition() )
                .arg( ways.join( QStringLiteral( ", " ) ),
                      changes.isEmpty() ? QString() : Run::tr( " (changes: %1)" ).arg( changes ) ) );
  const qint64 open = rules.repair->counts()[static_cast<std::size_t>( LsoaWay::notResolved )];
  if ( open > 0 )
    run.warn( Run::tr( "%1 record(s) keep a code of the other edition, because its LSOA was divided: give "
                       "LSOA_BOUNDARIES to tell by the position." )
                .arg( countText( open ) ) );
}

void tellOutcomes( Run &run, const LatestOutcomes &outcomes )
{
  run.remark( Run::tr( "Outcomes: %1 rows of the outcomes files tell of %2 crimes, %3 of which are in the output; the "
                       "others have the outcome that their own row tells." )
                .arg( countText( outcomes.rows() ), countText( outcomes.crimes() ), countText( outcomes.found() ) ) );
}

} // namespace

void tellPoliceBooks( Run &run, const PoliceBooks &books, const PoliceRules &rules )
{
  books.months.tell( run, rules.period );
  tellRows( run, books );
  tellLsoas( run, books, rules );
  if ( rules.outcomes )
    tellOutcomes( run, *rules.outcomes );
  run.remark( Run::tr( "All files: %1 rows read = %2 used + %3 rejected; their positions are %4%5 different points, "
                       "written in the British National Grid (EPSG:27700)." )
                .arg( countText( books.read ), countText( books.used ), countText( books.read - books.used ),
                      books.points.isExact() ? QString() : Run::tr( "about " ),
                      countText( books.points.estimate() ) ) );
  if ( books.used == 0 )
    run.warn( Run::tr( "No row could be used: see the reasons in the log or in REJECTS." ) );
  const double hitRate = policeHitRate( books );
  if ( books.read > books.leftOut && hitRate < base::leastHitRate )
    run.warn( Run::tr( "Only %1 % of the rows have a usable position, less than %2 %: a map of them may mislead." )
                .arg( hitRate, 0, 'f', 1 )
                .arg( base::leastHitRate ) );
}

void setPoliceNumbers( Run &run, const PoliceBooks &books, const PoliceRules &rules )
{
  const auto countOf = [&rules]( LsoaWay way )
  { return rules.repair ? double( rules.repair->counts()[static_cast<std::size_t>( way )] ) : 0.0; };
  run.setNumber( QStringLiteral( "N_READ" ), double( books.read ) );
  run.setNumber( QStringLiteral( "N_USED" ), double( books.used ) );
  run.setNumber( QStringLiteral( "N_REJECTED" ), double( books.read - books.used ) );
  run.setNumber( QStringLiteral( "N_MONTHS" ), double( books.months.count() ) );
  run.setNumber( QStringLiteral( "N_MISSING_MONTHS" ), double( books.months.missing( rules.period ).size() ) );
  run.setNumber( QStringLiteral( "HIT_RATE" ), policeHitRate( books ) );
  run.setNumber( QStringLiteral( "N_REPAIRED" ), countOf( LsoaWay::certain ) + countOf( LsoaWay::byPosition ) );
  run.setNumber( QStringLiteral( "N_NOT_REPAIRED" ), countOf( LsoaWay::notResolved ) + countOf( LsoaWay::unknown ) );
  run.setNumber( QStringLiteral( "N_OUTCOMES" ), rules.outcomes ? double( rules.outcomes->found() ) : 0.0 );
}

} // namespace communitysafety::preparedata
