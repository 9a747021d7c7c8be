// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indexsensitivity.h"

#include "statistics/arguments.h"
#include "statistics/drawsummary.h"
#include "statistics/parallel.h"
#include "statistics/ranking.h"

#include <cmath>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

//! Draws from which the effect of counts or weights alone is told.
constexpr std::size_t drawsAlone = 32;

double meanShift( const std::vector<double> &ranks, const std::vector<double> &nominal )
{
  double sum = 0;
  double areas = 0;
  for ( std::size_t area = 0; area < ranks.size(); ++area )
  {
    if ( isMissing( ranks[area] ) || isMissing( nominal[area] ) )
      continue;
    sum += std::fabs( ranks[area] - nominal[area] );
    areas += 1;
  }
  return areas > 0 ? sum / areas : missing;
}

double meanOf( const std::vector<double> &values )
{
  double sum = 0;
  for ( const double value : values )
    sum += value;
  return values.empty() ? missing : sum / static_cast<double>( values.size() );
}

void requireSound( const IndexVariants &variants, const IndexSensitivityOptions &options )
{
  if ( variants.switches().empty() )
    throw std::invalid_argument( "Nothing that could be changed makes a difference to this index." );
  if ( options.base == 0 && variants.choices( IndexSwitch::counts ) == 1 )
    throw std::invalid_argument( "Without method runs and without draws of counts there is nothing to test." );
  if ( options.base == 1 )
    refuse( "base", "1", "0, or 2 or more" );
  if ( !( options.worstShare > 0 ) || !( options.worstShare <= 1 ) )
    refuse( "worstShare", inWords( options.worstShare ), "above 0 and at most 1" );
  if ( !( options.confidence > 0 ) || !( options.confidence < 1 ) )
    refuse( "confidence", inWords( options.confidence ), "above 0 and below 1" );
}

std::vector<IndexVariant> variantsToRun( const IndexVariants &variants, const IndexSensitivityOptions &options )
{
  std::vector<IndexVariant> runs;
  if ( options.base > 0 )
  {
    for ( const std::vector<double> &point :
          saltelliDesign( options.base, variants.switches().size(), SensitivitySample::quasiRandom, options.seed ) )
      runs.push_back( variants.at( point ) );
    return runs;
  }
  for ( std::size_t draw = 1; draw < variants.choices( IndexSwitch::counts ); ++draw )
  {
    runs.emplace_back();
    runs.back().of( IndexSwitch::counts ) = draw;
  }
  return runs;
}

//! The variants in which \a which alone is changed.
std::vector<IndexVariant> variantsOf( const IndexVariants &variants, IndexSwitch which )
{
  const bool isDrawn = which == IndexSwitch::counts || which == IndexSwitch::weights;
  const std::size_t end = isDrawn ? std::min( 1 + drawsAlone, variants.choices( which ) ) : variants.choices( which );
  std::vector<IndexVariant> result;
  for ( std::size_t choice = 1; choice < end; ++choice )
  {
    result.emplace_back();
    result.back().of( which ) = choice;
  }
  return result;
}

//! The whole analysis, step by step.
class Analysis
{
public:
  Analysis( const IndexVariants &variants, const IndexSensitivityOptions &options )
    : mVariants( variants ), mOptions( options )
  {
    const std::vector<double> total = variants.total( {} );
    mResult.nominalRank = rankDescending( total );
    mNominalPlace = averageRankAscending( total );
  }

  IndexSensitivity result( const Progress &progress )
  {
    runAll( slice( progress, 0, 0.75 ) );
    changeEachAlone( slice( progress, 0.75, 1 ) );
    return std::move( mResult );
  }

private:
  void runAll( const Progress &progress );
  void summarise( const IndexDraws &draws, const Progress &progress );
  void changeEachAlone( const Progress &progress );
  std::vector<double> shiftsOf( const std::vector<IndexVariant> &runs, const Progress &progress ) const;

  const IndexVariants &mVariants;
  const IndexSensitivityOptions &mOptions;
  //! Ranks with ties at the mean of their places, so that a tie of many areas is no shift of all of them.
  std::vector<double> mNominalPlace;
  IndexSensitivity mResult;
};

