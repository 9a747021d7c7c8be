// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "hotspots/scanclusters.h"

#include "base/fields.h"
#include "base/htmlreport.h"
#include "base/indicatorcolumns.h"
#include "base/numbercolumn.h"
#include "base/yearlycounts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace communitysafety::hotspots
{

using base::Run;
using statistics::ClusterChoice;
using statistics::ClusterList;
using statistics::isMissing;
using statistics::missing;
using statistics::ScanCluster;
using statistics::ScanScore;

namespace
{

//! The order is that of the MODEL parameter.
constexpr std::array models = { ScanScore::poisson, ScanScore::expectationBased, ScanScore::bernoulli,
                                ScanScore::normal };

//! The order is that of the PENALTY parameter.
constexpr std::array penalties = { 0.0, 0.5, 1.0 };

//! The order is that of the OUTLINE parameter.
enum class Outline
{
  areas,
  shapes
};

//! Any geometry: what the enumerator is called differs between the versions of QGIS, its number does not.
constexpr auto anyGeometry = static_cast<compat::SourceType>( -1 );

constexpr std::size_t fewestAreas = 3;

} // namespace

base::Identity ScanClusters::identity() const
{
  return {
    QStringLiteral( "scanclusters" ),
    tr( "Scan for clusters" ),
    QStringLiteral( "hotspots" ),
    tr( "Circular and elliptic scan statistics (Kulldorff): clusters of cases with relative risk, log-likelihood ratio "
        "and p, as SaTScan lists them." ),
    tr( "scan statistic,SaTScan,Kulldorff,cluster detection,hot spot,circular scan,elliptic scan,Poisson,Bernoulli,"
        "normal model,expectation-based,most likely cluster,secondary clusters,Gini,relative risk,smerc,rsatscan" )
      .split( ',' ),
    tr( "Draws circles (and ellipses) of every size around every area and finds those in which the cases are hardest "
        "to explain by one risk everywhere. What chance alone reaches is learnt from RUNS maps without clusters, so "
        "that p is corrected for all the circles that were tried.\n\n"
        "‘Poisson’ compares the cases inside with those outside, by population or expected cases. "
        "‘Expectation-based’ compares with the expectation alone, which is better where a large part of the map "
        "stands out. ‘Bernoulli’ compares cases with controls, the share of persons who have the property. ‘Normal’ "
        "takes a value per area, such as a survey mean or a score, and finds where it is high.\n\n"
        "Plain Poisson is wrong for crime. Repeat victims and offenders make counts vary more than independent events "
        "would: where the variance is twice the mean, nearly every map without any cluster shows a “significant” one. "
        "Give the counts of single years in YEAR_COUNTS, or OVERDISPERSION itself: ratios are divided by it and the "
        "maps without clusters vary as much.\n\n"
        "A circle grows by whole rings: all areas at one distance together. ‘Place by place’ is SaTScan's own way, "
        "which on a regular grid also tries half-finished rings; with it the ratios are those of SaTScan to the last "
        "digit.\n\n"
        "Of clusters that overlap only the most likely one is listed. ‘Gini’ chooses the largest size for which the "
        "listed clusters set the map apart best; ‘One by one’ takes out each cluster before it looks for the next. "
        "Circles miss what is long and bent: priority neighbourhoods are delineated free of shape by another "
        "algorithm.\n\n"
        "An area in no cluster is not proven to be safe, and an area at the edge of a cluster need not share its "
        "risk. Areas without a population cannot have a risk: those with cases are left out and counted." )
  };
}

void ScanClusters::defineParameters()
{
  const QString input = QStringLiteral( "INPUT" );
  add( new QgsProcessingParameterFeatureSource(
         input, tr( "Areas" ), { static_cast<int>( compat::polygonVector ), static_cast<int>( compat::pointVector ) } ),
       tr( "Polygons (cells, LSOAs, wards) or points, each with its counts. Circles go by the centres of polygons." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "CASES" ), tr( "Cases" ), QVariant(), input ),
       tr( "Field with the number of cases; for the normal model with the values. Numbers written as text are read "
           "strictly; a suppressed number is not zero." ) );
  defineModel();
  defineAdvanced();
  defineOutputs();
}

