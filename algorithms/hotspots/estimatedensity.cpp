// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "hotspots/estimatedensity.h"

#include "base/fields.h"
#include "base/geometryunion.h"
#include "base/gridcover.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/rasteroutput.h"
#include "statistics/bandwidthrules.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace communitysafety::hotspots
{

using base::numberText;
using base::Run;
using statistics::DensityKernel;
using statistics::EdgeCorrection;
using statistics::isMissing;
using statistics::KernelSmoother;
using statistics::missing;
using statistics::RelativeRisk;

namespace
{

constexpr double squareMetresPerKm2 = 1e6;

//! More would need some gigabytes.
constexpr double mostCells = 1e7;

} // namespace

base::Identity EstimateDensity::identity() const
{
  return { QStringLiteral( "estimatedensity" ),
           tr( "Estimate density or relative risk" ),
           QStringLiteral( "hotspots" ),
           tr( "Smooth surface of incidents, or of their risk against controls or residents, with outlines of what is "
               "hot." ),
           tr( "heatmap,kernel density,KDE,hot spot map,dual kernel,relative risk,risk surface,quartic,Gaussian,"
               "adaptive bandwidth,search radius,density,tolerance contour,edge correction,concentration" )
             .split( ',' ),
           tr(
             "Spreads every incident around its place and adds up: incidents by km², and how many times the mean that "
             "is. Home Office practice calls 3 times the mean of the cells with any density hot; HOTSPOTS holds the "
             "outlines of such places, ready for Compare hot spots.\n\n"
             "With CONTROLS the surface is the relative risk: where cases concentrate more than the controls (all "
             "other incidents, for instance) or the residents do. 1 is the risk of the whole area, 2 twice that. "
             "HOTSPOTS then holds where the risk is higher, or lower, than chance explains, from SIMULATIONS "
             "shuffled maps. p is that of each place by itself: of a map without any difference 5 % are below "
             "0.05. P_ANYWHERE says whether risk differs anywhere at all.\n\n"
             "Incidents near the border are kept inside the study area, so that density does not fall off there and "
             "the surface sums to the number of incidents.\n\n"
             "The bandwidth decides what is seen: 200 to 300 m shows streets and estates, 1 km districts. When it is "
             "left empty it follows from the spread of the points; the rule is told in the log. The time needed does "
             "not grow with the bandwidth, and hardly with the number of points." ) };
}

void EstimateDensity::defineParameters()
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Incidents" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       tr( "Points; or a table with columns easting and northing, or longitude and latitude." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "STUDY_AREA" ), tr( "Study area" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons in which incidents are recorded; several count as their union. Nothing is estimated outside, and "
           "incidents there are rejected." ) );
  defineSmoothing();
  defineRisk();
  addInvalidGeometry();
  defineOutputs();
}

void EstimateDensity::defineSmoothing()
{
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "BANDWIDTH" ), tr( "Bandwidth (m)" ), compat::real, QVariant(),
                                      true, 1.0 ),
    tr( "How far an incident is spread, in metres: the search radius of the quartic kernel, the standard deviation of "
        "the Gaussian one. Empty: from the spread of the points (ArcGIS's rule for a density; Terrell's maximal "
        "smoothing for a relative risk)." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "CELL" ), tr( "Size of a cell (m)" ), compat::real, 50.0,
                                         false, 1.0 ),
       tr( "Side of the cells of the surface, in metres: a third of the bandwidth or less." ) );
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "KERNEL" ), tr( "Kernel" ), { tr( "Quartic" ), tr( "Gaussian" ) },
                                    false, 0 ),
    tr( "The quartic kernel ends at the bandwidth, as in most crime mapping; the Gaussian one fades out and smooths as "
        "much with a bandwidth 2.8 times smaller." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "HOT" ), tr( "Hot from (times the mean)" ), compat::real, 3.0,
                                         false, 1.0 ),
       tr( "From how many times the mean of the cells with any density a place is hot. Without effect on relative "
           "risk." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "WEIGHT" ), tr( "Weight of the incidents" ), QVariant(),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Optional field with what each incident counts, above 0: a harm score, or the share of a record." ) );
}

