// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/spatialsurrogate.h"

#include "statistics/arguments.h"

#include <Eigen/Cholesky>
#include <Eigen/Dense>
#include <Eigen/Eigenvalues>

#include <cmath>

namespace communitysafety::statistics
{

class SpatialSurrogate::Method
{
public:
  virtual ~Method() = default;
  //! Centred fields, one a column.
  virtual Eigen::MatrixXd draw( RandomStream &stream ) const = 0;

  Eigen::RowVectorXd means;
};

namespace
{

//! Fields as the columns of a matrix, each less its mean; a missing value is the mean.
Eigen::MatrixXd centred( const std::vector<std::vector<double>> &fields, std::size_t places, Eigen::RowVectorXd &means )
{
  Eigen::MatrixXd values( Eigen::Index( places ), Eigen::Index( fields.size() ) );
  means.resize( values.cols() );
  for ( Eigen::Index field = 0; field < values.cols(); ++field )
  {
    const std::vector<double> &column = fields[std::size_t( field )];
    requireSize( "a field", column.size(), places );
    requireFinite( "A field", column );
    double sum = 0;
    double present = 0;
    for ( const double value : column )
      if ( !isMissing( value ) )
      {
        sum += value;
        ++present;
      }
    means[field] = present > 0 ? sum / present : 0;
    for ( std::size_t place = 0; place < places; ++place )
      values( Eigen::Index( place ), field ) = isMissing( column[place] ) ? 0 : column[place] - means[field];
  }
  return values;
}

double meanSquare( const Eigen::VectorXd &values )
{
  return values.squaredNorm() / double( std::max<Eigen::Index>( 1, values.size() ) );
}

} // namespace

class SpatialSurrogate::Spectral : public SpatialSurrogate::Method
{
public:
  Spectral( const BorderGraph &graph, const Eigen::MatrixXd &fields )
  {
    Eigen::MatrixXd weights = Eigen::MatrixXd::Zero( fields.rows(), fields.rows() );
    for ( const Border &border : graph.borders() )
      weights( border.first, border.second ) = weights( border.second, border.first ) = border.length;
    const Eigen::RowVectorXd columnMeans = weights.colwise().mean();
    weights.rowwise() -= columnMeans;
    const Eigen::VectorXd rowMeans = weights.rowwise().mean();
    weights.colwise() -= rowMeans;
    mPatterns = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>( weights ).eigenvectors();
    mCoefficients = mPatterns.transpose() * fields;
  }

  Eigen::MatrixXd draw( RandomStream &stream ) const override
  {
    Eigen::MatrixXd signedCoefficients = mCoefficients;
    for ( Eigen::Index pattern = 0; pattern < mPatterns.cols(); ++pattern )
      if ( stream.uniform() < 0.5 )
        signedCoefficients.row( pattern ) *= -1;
    return mPatterns * signedCoefficients;
  }

private:
  Eigen::MatrixXd mPatterns;
  Eigen::MatrixXd mCoefficients;
};

class SpatialSurrogate::Bands : public SpatialSurrogate::Method
{
public:
  Bands( const BorderGraph &graph, const Eigen::MatrixXd &fields ) : mGraph( graph ), mMixing( mixingOf( fields ) )
  {
    // Smoothing separates bands only roughly: how much of what is drawn in one band appears in each of them.
    Eigen::MatrixXd crosstalk( octaves + 2, octaves + 1 );
    RandomStream stream( 0x5eed );
    for ( Eigen::Index band = 0; band <= octaves; ++band )
      crosstalk.col( band ) = powerOf( bandOf( whiteNoise( stream ), band ) );
    mScales.resize( octaves + 1, fields.cols() );
    for ( Eigen::Index field = 0; field < fields.cols(); ++field )
      mScales.col( field ) = notNegativeSolution( crosstalk, powerOf( fields.col( field ) ) ).cwiseSqrt();
  }

  Eigen::MatrixXd draw( RandomStream &stream ) const override
  {
    const Eigen::Index fields = mScales.cols();
    Eigen::MatrixXd drawn = Eigen::MatrixXd::Zero( Eigen::Index( mGraph.size() ), fields );
    for ( Eigen::Index band = 0; band <= octaves; ++band )
      for ( Eigen::Index source = 0; source < fields; ++source )
      {
        const Eigen::VectorXd noise = bandOf( whiteNoise( stream ), band );
        for ( Eigen::Index field = source; field < fields; ++field )
          drawn.col( field ) += mScales( band, field ) * mMixing( field, source ) * noise;
      }
    return drawn;
  }

private:
  //! The widest band is what remains after 2⁶ - 1 = 63 steps: patches of eight places and more.
  static constexpr Eigen::Index octaves = 6;

  Eigen::VectorXd whiteNoise( RandomStream &stream ) const
  {
    Eigen::VectorXd noise( Eigen::Index( mGraph.size() ) );
    for ( double &value : noise )
      value = stream.normal();
    return noise.array() - noise.mean();
  }

