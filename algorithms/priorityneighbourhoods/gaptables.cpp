// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/gaptables.h"

#include "base/compat.h"
#include "base/fields.h"
#include "base/numbercolumn.h"
#include "priorityneighbourhoods/gapdisclosure.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::orNull;
using statistics::Gap;
using statistics::GapChange;
using statistics::GapFigure;
using statistics::NeighbourhoodGap;

namespace
{

struct TablesText
{
  Q_DECLARE_TR_FUNCTIONS( GapTables )
};

QgsField worded( const char *name, const QString &words )
{
  return base::fields::named( QLatin1String( name ), words );
}

//! The class of the style: 9 where nothing can be told.
int classOf( GapChange change )
{
  switch ( change )
  {
  case GapChange::narrowing:
    return -1;
  case GapChange::unchanged:
    return 0;
  case GapChange::widening:
    return 1;
  case GapChange::cannotTell:
    break;
  }
  return 9;
}

QVector<QVariant> cellsOf( const GapFigure &figure )
{
  return { orNull( figure.value ), orNull( figure.limits.lower ), orNull( figure.limits.upper ) };
}

//! A gap as it stands in a row of the series.
QVector<QVariant> cellsOf( const Gap &gap )
{
  return QVector<QVariant>{ orNull( gap.eventsInside ), orNull( gap.eventsOutside ) } + cellsOf( gap.inside ) +
         cellsOf( gap.outside ) + cellsOf( gap.ratio ) + cellsOf( gap.difference );
}

QVector<QVariant> filledUp( QVector<QVariant> cells, int fields )
{
  while ( cells.size() < fields )
    cells << compat::null();
  return cells;
}

//! What part, in per cent, \a part is of the gap of the last year; where the whole is withheld, this would tell it.
QVariant shareCell( const TrackedGap &gap, double part )
{
  return isWholeWithheld( gap ) ? compat::null() : orNull( gap.shareOfGap( part ) );
}

QVector<QVariant> gapCells( const TrackedGap &gap, std::size_t number, const std::vector<bool> &isHidden )
{
  const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
  QVector<QVariant> cells{ place.id, orNull( place.name ), static_cast<qlonglong>( place.areas ) };
  if ( number >= gap.neighbourhoods.size() )
    return filledUp( cells, gapFields().count() );
  if ( isHidden[number] )
    return filledUp( cells << compat::null() << TablesText::tr( "Withheld" ), gapFields().count() );
  const NeighbourhoodGap &own = gap.neighbourhoods[number];
  const Gap &first = own.byYear[gap.from], &last = own.byYear[gap.to];
  const bool hasRate = !statistics::isMissing( last.inside.value );
  const statistics::GapParts &parts = gap.after.difference;
  cells << ( hasRate ? QVariant( classOf( own.verdict ) ) : compat::null() )
        << ( hasRate ? wordsOf( own.verdict ) : TablesText::tr( "No data" ) ) << orNull( wordsOf( own.doubt ) )
        << orNull( own.first ) << orNull( own.last ) << cellsOf( own.change ) << orNull( own.p ) << orNull( own.q )
        << orNull( first.difference.value ) << orNull( last.difference.value ) << orNull( last.eventsInside )
        << shareCell( gap, parts.byNeighbourhood[number] );
  return cells;
}

//! The fields that name a row of the series, and a row of the decomposition.
struct RowName
{
  QString scope;
  QString id;
  QString code;
  QString label;
};

//! \a isOpen: the numbers may be shown.
void addYears( const TrackedGap &gap, const RowName &name, const std::vector<Gap> &years, bool isAll, bool isOpen,
               std::vector<LayerRow> &rows )
{
  for ( std::size_t year = 0; year < years.size(); ++year )
  {
    const base::CountedYear &counted = gap.tracked.years[year];
    QVector<QVariant> cells{ name.scope,           orNull( name.id ),
                             orNull( name.code ),  name.label,
                             counted.number,       orNull( counted.from ),
                             orNull( counted.to ), gap.isChosenOn( year ) ? 1 : 0 };
    cells += cellsOf( isOpen ? years[year] : Gap() );
    const bool isExpected = isAll && isOpen && gap.verdict.fall && year < gap.verdict.fall->expectedRatio.size();
    cells += cellsOf( isExpected ? gap.verdict.fall->expectedRatio[year] : GapFigure() );
    rows.push_back( { cells, {} } );
  }
}

void addPart( const TrackedGap &gap, const RowName &name, const QString &nbhdName, const QString &theme,
              const GapPart &part, std::vector<LayerRow> &rows )
{
  rows.push_back(
    { { name.scope, orNull( name.id ), orNull( nbhdName ), orNull( theme ), orNull( name.code ), orNull( name.label ),
        part.before, part.after, part.change(), orNull( part.relativeBefore ), orNull( part.relativeAfter ),
        orNull( part.relativeAfter - part.relativeBefore ), orNull( gap.shareOfGap( part.after ) ) },
      {} } );
}

//! The part that \a get finds in each way to take the gap apart.
template <typename Get>
GapPart partOf( const TrackedGap &gap, const QString &label, Get get )
{
  return { label, get( gap.before.difference ), get( gap.after.difference ), get( gap.before.ratio ),
           get( gap.after.ratio ) };
}

GapPart partOfIndicator( const TrackedGap &gap, std::size_t each )
{
  return partOf( gap, gap.tracked.indicators[each].label,
                 [each]( const statistics::GapParts &parts ) { return parts.byStream[each]; } );
}

GapPart partOfNeighbourhood( const TrackedGap &gap, std::size_t number )
{
  return partOf( gap, gap.places.neighbourhoods[number].words(),
                 [number]( const statistics::GapParts &parts ) { return parts.byNeighbourhood[number]; } );
}

std::vector<GapPart> sorted( std::vector<GapPart> parts )
{
  std::stable_sort( parts.begin(), parts.end(),
                    []( const GapPart &a, const GapPart &b ) { return std::fabs( a.after ) > std::fabs( b.after ); } );
  return parts;
}

//! One theme while its indicators are added.
struct ThemePart
{
  QString code;
  GapPart part;
  int withheld = 0;
};

//! The themes in the order of their first indicator, with what is withheld.
std::vector<ThemePart> allThemes( const TrackedGap &gap )
{
  const std::vector<bool> isWithheld = withheldSeries( gap );
  std::vector<ThemePart> themes;
  for ( std::size_t each = 0; each < gap.tracked.indicators.size(); ++each )
  {
    const TrackedIndicator &indicator = gap.tracked.indicators[each];
    auto known = std::find_if( themes.begin(), themes.end(),
                               [&]( const ThemePart &theme ) { return theme.code == indicator.themeCode; } );
    if ( known == themes.end() )
      known = themes.insert( themes.end(), { indicator.themeCode, { indicator.theme }, 0 } );
    known->part += partOfIndicator( gap, each );
    known->withheld += isWithheld[each] ? 1 : 0;
  }
  return themes;
}

/**
 * The themes in the order of their first indicator; indicators without one are in a theme of their own. A theme with a
 * single indicator that is withheld would give it away, and be known from the whole if it were left out alone: then all
 * themes with withheld indicators are left out.
 */
std::vector<GapPart> themesInOrder( const TrackedGap &gap )
{
  std::vector<ThemePart> themes = allThemes( gap );
  std::vector<GapPart> parts;
  if ( themes.size() == 1 && themes.front().code.isEmpty() )
    return parts;
  const bool isOneGivenAway =
    std::any_of( themes.begin(), themes.end(), []( const ThemePart &theme ) { return theme.withheld == 1; } );
  for ( ThemePart &theme : themes )
  {
    if ( theme.code.isEmpty() )
      theme.part.label = TablesText::tr( "Without a theme" );
    if ( !isOneGivenAway || theme.withheld == 0 )
      parts.push_back( theme.part );
  }
  return parts;
}

} // namespace

