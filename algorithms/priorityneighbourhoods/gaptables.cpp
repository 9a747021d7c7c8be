// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/gaptables.h"

#include "base/compat.h"
#include "base/fields.h"
#include "base/numbercolumn.h"

#include <QCoreApplication>

#include <algorithm>

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

QVector<QVariant> gapCells( const TrackedGap &gap, std::size_t number )
{
  const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
  QVector<QVariant> cells{ place.id, orNull( place.name ), static_cast<qlonglong>( place.areas ) };
  if ( number >= gap.neighbourhoods.size() )
  {
    while ( cells.size() < gapFields().count() )
      cells << compat::null();
    return cells;
  }
  const NeighbourhoodGap &own = gap.neighbourhoods[number];
  const Gap &first = own.byYear[gap.from], &last = own.byYear[gap.to];
  const bool hasRate = !statistics::isMissing( last.inside.value );
  const statistics::GapParts &parts = gap.after.difference;
  cells << ( hasRate ? QVariant( classOf( own.verdict ) ) : compat::null() )
        << ( hasRate ? wordsOf( own.verdict ) : TablesText::tr( "No data" ) ) << orNull( wordsOf( own.doubt ) )
        << orNull( own.first ) << orNull( own.last ) << cellsOf( own.change ) << orNull( own.p ) << orNull( own.q )
        << orNull( first.difference.value ) << orNull( last.difference.value ) << orNull( last.eventsInside )
        << orNull( gap.shareOfGap( parts.byNeighbourhood[number] ) );
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

void addYears( const TrackedGap &gap, const RowName &name, const std::vector<Gap> &years, bool isAll,
               std::vector<LayerRow> &rows )
{
  for ( std::size_t year = 0; year < years.size(); ++year )
  {
    const base::CountedYear &counted = gap.tracked.years[year];
    QVector<QVariant> cells{ name.scope,           orNull( name.id ),
                             orNull( name.code ),  name.label,
                             counted.number,       orNull( counted.from ),
                             orNull( counted.to ), gap.isChosenOn( year ) ? 1 : 0 };
    cells += cellsOf( years[year] );
    const bool isExpected = isAll && gap.verdict.fall && year < gap.verdict.fall->expectedRatio.size();
    cells += cellsOf( isExpected ? gap.verdict.fall->expectedRatio[year] : GapFigure() );
    rows.push_back( { cells, {} } );
  }
}

//! The indicators of the gap, and after them those of which more is better.
const TrackedIndicator &indicatorAt( const TrackedGap &gap, std::size_t place )
{
  const std::size_t own = gap.tracked.indicators.size();
  return place < own ? gap.tracked.indicators[place] : gap.tracked.betterWhenHigher[place - own];
}

void addPart( const TrackedGap &gap, const RowName &name, const QString &nbhdName, const QString &theme, double before,
              double after, std::vector<LayerRow> &rows )
{
  rows.push_back( { { name.scope, orNull( name.id ), orNull( nbhdName ), orNull( theme ), orNull( name.code ),
                      orNull( name.label ), before, after, after - before, orNull( gap.shareOfGap( after ) ) },
                    {} } );
}

std::vector<GapPart> sorted( std::vector<GapPart> parts )
{
  std::stable_sort( parts.begin(), parts.end(),
                    []( const GapPart &a, const GapPart &b ) { return a.after > b.after; } );
  return parts;
}

//! The themes in the order of their first indicator; indicators without a theme are in none.
std::vector<GapPart> themesInOrder( const TrackedGap &gap )
{
  std::vector<GapPart> themes;
  for ( std::size_t each = 0; each < gap.tracked.indicators.size(); ++each )
  {
    const QString &theme = gap.tracked.indicators[each].theme;
    if ( theme.isEmpty() )
      continue;
    auto known =
      std::find_if( themes.begin(), themes.end(), [&theme]( const GapPart &part ) { return part.label == theme; } );
    if ( known == themes.end() )
      known = themes.insert( themes.end(), { theme, 0, 0 } );
    known->before += gap.before.difference.byStream[each];
    known->after += gap.after.difference.byStream[each];
  }
  return themes;
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
  std::vector<LayerRow> rows;
  for ( std::size_t number = 0; number < gap.places.neighbourhoods.size(); ++number )
    rows.push_back( { gapCells( gap, number ), gap.places.neighbourhoods[number].outline } );
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
            true, rows );
  for ( std::size_t number = 0; number < gap.neighbourhoods.size(); ++number )
    addYears( gap,
              { TablesText::tr( "Neighbourhood" ),
                gap.places.neighbourhoods[number].id,
                {},
                gap.places.neighbourhoods[number].words() },
              gap.neighbourhoods[number].byYear, false, rows );
  for ( std::size_t place = 0; place < gap.indicators.size(); ++place )
  {
    const TrackedIndicator &indicator = indicatorAt( gap, place );
    const bool isPart = place < gap.tracked.indicators.size();
    addYears( gap,
              { isPart ? TablesText::tr( "Indicator" ) : TablesText::tr( "Indicator, more is better" ),
                {},
                indicator.code,
                indicator.label },
              gap.indicators[place], false, rows );
  }
  return rows;
}