  //! Half of each place and half of its neighbours' mean, weighted by the borders.
  Eigen::VectorXd smoothed( const Eigen::VectorXd &values ) const
  {
    Eigen::VectorXd result( values.size() );
    for ( std::uint32_t place = 0; place < mGraph.size(); ++place )
    {
      double sum = 0;
      double length = 0;
      for ( const BorderGraph::Neighbour &neighbour : mGraph.of( place ) )
      {
        sum += neighbour.length * values[neighbour.place];
        length += neighbour.length;
      }
      result[place] = length > 0 ? 0.5 * ( values[place] + sum / length ) : values[place];
    }
    return result;
  }

  //! The part of \a values between 2ᵇ - 1 and 2ᵇ⁺¹ - 1 steps of smoothing; of the last band, all that is smoother.
  Eigen::VectorXd bandOf( Eigen::VectorXd values, Eigen::Index band ) const
  {
    for ( int step = 1; step < ( 1 << band ); ++step )
      values = smoothed( values );
    if ( band == octaves )
      return values;
    Eigen::VectorXd coarser = values;
    for ( int step = 0; step < ( 1 << band ); ++step )
      coarser = smoothed( coarser );
    return values - coarser;
  }

  //! Mean square in each band, and in all together.
  Eigen::VectorXd powerOf( const Eigen::VectorXd &values ) const
  {
    Eigen::VectorXd power( octaves + 2 );
    Eigen::VectorXd coarse = values;
    for ( Eigen::Index band = 0; band < octaves; ++band )
    {
      Eigen::VectorXd coarser = coarse;
      for ( int step = 0; step < ( 1 << band ); ++step )
        coarser = smoothed( coarser );
      power[band] = meanSquare( coarse - coarser );
      coarse = std::move( coarser );
    }
    power[octaves] = meanSquare( coarse );
    power[octaves + 1] = meanSquare( values );
    return power;
  }

  //! The x without negative entries for which A x comes nearest to b in relative terms; all entries of A above 0.
  static Eigen::VectorXd notNegativeSolution( Eigen::MatrixXd A, Eigen::VectorXd b )
  {
    if ( !( b.maxCoeff() > 0 ) )
      return Eigen::VectorXd::Zero( A.cols() );
    const Eigen::VectorXd weight = b.cwiseMax( 1e-6 * b.maxCoeff() ).cwiseInverse();
    A = weight.asDiagonal() * A;
    b = weight.cwiseProduct( b );
    // Lee and Seung's multiplicative steps, which keep the signs.
    Eigen::VectorXd x = Eigen::VectorXd::Constant( A.cols(), b.sum() / A.sum() );
    const Eigen::VectorXd target = A.transpose() * b;
    const Eigen::MatrixXd square = A.transpose() * A;
    for ( int step = 0; step < 5000; ++step )
      x = x.cwiseProduct( target.cwiseQuotient( square * x ) );
    return x;
  }

  //! The lower triangle L with L L' = the correlations of the fields.
  static Eigen::MatrixXd mixingOf( const Eigen::MatrixXd &fields )
  {
    Eigen::MatrixXd correlation = Eigen::MatrixXd::Identity( fields.cols(), fields.cols() );
    for ( Eigen::Index one = 0; one < fields.cols(); ++one )
      for ( Eigen::Index other = 0; other < one; ++other )
      {
        const double scale = std::sqrt( fields.col( one ).squaredNorm() * fields.col( other ).squaredNorm() );
        // A hair less than all, so that two equal fields still have a root.
        const double value = scale > 0 ? 0.999999 * fields.col( one ).dot( fields.col( other ) ) / scale : 0;
        correlation( one, other ) = correlation( other, one ) = value;
      }
    return correlation.llt().matrixL();
  }

  BorderGraph mGraph;
  Eigen::MatrixXd mMixing;
  //! Per band and field.
  Eigen::MatrixXd mScales;
};

SpatialSurrogate::SpatialSurrogate( const BorderGraph &graph, const std::vector<std::vector<double>> &fields,
                                    std::size_t exactUpTo )
{
  Eigen::RowVectorXd means;
  const Eigen::MatrixXd values = centred( fields, graph.size(), means );
  if ( graph.size() <= exactUpTo )
    mMethod = std::make_unique<Spectral>( graph, values );
  else
    mMethod = std::make_unique<Bands>( graph, values );
  mMethod->means = means;
}

SpatialSurrogate::~SpatialSurrogate() = default;

std::vector<std::vector<double>> SpatialSurrogate::draw( RandomStream &stream ) const
{
  const Eigen::MatrixXd drawn = mMethod->draw( stream ).rowwise() + mMethod->means;
  std::vector<std::vector<double>> fields;
  for ( Eigen::Index field = 0; field < drawn.cols(); ++field )
    fields.emplace_back( drawn.col( field ).begin(), drawn.col( field ).end() );
  return fields;
}

} // namespace communitysafety::statistics
