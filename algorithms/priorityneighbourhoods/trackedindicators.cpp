// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/trackedindicators.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "statistics/indextree.h"
#include "statistics/remainingtree.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::CountedYear;
using base::Run;
using base::Source;
using base::YearlyCounts;
using statistics::isMissing;
using statistics::missing;

namespace
{

struct IndicatorsText
{
  Q_DECLARE_TR_FUNCTIONS( TrackedIndicators )
};

QString joinedNames( const QStringList &names ) { return names.mid( 0, 12 ).join( QStringLiteral( ", " ) ); }

bool hasData( const base::YearOfCounts *year )
{
  if ( !year )
    return false;
  const auto isThere = []( double value ) { return !isMissing( value ); };
  const bool isSetAgainst = std::any_of( year->exposures.begin(), year->exposures.end(), isThere );
  for ( std::size_t area = 0; area < year->counts.size(); ++area )
    if ( isThere( year->counts[area] ) && ( !isSetAgainst || year->exposures[area] > 0 ) )
      return true;
  return false;
}

//! What the recipe, or without one the table, says of the indicators.
struct Wanted
{
  std::vector<TrackedIndicator> indicators;
  //! Their places in the tree of the index.
  std::vector<statistics::ScoreIndicator> nodes;
  std::vector<statistics::ScoreGroup> groups;

  QStringList codes() const
  {
    QStringList codes;
    for ( const TrackedIndicator &each : indicators )
      codes << each.code;
    return codes;
  }

  //! The effective weights when only those that \a isKept names take part; 0 for the others.
  std::vector<double> weights( const std::vector<bool> &isKept ) const
  {
    const statistics::RemainingTree tree = statistics::remainingTree( nodes, groups, isKept );
    std::vector<double> weights( nodes.size(), 0 );
    if ( tree.used.empty() )
      return weights;
    const std::vector<double> effective = statistics::IndexTree( tree.nodes ).effectiveWeights();
    for ( const std::size_t used : tree.used )
      weights[used] = effective[std::size_t( tree.nodeOfIndicator[used] )];
    return weights;
  }
};

Wanted wantedOfRecipe( const base::Recipe &recipe )
{
  Wanted wanted;
  for ( const base::RecipeGroup &group : recipe.groups )
    wanted.groups.push_back( { recipe.groupIndex( group.parent ), group.weight, group.aggregate, group.steps } );
  for ( const base::RecipeIndicator &row : recipe.indicators )
  {
    const int group = recipe.groupIndex( row.parent );
    TrackedIndicator indicator;
    indicator.code = row.code;
    indicator.label = row.label;
    const int theme = recipe.themeIndex( row.parent );
    if ( theme >= 0 )
    {
      indicator.themeCode = recipe.groups.at( theme ).code;
      indicator.theme = recipe.groups.at( theme ).label;
    }
    indicator.isSensitive = row.sensitive;
    wanted.indicators.push_back( indicator );
    statistics::ScoreIndicator node;
    node.direction = row.direction;
    node.weight = row.weight;
    node.group = std::size_t( group );
    wanted.nodes.push_back( node );
  }
  return wanted;
}

Wanted wantedOfTable( Run &run, const Source &table )
{
  Wanted wanted;
  wanted.groups.emplace_back();
  for ( const QString &code : table.distinctTexts( run, QStringLiteral( "code" ) ) )
  {
    TrackedIndicator indicator;
    indicator.code = indicator.label = code;
    wanted.indicators.push_back( indicator );
    wanted.nodes.emplace_back();
  }
  return wanted;
}

//! The years in which at least half of the indicators that the table has at all have data.
std::vector<CountedYear> comparedYears( Run &run, const YearlyCounts &counts, const std::vector<CountedYear> &years,
                                        const QStringList &codes )
{
  std::vector<int> present( years.size(), 0 );
  int inTable = 0;
  for ( const QString &code : codes )
  {
    bool isAnywhere = false;
    for ( std::size_t year = 0; year < years.size(); ++year )
      if ( hasData( counts.inYear( code, years[year].number ) ) )
      {
        ++present[year];
        isAnywhere = true;
      }
    inTable += isAnywhere ? 1 : 0;
  }
  std::vector<CountedYear> kept;
  QStringList leftOut;
  for ( std::size_t year = 0; year < years.size(); ++year )
    if ( present[year] > 0 && 2 * present[year] >= inTable )
      kept.push_back( years[year] );
    else
      leftOut << wordsOf( years[year] );
  if ( !leftOut.isEmpty() )
    run.warn( IndicatorsText::tr( "Left out, since fewer than half of the indicators have data: %1." )
                .arg( joinedNames( leftOut ) ) );
  return kept;
}

//! Takes the numbers of the years; where the table has no denominators, the ground in km².
void takeNumbers( TrackedIndicator &indicator, const YearlyCounts &counts, const std::vector<CountedYear> &years,
                  const base::Areas &areas )
{
  bool isSetAgainst = false;
  for ( const CountedYear &year : years )
  {
    const base::YearOfCounts *numbers = counts.inYear( indicator.code, year.number );
    indicator.counts.push_back( numbers ? numbers->counts : std::vector<double>( areas.size(), missing ) );
    indicator.exposures.push_back( numbers ? numbers->exposures : std::vector<double>( areas.size(), missing ) );
    isSetAgainst = isSetAgainst || !std::all_of( indicator.exposures.back().begin(), indicator.exposures.back().end(),
                                                 []( double value ) { return isMissing( value ); } );
  }
  if ( isSetAgainst )
    return;
  for ( std::vector<double> &exposures : indicator.exposures )
    std::transform( areas.squareMetres.begin(), areas.squareMetres.end(), exposures.begin(),
                    []( double squareMetres ) { return squareMetres / 1e6; } );
}

//! What was lost when areas that are not complete were taken out.
struct Incomplete
{
  std::size_t areas = 0;
  double events = 0;
  //! Of them, areas with a denominator in every year and without a count in some.
  std::size_t withheld = 0;
  std::size_t complete = 0;
};

Incomplete keepCompleteAreas( TrackedIndicator &indicator )
{
  Incomplete lost;
  const std::size_t years = indicator.counts.size();
  for ( std::size_t area = 0; area < indicator.counts.front().size(); ++area )
  {
    double events = 0;
    bool isComplete = true, isAnywhere = false, isExposed = true;
    for ( std::size_t year = 0; year < years; ++year )
    {
      const double count = indicator.counts[year][area];
      events += isMissing( count ) ? 0 : count;
      isAnywhere = isAnywhere || !isMissing( count );
      isExposed = isExposed && indicator.exposures[year][area] > 0;
      isComplete = isComplete && !isMissing( count ) && isExposed;
    }
    if ( isComplete )
    {
      ++lost.complete;
      continue;
    }
    lost.withheld += isExposed ? 1 : 0;
    lost.areas += isAnywhere ? 1 : 0;
    lost.events += events;
    for ( std::size_t year = 0; year < years; ++year )
      indicator.counts[year][area] = indicator.exposures[year][area] = missing;
  }
  return lost;
}

double sumOf( const std::vector<std::vector<double>> &years )
{
  double sum = 0;
  for ( const std::vector<double> &year : years )
    sum += statistics::sumPresent( year );
  return sum;
}

//! Sorts the indicators into those that can be compared and those that cannot, and says why.
class Sorter
{
public:
  Sorter( Run &run, const YearlyCounts &counts, const std::vector<CountedYear> &years, const TrackedPlaces &places )
    : mRun( run ), mCounts( counts ), mYears( years ), mPlaces( places )
  {
  }

