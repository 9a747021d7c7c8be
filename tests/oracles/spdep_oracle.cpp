// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "sharedsheet.h"
#include "statistics/localempiricalbayes.h"
#include "statistics/localstatistic.h"
#include "statistics/smoothing.h"

using namespace communitysafety::statistics;

/**
 * Smoothed rates and local statistics of the programs of spatial analysis, on their own data.
 *
 * Reproduce via R 4.2.2, spdep 1.2-7: nc <- sf::st_read("spData/sids.gpkg"); nb <- poly2nb(nc);
 * EBlocal(nc$SID74, nc$BIR74, nb, geoda = TRUE)$est; the same without geoda;
 * localG(nc$SID74 / nc$BIR74, nb2listw(include.self(nb), style = "B")); and for spData/columbus.gpkg localG() of CRIME.
 * Printed to 10 significant digits.
 */
class SpdepOracle : public QObject
{
  Q_OBJECT

private slots:
  void localRatesOfNorthCarolinaAroundTheNeighbourhood();
  void localRatesOfNorthCarolinaAroundOwnNeighbourhoods();
  void giStarOfNorthCarolina();
  void giStarOfColumbus();
  void ratesOfAuckland();
  void localRatesOfStLouisAsPySALPrintsThem();
  void ratesOfStLouisNeighbourhoodsAsPySALPrintsThem();
};