QgsFields decompositionFields()
{
  return base::fields::list(
    { "scope", "nbhd_id", "name", "theme", "code", "label", "part_from", "part_to", "part_chg", "gap_share" } );
}

std::vector<LayerRow> decompositionRows( const TrackedGap &gap )
{
  const statistics::GapParts &before = gap.before.difference, &after = gap.after.difference;
  const std::vector<TrackedIndicator> &indicators = gap.tracked.indicators;
  std::vector<LayerRow> rows;
  addPart( gap, { TablesText::tr( "Whole gap" ), {}, {}, {} }, {}, {}, before.sum, after.sum, rows );
  for ( const GapPart &theme : themesInOrder( gap ) )
    addPart( gap, { TablesText::tr( "Theme" ), {}, {}, {} }, {}, theme.label, theme.before, theme.after, rows );
  for ( std::size_t each = 0; each < indicators.size(); ++each )
    addPart( gap, { TablesText::tr( "Indicator" ), {}, indicators[each].code, indicators[each].label }, {},
             indicators[each].theme, before.byStream[each], after.byStream[each], rows );
  for ( std::size_t number = 0; number < after.byNeighbourhood.size(); ++number )
  {
    const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
    addPart( gap, { TablesText::tr( "Neighbourhood" ), place.id, {}, {} }, place.words(), {},
             before.byNeighbourhood[number], after.byNeighbourhood[number], rows );
  }
  for ( std::size_t number = 0; number < after.parts.size(); ++number )
    for ( std::size_t each = 0; each < indicators.size(); ++each )
    {
      const TrackedNeighbourhood &place = gap.places.neighbourhoods[number];
      addPart(
        gap,
        { TablesText::tr( "Neighbourhood and indicator" ), place.id, indicators[each].code, indicators[each].label },
        place.words(), indicators[each].theme, before.parts[number][each], after.parts[number][each], rows );
    }
  return rows;
}

std::vector<GapPart> partsByIndicator( const TrackedGap &gap )
{
  std::vector<GapPart> parts;
  for ( std::size_t each = 0; each < gap.tracked.indicators.size(); ++each )
    parts.push_back( { gap.tracked.indicators[each].label, gap.before.difference.byStream[each],
                       gap.after.difference.byStream[each] } );
  return sorted( std::move( parts ) );
}

std::vector<GapPart> partsByTheme( const TrackedGap &gap ) { return sorted( themesInOrder( gap ) ); }

std::vector<GapPart> partsByNeighbourhood( const TrackedGap &gap )
{
  std::vector<GapPart> parts;
  for ( std::size_t number = 0; number < gap.after.difference.byNeighbourhood.size(); ++number )
    parts.push_back( { gap.places.neighbourhoods[number].words(), gap.before.difference.byNeighbourhood[number],
                       gap.after.difference.byNeighbourhood[number] } );
  return sorted( std::move( parts ) );
}

} // namespace communitysafety::priorityneighbourhoods