void ScanClusters::defineModel()
{
  const QString input = QStringLiteral( "INPUT" );
  add( new QgsProcessingParameterEnum( QStringLiteral( "MODEL" ), tr( "Model" ),
                                       { tr( "Poisson: cases by population or expected cases" ),
                                         tr( "Poisson, expectation-based" ), tr( "Bernoulli: cases and controls" ),
                                         tr( "Normal: a value per area" ) },
                                       false, 0 ),
       tr( "What is compared with what; see above." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "POPULATION" ), tr( "Population, expected cases or controls" ),
                                     QVariant(), input, compat::anyField, false, true ),
    tr( "Poisson: field with the population or the cases expected; it is scaled to the sum of the cases. When empty, "
        "all areas expect the same, as cells of a grid may. Bernoulli: field with the number of controls, required. "
        "Normal: leave empty." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "SHAPES" ), tr( "Shapes" ),
                                       { tr( "Circles" ), tr( "Circles and ellipses" ) }, false, 0 ),
       tr( "Ellipses are 1.5, 2, 3, 4 and 5 times as long as wide, in 46 directions and lengths together: the search "
           "takes about fifty times as long." ) );
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "MAX_SHARE" ), tr( "Largest cluster (% of the population)" ),
                                      compat::real, 50.0, false, 0.01, 100.0 ),
    tr( "No cluster has more of the population (of the expected cases, of those at risk; for the normal model of the "
        "areas). Less than 50 % is faster and finds clusters of the size that work can be directed to." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "LIST" ), tr( "List of clusters" ),
                                       { tr( "Most likely ones that do not overlap" ),
                                         tr( "The largest size chosen by the Gini coefficient" ),
                                         tr( "One by one: each taken out before the next" ) },
                                       false, 0 ),
       tr( "Which of the many overlapping circles are listed; see above." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "SIGNIFICANCE" ), tr( "Significance" ), compat::real, 0.05,
                                         false, 0.0001, 0.5 ),
       tr( "Highest p of a significant cluster. Those up to LISTED_P and the most likely one are listed as well, and "
           "marked as perhaps by chance." ) );
}

void ScanClusters::defineAdvanced()
{
  const QString input = QStringLiteral( "INPUT" );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "YEAR_COUNTS" ), tr( "Cases of single years" ),
                                                QVariant(), input, compat::anyField, true, true ),
               tr( "Optional, for the Poisson models: two or more fields with the cases of single years. From how they "
                   "vary comes the overdispersion. They need not add up to CASES." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "OVERDISPERSION" ), tr( "Overdispersion" ),
                                                 compat::real, QVariant(), true, 1.0, 1000.0 ),
               tr( "Optional, for the Poisson models: variance ÷ mean of the counts where it is known; 1 = independent "
                   "events. When empty, it is estimated from YEAR_COUNTS." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RUNS" ), tr( "Maps without clusters" ),
                                                 compat::integer, 999, false, 9, 99999 ),
               tr( "How many maps are drawn to learn what chance reaches. p is never below 1 / (RUNS + 1); the Gumbel "
                   "tail goes on below." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0,
                                                 2147483647 ),
               tr( "The same seed gives the same maps." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "LISTED_P" ), tr( "Highest p of a listed cluster" ),
                                                 compat::real, 0.2, false, 0.0001, 1.0 ),
               tr( "1 lists every cluster found, as SaTScan does; most of them are chance." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "PENALTY" ), tr( "Penalty of long ellipses" ),
                                               { tr( "None" ), tr( "Medium" ), tr( "Strong" ) }, false, 1 ),
               tr( "The ratio of an ellipse s times as long as wide is multiplied by 4 s / (s + 1)² (strong) or its "
                   "square root (medium): at s = 4 by 0.64 or 0.8." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "ORDER" ), tr( "How circles grow" ),
                                               { tr( "By whole rings" ), tr( "Place by place, as SaTScan" ) }, false,
                                               0 ),
               tr( "Makes a difference only where areas are equally far from a centre, as on a grid." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "MIN_CASES" ), tr( "Fewest cases in a cluster" ),
                                                 compat::integer, 2, false, 0, 1000000 ),
               tr( "A single case is no cluster. Without effect on the normal model." ) );
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "OUTLINE" ), tr( "Outline of clusters" ),
                                               { tr( "The areas, dissolved" ), tr( "Circles and ellipses" ) }, false,
                                               0 ),
               tr( "What CLUSTERS draws. Points have circles and ellipses in any case." ) );
  addAreaIdAndName();
  addInvalidGeometry();
}

