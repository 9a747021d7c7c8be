// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/evidencestreams.h"

#include "base/run.h"
#include "base/yearlycounts.h"
#include "statistics/autocorrelation.h"
#include "statistics/distribution.h"
#include "statistics/indextree.h"
#include "statistics/remainingtree.h"

#include <algorithm>
#include <map>

namespace communitysafety::base
{
namespace
{

using statistics::Column;
using statistics::isMissing;
using statistics::missing;
using statistics::ScoreIndicator;
using statistics::StreamModel;

using Numbers = std::vector<double>;

constexpr double leastOfMeanBaseline = 0.05;

bool isCountOfHarm( const ScoreIndicator &indicator ) { return indicator.isCount && indicator.direction > 0; }

bool saysSomething( const ScoreIndicator &indicator )
{
  if ( statistics::countPresent( indicator.values ) == 0 )
    return false;
  return !indicator.isCount || statistics::sumPresent( indicator.values ) >= std::max( 1.0, indicator.minimumEvents );
}

//! Scales \a expected to the sum of \a observed over the areas that have both; the others have neither.
void balance( Numbers &observed, Numbers &expected )
{
  double counts = 0, baseline = 0;
  for ( std::size_t area = 0; area < observed.size(); ++area )
  {
    if ( isMissing( observed[area] ) || isMissing( expected[area] ) )
      observed[area] = expected[area] = missing;
    counts += isMissing( observed[area] ) ? 0 : observed[area];
    baseline += isMissing( expected[area] ) ? 0 : expected[area];
  }
  for ( double &value : expected )
    value *= baseline > 0 ? counts / baseline : 0;
}

//! All indicators as streams, step by step.
class StreamMaker
{
public:
  StreamMaker( Run &run, const StreamSource &source, Baseline baseline, const statistics::BorderGraph &graph )
    : mRun( run ), mSource( source ), mBaseline( baseline ), mGraph( graph )
  {
    std::vector<bool> isKept;
    for ( const ScoreIndicator &indicator : source.indicators )
      isKept.push_back( saysSomething( indicator ) );
    tellLeftOut( isKept );
    mRemaining = statistics::remainingTree( source.indicators, source.plan.nodes(), isKept );
    if ( mRemaining.used.empty() )
      throw QgsProcessingException( Run::tr( "No indicator of the recipe has events or values in these areas: check "
                                             "that the indicator layer and the recipe belong together." ) );
    mWeights = statistics::IndexTree( mRemaining.nodes ).effectiveWeights();
    for ( const std::size_t indicator : mRemaining.used )
      mAll += isCountOfHarm( source.indicators[indicator] ) ? source.indicators[indicator].values : Numbers();
  }

  std::vector<EvidenceStream> ofIndicators()
  {
    std::vector<EvidenceStream> streams;
    for ( const std::size_t indicator : mRemaining.used )
      streams.push_back( streamOf( indicator ) );
    return finished( std::move( streams ) );
  }

  std::vector<EvidenceStream> ofThemes()
  {
    std::vector<EvidenceStream> streams;
    std::map<std::size_t, std::size_t> streamOfTheme;
    for ( const std::size_t indicator : mRemaining.used )
    {
      EvidenceStream stream = streamOf( indicator );
      const std::size_t theme = mSource.plan.indicators[indicator].group;
      if ( stream.model == StreamModel::poisson )
      {
        const auto [known, isNew] = streamOfTheme.emplace( theme, streams.size() );
        if ( !isNew )
        {
          addTo( streams[known->second], stream );
          continue;
        }
        stream.label = mSource.plan.groups[theme].label;
      }
      streams.push_back( std::move( stream ) );
    }
    return finished( std::move( streams ) );
  }

private:
  //! A sum of columns that starts with none.
  struct Total
  {
    Numbers values;
    void operator+=( const Numbers &more )
    {
      values.resize( std::max( values.size(), more.size() ), 0.0 );
      for ( std::size_t area = 0; area < more.size(); ++area )
        values[area] += isMissing( more[area] ) ? 0 : more[area];
    }
  };