  //! \returns whether \a indicator can be compared; it has its numbers then.
  bool take( TrackedIndicator &indicator )
  {
    mRun.stopIfCancelled();
    const auto isIn = [&]( const CountedYear &year )
    { return hasData( mCounts.inYear( indicator.code, year.number ) ); };
    const auto present = std::count_if( mYears.begin(), mYears.end(), isIn );
    if ( std::size_t( present ) < mYears.size() )
    {
      ( present == 0 ? mAbsent : mSomeYears ) << indicator.label;
      return false;
    }
    takeNumbers( indicator, mCounts, mYears, mPlaces.areas );
    const Incomplete lost = keepCompleteAreas( indicator );
    if ( double( lost.withheld ) > mostWithheld * double( lost.withheld + lost.complete ) )
    {
      mWithheld << indicator.label;
      return false;
    }
    if ( lost.complete == 0 )
    {
      mIncomplete << indicator.label;
      return false;
    }
    mLost.areas += lost.areas;
    mLost.events += lost.events;
    if ( base::isStock( { indicator.counts.begin(), indicator.counts.end() } ) )
    {
      mStocks << indicator.label;
      return false;
    }
    if ( !( sumOf( indicator.counts ) > 0 ) )
    {
      mEmpty << indicator.label;
      return false;
    }
    return true;
  }

  void tell() const
  {
    tell( IndicatorsText::tr( "Left out, since the table of years has no data of them: %1." ), mAbsent );
    tell( IndicatorsText::tr( "Left out, since they have no data in some of the years: %1." ), mSomeYears );
    tell( IndicatorsText::tr( "Left out as stocks, whose counts are the same in every year: %1." ), mStocks );
    tell( IndicatorsText::tr( "Left out, since no area has a count and a denominator in all of the years: %1." ),
          mIncomplete );
    tell( IndicatorsText::tr( "Left out, since nothing was counted: %1." ), mEmpty );
    tell( IndicatorsText::tr( "Left out, since counts of more than one area in twenty are withheld or missing: %1." ),
          mWithheld );
    if ( mLost.areas > 0 )
      mRun.warn( IndicatorsText::tr( "Areas without a count or denominator in one of the years take no part in that "
                                     "indicator: %1 in all, with %2 incidents." )
                   .arg( mLost.areas )
                   .arg( base::numberText( mLost.events ) ) );
  }

private:
  void tell( const QString &sentence, const QStringList &names ) const
  {
    if ( !names.isEmpty() )
      mRun.warn( sentence.arg( joinedNames( names ) ) );
  }