void ScanClusters::defineOutputs()
{
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Areas with their clusters" ), anyGeometry ),
    tr( "The areas with observed and expected cases and the cluster they are in." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "CLUSTERS" ), tr( "Clusters" ), compat::polygonVector,
                                              QVariant(), true, true ),
       tr( "One row per cluster: centre, radius, areas, population, observed, expected, relative risk, log-likelihood "
           "ratio, p." ) );
  addReport( tr( "Optional: the list of clusters as a page, with how it was made and what it does not say." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_SCANNED" ), tr( "Areas that took part" ) );
  addNumber( QStringLiteral( "N_NO_POPULATION" ), tr( "Areas with cases but without population" ) );
  addNumber( QStringLiteral( "N_CLUSTERS" ), tr( "Clusters listed" ) );
  addNumber( QStringLiteral( "N_SIGNIFICANT" ), tr( "Significant clusters" ) );
  addNumber( QStringLiteral( "HIGHEST_RATIO" ), tr( "Highest log-likelihood ratio (after the penalty)" ) );
  addNumber( QStringLiteral( "SMALLEST_P" ), tr( "p of the most likely cluster" ) );
  addNumber( QStringLiteral( "OVERDISPERSION_USED" ), tr( "Overdispersion used (variance ÷ mean)" ) );
  addNumber( QStringLiteral( "SHARE_CHOSEN" ), tr( "Largest size chosen by the Gini coefficient (%)" ) );
}

ScanScore ScanClusters::model( const Run &run ) const
{
  return models.at( static_cast<std::size_t>( choice( run, "MODEL" ) ) );
}

bool ScanClusters::isPoissonModel( const Run &run ) const
{
  return model( run ) == ScanScore::poisson || model( run ) == ScanScore::expectationBased;
}

QStringList ScanClusters::yearFields( const Run &run ) const
{
  return compat::fieldNames( parameterDefinition( QStringLiteral( "YEAR_COUNTS" ) ), run.parameters(), run.context() );
}

void ScanClusters::prepare( Run &run )
{
  const bool hasPopulation = isGiven( run.parameters(), "POPULATION" );
  if ( model( run ) == ScanScore::bernoulli && !hasPopulation )
    throw QgsProcessingException( tr( "POPULATION is empty: the Bernoulli model needs the field with the controls." ) );
  if ( model( run ) == ScanScore::normal && hasPopulation )
    throw QgsProcessingException(
      tr( "POPULATION has no meaning for the normal model, which takes a value per area: leave it empty, or choose "
          "another MODEL." ) );
  if ( text( run, "CASES" ).compare( text( run, "POPULATION" ), Qt::CaseInsensitive ) == 0 )
    throw QgsProcessingException(
      tr( "CASES and POPULATION are the same field, ‘%1’: choose two." ).arg( text( run, "CASES" ) ) );
  const bool isOverdispersed = isGiven( run.parameters(), "OVERDISPERSION" ) || !yearFields( run ).isEmpty();
  if ( !isPoissonModel( run ) && isOverdispersed )
    throw QgsProcessingException(
      tr( "Overdispersion is one of counts: leave OVERDISPERSION and YEAR_COUNTS empty, or choose a Poisson MODEL." ) );
  if ( yearFields( run ).size() == 1 )
    throw QgsProcessingException( tr( "YEAR_COUNTS has the field ‘%1’ alone: choose two years or more, or none." )
                                    .arg( yearFields( run ).first() ) );
}

void ScanClusters::process( Run &run )
{
  Input input = read( run );
  input.dispersion = dispersion( run, input );
  const Findings findings = scan( run, input );
  writeAreas( run, input, findings );
  writeClusters( run, input, findings );
  setNumbers( run, input, findings );
  writeRejects( run );
  report( run, input, findings );
}

ScanClusters::Input ScanClusters::read( Run &run ) const
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const QString name = base::areaNameField( source, text( run, "AREA_NAME" ) );
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, source, text( run, "AREA_ID" ) );
  reading.fields = QStringList{ text( run, "CASES" ) } + yearFields( run );
  for ( const QString &field : { text( run, "POPULATION" ), name } )
    if ( !field.isEmpty() )
      reading.fields << field;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;

  Input input;
  input.areas = base::readAreas( run, source, reading );
  input.layer = source.name();
  base::sortById( input.areas );
  if ( !name.isEmpty() )
    input.names = base::areaTexts( input.areas, reading.fields.indexOf( name ) );
  readColumns( run, input, reading.fields );
  leaveOutEmpty( run, input );
  addCentres( input );
  return input;
}

