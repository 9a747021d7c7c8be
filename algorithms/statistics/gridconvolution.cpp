// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gridconvolution.h"

#include "statistics/parallel.h"

#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <functional>

namespace communitysafety::statistics
{

namespace
{

using Complex = GridConvolution::Complex;
using Engine = Eigen::internal::kissfft_impl<double>;

//! Lines per item of work: enough that making an engine for each does not count.
constexpr std::size_t linesTogether = 64;

//! The next length from 2 on that is a product of 2, 3 and 5 only, for which transforms are fast.
std::size_t fastLength( std::size_t length )
{
  for ( length = std::max<std::size_t>( length, 2 );; ++length )
  {
    std::size_t rest = length;
    for ( const std::size_t factor : { 2, 3, 5 } )
      while ( rest % factor == 0 )
        rest /= factor;
    if ( rest == 1 )
      return length;
  }
}

std::size_t paddedLength( std::size_t length, double reach )
{
  const double outside = std::min( double( length - 1 ), std::ceil( reach ) );
  return fastLength( length + static_cast<std::size_t>( outside ) );
}

//! Works on blocks of lines at the same time.
void forBlocks( std::size_t lines, unsigned threads,
                const std::function<void( std::size_t begin, std::size_t end )> &work )
{
  forEachInParallel( ( lines + linesTogether - 1 ) / linesTogether, threads,
                     [&]( std::size_t block )
                     { work( block * linesTogether, std::min( lines, ( block + 1 ) * linesTogether ) ); } );
}

//! The transform of each of the first \a lines lines, in place.
void transformLines( std::vector<Complex> &values, std::size_t lines, std::size_t length, bool isInverse,
                     unsigned threads )
{
  forBlocks( lines, threads,
             [&]( std::size_t begin, std::size_t end )
             {
               Engine engine;
               std::vector<Complex> line( length );
               for ( std::size_t number = begin; number < end; ++number )
               {
                 Complex *start = values.data() + number * length;
                 std::copy( start, start + length, line.begin() );
                 if ( isInverse )
                   engine.inv( start, line.data(), static_cast<int>( length ) );
                 else
                   engine.fwd( start, line.data(), static_cast<int>( length ) );
               }
             } );
}

//! Columns become lines: the first \a toKeep of them.
std::vector<Complex> transposed( const std::vector<Complex> &values, std::size_t lines, std::size_t length,
                                 std::size_t toKeep, std::size_t newLength, unsigned threads )
{
  std::vector<Complex> result( toKeep * newLength );
  // Small squares, so that reading and writing both stay within the cache.
  constexpr std::size_t side = 16;
  forBlocks( toKeep, threads,
             [&]( std::size_t begin, std::size_t end )
             {
               for ( std::size_t line = 0; line < lines; line += side )
                 for ( std::size_t place = begin; place < end; ++place )
                   for ( std::size_t within = line; within < std::min( line + side, lines ); ++within )
                     result[place * newLength + within] = values[within * length + place];
             } );
  return result;
}

//! A kernel as lines of the padded grid, the parts before its middle wrapped around to the end.
std::vector<Complex> wrapped( const GriddedKernel &kernel, int power, std::size_t columns, std::size_t rows )
{
  std::vector<Complex> values( columns * rows );
  for ( std::size_t dy = 0; dy <= kernel.reachY(); ++dy )
    for ( std::size_t dx = 0; dx <= kernel.reachX(); ++dx )
    {
      const double value = std::pow( kernel.at( dx, dy ), power );
      for ( const std::size_t row : { dy, ( rows - dy ) % rows } )
        for ( const std::size_t column : { dx, ( columns - dx ) % columns } )
          values[row * columns + column] = value;
    }
  return values;
}

} // namespace

GridConvolution::GridConvolution( std::size_t columns, std::size_t rows, double reach )
  : mColumns( columns ), mRows( rows ), mPaddedColumns( paddedLength( columns, reach ) ),
    mPaddedRows( paddedLength( rows, reach ) )
{
}

GridConvolution::Transform GridConvolution::transformed( const std::vector<double> &first,
                                                         const std::vector<double> *second, unsigned threads ) const
{
  std::vector<Complex> lines( mRows * mPaddedColumns );
  for ( std::size_t row = 0; row < mRows; ++row )
    for ( std::size_t column = 0; column < mColumns; ++column )
    {
      const std::size_t cell = row * mColumns + column;
      lines[row * mPaddedColumns + column] = Complex( first[cell], second ? ( *second )[cell] : 0 );
    }
  transformLines( lines, mRows, mPaddedColumns, false, threads );
  Transform transform{ transposed( lines, mRows, mPaddedColumns, mPaddedColumns, mPaddedRows, threads ) };
  transformLines( transform.values, mPaddedColumns, mPaddedRows, false, threads );
  return transform;
}

GridConvolution::Spectrum GridConvolution::spectrum( DensityKernel kernel, double bandwidth, int power,
                                                     unsigned threads ) const
{
  const GriddedKernel gridded( kernel, bandwidth, mColumns - 1, mRows - 1 );
  std::vector<Complex> lines = wrapped( gridded, power, mPaddedColumns, mPaddedRows );
  transformLines( lines, mPaddedRows, mPaddedColumns, false, threads );
  const std::size_t half = mPaddedColumns / 2 + 1;
  std::vector<Complex> columns = transposed( lines, mPaddedRows, mPaddedColumns, half, mPaddedRows, threads );
  transformLines( columns, half, mPaddedRows, false, threads );
  Spectrum spectrum;
  spectrum.values.reserve( half * ( mPaddedRows / 2 + 1 ) );
  for ( std::size_t column = 0; column < half; ++column )
    for ( std::size_t row = 0; row <= mPaddedRows / 2; ++row )
      spectrum.values.push_back( columns[column * mPaddedRows + row].real() );
  return spectrum;
}

void GridConvolution::addProduct( Transform &sum, const Transform &layers, const Spectrum &kernel,
                                  unsigned threads ) const
{
  sum.values.resize( layers.values.size() );
  forBlocks( mPaddedColumns, threads,
             [&]( std::size_t begin, std::size_t end )
             {
               for ( std::size_t column = begin; column < end; ++column )
               {
                 const double *mirror =
                   kernel.values.data() + std::min( column, mPaddedColumns - column ) * ( mPaddedRows / 2 + 1 );
                 for ( std::size_t row = 0; row < mPaddedRows; ++row )
                   sum.values[column * mPaddedRows + row] +=
                     layers.values[column * mPaddedRows + row] * mirror[std::min( row, mPaddedRows - row )];
               }
             } );
}

GridConvolution::Layers GridConvolution::layers( Transform transform, unsigned threads ) const
{
  transformLines( transform.values, mPaddedColumns, mPaddedRows, true, threads );
  std::vector<Complex> lines =
    transposed( transform.values, mPaddedColumns, mPaddedRows, mRows, mPaddedColumns, threads );
  transformLines( lines, mRows, mPaddedColumns, true, threads );
  const double scale = 1 / ( double( mPaddedColumns ) * double( mPaddedRows ) );
  Layers layers;
  layers.first.reserve( mColumns * mRows );
  layers.second.reserve( mColumns * mRows );
  for ( std::size_t row = 0; row < mRows; ++row )
    for ( std::size_t column = 0; column < mColumns; ++column )
    {
      layers.first.push_back( scale * lines[row * mPaddedColumns + column].real() );
      layers.second.push_back( scale * lines[row * mPaddedColumns + column].imag() );
    }
  return layers;
}

} // namespace communitysafety::statistics
