// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentremarks.h"

#include "base/nearestname.h"
#include "base/numbertext.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::countText;
using base::leastHitRate;
using base::Run;

namespace
{

QString percent( qint64 part, qint64 whole )
{
  return base::numberText( whole > 0 ? 100.0 * double( part ) / double( whole ) : 0.0, 1 );
}

QString pairKindText( PairKind kind )
{
  switch ( kind )
  {
  case PairKind::britishGrid:
    return Run::tr( "metres of the British grid" );
  case PairKind::degrees:
    return Run::tr( "degrees" );
  case PairKind::swappedDegrees:
    return Run::tr( "degrees, exchanged" );
  case PairKind::webMercator:
    return Run::tr( "metres of web maps" );
  case PairKind::zero:
    return Run::tr( "0, 0" );
  case PairKind::elsewhere:
    return Run::tr( "neither" );
  }
  return QString();
}

QStringList positionWarnings( const IncidentFindings &findings )
{
  QStringList warnings;
  const IncidentPositions &positions = findings.positions;
  const IncidentTally &tally = findings.tally;
  if ( tally.nRead > 0 && tally.hitRate() < leastHitRate )
    warnings << Run::tr( "Only %1 % of the records have a usable position, less than %2 %: a map of them may mislead." )
                  .arg( base::numberText( tally.hitRate(), 1 ), base::numberText( leastHitRate ) );
  if ( positions.areMetresSwapped() )
    warnings << Run::tr( "Easting and northing are exchanged: only so do the records lie in the study area." );
  if ( positions.nOf( PairKind::swappedDegrees ) > 0 )
    warnings << Run::tr( "%1 record(s) have longitude and latitude exchanged, and were read so." )
                  .arg( countText( positions.nOf( PairKind::swappedDegrees ) ) );
  const qint64 inDegrees = positions.nOf( PairKind::degrees ) + positions.nOf( PairKind::swappedDegrees );
  if ( inDegrees > 0 && positions.nOf( PairKind::britishGrid ) > 0 )
    warnings << Run::tr( "The coordinates are of two kinds: %1 in degrees and %2 in metres of the British grid." )
                  .arg( countText( inDegrees ), countText( positions.nOf( PairKind::britishGrid ) ) );
  if ( positions.nUnknownPrecision() > 0 )
    warnings << Run::tr( "%1 cell(s) of ‘%2’ tell no precision: write metres, exact, 100 m, postcode or sector." )
                  .arg( countText( positions.nUnknownPrecision() ), findings.settings.precisionField );
  return warnings;
}

QStringList dateWarnings( const IncidentFindings &findings )
{
  constexpr qint64 enough = 20;
  QStringList warnings;
  const IncidentDates &dates = findings.dates;
  if ( dates.nWithTime() >= enough && dates.nMidnight() == dates.nWithTime() )
    warnings << Run::tr( "All times are 00:00: the hour is not known, whatever the column says." );
  else if ( dates.nWithTime() >= enough && 5 * dates.nMidnight() >= dates.nWithTime() )
    warnings << Run::tr( "%1 % of the times are 00:00: for many of these the hour is not known." )
                  .arg( percent( dates.nMidnight(), dates.nWithTime() ) );
  const qint64 withDay = dates.nDates() - dates.nMonthAlone();
  if ( withDay >= enough && dates.nFirstOfMonth() == withDay )
    warnings << Run::tr( "All dates are the first of a month: only the month is known, whatever the column says." );
  else if ( withDay >= enough && 5 * dates.nFirstOfMonth() >= withDay )
    warnings << Run::tr( "%1 % of the dates are the first of a month: for many of these the day is not known." )
                  .arg( percent( dates.nFirstOfMonth(), withDay ) );
  return warnings;
}

QStringList categoryWarnings( const IncidentFindings &findings )
{
  constexpr int mostNamed = 20;
  QStringList unknown;
  for ( const IncidentCategories::Count &count : findings.categories.counts() )
  {
    if ( count.isKnown )
      continue;
    const QString name = count.from.isEmpty() ? Run::tr( "blank" ) : QStringLiteral( "‘%1’" ).arg( count.from );
    unknown << ( count.nearest.isEmpty()
                   ? QStringLiteral( "%1 (%2)" ).arg( name, countText( count.n ) )
                   : Run::tr( "%1 (%2, perhaps ‘%3’)" ).arg( name, countText( count.n ), count.nearest ) );
  }
  QStringList warnings;
  if ( !unknown.isEmpty() )
    warnings << Run::tr( "Categories that the lookup does not have were kept as written: %1%2." )
                  .arg( unknown.mid( 0, mostNamed ).join( QStringLiteral( ", " ) ),
                        unknown.size() > mostNamed ? Run::tr( " and more" ) : QString() );
  if ( findings.categories.hasTooMany() )
    warnings << Run::tr( "There are more than 1,000 different categories: is ‘%1’ the right field?" )
                  .arg( findings.settings.categoryField );
  return warnings;
}

QStringList positionRemarks( const IncidentFindings &findings )
{
  QStringList remarks;
  QStringList origins;
  const IncidentPositions &positions = findings.positions;
  for ( int from = 0; from < positionFromCount; ++from )
    if ( const qint64 n = positions.nFrom( static_cast<PositionFrom>( from ) ); n > 0 )
      origins << QStringLiteral( "%1 %2" ).arg( positionFromText( static_cast<PositionFrom>( from ) ).toLower(),
                                                countText( n ) );
  if ( !origins.isEmpty() )
    remarks << Run::tr( "Positions by: %1." ).arg( origins.join( QStringLiteral( ", " ) ) );
  QStringList kinds;
  for ( int kind = 0; kind < pairKindCount; ++kind )
    if ( const qint64 n = positions.nOf( static_cast<PairKind>( kind ) ); n > 0 )
      kinds << QStringLiteral( "%1 %2" ).arg( pairKindText( static_cast<PairKind>( kind ) ), countText( n ) );
  if ( !kinds.isEmpty() )
    remarks << Run::tr( "Coordinates as they are written: %1." ).arg( kinds.join( QStringLiteral( ", " ) ) );
  if ( positions.nRescued() > 0 )
    remarks << Run::tr( "%1 record(s) with unusable coordinates were placed by their grid reference or postcode." )
                 .arg( countText( positions.nRescued() ) );
  if ( findings.settings.precision == StatedPrecision::fromCoordinates && positions.coordinatePrecision() > 1.0 )
    remarks << Run::tr( "The coordinates are rounded to %1 m, and this is taken for their precision." )
                 .arg( base::numberText( positions.coordinatePrecision() ) );
  return remarks;
}

} // namespace