  void tellLeftOut( const std::vector<bool> &isKept )
  {
    QStringList names;
    for ( std::size_t indicator = 0; indicator < isKept.size(); ++indicator )
      if ( !isKept[indicator] )
        names << mSource.plan.indicators[indicator].label;
    if ( !names.isEmpty() )
      mRun.warn( Run::tr( "Left out of the search, for no data or too few events: %1." ).arg( names.join( ", " ) ) );
  }

  EvidenceStream streamOf( std::size_t indicator )
  {
    const ScoreIndicator &values = mSource.indicators[indicator];
    EvidenceStream stream = isCountOfHarm( values ) ? countStream( indicator ) : deviationStream( values );
    stream.label = mSource.plan.indicators[indicator].label;
    stream.weight = mWeights[std::size_t( mRemaining.nodeOfIndicator[indicator] )];
    return stream;
  }

  EvidenceStream countStream( std::size_t indicator )
  {
    EvidenceStream stream;
    stream.dispersion = mSource.overdispersion[indicator];
    stream.observed = mSource.indicators[indicator].values;
    stream.expected = baselineOf( indicator, stream.observed );
    balance( stream.observed, stream.expected );
    const Numbers floored = statistics::flooredBaseline( stream.expected, leastOfMeanBaseline );
    for ( std::size_t area = 0; area < floored.size(); ++area )
      mRaised += stream.expected[area] < floored[area] && stream.observed[area] > 0 ? 1 : 0;
    stream.expected = floored;
    balance( stream.observed, stream.expected );
    return stream;
  }

  //! \param observed replaced by the latest year where the earlier ones are the baseline
  Numbers baselineOf( std::size_t indicator, Numbers &observed ) const
  {
    switch ( mBaseline )
    {
    case Baseline::denominators:
      break;
    case Baseline::otherIncidents:
      return othersOf( observed );
    case Baseline::earlierYears:
      return earlierYears( indicator, observed );
    }
    const Numbers &denominator = mSource.indicators[indicator].denominator;
    return denominator.empty() ? mSource.squareMetres : denominator;
  }

  //! All other counts, averaged with the neighbours: taken as known, they must not be as uncertain as what is held
  //! against them.
  Numbers othersOf( const Numbers &observed ) const
  {
    Numbers others = mAll.values;
    for ( std::size_t area = 0; area < others.size(); ++area )
      others[area] -= isMissing( observed[area] ) ? 0 : observed[area];
    Numbers smoothed = others;
    for ( std::uint32_t area = 0; area < smoothed.size(); ++area )
    {
      for ( const auto &neighbour : mGraph.of( area ) )
        smoothed[area] += others[neighbour.place];
      smoothed[area] /= 1.0 + double( mGraph.of( area ).size() );
    }
    return smoothed;
  }

  Numbers earlierYears( std::size_t indicator, Numbers &observed ) const
  {
    const QString &label = mSource.plan.indicators[indicator].label;
    if ( !mSource.years )
      throw QgsProcessingException(
        Run::tr( "BASELINE asks for earlier years: give the table of counts by year as LONG." ) );
    const std::vector<Column> years = mSource.years->columnsOf( mSource.plan.indicators[indicator].code );
    if ( years.size() < 2 )
      throw QgsProcessingException(
        Run::tr(
          "BASELINE asks for earlier years, and LONG has fewer than two of ‘%1’: take another baseline, or leave "
          "the indicator out of the recipe." )
          .arg( label ) );
    Total earlier;
    for ( std::size_t year = 0; year + 1 < years.size(); ++year )
      earlier += Numbers( years[year].begin(), years[year].end() );
    observed.assign( years.back().begin(), years.back().end() );
    return earlier.values;
  }

  EvidenceStream deviationStream( const ScoreIndicator &values ) const
  {
    Numbers rate = values.values;
    for ( std::size_t area = 0; area < values.denominator.size(); ++area )
      rate[area] = values.denominator[area] > 0 ? rate[area] / values.denominator[area] : missing;
    for ( double &value : rate )
      value *= values.direction;
    return streamOfScore( rate, statistics::describe( rate ).mean, {}, {}, mGraph );
  }