namespace
{

const std::vector<double> sidsAroundNeighbourhood = {
  0.0009922275509, 0.001263902932, 0.000974025974, 0.0007604562738, 0.005015388123,  0.004764998917,  0.001402524544,
  0.002385211688,  0.003562669645, 0.001173081439, 0.002621672493,  0.002841438717,  0.001572112098,  0.001948558067,
  0.002251527822,  0.004201112178, 0.001414427157, 0.001123308655,  0.001206030151,  0.001518372305,  0.001208459215,
  0.001428211375,  0.001007780062, 0.001704212337, 0.0009976546753, 0.001453306647,  0.002240723023,  0.004543696829,
  0.002045601956,  0.001508641894, 0.002023463038, 0.0009407625146, 0.002867397044,  0.001075874789,  0.001367776331,
  0.003153857052,  0.001539803932, 0.001164874552, 0.001244586404,  0.0009444522177, 0.00105667093,   0.001264915461,
  0.00168511372,   0.002845299031, 0.003172588832, 0.002109032447,  0.001677068155,  0.001641963256,  0.002537436117,
  0.001165098818,  0.002627585952, 0.00115952515,  0.001471585553,  0.001678546364,  0.001629583203,  0.0007315288954,
  0.0024600246,    0.001938487407, 0.002865329513, 0.001743848091,  0.002464058017,  0.002345099975,  0.001571001609,
  0.001965648079,  0.002019332741, 0.001700903106, 0.00198003762,   0.001941471345,  0.001330054632,  0.002258759085,
  0.002066701617,  0.001913027439, 0.001494392904, 0.002547770701,  0.001446779194,  0.001726379382,  0.002951303492,
  0.001612531675,  0.001950270361, 0.002307185234, 0.0007927070947, 0.001943390127,  0.002376389421,  0.001207318893,
  0.008135423679,  0.003079838887, 0.002446683216, 0.002439109377,  0.001875184606,  0.0009487666034, 0.002454637339,
  0.003278168672,  0.002407479984, 0.00361324615,  0.002397841942,  0.003328844279,  0.002688751742,  0.003834449178,
  0.002350307778,  0.002911698141
};

const std::vector<double> sidsAroundOwnNeighbourhoods = {
  0.0009922275509, 0.001263902932, 0.001085927674, 0.0007604562738, 0.005015388123,  0.004764998917,  0.001402524544,
  0.002385211688,  0.003309553578, 0.00119336933,  0.002467432227,  0.002702813575,  0.001572112098,  0.001948558067,
  0.002251527822,  0.003287457514, 0.001414427157, 0.001123308655,  0.001206030151,  0.001518372305,  0.001208459215,
  0.001428211375,  0.001002616555, 0.001911265687, 0.00101973617,   0.001462949038,  0.002274065238,  0.004543696829,
  0.002045601956,  0.001508641894, 0.002092750712, 0.00109886736,   0.002912333609,  0.00112782972,   0.001223857673,
  0.003277995136,  0.001539803932, 0.001397133374, 0.001357033805,  0.0009391697221, 0.000998626465,  0.001264915461,
  0.001705174179,  0.002800728189, 0.00315513506,  0.00205949746,   0.001677068155,  0.001641963256,  0.002537436117,
  0.001165098818,  0.002627585952, 0.001216099473, 0.001472987147,  0.001729850892,  0.001499075879,  0.0004897090433,
  0.0024600246,    0.002201627559, 0.002865329513, 0.001743848091,  0.002552282666,  0.002345099975,  0.001571001609,
  0.001960329513,  0.002056450139, 0.001707330246, 0.001965358689,  0.001963851939,  0.001376395489,  0.002245051399,
  0.002051974268,  0.00191310827,  0.00127121076,  0.002547770701,  0.001446779194,  0.001567582848,  0.002828117019,
  0.001356016077,  0.00201598333,  0.002307185234, 0.001338974319,  0.002018279275,  0.002376389421,  0.001232658585,
  0.00817169651,   0.003000846559, 0.002505742326, 0.002439109377,  0.001802663339,  0.0008464645617, 0.002454637339,
  0.003330822973,  0.002407479984, 0.003381262807, 0.002397841942,  0.002891835834,  0.002635603423,  0.003834449178,
  0.002350307778,  0.00293040293
};

const std::vector<double> sidsGiStar = {
  -1.699092824,   -1.435552088,  -1.922147494,  -1.553060022,  4.251772393,   2.433859559,   -1.421417556,
  -0.5950699013,  2.257514211,   -0.6353043965, 0.5593885143,  -0.2883852421, -0.2495548327, -0.01732042459,
  0.5215777171,   2.592667919,   -1.389757332,  -2.327788662,  -1.639411239,  -0.9578686051, -1.02056602,
  -1.575401902,   -1.607795094,  0.7050018907,  -1.229174516,  -0.5062918934, -0.1336699718, 3.945757102,
  -0.1341272378,  -0.4596901937, 1.051085293,   -1.820571343,  1.191022885,   -2.082789158,  -1.12178663,
  2.397967841,    -0.7345259058, -1.110093201,  -1.843449067,  -1.804864155,  -1.591896268,  -1.192590461,
  -0.04419965939, 0.3211860214,  -0.4047379445, -1.280939739,  -0.3996618156, -0.6147499105, 1.229171234,
  -1.290849679,   1.30735387,    -0.9358262589, -0.12295157,   -0.4091155978, 0.2827249807,  -1.553060022,
  0.3566077015,   -0.899933979,  1.629438995,   -0.4118797132, 0.1822559908,  0.7925334856,  -0.857246618,
  0.2384525988,   -0.5382548379, -0.1540799235, 0.4157869849,  -0.7185810289, -1.269064183,  1.10355061,
  0.8965474606,   0.06926591848, -0.5807523601, 1.016676688,   -0.5344625421, 0.240437391,   0.6306386021,
  -1.105836458,   0.4643559139,  0.1952121219,  -2.022300956,  1.357752213,   0.197903688,   1.528184503,
  1.839078828,    1.363444595,   -0.7515796544, 0.4231123937,  3.007641351,   -1.560915804,  0.4178845896,
  1.538114711,    0.3034953924,  2.869503845,   0.1405753348,  1.891727558,   1.371928357,   2.396707814,
  0.5904131689,   1.302789543
};

const std::vector<double> columbusGiStar = {
  -1.432779654,  -1.340008097,  -0.771998681,  -0.1317333645, 1.285362798,  0.06864804381, 0.6613648377,
  1.013023951,   0.2191434432,  -1.137527663,  2.625150847,   1.715366545,  0.6613648377,  1.661277238,
  2.520775918,   3.475051356,   -1.53958776,   2.060228194,   1.663063549,  -1.263145775,  0.9580126064,
  0.07875514914, -2.002812025,  3.271094432,   3.195171615,   2.118912928,  0.2811288538,  2.805861288,
  3.286070239,   2.630255905,   -2.041135559,  -2.851023177,  0.4354140214, -1.780380314,  -0.2348266363,
  -2.674719152,  2.501119964,   1.701238406,   -2.273242668,  -2.324828433, -1.821072957,  -1.80255063,
  0.1885790442,  -0.1582106212, -0.5167331737, -1.974722339,  -1.510601447, -0.9816419931, -1.133104654
};

Neighbours touching( const SharedSheet &areas )
{
  return Neighbours::fromPairs( areas.numbers( QStringLiteral( "AREA" ) ).size(), areas.touchingPairs() );
}

//! Rounded as the reference prints: ten significant digits.
QString differenceInDigits( const std::vector<double> &actual, const std::vector<double> &expected, double digits )
{
  if ( actual.size() != expected.size() )
    return QStringLiteral( "%1 values instead of %2" ).arg( actual.size() ).arg( expected.size() );
  for ( std::size_t row = 0; row < actual.size(); ++row )
    if ( !( std::fabs( actual[row] - expected[row] ) <=
            0.5 * std::pow( 10, 1 - digits + std::floor( std::log10( std::fabs( expected[row] ) ) ) ) * 1.001 ) )
      return QStringLiteral( "row %1: %2 instead of %3" )
        .arg( row + 1 )
        .arg( actual[row], 0, 'g', 15 )
        .arg( expected[row], 0, 'g', 15 );
  return {};
}

std::vector<double> quotients( const std::vector<double> &above, const std::vector<double> &below )
{
  std::vector<double> result;
  for ( std::size_t row = 0; row < above.size(); ++row )
    result.push_back( above[row] / below[row] );
  return result;
}

//! A GAL file: the number of areas, then per area its number and how many neighbours, and their numbers from 1.
Neighbours neighboursOfGal( const QString &path )
{
  std::vector<Neighbours::Pair> pairs;
  const SharedTable file( path );
  const QStringList lines = file.texts( file.header().first() );
  for ( int line = 0; line + 1 < lines.size(); line += 2 )
    for ( const QString &neighbour : lines[line + 1].split( ' ', Qt::SkipEmptyParts ) )
      pairs.emplace_back( lines[line].section( ' ', 0, 0 ).toULong() - 1, neighbour.trimmed().toULong() - 1 );
  return Neighbours::fromPairs( file.header().first().toULong(), pairs );
}

const char *const absent = "the shared research data are not on this machine";

} // namespace

