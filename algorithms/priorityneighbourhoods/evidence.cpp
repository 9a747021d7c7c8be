// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/evidence.h"

#include "base/indicatorcolumns.h"
#include "base/recipe.h"
#include "base/yearlycounts.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace communitysafety::priorityneighbourhoods
{
namespace
{

using statistics::missing;
using statistics::ScoreIndicator;

struct EvidenceText
{
  Q_DECLARE_TR_FUNCTIONS( Evidence )
};

//! The row of each scored area among the areas of the indicators; -1 where it is none.
std::vector<int> rowsIn( base::Run &run, const base::Areas &indicators, const ScoredAreas &scored,
                         const QString &layer )
{
  QHash<QString, int> rows;
  for ( std::size_t area = 0; area < indicators.size(); ++area )
    rows.insert( indicators.id[area], int( area ) );
  std::vector<int> found;
  for ( const QString &id : scored.areas.id )
    found.push_back( rows.value( id, -1 ) );
  const auto without = std::count( found.begin(), found.end(), -1 );
  if ( std::size_t( without ) == found.size() )
    throw QgsProcessingException(
      EvidenceText::tr( "No area of ‘%1’ has the id of an area of ‘%2’: give the indicator layer from which the index "
                        "was scored." )
        .arg( layer, scored.layer ) );
  if ( without > 0 )
    run.warn( EvidenceText::tr( "Areas of ‘%1’ that ‘%2’ does not have, and that say nothing in the search: %3." )
                .arg( scored.layer, layer )
                .arg( without ) );
  return found;
}

void align( std::vector<double> &column, const std::vector<int> &rows )
{
  if ( column.empty() )
    return;
  std::vector<double> aligned;
  for ( const int row : rows )
    aligned.push_back( row < 0 ? missing : column[std::size_t( row )] );
  column = std::move( aligned );
}

std::vector<ScoreIndicator> alignedIndicators( base::Run &run, const ScoredAreas &scored, const base::Source &source,
                                               const base::IndexPlan &plan )
{
  base::AreasReading reading;
  reading.idField =
    base::areaIdOrTextField( run, source, QString(), { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  reading.fields = plan.fields();
  reading.crs = scored.areas.crs;
  base::Areas areas = base::readAreas( run, source, reading );
  base::sortById( areas );
  base::IndicatorColumns columns( run, areas, reading.fields, source.name() );
  std::vector<ScoreIndicator> indicators =
    base::readIndicators( columns, plan, { "index", {} }, run.progress( 0.1, 0.15 ) );
  columns.tellGaps();
  const std::vector<int> rows = rowsIn( run, areas, scored, source.name() );
  for ( ScoreIndicator &indicator : indicators )
  {
    align( indicator.values, rows );
    align( indicator.denominator, rows );
  }
  return indicators;
}

void tameSpikes( base::EvidenceStream &stream )
{
  constexpr double furthest = 10;
  for ( std::size_t area = 0; area < stream.observed.size(); ++area )
  {
    const double most = furthest * std::sqrt( stream.expected[area] );
    if ( stream.observed[area] > most )
      stream.observed[area] = most;
  }
}

std::vector<double> dispersions( base::Run &run, const base::IndexPlan &plan, const base::YearlyCounts *years )
{
  std::vector<double> phi( plan.indicators.size(), 1 );
  if ( !years )
  {
    run.warn(
      EvidenceText::tr( "No table of years (LONG) is given, so that every incident counts as independent of the "
                        "others: where they repeat, far too much looks significant." ) );
    return phi;
  }
  const std::vector<statistics::Overdispersion> found = years->overdispersion( run, plan );
  for ( std::size_t indicator = 0; indicator < phi.size(); ++indicator )
    phi[indicator] = found[indicator].phi;
  return phi;
}

} // namespace

std::vector<base::EvidenceStream> collectEvidence( base::Run &run, const ScoredAreas &scored, double centre,
                                                   const EvidenceSources &sources, ScanOn scanOn,
                                                   base::Baseline baseline, const statistics::BorderGraph &graph )
{
  if ( scanOn == ScanOn::compositeIndex )
  {
    if ( scored.lower.empty() )
      run.warn(
        EvidenceText::tr( "The scored layer has no ranges (idx_lo, idx_hi), so that all areas count as equally sure: "
                          "score with DRAWS for better ones." ) );
    const base::EvidenceStream stream = streamOfIndex( scored, centre, graph );
    if ( std::all_of( stream.observed.begin(), stream.observed.end(), statistics::isMissing ) )
      throw QgsProcessingException(
        EvidenceText::tr( "All areas of ‘%1’ have the same score, or ranges without a width, so that nothing can stand "
                          "out: choose another field." )
          .arg( scored.layer ) );
    return { stream };
  }
  if ( !sources.indicators || !sources.recipe )
    throw QgsProcessingException(
      EvidenceText::tr( "SCAN_ON asks for themes or indicators: give the indicator layer "
                        "(INDICATORS) and the recipe (RECIPE), or search the composite index." ) );
  const base::Recipe recipe = base::readRecipe( run, *sources.recipe );
  const base::IndexPlan plan = base::planOfRecipe( *sources.indicators, recipe, sources.recipe->name() );
  const std::vector<ScoreIndicator> indicators = alignedIndicators( run, scored, *sources.indicators, plan );
  std::optional<base::YearlyCounts> years;
  if ( sources.years )
    years.emplace( run, *sources.years, scored.areas, plan );
  const std::vector<double> phi = dispersions( run, plan, years ? &*years : nullptr );
  const base::StreamSource source{ plan, indicators, scored.areas.squareMetres, phi, years ? &*years : nullptr };
  return scanOn == ScanOn::themes ? base::streamsOfThemes( run, source, baseline, graph )
                                  : base::streamsOfIndicators( run, source, baseline, graph );
}

base::EvidenceStream streamOfIndex( const ScoredAreas &scored, double centre, const statistics::BorderGraph &graph )
{
  base::EvidenceStream stream = base::streamOfScore( scored.score, centre, scored.lower, scored.upper, graph );
  stream.label = EvidenceText::tr( "composite index" );
  tameSpikes( stream );
  return stream;
}

QString driversInWords( const std::vector<base::EvidenceStream> &streams, const std::vector<double> &shares )
{
  constexpr std::size_t most = 3;
  constexpr double least = 0.05;
  std::vector<std::size_t> order( shares.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::stable_sort( order.begin(), order.end(),
                    [&shares]( std::size_t a, std::size_t b ) { return shares[a] > shares[b]; } );
  QStringList words;
  for ( std::size_t place = 0; place < std::min( most, order.size() ); ++place )
    if ( shares[order[place]] >= least )
      words
        << QStringLiteral( "%1 %2 %" ).arg( streams[order[place]].label ).arg( qRound( 100 * shares[order[place]] ) );
  return words.join( QStringLiteral( ", " ) );
}

} // namespace communitysafety::priorityneighbourhoods