void ScanClusters::readColumns( Run &run, Input &input, const QStringList &fields ) const
{
  const QString cases = text( run, "CASES" ), population = text( run, "POPULATION" );
  base::IndicatorColumns columns( run, input.areas, fields, input.layer );
  input.observed = model( run ) == ScanScore::normal ? columns.numbers( cases ) : columns.counts( cases );
  input.expected = population.isEmpty() ? std::vector<double>( input.areas.size(), 1 ) : columns.counts( population );
  if ( model( run ) == ScanScore::bernoulli )
    for ( std::size_t area = 0; area < input.areas.size(); ++area )
      input.expected[area] += input.observed[area];
  for ( const QString &year : yearFields( run ) )
    input.years.push_back( columns.counts( year ) );
  columns.tellGaps();
  input.isSuppressed = columns.areSuppressed( cases );
}

//! Cases where nobody is cannot be explained by any risk; they would decide the whole map.
void ScanClusters::leaveOutEmpty( Run &run, Input &input ) const
{
  int left = 0;
  double cases = 0;
  std::size_t present = 0;
  for ( std::size_t area = 0; area < input.areas.size(); ++area )
  {
    if ( isPoissonModel( run ) && input.expected[area] == 0 && input.observed[area] > 0 )
    {
      ++left;
      cases += input.observed[area];
      input.expected[area] = missing;
    }
    present += isMissing( input.observed[area] ) || isMissing( input.expected[area] ) ? 0 : 1;
  }
  run.setNumber( QStringLiteral( "N_NO_POPULATION" ), left );
  run.setNumber( QStringLiteral( "N_SCANNED" ), static_cast<double>( present ) );
  if ( left > 0 )
    run.warn(
      tr( "Areas with cases but without population, left out: %1, with %L2 cases. Where people are not at home, "
          "as in a city centre, expected cases or all other incidents are the better POPULATION." )
        .arg( left )
        .arg( cases ) );
  if ( present < fewestAreas )
    throw QgsProcessingException(
      tr( "Areas of ‘%1’ that can take part: %2. A scan needs %3 or more: choose a layer with more areas, or other "
          "fields." )
        .arg( input.layer )
        .arg( present )
        .arg( fewestAreas ) );
}

