// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/aggregation.h"
#include "statistics/normalise.h"

#include <algorithm>

using namespace communitysafety::statistics;

/**
 * Townsend's deprivation index of the 2011 census: 9,481 wards of the United Kingdom, inputs and scores as the UK Data
 * Service published them (UKDataServiceOpen/Townsend-Deprivation; census, Open Government Licence v3.0).
 */
class TownsendOracle : public QObject
{
  Q_OBJECT

private slots:
  void scoresOfWardsAreThoseOfTheUkDataService();
};

namespace
{

// A ward in which there is nobody to be counted has 0 %, as in the published computation.
std::vector<double> percentages( const SharedTable &census, const QStringList &part, const QString &whole )
{
  const std::vector<double> wholes = census.numbers( whole );
  std::vector<double> percentages( wholes.size(), 0.0 );
  for ( const QString &field : part )
  {
    const std::vector<double> parts = census.numbers( field );
    for ( std::size_t row = 0; row < wholes.size(); ++row )
      percentages[row] += wholes[row] > 0 ? 100 * parts[row] / wholes[row] : 0.0;
  }
  return percentages;
}

std::vector<double> logarithms( std::vector<double> values )
{
  std::transform( values.begin(), values.end(), values.begin(), []( double value ) { return std::log1p( value ); } );
  return values;
}

} // namespace

void TownsendOracle::scoresOfWardsAreThoseOfTheUkDataService()
{
  const SharedTable census( "benchmarks/townsend/Dataset- 2011 UK Ward.csv" );
  const SharedTable published( "benchmarks/townsend/Scores- 2011 UK Ward.csv" );
  if ( census.isEmpty() || published.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  QCOMPARE( census.texts( "GEO_CODE" ), published.texts( "GEO_CODE" ) );

  const std::vector<double> unemployed = zScore( logarithms( percentages( census, { "F248" }, "F244" ) ) ).values;
  const std::vector<double> overcrowded =
    zScore( logarithms( percentages( census, { "F2081", "F2083" }, "F2075" ) ) ).values;
  const std::vector<double> notOwned = zScore( percentages( census, { "F2357", "F2362", "F2368" }, "F2347" ) ).values;
  const std::vector<double> noCar = zScore( percentages( census, { "F991" }, "F989" ) ).values;
  const Aggregated index = aggregate( { unemployed, overcrowded, notOwned, noCar }, { 1, 1, 1, 1 }, { "sum", {} } );
  QCOMPARE( index.values.size(), std::size_t( 9481 ) );
  QCOMPARE( differenceBetween( index.values, published.numbers( "TDS" ), 1e-12 ), QString() );
}

QTEST_GUILESS_MAIN( TownsendOracle )
#include "townsend_oracle.moc"