void SpdepOracle::localRatesOfNorthCarolinaAroundTheNeighbourhood()
{
  const SharedSheet counties( QStringLiteral( "benchmarks/spData/sids.gpkg" ) );
  if ( counties.isEmpty() )
    QSKIP( absent );
  const LocallySmoothedRates smoothed =
    localEmpiricalBayes( counties.numbers( QStringLiteral( "SID74" ) ), counties.numbers( QStringLiteral( "BIR74" ) ),
                         touching( counties ) );
  QCOMPARE( differenceInDigits( smoothed.rate, sidsAroundNeighbourhood, 10 ), QString() );
}

void SpdepOracle::localRatesOfNorthCarolinaAroundOwnNeighbourhoods()
{
  const SharedSheet counties( QStringLiteral( "benchmarks/spData/sids.gpkg" ) );
  if ( counties.isEmpty() )
    QSKIP( absent );
  const LocallySmoothedRates smoothed =
    localEmpiricalBayes( counties.numbers( QStringLiteral( "SID74" ) ), counties.numbers( QStringLiteral( "BIR74" ) ),
                         touching( counties ), LocalVariance::aroundOwnNeighbourhoods );
  QCOMPARE( differenceInDigits( smoothed.rate, sidsAroundOwnNeighbourhoods, 10 ), QString() );
}

void SpdepOracle::giStarOfNorthCarolina()
{
  const SharedSheet counties( QStringLiteral( "benchmarks/spData/sids.gpkg" ) );
  if ( counties.isEmpty() )
    QSKIP( absent );
  const std::vector<double> rates =
    quotients( counties.numbers( QStringLiteral( "SID74" ) ), counties.numbers( QStringLiteral( "BIR74" ) ) );
  QCOMPARE( differenceInDigits( giStar( rates, touching( counties ) ), sidsGiStar, 10 ), QString() );
}