  static void addTo( EvidenceStream &theme, const EvidenceStream &more )
  {
    const double together = statistics::sumPresent( theme.expected ) + statistics::sumPresent( more.expected );
    theme.dispersion = ( theme.dispersion * statistics::sumPresent( theme.expected ) +
                         more.dispersion * statistics::sumPresent( more.expected ) ) /
                       together;
    theme.weight += more.weight;
    for ( std::size_t area = 0; area < theme.observed.size(); ++area )
    {
      if ( isMissing( more.observed[area] ) )
        continue;
      theme.observed[area] =
        isMissing( theme.observed[area] ) ? more.observed[area] : theme.observed[area] + more.observed[area];
      theme.expected[area] =
        isMissing( theme.expected[area] ) ? more.expected[area] : theme.expected[area] + more.expected[area];
    }
  }

  //! Weights with the mean 1, and what was done on the way said in the log.
  std::vector<EvidenceStream> finished( std::vector<EvidenceStream> streams )
  {
    double sum = 0;
    for ( const EvidenceStream &stream : streams )
      sum += stream.weight;
    for ( EvidenceStream &stream : streams )
      stream.weight *= double( streams.size() ) / sum;
    if ( mRaised > 0 )
      mRun.remark(
        Run::tr( "Incidents lie where hardly anybody or nothing is expected (%1 values): the baseline there is "
                 "taken as a twentieth of the mean one." )
          .arg( mRaised ) );
    return streams;
  }

  Run &mRun;
  const StreamSource &mSource;
  Baseline mBaseline;
  const statistics::BorderGraph &mGraph;
  statistics::RemainingTree mRemaining;
  Numbers mWeights;
  Total mAll;
  std::size_t mRaised = 0;
};

//! Standard deviation as the middle half of the values shows it, whatever stands out.
double robustDeviation( const Numbers &values )
{
  // 1.349 = the distance of the quartiles of a normal distribution in standard deviations.
  constexpr double quartileDistance = 1.349;
  const Numbers sorted = statistics::sortedPresent( values );
  const double robust =
    ( statistics::quantile( sorted, 0.75 ) - statistics::quantile( sorted, 0.25 ) ) / quartileDistance;
  return robust > 0 ? robust : statistics::describe( values ).standardDeviation;
}

} // namespace

statistics::ScanStream EvidenceStream::view() const
{
  statistics::ScanStream stream;
  stream.model = model;
  stream.observed = observed;
  stream.expected = expected;
  stream.weight = weight;
  stream.dispersion = dispersion;
  return stream;
}

std::vector<statistics::ScanStream> viewsOf( const std::vector<EvidenceStream> &streams )
{
  std::vector<statistics::ScanStream> views;
  for ( const EvidenceStream &stream : streams )
    views.push_back( stream.view() );
  return views;
}

std::vector<EvidenceStream> streamsOfIndicators( Run &run, const StreamSource &source, Baseline baseline,
                                                 const statistics::BorderGraph &graph )
{
  return StreamMaker( run, source, baseline, graph ).ofIndicators();
}

std::vector<EvidenceStream> streamsOfThemes( Run &run, const StreamSource &source, Baseline baseline,
                                             const statistics::BorderGraph &graph )
{
  return StreamMaker( run, source, baseline, graph ).ofThemes();
}

EvidenceStream streamOfScore( const std::vector<double> &score, double centre, const std::vector<double> &lower,
                              const std::vector<double> &upper, const statistics::BorderGraph &graph )
{
  // Nine in ten draws lie within 1.645 standard deviations.
  constexpr double halfWidth = 1.6448536269514722;
  EvidenceStream stream;
  stream.model = StreamModel::gaussian;
  const double common = robustDeviation( score );
  for ( std::size_t area = 0; area < score.size(); ++area )
  {
    stream.observed.push_back( score[area] - centre );
    const double noise = lower.empty() ? common : ( upper[area] - lower[area] ) / ( 2 * halfWidth );
    stream.expected.push_back( noise > 0 ? noise * noise : missing );
    if ( isMissing( stream.observed.back() ) || isMissing( stream.expected.back() ) )
      stream.observed.back() = stream.expected.back() = missing;
  }
  stream.dispersion = statistics::varianceInflation( statistics::neighbourCorrelation( stream.observed, graph ) );
  return stream;
}

} // namespace communitysafety::base