void ScanClusters::addCentres( Input &input ) const
{
  base::AreaCentres centres = base::areaCentres( input.areas );
  input.x = std::move( centres.x );
  input.y = std::move( centres.y );
  for ( const QgsGeometry &geometry : input.areas.geometry )
    input.isPoints = input.isPoints || geometry.type() == compat::pointGeometry;
}

double ScanClusters::dispersion( Run &run, const Input &input ) const
{
  if ( !isPoissonModel( run ) )
    return 1;
  if ( isGiven( run.parameters(), "OVERDISPERSION" ) )
  {
    if ( number( run, "OVERDISPERSION" ) == 1 )
      run.warn(
        tr( "With OVERDISPERSION 1 cases are taken to be independent. Crimes are not: clusters that are nothing "
            "but repeats will be called significant." ) );
    return number( run, "OVERDISPERSION" );
  }
  if ( input.years.empty() )
  {
    run.warn(
      tr( "Without YEAR_COUNTS or OVERDISPERSION cases are taken to be independent (plain Poisson). Crimes come "
          "in bunches, and clusters that are nothing but repeats will be called significant." ) );
    return 1;
  }
  return base::overdispersionOfYears( run, input.years, tr( "cases are taken to be independent" ) );
}

statistics::ClusterListOptions ScanClusters::options( const Run &run, const Input &input ) const
{
  constexpr std::array lists = { ClusterChoice::mostLikely, ClusterChoice::gini, ClusterChoice::iterative };
  statistics::ClusterListOptions options;
  options.scan.score = model( run );
  if ( choice( run, "SHAPES" ) == 1 )
    options.scan.axisRatios = { 1, 1.5, 2, 3, 4, 5 };
  options.scan.compactness = penalties.at( static_cast<std::size_t>( choice( run, "PENALTY" ) ) );
  options.scan.largestShare = number( run, "MAX_SHARE" ) / 100;
  options.scan.size = input.expected;
  options.scan.order =
    choice( run, "ORDER" ) == 1 ? statistics::ScanOrder::onePlace : statistics::ScanOrder::wholeRings;
  options.scan.minimumObserved = model( run ) == ScanScore::normal ? 0 : number( run, "MIN_CASES" );
  options.choice = lists.at( static_cast<std::size_t>( choice( run, "LIST" ) ) );
  options.runs = static_cast<std::size_t>( number( run, "RUNS" ) );
  options.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  options.significance = number( run, "SIGNIFICANCE" );
  return options;
}

ScanClusters::Findings ScanClusters::scan( Run &run, const Input &input ) const
{
  const statistics::ScanStream stream{ statistics::StreamModel::poisson, input.observed, input.expected, 1,
                                       input.dispersion };
  Findings findings;
  findings.list = statistics::listClusters( input.x, input.y, stream, options( run, input ), run.progress( 0.1, 0.9 ) );
  std::vector<ScanCluster> &clusters = findings.list.clusters;
  const double listed = std::max( number( run, "LISTED_P" ), number( run, "SIGNIFICANCE" ) );
  if ( clusters.size() > 1 )
    clusters.erase( std::remove_if( clusters.begin() + 1, clusters.end(),
                                    [listed]( const ScanCluster &cluster ) { return cluster.p > listed; } ),
                    clusters.end() );
  findings.clusterOf.assign( input.areas.size(), -1 );
  for ( std::size_t cluster = 0; cluster < clusters.size(); ++cluster )
  {
    findings.significant += classOf( run, clusters[cluster] ) == 2 ? 1 : 0;
    for ( const std::uint32_t area : clusters[cluster].places )
      findings.clusterOf[area] = static_cast<int>( cluster );
  }
  return findings;
}

int ScanClusters::classOf( const Run &run, const ScanCluster &cluster ) const
{
  return cluster.p <= number( run, "SIGNIFICANCE" ) ? 2 : 1;
}

QString ScanClusters::classWords( int number ) const
{
  return number == 2   ? tr( "In a significant cluster" )
         : number == 1 ? tr( "In a cluster that may be chance" )
                       : tr( "In no cluster" );
}