std::vector<HeapedPlace> heapedPlaces( const IncidentTally &tally )
{
  constexpr std::size_t most = 10;
  std::vector<HeapedPlace> places;
  for ( const statistics::FrequentItem &item : tally.places.top( most ) )
    if ( item.count > 1 )
      places.push_back( { QString::fromStdString( item.label ), placeText( item.key ), item.count,
                          100.0 * double( item.count ) / double( std::max<qint64>( 1, tally.nUsed ) ) } );
  return places;
}

QStringList incidentWarnings( const IncidentFindings &findings )
{
  constexpr double largeShare = 5.0;
  constexpr qint64 largeCount = 10;
  QStringList warnings = positionWarnings( findings ) + dateWarnings( findings ) + categoryWarnings( findings );
  const std::vector<HeapedPlace> places = heapedPlaces( findings.tally );
  if ( !places.empty() && places[0].n >= largeCount && places[0].share >= largeShare )
    warnings << Run::tr( "%1 incidents (%2 %) lie at one place%3: a station, a hospital or a custody suite is often "
                         "where a record was made and not where it happened." )
                  .arg( countText( places[0].n ), base::numberText( places[0].share, 1 ),
                        places[0].name.isEmpty() ? QStringLiteral( " (%1)" ).arg( places[0].coordinates )
                                                 : QStringLiteral( " (%1)" ).arg( places[0].name ) );
  if ( findings.tally.nBroken > 0 )
    warnings << Run::tr(
                  "%1 text(s) hold letters that cannot be read, because the file is not in UTF-8: save it as CSV "
                  "UTF-8 and run again." )
                  .arg( countText( findings.tally.nBroken ) );
  if ( findings.settings.dateField.isEmpty() )
    warnings << Run::tr( "No field of dates was named: the incidents have none, and cannot be counted by month." );
  if ( findings.tally.nRead > 0 && findings.tally.nUsed == 0 )
    warnings << Run::tr( "No record could be used: see the reasons in the log or in REJECTS." );
  return warnings;
}

QStringList incidentRemarks( const IncidentFindings &findings )
{
  QStringList remarks = positionRemarks( findings );
  if ( findings.dates.nSpans() > 0 )
    remarks << Run::tr( "%1 record(s) span more than one day." ).arg( countText( findings.dates.nSpans() ) );
  if ( findings.tally.nRepeated > 0 )
    remarks << Run::tr( "%1 record(s) with an id that comes more than once were %2." )
                 .arg( countText( findings.tally.nRepeated ),
                       findings.settings.repeatedIds == RepeatedIds::keepAllAndFlag ? Run::tr( "kept and numbered" )
                                                                                    : Run::tr( "rejected" ) );
  if ( findings.tally.nMade > 0 )
    remarks << Run::tr( "%1 record(s) without an id got one made from the source and what the record says." )
                 .arg( countText( findings.tally.nMade ) );
  return remarks;
}

void tellDates( Run &run, const IncidentSettings &settings, const base::DateEvidence &evidence )
{
  if ( settings.dateField.isEmpty() || settings.dateFormat )
    return;
  if ( evidence.inWords().isEmpty() )
    return;
  run.remark( Run::tr( "Dates as they are written: %1." ).arg( evidence.inWords() ) );
  const QString order =
    base::dateFormatText( evidence.rule().monthBeforeDay ? base::DateFormat::monthFirst : base::DateFormat::dayFirst );
  if ( evidence.isMixed() )
    run.warn( Run::tr( "The dates are of two kinds: %1 can only be day/month and %2 only month/day. All are read as "
                       "%3; state DATE_FORMAT, or part the table." )
                .arg( countText( evidence.nDayFirst() ), countText( evidence.nMonthFirst() ), order ) );
  else if ( evidence.isUndecided() )
    run.warn( Run::tr( "Nothing in %1 date(s) tells day from month; they are read as %2, the custom of the country. "
                       "State DATE_FORMAT if that is wrong." )
                .arg( countText( evidence.nAmbiguous() ), order ) );
  else if ( evidence.nAmbiguous() > 0 )
    run.remark( Run::tr( "Read as %1: %2 date(s) allow nothing else, and %3 could be read both ways." )
                  .arg( order, countText( std::max( evidence.nDayFirst(), evidence.nMonthFirst() ) ),
                        countText( evidence.nAmbiguous() ) ) );
  if ( evidence.rule().monthBeforeDay && !evidence.isMixed() )
    run.warn( Run::tr( "The dates have the month before the day, which is unusual here: %1 allow nothing else." )
                .arg( countText( evidence.nMonthFirst() ) ) );
}

} // namespace communitysafety::preparedata