void EstimateDensity::defineRisk()
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "CONTROLS" ), tr( "Controls or population" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional, for relative risk: points of the controls (all other incidents, another year), or areas or "
           "addresses with the residents in POPULATION." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "POPULATION" ), tr( "Population" ), QVariant(),
                                        QStringLiteral( "CONTROLS" ), compat::anyField, false, true ),
       tr( "Field of CONTROLS with residents, dwellings or whatever is at risk. Required for areas, which are spread "
           "evenly over their ground; points without it are single controls." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SIGNIFICANCE" ), tr( "Significance" ), compat::real,
                                                 0.05, false, 0.0001, 0.5 ),
               tr( "Places whose chance p (one-sided) is at most this are outlined as of higher or lower risk." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "SIMULATIONS" ), tr( "Simulated maps" ), compat::integer, 199,
                                      false, 0, 99999 ),
    tr( "Maps in which cases are chosen at random among all events, or drawn from the population. 0: a normal "
        "approximation, quick and poor where events are few." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "DISPERSION" ),
                                                 tr( "Overdispersion of the incidents" ), compat::real, 1.0, false, 1.0,
                                                 1000.0 ),
               tr( "How many times more the counts vary than independent events would, since crimes come in bunches: "
                   "the OVERDISPERSION that Calculate rates finds from several years. 1 takes every incident to be "
                   "independent, which finds too much." ) );
  addAdvanced(
    new QgsProcessingParameterBoolean( QStringLiteral( "ADAPTIVE" ), tr( "Adaptive bandwidth" ), false ),
    tr( "Narrower where incidents are dense and wider where they are sparse (Abramson); BANDWIDTH is then the "
        "typical one." ) );
  addAdvanced(
    new QgsProcessingParameterEnum( QStringLiteral( "EDGE" ), tr( "Edge correction" ),
                                    { tr( "None" ), tr( "Uniform" ), tr( "Each incident (Diggle)" ) }, false, 2 ),
    tr( "What is done about the border: nothing, so that density falls off there; the density divided by the "
        "part of the kernel inside; or every incident kept inside as a whole, so that the sum is right." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, 1, false, 0 ),
               tr( "Start of the random numbers: the same seed gives the same result." ) );
}