QString ScanClusters::centreOf( const Input &input, const ScanCluster &cluster ) const
{
  return input.names.empty()
           ? input.areas.id[cluster.centre]
           : QStringLiteral( "%1 (%2)" ).arg( input.areas.id[cluster.centre], input.names[cluster.centre] );
}

namespace
{

//! A place alone has a radius of 0: it is drawn half as far as to its nearest neighbour.
double drawnRadius( const std::vector<double> &x, const std::vector<double> &y, const ScanCluster &cluster )
{
  if ( cluster.radius > 0 )
    return cluster.radius;
  double nearest = std::numeric_limits<double>::infinity();
  for ( std::size_t place = 0; place < x.size(); ++place )
  {
    const double distance = std::hypot( x[place] - x[cluster.centre], y[place] - y[cluster.centre] );
    if ( distance > 0 )
      nearest = std::min( nearest, distance );
  }
  return nearest / 2;
}

QgsGeometry ellipse( const QgsPointXY &centre, double longRadius, const statistics::ScanShape &shape )
{
  constexpr int corners = 96;
  const double turn = 2 * std::acos( -1.0 );
  const double angle = shape.angle / 360 * turn;
  QgsPolylineXY ring;
  for ( int corner = 0; corner <= corners; ++corner )
  {
    const double along = longRadius * std::cos( turn * ( corner % corners ) / corners );
    const double across = longRadius / shape.axisRatio * std::sin( turn * ( corner % corners ) / corners );
    ring << QgsPointXY( centre.x() + along * std::cos( angle ) - across * std::sin( angle ),
                        centre.y() + along * std::sin( angle ) + across * std::cos( angle ) );
  }
  return QgsGeometry::fromMultiPolygonXY( { { ring } } );
}

QVariant riskOf( double observed, double expected )
{
  return expected > 0 ? base::orNull( observed / expected ) : QVariant();
}

} // namespace

QgsGeometry ScanClusters::outlineOf( const Run &run, const Input &input, const ScanCluster &cluster ) const
{
  if ( input.isPoints || choice( run, "OUTLINE" ) == int( Outline::shapes ) )
    return ellipse( { input.x[cluster.centre], input.y[cluster.centre] }, drawnRadius( input.x, input.y, cluster ),
                    cluster.shape );
  return base::dissolved( input.areas, { cluster.places.begin(), cluster.places.end() } );
}

void ScanClusters::writeAreas( Run &run, const Input &input, const Findings &findings )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "area_id" } );
  if ( !input.names.empty() )
    spec.fields.append( base::fields::named( QStringLiteral( "area_name" ) ) );
  spec.fields.append( base::fields::named( "observed", text( run, "CASES" ) ) );
  for ( const QgsField &field : base::fields::list( { "expected", "obs_exp", "clust_id", "clust_cls", "clust_wrds" } ) )
    spec.fields.append( field );
  spec.fields.append( base::fields::named( "p", tr( "p of its cluster" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "supp" ) ) );
  spec.geometryType = input.isPoints ? compat::WkbType::MultiPoint : compat::multiPolygon;
  spec.crs = input.areas.crs;
  spec.style =
    input.isPoints ? QStringLiteral( "scanclusters_output_points" ) : QStringLiteral( "scanclusters_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;

  const std::vector<double> expected = expectedCases( run, input );
  const statistics::Progress progress = run.progress( 0.9, 0.97 );
  for ( std::size_t area = 0; area < input.areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( input.areas.size() ) );
    const bool isScanned = !isMissing( input.observed[area] ) && !isMissing( input.expected[area] );
    const int number = findings.clusterOf[area];
    const ScanCluster *cluster = number < 0 ? nullptr : &findings.list.clusters[std::size_t( number )];
    const int inCluster = cluster ? classOf( run, *cluster ) : 0;
    QVector<QVariant> values{ input.areas.id[area] };
    if ( !input.names.empty() )
      values << base::orNull( input.names[area] );
    values << base::orNull( input.observed[area] ) << base::orNull( expected[area] )
           << riskOf( input.observed[area], expected[area] )
           << ( cluster ? QVariant( static_cast<qlonglong>( number + 1 ) ) : QVariant() )
           << ( isScanned ? QVariant( inCluster ) : QVariant() )
           << ( isScanned ? QVariant( classWords( inCluster ) ) : QVariant() )
           << ( cluster ? base::orNull( cluster->p ) : QVariant() ) << ( input.isSuppressed[area] ? 1 : 0 );
    output->add( values, input.areas.geometry[area] );
  }
  output->finish();
}