  //! Small counts are withheld where few happen, so that areas without them are not like the others.
  static constexpr double mostWithheld = 0.05;

  Run &mRun;
  const YearlyCounts &mCounts;
  const std::vector<CountedYear> &mYears;
  const TrackedPlaces &mPlaces;
  QStringList mAbsent, mSomeYears, mStocks, mIncomplete, mEmpty, mWithheld;
  Incomplete mLost;
};

//! Rates of different things cannot be added up to one that means something.
void tellMixedDenominators( Run &run, const std::vector<TrackedIndicator> &indicators )
{
  constexpr double tolerance = 0.01;
  const double first = sumOf( indicators.front().exposures );
  const bool areMixed = std::any_of( indicators.begin(), indicators.end(),
                                     [first]( const TrackedIndicator &each )
                                     { return std::fabs( sumOf( each.exposures ) - first ) > tolerance * first; } );
  if ( areMixed )
    run.warn( IndicatorsText::tr( "The indicators have different denominators, or delivered different months, and "
                                  "their rates are added up all the same: the ratio holds, the absolute gap is a sum "
                                  "of unlike rates. MEASURE index does without." ) );
}

void setWeights( Run &run, const IndicatorSources &sources, const std::vector<double> &weights,
                 std::vector<TrackedIndicator> &indicators )
{
  constexpr double city = 100;
  for ( std::size_t each = 0; each < indicators.size(); ++each )
  {
    TrackedIndicator &indicator = indicators[each];
    indicator.weight = sources.scale == GapScale::index
                         ? city * weights[each] * sumOf( indicator.exposures ) / sumOf( indicator.counts )
                         : sources.per;
  }
  if ( sources.scale == GapScale::incidents )
    tellMixedDenominators( run, indicators );
}

} // namespace

statistics::GapStream TrackedIndicator::stream() const
{
  statistics::GapStream stream;
  stream.counts.assign( counts.begin(), counts.end() );
  stream.exposures.assign( exposures.begin(), exposures.end() );
  stream.weight = weight;
  return stream;
}

std::vector<statistics::GapStream> TrackedIndicators::streams() const
{
  std::vector<statistics::GapStream> streams;
  for ( const TrackedIndicator &each : indicators )
    streams.push_back( each.stream() );
  return streams;
}

QString wordsOf( const CountedYear &year )
{
  return year.from.isEmpty() || year.to.isEmpty() ? IndicatorsText::tr( "Year %1" ).arg( year.number )
                                                  : IndicatorsText::tr( "%1 to %2" ).arg( year.from, year.to );
}

TrackedIndicators readTrackedIndicators( Run &run, const TrackedPlaces &places, const IndicatorSources &sources )
{
  Wanted wanted =
    sources.recipe ? wantedOfRecipe( base::readRecipe( run, *sources.recipe ) ) : wantedOfTable( run, sources.years );
  const YearlyCounts counts( run, sources.years, places.areas, wanted.codes(), 0.15, 0.35 );
  TrackedIndicators tracked;
  tracked.tableYears = counts.years();
  tracked.years = comparedYears( run, counts, tracked.tableYears, wanted.codes() );
  if ( tracked.years.empty() )
    throw QgsProcessingException( IndicatorsText::tr( "The table ‘%1’ has no count with a denominator above 0 in any "
                                                      "year, so that there is no rate to compare." )
                                    .arg( sources.years.name() ) );
  Sorter sorter( run, counts, tracked.years, places );
  std::vector<bool> isKept;
  for ( std::size_t each = 0; each < wanted.indicators.size(); ++each )
  {
    const bool isComparable = sorter.take( wanted.indicators[each] );
    isKept.push_back( isComparable && wanted.nodes[each].direction > 0 );
    if ( isComparable && !isKept.back() )
      tracked.betterWhenHigher.push_back( wanted.indicators[each] );
  }
  sorter.tell();
  const std::vector<double> weights = wanted.weights( isKept );
  std::vector<double> keptWeights;
  for ( std::size_t each = 0; each < weights.size(); ++each )
  {
    const bool hasWeight = sources.scale == GapScale::incidents || weights[each] > 0;
    if ( isKept[each] && !hasWeight )
      run.remark( IndicatorsText::tr( "Left out, since the recipe gives it no weight: %1." )
                    .arg( wanted.indicators[each].label ) );
    if ( !isKept[each] || !hasWeight )
      continue;
    tracked.indicators.push_back( std::move( wanted.indicators[each] ) );
    keptWeights.push_back( weights[each] );
  }
  if ( tracked.indicators.empty() )
    throw QgsProcessingException( IndicatorsText::tr( "No indicator of ‘%1’ can be compared over the years; see the "
                                                      "reasons in the log." )
                                    .arg( sources.years.name() ) );
  setWeights( run, sources, keptWeights, tracked.indicators );
  return tracked;
}

} // namespace communitysafety::priorityneighbourhoods