void EstimateDensity::defineOutputs()
{
  add( new QgsProcessingParameterRasterDestination( QStringLiteral( "OUTPUT" ), tr( "Density" ) ),
       tr( "The surface. Density: incidents by km², and in band 2 times the mean. Relative risk: the risk, in bands 2 "
           "and 3 the chance of so high and so low a risk, in band 4 the events that stand behind it." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "HOTSPOTS" ), tr( "Hot spots of the surface" ),
                                              compat::polygonVector, QVariant(), true ),
       tr( "Optional outlines of the places that are hot, or of higher or lower risk (hs_class 1 and -1), with the "
           "incidents inside." ) );
  addRejects();
  addNumber( QStringLiteral( "N_READ" ), tr( "Records read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Records used" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Records rejected" ) );
  addNumber( QStringLiteral( "BANDWIDTH_USED" ), tr( "Bandwidth (m)" ) );
  addNumber( QStringLiteral( "N_CELLS" ), tr( "Cells in the study area" ) );
  addNumber( QStringLiteral( "MEAN" ), tr( "Mean density of the cells with any (by km²)" ) );
  addNumber( QStringLiteral( "MAXIMUM" ), tr( "Highest density (by km²) or relative risk" ) );
  addNumber( QStringLiteral( "N_HOTSPOTS" ), tr( "Hot spots, or places of higher risk" ) );
  addNumber( QStringLiteral( "HOT_KM2" ), tr( "Their area (km²)" ) );
  addNumber( QStringLiteral( "HOT_AREA_SHARE" ), tr( "Their share of the study area" ) );
  addNumber( QStringLiteral( "HOT_EVENT_SHARE" ), tr( "Share of the incidents inside them" ) );
  addNumber( QStringLiteral( "P_ANYWHERE" ), tr( "Chance of a map with so high a risk anywhere" ) );
}

bool EstimateDensity::isRisk( const Run &run ) const { return isGiven( run.parameters(), "CONTROLS" ); }

bool EstimateDensity::isAgainstPopulation( const Run &run ) const { return isGiven( run.parameters(), "POPULATION" ); }

void EstimateDensity::prepare( Run &run )
{
  mControls = optionalSource( run, QStringLiteral( "CONTROLS" ) );
  if ( !mControls && isAgainstPopulation( run ) )
    throw QgsProcessingException( tr( "POPULATION is given without CONTROLS: choose the layer that has the field." ) );
  if ( !mControls )
    return;
  mControls->requireFeatures();
  if ( isAgainstPopulation( run ) )
    mControls->fieldIndex( text( run, "POPULATION" ) );
  else if ( mControls->hasPolygons() )
    throw QgsProcessingException(
      tr( "POPULATION is empty: choose the field of ‘%1’ with the people or dwellings of each area." )
        .arg( mControls->name() ) );
}

EstimateDensity::Input EstimateDensity::read( Run &run )
{
  Input input;
  base::AreasReading areasReading;
  areasReading.invalidGeometry = invalidGeometry( run );
  areasReading.progressTo = 0.05;
  const base::Source studyArea = source( run, QStringLiteral( "STUDY_AREA" ) );
  studyArea.requireFeatures();
  input.areas = base::readAreas( run, studyArea, areasReading );
  const base::AreaLocator locator( input.areas );
  base::PointsReading reading;
  reading.weightField = text( run, "WEIGHT" );
  reading.progressFrom = 0.05;
  reading.progressTo = 0.3;
  // The numbers are those of the incidents; the books hold the areas as well.
  const qint64 readBefore = run.ledger.nRead();
  const qint64 usedBefore = run.ledger.nUsed();
  const qint64 rejectedBefore = run.ledger.nRejected();
  input.points = base::readPoints( run, source( run, QStringLiteral( "INPUT" ) ), input.areas, locator, reading );
  run.setNumber( QStringLiteral( "N_READ" ), double( run.ledger.nRead() - readBefore ) );
  run.setNumber( QStringLiteral( "N_USED" ), double( run.ledger.nUsed() - usedBefore ) );
  run.setNumber( QStringLiteral( "N_REJECTED" ), double( run.ledger.nRejected() - rejectedBefore ) );
  if ( mControls )
    readControls( run, input, locator );
  layGrid( run, input );
  return input;
}

void EstimateDensity::readControls( Run &run, Input &input, const base::AreaLocator &locator )
{
  if ( mControls->hasPolygons() )
    return;
  base::PointsReading reading;
  reading.weightField = text( run, "POPULATION" );
  reading.progressFrom = 0.3;
  reading.progressTo = 0.4;
  input.controls = base::readPoints( run, *mControls, input.areas, locator, reading );
}

namespace
{

statistics::GridPoints onGrid( const statistics::GridFrame &frame, const base::PlacedPoints &points, bool hasWeights )
{
  statistics::GridPoints cells = statistics::pointsOnGrid( frame, points.x, points.y );
  if ( hasWeights )
    cells.weight = points.weight;
  return cells;
}

double areaInside( const statistics::GridFrame &frame, const std::vector<double> &share )
{
  return std::accumulate( share.begin(), share.end(), 0.0 ) * frame.cellArea();
}

//! A cell of which next to nothing lies inside can still hold an incident.
void includeCellsOf( const statistics::GridPoints &points, std::vector<double> &share )
{
  constexpr double least = 1.0 / 16;
  for ( const std::uint32_t cell : points.cell )
    share[cell] = std::max( share[cell], least );
}

} // namespace

void EstimateDensity::layGrid( Run &run, Input &input ) const
{
  const QgsRectangle extent = base::extentOf( input.areas.geometry );
  const double cell = number( run, "CELL" );
  const double needed = std::ceil( extent.width() / cell ) * std::ceil( extent.height() / cell );
  if ( needed > mostCells )
    throw QgsProcessingException(
      tr( "The surface would have %L1 cells, more than the %L2 allowed: choose a larger CELL, "
          "or check the study area." )
        .arg( needed, 0, 'f', 0 )
        .arg( mostCells, 0, 'f', 0 ) );
  input.frame = base::frameOver( extent, cell );
  input.share = base::shareOfCells( input.frame, input.areas.geometry );
  input.cases = onGrid( input.frame, input.points, isGiven( run.parameters(), "WEIGHT" ) );
  includeCellsOf( input.cases, input.share );
  if ( input.controls.size() > 0 )
  {
    input.controlCells = onGrid( input.frame, input.controls, isAgainstPopulation( run ) );
    includeCellsOf( input.controlCells, input.share );
    if ( isAgainstPopulation( run ) )
      input.population = statistics::countsOnGrid( input.controlCells, input.frame.size() );
    return;
  }
  if ( mControls )
    spreadPopulation( run, input );
}

void EstimateDensity::spreadPopulation( Run &run, Input &input ) const
{
  base::AreasReading reading;
  reading.fields = QStringList{ text( run, "POPULATION" ) };
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = input.areas.crs;
  reading.progressFrom = 0.3;
  reading.progressTo = 0.4;
  const base::Areas areas = base::readAreas( run, *mControls, reading );
  const std::vector<double> people = base::numberColumn( run, areas, 0, mControls->name(), text( run, "POPULATION" ) );
  base::requireNotNegative( areas, people, mControls->name(), text( run, "POPULATION" ) );
  input.population = base::spreadOverCells( input.frame, areas, people );
  for ( std::size_t place = 0; place < input.population.size(); ++place )
    input.population[place] = input.share[place] > 0 ? input.population[place] : 0;
  if ( std::accumulate( input.population.begin(), input.population.end(), 0.0 ) <= 0 )
    throw QgsProcessingException(
      tr( "No area of ‘%1’ has a population inside the study area: check the layer and the field ‘%2’." )
        .arg( mControls->name(), text( run, "POPULATION" ) ) );
}

double EstimateDensity::bandwidth( Run &run, const Input &input ) const
{
  if ( isGiven( run.parameters(), "BANDWIDTH" ) )
    return number( run, "BANDWIDTH" );
  const auto kernel = static_cast<DensityKernel>( choice( run, "KERNEL" ) );
  double found = missing;
  QString rule;
  if ( isRisk( run ) )
  {
    std::vector<double> x = input.points.x;
    std::vector<double> y = input.points.y;
    double events = double( x.size() );
    if ( !isAgainstPopulation( run ) )
    {
      x.insert( x.end(), input.controls.x.begin(), input.controls.x.end() );
      y.insert( y.end(), input.controls.y.begin(), input.controls.y.end() );
      events = std::sqrt( events * double( input.controls.size() ) );
    }
    found = statistics::bandwidthFor( kernel, statistics::oversmoothingBandwidth( x, y, events ) );
    rule = tr( "Terrell's maximal smoothing" );
  }
  else
  {
    const double radius = statistics::searchRadius( input.points.x, input.points.y, input.points.weight );
    found = radius * statistics::bandwidthFor( kernel, 1 ) / statistics::quarticPerGaussian();
    rule =
      tr( "0.9 × the smaller of standard distance and median distance × 1.2, × n to the power of -0.2, as ArcGIS" );
  }
  if ( !( found > 0 ) )
    throw QgsProcessingException(
      tr( "All records of ‘%1’ lie in one place, so that no bandwidth follows from their spread: give BANDWIDTH." )
        .arg( source( run, QStringLiteral( "INPUT" ) ).name() ) );
  const double rounded = std::max( 1.0, std::round( found ) );
  run.remark( tr( "BANDWIDTH: %L1 m (%2)." ).arg( rounded, 0, 'f', 0 ).arg( rule ) );
  return rounded;
}

KernelSmoother EstimateDensity::smoother( Run &run, const Input &input, double bandwidth ) const
{
  statistics::SmoothingOptions options;
  options.kernel = static_cast<DensityKernel>( choice( run, "KERNEL" ) );
  options.bandwidth = bandwidth;
  options.edge = static_cast<EdgeCorrection>( choice( run, "EDGE" ) );
  const double smoothsLike = bandwidth / statistics::bandwidthFor( options.kernel, 1 );
  if ( smoothsLike < input.frame.cellSize )
    run.warn( tr( "The cells of %L1 m are coarse for a bandwidth of %L2 m: choose a smaller CELL." )
                .arg( input.frame.cellSize )
                .arg( bandwidth ) );
  KernelSmoother fixed( input.frame, input.share, options );
  if ( !isTicked( run, "ADAPTIVE" ) )
    return fixed;
  // Cases and controls are smoothed alike, by where there are people or events at all.
  std::vector<double> counts = input.population;
  if ( counts.empty() )
  {
    counts = statistics::countsOnGrid( input.cases, input.frame.size() );
    const std::vector<double> controls = statistics::countsOnGrid( input.controlCells, input.frame.size() );
    std::transform( counts.begin(), counts.end(), controls.begin(), counts.begin(), std::plus<>() );
  }
  run.stopIfCancelled();
  return { input.frame, input.share, options,
           statistics::abramsonBandwidths( fixed.density( counts ), counts, bandwidth ) };
}

void EstimateDensity::process( Run &run )
{
  const Input input = read( run );
  const double metres = bandwidth( run, input );
  run.setNumber( QStringLiteral( "BANDWIDTH_USED" ), metres );
  const auto isInside = []( double share ) { return share > 0; };
  run.setNumber( QStringLiteral( "N_CELLS" ),
                 double( std::count_if( input.share.begin(), input.share.end(), isInside ) ) );
  statistics::report( run.progress( 0.4, 0.5 ), 0 );
  const KernelSmoother smoothing = smoother( run, input, metres );
  const Marks marks = isRisk( run ) ? risk( run, input, smoothing ) : density( run, input, smoothing );
  writeRegions( run, input, marks );
  writeRejects( run );
}

namespace
{

double largestOf( const std::vector<double> &values )
{
  double largest = 0;
  for ( const double value : values )
    largest = isMissing( value ) ? largest : std::max( largest, value );
  return largest;
}

//! The mean of the cells with any density, each by its share inside.
double meanOfDensity( const std::vector<double> &density, const std::vector<double> &share )
{
  double sum = 0;
  double cells = 0;
  for ( std::size_t cell = 0; cell < density.size(); ++cell )
    if ( density[cell] > 0 )
    {
      sum += share[cell] * density[cell];
      cells += share[cell];
    }
  return sum / cells;
}

} // namespace

EstimateDensity::Marks EstimateDensity::density( Run &run, const Input &input, const KernelSmoother &smoother )
{
  Marks marks;
  marks.density = smoother.density( statistics::countsOnGrid( input.cases, input.frame.size() ) );
  for ( double &value : marks.density )
    value *= squareMetresPerKm2;
  const double mean = meanOfDensity( marks.density, input.share );
  const double hot = number( run, "HOT" );
  marks.ratio = marks.density;
  for ( double &value : marks.ratio )
  {
    value /= mean;
    marks.labels.push_back( value >= hot ? 1 : 0 );
  }
  statistics::report( run.progress( 0.4, 0.8 ), 1 );
  run.setNumber( QStringLiteral( "MEAN" ), mean );
  run.setNumber( QStringLiteral( "MAXIMUM" ), largestOf( marks.density ) );
  writeSurface( run, input, { tr( "Incidents by km²" ), tr( "Times the mean" ) }, { marks.density, marks.ratio },
                QStringLiteral( "estimatedensity_output_density" ) );
  return marks;
}

EstimateDensity::Marks EstimateDensity::risk( Run &run, const Input &input, const KernelSmoother &smoother )
{
  statistics::RelativeRiskOptions options;
  options.simulations = static_cast<std::size_t>( number( run, "SIMULATIONS" ) );
  options.dispersion = number( run, "DISPERSION" );
  options.seed = static_cast<std::uint64_t>( number( run, "SEED" ) );
  if ( options.dispersion == 1 )
    run.remark( tr( "DISPERSION is 1: every incident is taken to be independent of the others, so that repeats make "
                    "places look more certain than they are." ) );
  const statistics::Progress progress = run.progress( 0.45, 0.8 );
  const RelativeRisk found =
    isAgainstPopulation( run )
      ? statistics::riskAgainstPopulation( smoother, input.cases, input.population, options, progress )
      : statistics::riskAgainstControls( smoother, input.cases, input.controlCells, options, progress );
  const double significance = number( run, "SIGNIFICANCE" );
  Marks marks;
  marks.ratio = found.ratio;
  marks.p = found.pHigher;
  for ( std::size_t cell = 0; cell < input.share.size(); ++cell )
  {
    const bool isLower = found.pLower[cell] <= significance;
    marks.labels.push_back( found.pHigher[cell] <= significance ? 1 : isLower ? -1 : 0 );
    if ( isLower )
      marks.p[cell] = found.pLower[cell];
  }
  run.setNumber( QStringLiteral( "MAXIMUM" ), largestOf( found.ratio ) );
  if ( !isMissing( found.pAnywhere ) )
    run.setNumber( QStringLiteral( "P_ANYWHERE" ), found.pAnywhere );
  writeSurface( run, input,
                { tr( "Relative risk (1 = whole area)" ), tr( "Chance of so high a risk (p)" ),
                  tr( "Chance of so low a risk (p)" ), tr( "Events behind the estimate" ) },
                { found.ratio, found.pHigher, found.pLower, found.effectiveEvents },
                QStringLiteral( "estimatedensity_output_risk" ) );
  return marks;
}

void EstimateDensity::writeSurface( Run &run, const Input &input, std::vector<QString> words,
                                    std::vector<std::vector<double>> values, const QString &style )
{
  if ( !isGiven( run.parameters(), "OUTPUT" ) )
    return;
  base::RasterSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.title = isRisk( run ) ? tr( "Relative risk" ) : tr( "Density" );
  spec.frame = input.frame;
  spec.crs = input.areas.crs;
  spec.style = style;
  for ( std::size_t band = 0; band < words.size(); ++band )
    spec.bands.push_back( { words[band], std::move( values[band] ) } );
  base::writeRaster( run, spec, parameterAsOutputLayer( run.parameters(), spec.parameter, run.context() ) );
  statistics::report( run.progress( 0.8, 0.85 ), 1 );
}

namespace
{

//! What the cells of one region hold together.
struct RegionSummary
{
  double events = 0;
  double squareMetres = 0;
  //! The ratio farthest from 1, and the least p.
  double extreme = missing;
  double p = missing;
};

double moreExtreme( double one, double other, bool isHigh )
{
  if ( isMissing( one ) || isMissing( other ) )
    return isMissing( one ) ? other : one;
  return isHigh ? std::max( one, other ) : std::min( one, other );
}

} // namespace

void EstimateDensity::writeRegions( Run &run, const Input &input, const Marks &marks )
{
  const std::vector<double> counts = statistics::countsOnGrid( input.cases, input.frame.size() );
  const std::vector<base::CellRegion> regions = base::regionsOfCells( input.frame, marks.labels );
  std::vector<RegionSummary> summaries;
  RegionSummary hot;
  for ( const base::CellRegion &region : regions )
  {
    RegionSummary sum;
    for ( const std::size_t cell : region.cells )
    {
      sum.events += counts[cell];
      sum.squareMetres += input.share[cell] * input.frame.cellArea();
      sum.extreme = moreExtreme( sum.extreme, marks.ratio[cell], region.label > 0 );
      sum.p = marks.p.empty() ? missing : moreExtreme( sum.p, marks.p[cell], false );
    }
    hot.events += region.label > 0 ? sum.events : 0;
    hot.squareMetres += region.label > 0 ? sum.squareMetres : 0;
    summaries.push_back( sum );
  }
  const auto isHot = []( const base::CellRegion &region ) { return region.label > 0; };
  const auto spots = std::count_if( regions.begin(), regions.end(), isHot );
  const double areaShare = hot.squareMetres / areaInside( input.frame, input.share );
  const double eventShare = hot.events / std::accumulate( counts.begin(), counts.end(), 0.0 );
  run.setNumber( QStringLiteral( "N_HOTSPOTS" ), double( spots ) );
  run.setNumber( QStringLiteral( "HOT_KM2" ), hot.squareMetres / squareMetresPerKm2 );
  run.setNumber( QStringLiteral( "HOT_AREA_SHARE" ), areaShare );
  run.setNumber( QStringLiteral( "HOT_EVENT_SHARE" ), eventShare );
  run.remark( ( isRisk( run )
                  ? tr( "Places of higher risk: %1, with %2 % of the study area and %3 % of the incidents." )
                  : tr( "Hot spots: %1, with %2 % of the study area and %3 % of the incidents." ) )
                .arg( spots )
                .arg( numberText( 100 * areaShare, 1 ), numberText( 100 * eventShare, 1 ) ) );

  const std::unique_ptr<base::OutputLayer> output = createOutput( run, regionSpec( run, input ) );
  const statistics::Progress progress = run.progress( 0.85, 1 );
  for ( std::size_t number = 0; output && number < regions.size(); ++number )
  {
    statistics::report( progress, double( number ) / double( regions.size() ) );
    const RegionSummary &sum = summaries[number];
    QVector<QVariant> row{ int( number + 1 ),
                           regions[number].label,
                           regionWords( run, regions[number].label ),
                           sum.events,
                           sum.squareMetres / squareMetresPerKm2,
                           base::orNull( sum.extreme ) };
    if ( isRisk( run ) )
      row << base::orNull( sum.p );
    output->add( row, regions[number].geometry );
  }
  if ( output )
    output->finish();
  statistics::report( progress, 1 );
}

base::OutputSpec EstimateDensity::regionSpec( const Run &run, const Input &input ) const
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "HOTSPOTS" );
  spec.fields = base::fields::list( { "hs_id", "hs_class", "hs_words", "n", "area_km2" } );
  const QStringList further = isRisk( run ) ? QStringList{ "rr_ext", "p_min" } : QStringList{ "times_mean" };
  for ( const QString &name : further )
    spec.fields.append( base::fields::named( name ) );
  spec.geometryType = compat::polygon;
  spec.crs = input.areas.crs;
  spec.style = isRisk( run ) ? QStringLiteral( "estimatedensity_hotspots_risk" )
                             : QStringLiteral( "estimatedensity_hotspots_density" );
  return spec;
}

QString EstimateDensity::regionWords( const Run &run, int label ) const
{
  if ( !isRisk( run ) )
    return tr( "Hot spot" );
  return label > 0 ? tr( "Higher risk" ) : tr( "Lower risk" );
}

} // namespace communitysafety::hotspots
