// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/kerneldensity.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{

namespace
{

//! The ratio of the bandwidths of neighbouring slices.
constexpr double sliceRatio = 1.05;

//! What a transform leaves of nothing, as a part of the largest value.
constexpr double noisePart = 1e-13;

void requireFrame( const GridFrame &frame, const std::vector<double> &share )
{
  if ( frame.size() == 0 )
    refuse( "The frame", "empty", "of at least one cell" );
  if ( !( frame.cellSize > 0 ) || !std::isfinite( frame.cellSize ) )
    refuse( "The cell size", inWords( frame.cellSize ), "above 0 and finite" );
  requireSize( "share", share.size(), frame.size() );
  for ( std::size_t cell = 0; cell < share.size(); ++cell )
    if ( !( share[cell] >= 0 && share[cell] <= 1 ) )
      refuse( "share of cell " + std::to_string( cell + 1 ), inWords( share[cell] ), "0 to 1" );
  if ( std::all_of( share.begin(), share.end(), []( double part ) { return part == 0; } ) )
    refuse( "The study area", "empty", "part of at least one cell" );
}

double largestBandwidth( const GridFrame &frame, const std::vector<double> &share, Column bandwidths )
{
  requireSize( "bandwidths", bandwidths.size(), frame.size() );
  double largest = 0;
  for ( std::size_t cell = 0; cell < share.size(); ++cell )
    if ( share[cell] > 0 )
    {
      if ( !( bandwidths[cell] > 0 ) || !std::isfinite( bandwidths[cell] ) )
        refuse( "bandwidth of cell " + std::to_string( cell + 1 ), inWords( bandwidths[cell] ), "above 0 and finite" );
      largest = std::max( largest, bandwidths[cell] );
    }
  return largest;
}

double largestOf( const std::vector<double> &values )
{
  double largest = 0;
  for ( const double value : values )
    largest = std::max( largest, std::fabs( value ) );
  return largest;
}

GridConvolution convolution( const GridFrame &frame, const std::vector<double> &share, const SmoothingOptions &options,
                             double bandwidth )
{
  requireFrame( frame, share );
  if ( !( bandwidth > 0 ) || !std::isfinite( bandwidth ) )
    refuse( "bandwidth", inWords( bandwidth ), "above 0 and finite" );
  return { frame.columns, frame.rows, kernelReach( options.kernel, bandwidth / frame.cellSize ) };
}

} // namespace

KernelSmoother::KernelSmoother( const GridFrame &frame, std::vector<double> share, const SmoothingOptions &options )
  : mFrame( frame ), mShare( std::move( share ) ), mOptions( options ),
    mConvolution( convolution( mFrame, mShare, mOptions, mOptions.bandwidth ) ),
    mSliceBandwidths( 1, options.bandwidth / frame.cellSize )
{
  mSpectra.push_back( spectrum( 0, 1 ) );
  setParts();
}

KernelSmoother::KernelSmoother( const GridFrame &frame, std::vector<double> share, const SmoothingOptions &options,
                                Column bandwidths )
  : mFrame( frame ), mShare( std::move( share ) ), mOptions( options ),
    mConvolution( convolution( mFrame, mShare, mOptions, largestBandwidth( mFrame, mShare, bandwidths ) ) )
{
  setSlices( bandwidths );
  for ( std::size_t slice = 0; slice < mSliceBandwidths.size(); ++slice )
    mSpectra.push_back( spectrum( slice, 1 ) );
  setParts();
}

