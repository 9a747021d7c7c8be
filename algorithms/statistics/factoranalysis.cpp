// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/factoranalysis.h"

#include "statistics/arguments.h"
#include "statistics/correlationmatrix.h"

#include <Eigen/Dense>

#include <cmath>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double lowestUniqueness = 0.005;
constexpr int mostIterations = 500;
constexpr double slopeTolerance = 1e-9;

void requireAnalysable( const CompleteRows &complete )
{
  const std::size_t indicators = complete.columns.size();
  if ( indicators < 3 )
    refuse( "The number of indicators of a factor", std::to_string( indicators ), "3 or more" );
  if ( complete.rows.size() <= indicators )
    refuse( "The number of areas with all indicators of a factor", std::to_string( complete.rows.size() ),
            "more than the number of indicators, " + std::to_string( indicators ) );
  requireVariation( complete );
}

// F, its slopes and its approximate curvature at one set of ln Ψ (Jöreskog 1967).
class Likelihood
{
public:
  Likelihood( const MatrixXd &correlations, const VectorXd &logUniqueness )
  {
    mRoots = ( logUniqueness / 2 ).array().exp();
    const VectorXd inverse = mRoots.cwiseInverse();
    mSolver.compute( inverse.asDiagonal() * correlations * inverse.asDiagonal() );
  }

  double value() const
  {
    const VectorXd rest = restValues();
    return ( rest.array() - rest.array().log() - 1 ).sum();
  }

  VectorXd slopes() const { return restVectors().array().square().matrix() * ( 1 - restValues().array() ).matrix(); }

  MatrixXd curvature() const
  {
    const MatrixXd projection = restVectors() * restVectors().transpose();
    return projection.array().square();
  }

  VectorXd loadings() const
  {
    const Index last = mRoots.size() - 1;
    const double size = std::sqrt( std::max( 0.0, mSolver.eigenvalues()[last] - 1 ) );
    const VectorXd loadings = size * mRoots.cwiseProduct( mSolver.eigenvectors().col( last ) );
    return loadings.sum() < 0 ? VectorXd( -loadings ) : loadings;
  }

private:
  // All but the largest: Eigen sorts them rising.
  VectorXd restValues() const { return mSolver.eigenvalues().head( mRoots.size() - 1 ); }
  MatrixXd restVectors() const { return mSolver.eigenvectors().leftCols( mRoots.size() - 1 ); }

  VectorXd mRoots;
  Eigen::SelfAdjointEigenSolver<MatrixXd> mSolver;
};

const double lowestLog = std::log( lowestUniqueness );

// Those that F would still carry below the bound stay on it.
VectorXd freeSlopes( const VectorXd &slopes, const VectorXd &logUniqueness )
{
  VectorXd free = slopes;
  for ( Index place = 0; place < free.size(); ++place )
    if ( logUniqueness[place] <= lowestLog && slopes[place] > 0 )
      free[place] = 0;
  return free;
}

VectorXd newtonStep( const Likelihood &likelihood, const VectorXd &slopes )
{
  MatrixXd curvature = likelihood.curvature();
  for ( Index place = 0; place < slopes.size(); ++place )
    if ( slopes[place] == 0 )
    {
      curvature.row( place ).setZero();
      curvature.col( place ).setZero();
      curvature( place, place ) = 1;
    }
  curvature.diagonal().array() += 1e-12;
  return -curvature.ldlt().solve( slopes );
}

// Halves the step until F falls; false when it does not any more.
bool advance( const MatrixXd &correlations, const Likelihood &here, VectorXd &logUniqueness, const VectorXd &step )
{
  constexpr int mostHalvings = 34;
  for ( int halving = 0; halving < mostHalvings; ++halving )
  {
    const VectorXd next = ( logUniqueness + std::ldexp( 1.0, -halving ) * step ).cwiseMax( lowestLog ).cwiseMin( 0 );
    if ( Likelihood( correlations, next ).value() < here.value() )
    {
      logUniqueness = next;
      return true;
    }
  }
  return false;
}

VectorXd fittedLogUniqueness( const MatrixXd &correlations, const MatrixXd &inverse )
{
  const double share = 1 - 0.5 / static_cast<double>( correlations.rows() );
  VectorXd logUniqueness = ( share * inverse.diagonal().cwiseInverse() ).array().log();
  logUniqueness = logUniqueness.cwiseMax( lowestLog );
  for ( int iteration = 0; iteration < mostIterations; ++iteration )
  {
    const Likelihood here( correlations, logUniqueness );
    const VectorXd slopes = freeSlopes( here.slopes(), logUniqueness );
    if ( slopes.cwiseAbs().maxCoeff() < slopeTolerance ||
         !advance( correlations, here, logUniqueness, newtonStep( here, slopes ) ) )
      break;
  }
  return logUniqueness;
}

std::vector<double> toVector( const VectorXd &values ) { return { values.data(), values.data() + values.size() }; }

} // namespace

OneFactor oneFactor( const std::vector<Column> &indicators )
{
  const CompleteRows complete = completeRows( indicators );
  requireAnalysable( complete );
  const MatrixXd correlations = correlationMatrix( complete );
  const Eigen::SelfAdjointEigenSolver<MatrixXd> spectrum( correlations );
  if ( spectrum.eigenvalues()[0] < 1e-10 )
    throw std::invalid_argument( "The indicators of a factor are so alike that one follows from the others; leave one "
                                 "of them out." );
  const MatrixXd inverse = correlations.inverse();
  const VectorXd logUniqueness = fittedLogUniqueness( correlations, inverse );
  const VectorXd loadings = Likelihood( correlations, logUniqueness ).loadings();

  OneFactor factor;
  factor.areas = complete.rows.size();
  factor.loadings = toVector( loadings );
  factor.uniquenesses = toVector( logUniqueness.array().exp() );
  factor.scoreCoefficients = toVector( inverse * loadings );
  factor.isAtBound = logUniqueness.minCoeff() <= lowestLog;
  return factor;
}

std::vector<double> factorWeights( const std::vector<Column> &indicators, FactorWeighting how )
{
  const OneFactor factor = oneFactor( indicators );
  std::vector<double> weights = how == FactorWeighting::loadings ? factor.loadings : factor.scoreCoefficients;
  for ( std::size_t place = 0; place < weights.size(); ++place )
    if ( !( weights[place] >= 0 ) || factor.loadings[place] < 0 )
      throw std::invalid_argument( "Indicator " + std::to_string( place + 1 ) +
                                   " runs against the common factor (its loading is " +
                                   inWords( factor.loadings[place] ) + "); turn its direction round or leave it out." );
  const double sum = std::accumulate( weights.begin(), weights.end(), 0.0 );
  if ( !( sum > 0 ) )
    throw std::invalid_argument( "The indicators have no common factor; weight them by hand." );
  for ( double &weight : weights )
    weight /= sum;
  return weights;
}

} // namespace communitysafety::statistics