QgsFields gapFields()
{
  QgsFields fields = base::fields::list( { "nbhd_id", "name" } );
  fields.append( worded( "areas", TablesText::tr( "Areas of the city in it" ) ) );
  for ( const QgsField &field :
        base::fields::list( { "gap_class", "gap_words", "gap_doubt", "ratio_from", "ratio_to", "ratio_chg", "chg_lo",
                              "chg_hi", "p", "q", "diff_from", "diff_to", "n", "gap_share" } ) )
    fields.append( field );
  return fields;
}

std::vector<LayerRow> gapRows( const TrackedGap &gap )
{
  const std::vector<bool> isHidden = withheldNeighbourhoods( gap );
  std::vector<LayerRow> rows;
  for ( std::size_t number = 0; number < gap.places.neighbourhoods.size(); ++number )
    rows.push_back( { gapCells( gap, number, isHidden ), gap.places.neighbourhoods[number].outline } );
  return rows;
}

QgsFields seriesFields()
{
  return base::fields::list( { "scope",   "nbhd_id",   "code",      "label",    "year",     "year_from", "year_to",
                               "chosen",  "n_in",      "n_out",     "rate_in",  "in_lo",    "in_hi",     "rate_out",
                               "out_lo",  "out_hi",    "gap_ratio", "ratio_lo", "ratio_hi", "gap_diff",  "diff_lo",
                               "diff_hi", "exp_ratio", "exp_lo",    "exp_hi" } );
}