void KernelSmoother::setSlices( Column bandwidths )
{
  double smallest = std::numeric_limits<double>::infinity();
  for ( std::size_t cell = 0; cell < mShare.size(); ++cell )
    if ( mShare[cell] > 0 )
      smallest = std::min( smallest, bandwidths[cell] );
  const double range = std::log( largestBandwidth( mFrame, mShare, bandwidths ) / smallest );
  const double steps = std::max( 1.0, std::ceil( range / std::log( sliceRatio ) ) );
  for ( std::size_t slice = 0; slice <= static_cast<std::size_t>( steps ); ++slice )
    mSliceBandwidths.push_back( smallest * std::exp( range * double( slice ) / steps ) / mFrame.cellSize );
  mSliceOfCell.assign( mShare.size(), 0 );
  for ( std::size_t cell = 0; cell < mShare.size(); ++cell )
    if ( mShare[cell] > 0 && range > 0 )
      mSliceOfCell[cell] = std::clamp( steps * std::log( bandwidths[cell] / smallest ) / range, 0.0, steps );
}

double KernelSmoother::sliceWeight( std::size_t slice, std::size_t cell ) const
{
  return mSliceOfCell.empty() ? 1 : std::max( 0.0, 1 - std::fabs( mSliceOfCell[cell] - double( slice ) ) );
}

GridConvolution::Spectrum KernelSmoother::spectrum( std::size_t slice, int power ) const
{
  return mConvolution.spectrum( mOptions.kernel, mSliceBandwidths[slice], power, mOptions.threads );
}

std::vector<double> KernelSmoother::underKernels( const std::vector<double> &values ) const
{
  std::vector<double> sums;
  for ( const double share : mShare )
    sums.push_back( share > 0 ? 0 : missing );
  const GridConvolution::Transform transform = mConvolution.transformed( values, nullptr, mOptions.threads );
  for ( std::size_t slice = 0; slice < mSpectra.size(); ++slice )
  {
    GridConvolution::Transform product;
    mConvolution.addProduct( product, transform, mSpectra[slice], mOptions.threads );
    const std::vector<double> spread = mConvolution.layers( std::move( product ), mOptions.threads ).first;
    for ( std::size_t cell = 0; cell < spread.size(); ++cell )
      sums[cell] += sliceWeight( slice, cell ) * spread[cell];
  }
  return sums;
}

void KernelSmoother::setParts()
{
  mInsidePart = underKernels( mShare );
  mKeptPart = mInsidePart;
  if ( mOptions.edge == EdgeCorrection::none )
    return;
  std::vector<double> corrected( mShare.size(), 0 );
  for ( std::size_t cell = 0; cell < mShare.size(); ++cell )
    if ( mShare[cell] > 0 )
    {
      corrected[cell] = mShare[cell] / mInsidePart[cell];
      mKeptPart[cell] = 1;
    }
  if ( mOptions.edge == EdgeCorrection::uniform )
    mKeptPart = underKernels( corrected );
}

std::vector<double> KernelSmoother::weighted( const std::vector<double> &counts, int power ) const
{
  requireSize( "counts", counts.size(), mShare.size() );
  std::vector<double> values( counts.size(), 0 );
  for ( std::size_t cell = 0; cell < counts.size(); ++cell )
  {
    if ( !( counts[cell] >= 0 ) || !std::isfinite( counts[cell] ) )
      refuse( "counts of cell " + std::to_string( cell + 1 ), inWords( counts[cell] ), "0 or more and finite" );
    if ( counts[cell] == 0 )
      continue;
    if ( mShare[cell] == 0 )
      refuse( "counts of cell " + std::to_string( cell + 1 ) + ", outside the study area,", inWords( counts[cell] ),
              "0" );
    values[cell] = counts[cell];
    if ( mOptions.edge == EdgeCorrection::eachPoint )
      values[cell] /= std::pow( mInsidePart[cell], power );
  }
  return values;
}

