// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/factoranalysis.h"
#include "statistics/indicatorweights.h"
#include "statistics/normalise.h"

#include <algorithm>

using namespace communitysafety::statistics;

/**
 * The crime domain of the English Indices of Deprivation 2025, on its eight rates in the 659 areas of Birmingham.
 *
 * Normal scores z = qnorm( rank( v ) / ( length( v ) + 1 ) ), then with R 4.2.2
 *   factanal( z, 1, control = list( nstart = 5, opt = list( factr = 10, maxit = 10000, pgtol = 0 ) ) )
 *   prcomp( z, scale. = TRUE )
 * 12 digits printed; the search of factanal stops within a millionth of the maximum.
 */
class FactorAnalysisOracle : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void loadingsAreThoseOfFactanal();
  void weightsAreThoseOfTheOfficialIndices();
  void componentIsThatOfPrcomp();
  void boundIsThatOfFactanal();
  void equalImportanceIsNearerThanASearchComes();

private:
  std::vector<double> normalScores( const QString &field ) const;
  std::vector<std::vector<double>> mScores;
};

namespace
{

const QStringList crimes = {
  "violence_with_injury_rate_per_1_000_at_risk_population",
  "violence_without_injury_rate_per_1_000_at_risk_population",
  "stalking_and_harassment_rate_per_1_000_at_risk_population",
  "burglary_rate_per_1_000_at_risk_properties",
  "theft_rate_per_1_000_at_risk_population",
  "criminal_damage_rate_per_1_000_at_risk_population",
  "public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population",
  "anti_social_behaviour_rate_per_1_000_at_risk_population",
};

std::vector<Column> views( const std::vector<std::vector<double>> &table ) { return { table.begin(), table.end() }; }

} // namespace

std::vector<double> FactorAnalysisOracle::normalScores( const QString &field ) const
{
  const SharedTable table( "birmingham/imd/imd2025_england_lsoa21_indicators_birmingham.csv" );
  return table.isEmpty() ? std::vector<double>() : normalise( table.numbers( field ), { "normalscore", {} } ).values;
}

void FactorAnalysisOracle::initTestCase()
{
  for ( const QString &crime : crimes )
    mScores.push_back( normalScores( crime ) );
  if ( mScores.front().empty() )
    QSKIP( "The folder of shared research data is not here." );
  QCOMPARE( mScores.front().size(), std::size_t( 659 ) );
}

void FactorAnalysisOracle::loadingsAreThoseOfFactanal()
{
  const OneFactor factor = oneFactor( views( mScores ) );
  QCOMPARE( differenceBetween( factor.loadings,
                               { 0.963007850429, 0.963386195872, 0.781195631889, 0.373739219969, 0.612129790826,
                                 0.897909984038, 0.915036613638, 0.762907246690 },
                               1e-6 ),
            QString() );
  QCOMPARE( differenceBetween( factor.uniquenesses,
                               { 0.0726158800793, 0.0718870377193, 0.3897333818885, 0.8603190085735, 0.6252971065379,
                                 0.1937576611882, 0.1627079961385, 0.4179725302972 },
                               1e-6 ),
            QString() );
}

void FactorAnalysisOracle::weightsAreThoseOfTheOfficialIndices()
{
  QCOMPARE( differenceBetween( factorWeights( views( mScores ), FactorWeighting::loadings ),
                               { 0.1536066108215, 0.1536669596143, 0.1246062670720, 0.0596140674087, 0.0976390613117,
                                 0.1432230374960, 0.1459548568954, 0.1216891393804 },
                               1e-6 ),
            QString() );
  QCOMPARE( differenceBetween( factorWeights( views( mScores ), FactorWeighting::scoreCoefficients ),
                               { 0.3145251465378, 0.3178388512437, 0.0475389243943, 0.0103030618581, 0.0232174355189,
                                 0.1099084461850, 0.1333787756767, 0.0432893585856 },
                               1e-5 ),
            QString() );
}

void FactorAnalysisOracle::componentIsThatOfPrcomp()
{
  const ComponentWeights component = componentWeights( views( mScores ) );
  QCOMPARE( differenceBetween( component.loadings,
                               { 0.401659450933, 0.400848759289, 0.329995462857, 0.200863289098, 0.297082016124,
                                 0.395322063788, 0.400990016476, 0.351307044484 },
                               1e-11 ),
            QString() );
  QVERIFY( std::fabs( component.varianceShare - 0.686549514256 ) < 1e-11 );
}

// Numerators of income, its two supplementary indices and employment: the first is all but the factor itself. Ranked
// among the areas with a value; the 648 areas with all four.
void FactorAnalysisOracle::boundIsThatOfFactanal()
{
  std::vector<std::vector<double>> scores;
  for ( const char *field :
        { "income_domain_numerator", "income_deprivation_affecting_children_index_idaci_numerator",
          "income_deprivation_affecting_older_people_index_idaopi_numerator", "employment_domain_numerator" } )
    scores.push_back( normalScores( field ) );
  const OneFactor factor = oneFactor( views( scores ) );
  QCOMPARE( factor.areas, std::size_t( 648 ) );
  QVERIFY( factor.isAtBound );
  QCOMPARE(
    differenceBetween( factor.loadings, { 0.997639889301, 0.970712895513, 0.743721989055, 0.918884456870 }, 1e-6 ),
    QString() );
}

// Equal say of the eight rates would need negative weights. optim() of R 4.2.2, Nelder-Mead and BFGS in turn over the
// logarithms of the weights, stops at a sum of squares of 0.000653944990661.
void FactorAnalysisOracle::equalImportanceIsNearerThanASearchComes()
{
  const SharedTable table( "birmingham/imd/imd2025_england_lsoa21_indicators_birmingham.csv" );
  std::vector<std::vector<double>> rates;
  for ( const QString &crime : crimes )
    rates.push_back( table.numbers( crime ) );
  const ImportanceWeights found = importanceWeights( views( rates ), std::vector<double>( 8, 1.0 ) );
  double squares = 0;
  for ( const double share : found.importance )
    squares += ( share - 0.125 ) * ( share - 0.125 );
  QVERIFY2( squares < 0.000653944990662, qPrintable( QString::number( squares, 'g', 12 ) ) );
  QVERIFY( squares > 0.00065 );
  QCOMPARE( std::count( found.weights.begin(), found.weights.end(), 0.0 ), 4 );
}

QTEST_GUILESS_MAIN( FactorAnalysisOracle )
#include "factoranalysis_oracle.moc"