std::vector<LayerRow> seriesRows( const TrackedGap &gap )
{
  std::vector<LayerRow> rows;
  addYears( gap, { TablesText::tr( "All neighbourhoods" ), {}, {}, TablesText::tr( "All indicators" ) }, gap.years,
            true, !isWholeWithheld( gap ), rows );
  const std::vector<bool> isHiddenPlace = withheldNeighbourhoods( gap );
  for ( std::size_t number = 0; number < gap.neighbourhoods.size(); ++number )
  {
    const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
    const std::vector<Gap> &years = gap.neighbourhoods[number].byYear;
    addYears( gap, { TablesText::tr( "Neighbourhood" ), place.id, {}, place.words() }, years, false,
              !isHiddenPlace[number], rows );
  }
  const std::vector<bool> isHidden = withheldSeries( gap );
  for ( std::size_t each = 0; each < gap.indicators.size(); ++each )
  {
    const TrackedIndicator &indicator = gap.indicatorAt( each );
    const bool isPart = each < gap.tracked.indicators.size();
    const QString scope = isPart ? TablesText::tr( "Indicator" ) : TablesText::tr( "Indicator, more is better" );
    addYears( gap, { scope, {}, indicator.code, indicator.label }, gap.indicators[each], false, !isHidden[each], rows );
  }
  return rows;
}

QgsFields decompositionFields()
{
  return base::fields::list( { "scope", "nbhd_id", "name", "theme", "code", "label", "part_from", "part_to", "part_chg",
                               "rel_from", "rel_to", "rel_chg", "gap_share" } );
}

namespace
{

//! Each neighbourhood with each indicator.
void addSingleParts( const TrackedGap &gap, std::vector<LayerRow> &rows )
{
  const std::vector<TrackedIndicator> &indicators = gap.tracked.indicators;
  const std::vector<bool> isHidden = withheldInNeighbourhoods( gap );
  const QString scope = TablesText::tr( "Neighbourhood and indicator" );
  for ( std::size_t number = 0; number < gap.after.difference.parts.size(); ++number )
    for ( std::size_t each = 0; each < indicators.size(); ++each )
    {
      if ( isHidden[each] )
        continue;
      const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
      const TrackedIndicator &indicator = indicators[each];
      addPart( gap, { scope, place.id, indicator.code, indicator.label }, place.words(), indicator.theme,
               partOf( gap, QString(), [&]( const statistics::GapParts &parts ) { return parts.parts[number][each]; } ),
               rows );
    }
}

} // namespace

std::vector<LayerRow> decompositionRows( const TrackedGap &gap )
{
  std::vector<LayerRow> rows;
  if ( isWholeWithheld( gap ) )
    return rows;
  addPart( gap, { TablesText::tr( "Whole gap" ), {}, {}, {} }, {}, {},
           partOf( gap, QString(), []( const statistics::GapParts &parts ) { return parts.sum; } ), rows );
  for ( const GapPart &theme : themesInOrder( gap ) )
    addPart( gap, { TablesText::tr( "Theme" ), {}, {}, {} }, {}, theme.label, theme, rows );
  const std::vector<TrackedIndicator> &indicators = gap.tracked.indicators;
  const std::vector<bool> isHidden = withheldSeries( gap ), isHiddenPlace = withheldNeighbourhoods( gap );
  for ( std::size_t each = 0; each < indicators.size(); ++each )
    if ( !isHidden[each] )
      addPart( gap, { TablesText::tr( "Indicator" ), {}, indicators[each].code, indicators[each].label }, {},
               indicators[each].theme, partOfIndicator( gap, each ), rows );
  for ( std::size_t number = 0; number < gap.after.difference.byNeighbourhood.size(); ++number )
  {
    if ( isHiddenPlace[number] )
      continue;
    const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
    addPart( gap, { TablesText::tr( "Neighbourhood" ), place.id, {}, {} }, place.words(), {},
             partOfNeighbourhood( gap, number ), rows );
  }
  addSingleParts( gap, rows );
  return rows;
}

GapPart &GapPart::operator+=( const GapPart &other )
{
  before += other.before;
  after += other.after;
  relativeBefore += other.relativeBefore;
  relativeAfter += other.relativeAfter;
  return *this;
}

std::vector<GapPart> partsByIndicator( const TrackedGap &gap )
{
  const std::vector<bool> isHidden = withheldSeries( gap );
  std::vector<GapPart> parts;
  for ( std::size_t each = 0; each < gap.tracked.indicators.size(); ++each )
    if ( !isHidden[each] )
      parts.push_back( partOfIndicator( gap, each ) );
  return sorted( std::move( parts ) );
}

std::vector<GapPart> partsByTheme( const TrackedGap &gap ) { return sorted( themesInOrder( gap ) ); }

std::vector<GapPart> partsByNeighbourhood( const TrackedGap &gap )
{
  const std::vector<bool> isHidden = withheldNeighbourhoods( gap );
  std::vector<GapPart> parts;
  for ( std::size_t number = 0; number < gap.after.difference.byNeighbourhood.size(); ++number )
    if ( !isHidden[number] )
      parts.push_back( partOfNeighbourhood( gap, number ) );
  return sorted( std::move( parts ) );
}

} // namespace communitysafety::priorityneighbourhoods