GridConvolution::Layers KernelSmoother::smoothed( const std::vector<double> &first, const std::vector<double> *second,
                                                  int power, unsigned threads ) const
{
  GridConvolution::Transform sum;
  std::vector<double> firstSlice( first.size() );
  std::vector<double> secondSlice( first.size() );
  for ( std::size_t slice = 0; slice < mSliceBandwidths.size(); ++slice )
  {
    for ( std::size_t cell = 0; cell < first.size(); ++cell )
    {
      const double weight = sliceWeight( slice, cell );
      firstSlice[cell] = weight * first[cell];
      secondSlice[cell] = second ? weight * ( *second )[cell] : 0;
    }
    mConvolution.addProduct( sum, mConvolution.transformed( firstSlice, second ? &secondSlice : nullptr, threads ),
                             power == 1 ? mSpectra[slice] : spectrum( slice, power ), threads );
  }
  return mConvolution.layers( std::move( sum ), threads );
}

void KernelSmoother::finish( std::vector<double> &values, double noise, double scale, int power ) const
{
  scale /= std::pow( mFrame.cellArea(), power );
  for ( std::size_t cell = 0; cell < values.size(); ++cell )
  {
    values[cell] = mShare[cell] == 0 ? missing : values[cell] <= noise ? 0 : scale * values[cell];
    if ( mOptions.edge == EdgeCorrection::uniform )
      values[cell] /= std::pow( mInsidePart[cell], power );
  }
}

std::vector<double> KernelSmoother::density( const std::vector<double> &counts ) const
{
  std::vector<double> values = smoothed( weighted( counts, 1 ), nullptr, 1, mOptions.threads ).first;
  finish( values, noisePart * largestOf( values ), 1, 1 );
  return values;
}

GridConvolution::Layers KernelSmoother::densities( const std::vector<double> &first, const std::vector<double> &second,
                                                   unsigned threads ) const
{
  std::vector<double> firstValues = weighted( first, 1 );
  std::vector<double> secondValues = weighted( second, 1 );
  // The smaller layer would drown in the noise of the larger one: both travel with a largest value of 1.
  const double firstScale = std::max( largestOf( firstValues ), std::numeric_limits<double>::min() );
  const double secondScale = std::max( largestOf( secondValues ), std::numeric_limits<double>::min() );
  for ( double &value : firstValues )
    value /= firstScale;
  for ( double &value : secondValues )
    value /= secondScale;
  GridConvolution::Layers layers = smoothed( firstValues, &secondValues, 1, threads );
  const double noise = noisePart * std::max( largestOf( layers.first ), largestOf( layers.second ) );
  finish( layers.first, noise, firstScale, 1 );
  finish( layers.second, noise, secondScale, 1 );
  return layers;
}

std::vector<double> KernelSmoother::squaredKernelSum( const std::vector<double> &counts ) const
{
  std::vector<double> values = smoothed( weighted( counts, 2 ), nullptr, 2, mOptions.threads ).first;
  finish( values, noisePart * largestOf( values ), 1, 2 );
  return values;
}

double KernelSmoother::integral( const std::vector<double> &values ) const
{
  double sum = 0;
  for ( std::size_t cell = 0; cell < values.size(); ++cell )
    if ( mShare[cell] > 0 )
      sum += mShare[cell] * values[cell];
  return sum * mFrame.cellArea();
}

std::vector<double> abramsonBandwidths( Column pilot, Column counts, double bandwidth, double trim )
{
  requireSize( "counts", counts.size(), pilot.size() );
  double events = 0;
  double logSum = 0;
  for ( std::size_t cell = 0; cell < pilot.size(); ++cell )
    if ( counts[cell] > 0 && pilot[cell] > 0 )
    {
      events += counts[cell];
      logSum += counts[cell] * -0.5 * std::log( pilot[cell] );
    }
  if ( events == 0 )
    refuse( "The number of events with a pilot density", "0", "above 0" );
  const double typical = std::exp( logSum / events );
  std::vector<double> bandwidths;
  bandwidths.reserve( pilot.size() );
  for ( const double density : pilot )
    bandwidths.push_back( isMissing( density ) ? missing
                          : density > 0        ? bandwidth * std::min( trim, 1 / ( std::sqrt( density ) * typical ) )
                                               : bandwidth * trim );
  return bandwidths;
}

} // namespace communitysafety::statistics