std::vector<double> ScanClusters::expectedCases( const Run &run, const Input &input ) const
{
  if ( model( run ) == ScanScore::normal )
    return std::vector<double>( input.areas.size(), missing );
  double observed = 0;
  double expected = 0;
  for ( std::size_t area = 0; area < input.areas.size(); ++area )
    if ( !isMissing( input.observed[area] ) && !isMissing( input.expected[area] ) )
    {
      observed += input.observed[area];
      expected += input.expected[area];
    }
  std::vector<double> scaled = input.expected;
  for ( double &value : scaled )
    value *= expected > 0 ? observed / expected : missing;
  return scaled;
}

void ScanClusters::writeClusters( Run &run, const Input &input, const Findings &findings )
{
  const bool isNormal = model( run ) == ScanScore::normal;
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "CLUSTERS" );
  spec.fields = base::fields::list(
    { "clust_id", "clust_cls", "clust_wrds", "centre", "radius_m", "axis_ratio", "axis_angle", "areas" } );
  spec.fields.append( base::fields::named( "pop", isNormal ? tr( "Areas with a value" )
                                                  : isGiven( run.parameters(), "POPULATION" )
                                                    ? text( run, "POPULATION" )
                                                    : tr( "Areas" ) ) );
  for ( const QgsField &field : base::fields::list(
          { "observed", "expected", "obs_exp", "rr", "mean_in", "mean_out", "llr", "llr_pen", "p", "p_gumbel" } ) )
    spec.fields.append( field );
  spec.geometryType = compat::multiPolygon;
  spec.crs = input.areas.crs;
  spec.style = QStringLiteral( "scanclusters_clusters" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t number = 0; number < findings.list.clusters.size(); ++number )
  {
    run.stopIfCancelled();
    const ScanCluster &cluster = findings.list.clusters[number];
    const int inCluster = classOf( run, cluster );
    QVector<QVariant> values{ static_cast<qlonglong>( number + 1 ),
                              inCluster,
                              classWords( inCluster ),
                              centreOf( input, cluster ),
                              cluster.radius,
                              cluster.shape.axisRatio,
                              cluster.shape.angle,
                              static_cast<qlonglong>( cluster.places.size() ),
                              cluster.size };
    values << base::orNull( isNormal ? missing : cluster.observed )
           << base::orNull( isNormal ? missing : cluster.expected )
           << ( isNormal ? QVariant() : riskOf( cluster.observed, cluster.expected ) )
           << base::orNull( cluster.relativeRisk ) << base::orNull( cluster.meanInside )
           << base::orNull( cluster.meanOutside ) << cluster.ratio << cluster.score << base::orNull( cluster.p )
           << base::orNull( cluster.gumbelP );
    output->add( values, outlineOf( run, input, cluster ) );
  }
  output->finish();
}