void SpdepOracle::giStarOfColumbus()
{
  const SharedSheet tracts( QStringLiteral( "benchmarks/spData/columbus.gpkg" ) );
  if ( tracts.isEmpty() )
    QSKIP( absent );
  QCOMPARE(
    differenceInDigits( giStar( tracts.numbers( QStringLiteral( "CRIME" ) ), touching( tracts ) ), columbusGiStar, 10 ),
    QString() );
}

void SpdepOracle::ratesOfAuckland()
{
  // EBest(auckland$M77_85, 9 * auckland$Und5_81); 12 digits.
  const SharedSheet areas( QStringLiteral( "benchmarks/spData/auckland.gpkg" ) );
  if ( areas.isEmpty() )
    QSKIP( absent );
  std::vector<double> childYears = areas.numbers( QStringLiteral( "Und5_81" ) );
  for ( double &children : childYears )
    children *= 9;
  const SmoothedRates smoothed = empiricalBayes( areas.numbers( QStringLiteral( "M77_85" ) ), childYears );
  QCOMPARE(
    differenceInDigits( { smoothed.betweenVariance, smoothed.meanRate }, { 7.28417290098e-07, 0.00263343619314 }, 12 ),
    QString() );
}

// Examples in esda/smoothing.py of PySAL: homicides 1979-84 by population, queen neighbours of stl.gal; nine digits.
void SpdepOracle::localRatesOfStLouisAsPySALPrintsThem()
{
  const SharedTable counties( QStringLiteral( "benchmarks/libpysal/stl/stl_hom.csv" ) );
  if ( counties.isEmpty() )
    QSKIP( absent );
  std::vector<double> rates =
    localEmpiricalBayes( counties.numbers( QStringLiteral( "HC7984" ) ), counties.numbers( QStringLiteral( "PO7984" ) ),
                         neighboursOfGal( QStringLiteral( "benchmarks/libpysal/stl/stl.gal" ) ) )
      .rate;
  rates.resize( 10 );
  QCOMPARE( differenceInDigits( rates,
                                { 4.01485749e-05, 3.62437513e-05, 4.93034844e-05, 5.09387329e-05, 3.72735210e-05,
                                  3.69333797e-05, 5.40245456e-05, 2.99806055e-05, 3.73034109e-05, 3.47270722e-05 },
                                9 ),
            QString() );
}

void SpdepOracle::ratesOfStLouisNeighbourhoodsAsPySALPrintsThem()
{
  const SharedTable counties( QStringLiteral( "benchmarks/libpysal/stl/stl_hom.csv" ) );
  if ( counties.isEmpty() )
    QSKIP( absent );
  const std::vector<double> homicides = counties.numbers( QStringLiteral( "HC7984" ) );
  const std::vector<double> people = counties.numbers( QStringLiteral( "PO7984" ) );
  const Neighbours neighbours = neighboursOfGal( QStringLiteral( "benchmarks/libpysal/stl/stl.gal" ) );
  std::vector<double> expected = { 4.59326407e-05, 3.62437513e-05, 4.98677081e-05, 5.09387329e-05, 3.72735210e-05,
                                   4.01073093e-05, 3.79372794e-05, 3.27019246e-05, 4.26204928e-05, 3.47270722e-05 };
  std::vector<double> rates = localEmpiricalBayes( homicides, people, neighbours ).neighbourhoodRate;
  rates.resize( 10 );
  QCOMPARE( differenceInDigits( rates, expected, 9 ), QString() );

  // The local quotient is the same rate over the city's.
  const double meanRate = empiricalBayes( homicides, people ).meanRate;
  std::vector<double> quotient = localQuotient( homicides, people, neighbours );
  quotient.resize( 10 );
  for ( double &value : quotient )
    value *= meanRate / 100;
  QCOMPARE( differenceInDigits( quotient, expected, 9 ), QString() );
}

QTEST_GUILESS_MAIN( SpdepOracle )
#include "spdep_oracle.moc"