void Analysis::runAll( const Progress &progress )
{
  const std::vector<IndexVariant> runs = variantsToRun( mVariants, mOptions );
  IndexDraws draws( runs.size(), mResult.nominalRank.size() );
  std::vector<double> shifts( runs.size() );
  const auto doRun = [&]( std::size_t run )
  {
    const std::vector<double> total = mVariants.total( runs[run] );
    const bool keepsScale = runs[run].of( IndexSwitch::scale ) == 0 && runs[run].of( IndexSwitch::aggregation ) == 0;
    draws.setDraw( run, total, keepsScale ? Keep::indexAndRanks : Keep::ranks );
    shifts[run] = meanShift( averageRankAscending( total ), mNominalPlace );
  };
  forEachInParallel( runs.size(), mOptions.threads, doRun, slice( progress, 0, 0.9 ) );
  mResult.runs = runs.size();
  mResult.rankShift = meanOf( shifts );
  summarise( draws, slice( progress, 0.9, 1 ) );

  SensitivityIndices shares;
  if ( mOptions.base > 0 )
  {
    SensitivityOptions options;
    options.confidence = mOptions.confidence;
    options.seed = mOptions.seed;
    shares = sobolIndices( shifts, mOptions.base, mVariants.switches().size(), options );
  }
  for ( std::size_t place = 0; place < mVariants.switches().size(); ++place )
  {
    const FactorSensitivity none{ missing, missing, missing, missing, missing, missing };
    mResult.switches.push_back( { mVariants.switches()[place], mOptions.base > 0 ? shares.factors[place] : none } );
  }
}

void Analysis::summarise( const IndexDraws &draws, const Progress &progress )
{
  const double tail = ( 1 - mOptions.confidence ) / 2;
  const std::vector<double> probabilities = { 0.5, tail, 1 - tail };
  const auto index = draws.index().quantiles( probabilities, mOptions.threads, slice( progress, 0, 0.5 ) );
  const auto ranks = draws.ranks().quantiles( probabilities, mOptions.threads, slice( progress, 0.5, 1 ) );
  mResult.uncertainty = { index[0], index[1], index[2], ranks[0],
                          ranks[1], ranks[2], {},       draws.shareInWorst( mOptions.worstShare ) };
}

std::vector<double> Analysis::shiftsOf( const std::vector<IndexVariant> &runs, const Progress &progress ) const
{
  std::vector<double> shifts( runs.size() );
  forEachInParallel(
    runs.size(), mOptions.threads,
    [&]( std::size_t run )
    { shifts[run] = meanShift( averageRankAscending( mVariants.total( runs[run] ) ), mNominalPlace ); },
    progress );
  return shifts;
}

void Analysis::changeEachAlone( const Progress &progress )
{
  mResult.shiftWithout.assign( mVariants.nominal().indicators.size(), missing );
  for ( std::size_t place = 0; place < mResult.switches.size(); ++place )
  {
    SwitchEffect &effect = mResult.switches[place];
    const auto part = [&]( std::size_t step )
    { return static_cast<double>( step ) / static_cast<double>( mResult.switches.size() ); };
    const std::vector<double> shifts =
      shiftsOf( variantsOf( mVariants, effect.which ), slice( progress, part( place ), part( place + 1 ) ) );
    effect.rankShift = meanOf( shifts );
    if ( effect.which == IndexSwitch::dropped )
      for ( std::size_t dropped = 0; dropped < shifts.size(); ++dropped )
        mResult.shiftWithout[mVariants.used()[dropped]] = shifts[dropped];
  }
}

} // namespace

TopMembership topMembership( double share )
{
  // A share that is a quotient of runs may miss the bound by rounding.
  constexpr double rounding = 1e-9;
  if ( share >= 0.95 - rounding )
    return TopMembership::always;
  if ( share >= 0.5 - rounding )
    return TopMembership::mostly;
  return share >= 0.05 - rounding ? TopMembership::sometimes : TopMembership::never;
}

IndexSensitivity indexSensitivity( const IndexVariants &variants, const IndexSensitivityOptions &options,
                                   const Progress &progress )
{
  requireSound( variants, options );
  return Analysis( variants, options ).result( progress );
}

} // namespace communitysafety::statistics