void ScanClusters::setNumbers( Run &run, const Input &input, const Findings &findings ) const
{
  const std::vector<ScanCluster> &clusters = findings.list.clusters;
  run.setNumber( QStringLiteral( "N_AREAS" ), double( input.areas.size() ) );
  run.setNumber( QStringLiteral( "N_CLUSTERS" ), double( clusters.size() ) );
  run.setNumber( QStringLiteral( "N_SIGNIFICANT" ), double( findings.significant ) );
  run.setNumber( QStringLiteral( "HIGHEST_RATIO" ), clusters.empty() ? 0 : clusters.front().score );
  run.setNumber( QStringLiteral( "SMALLEST_P" ), clusters.empty() ? 1 : clusters.front().p );
  run.setNumber( QStringLiteral( "OVERDISPERSION_USED" ), input.dispersion );
  run.setNumber(
    QStringLiteral( "SHARE_CHOSEN" ),
    100 * ( isMissing( findings.list.chosenShare ) ? number( run, "MAX_SHARE" ) / 100 : findings.list.chosenShare ) );
  if ( clusters.empty() )
  {
    run.remark( tr( "No circle has more cases than expected: there is no cluster." ) );
    if ( input.isPoints && !isGiven( run.parameters(), "POPULATION" ) )
      run.warn( tr( "Each point of ‘%1’ is expected to have as many cases as any other. If the points are the "
                    "incidents themselves, count them in areas first (Build indicators)." )
                  .arg( input.layer ) );
    return;
  }
  const ScanCluster &first = clusters.front();
  run.remark( tr( "Clusters listed: %1, of which significant: %2. The most likely one has %3 areas, log-likelihood "
                  "ratio %4, p %5." )
                .arg( clusters.size() )
                .arg( findings.significant )
                .arg( first.places.size() )
                .arg( first.ratio, 0, 'f', 6 )
                .arg( first.p, 0, 'g', 3 ) );
}

void ScanClusters::report( Run &run, const Input &input, const Findings &findings ) const
{
  if ( !wantsReport( run ) )
    return;
  const bool isNormal = model( run ) == ScanScore::normal;
  base::HtmlReport page( tr( "Clusters" ), input.layer );
  page.paragraph( tr( "Clusters listed: %1, of which significant: %2." )
                    .arg( findings.list.clusters.size() )
                    .arg( findings.significant ) );
  std::vector<QStringList> rows;
  for ( std::size_t number = 0; number < findings.list.clusters.size(); ++number )
  {
    const ScanCluster &cluster = findings.list.clusters[number];
    const auto figure = []( double value, int digits )
    { return isMissing( value ) ? QStringLiteral( "–" ) : QString::number( value, 'f', digits ); };
    rows.push_back( { QString::number( number + 1 ), centreOf( input, cluster ), figure( cluster.radius, 0 ),
                      QString::number( cluster.places.size() ),
                      figure( isNormal ? cluster.meanInside : cluster.observed, isNormal ? 3 : 0 ),
                      figure( isNormal ? cluster.meanOutside : cluster.expected, isNormal ? 3 : 2 ),
                      figure( cluster.relativeRisk, 2 ), figure( cluster.ratio, 6 ), figure( cluster.p, 4 ) } );
  }
  page.heading( tr( "Clusters" ) );
  page.table( tr( "Most likely first" ),
              { tr( "Cluster" ), tr( "Centre" ), tr( "Radius (m)" ), tr( "Areas" ),
                isNormal ? tr( "Mean inside" ) : tr( "Observed" ), isNormal ? tr( "Mean outside" ) : tr( "Expected" ),
                tr( "Relative risk" ), tr( "Log-likelihood ratio" ), tr( "p" ) },
              rows );
  page.heading( tr( "How to read it" ) );
  page.list(
    { tr( "p is the chance that a map without clusters has a circle as striking as this one anywhere. It is "
          "corrected for all circles that were tried." ),
      tr( "The relative risk is too high: the circle was chosen because it is." ),
      tr( "A cluster says that the risk inside is higher as a whole, not that of each area in it, and not why." ),
      tr( "Circles and ellipses miss what is long and bent, and take in what lies between." ) } );
  if ( isPoissonModel( run ) && input.dispersion == 1 )
    page.note( tr( "Cases were taken to be independent. Crimes are not: repeats alone make clusters “significant”." ) );
  writeReport( run, page );
}

} // namespace communitysafety::hotspots
