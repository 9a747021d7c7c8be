// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolatetoareas.h"

#include "deprivation/interpolationlayers.h"
#include "deprivation/interpolationremarks.h"

namespace communitysafety::deprivation
{

using base::Run;

base::Identity InterpolateToAreas::identity() const
{
  return {
    QStringLiteral( "interpolatetoareas" ),
    tr( "Interpolate to areas" ),
    QStringLiteral( "deprivation" ),
    tr( "Carries counts and rates of census areas over to grid cells, neighbourhoods or any other polygons, with an "
        "error for each figure." ),
    tr( "areal interpolation,dasymetric,pycnophylactic,control points,areal weighting,best fit,apportion,transfer,"
        "reallocate,tobler,areal,st_interpolate_aw,census,population,neighbourhoods,grid,custom areas" )
      .split( ',' ),
    tr( "Census areas and neighbourhoods do not share borders. This algorithm divides the figures of the one among the "
        "other and keeps their sums: what the targets get and what lies outside of them is what the sources have.\n\n"
        "The methods differ by where people are taken to live. Control points (output areas with their populations, "
        "addresses) are the best where they are at hand: of the households of Birmingham, carried from MSOAs to LSOAs, "
        "half were off by 6.6 % or more with one point for each output area, and by 23.9 % with areal weighting, which "
        "spreads people evenly over the ground. Dasymetric weighting spreads them over the ground of a mask "
        "(residential land) or its points. The smooth surface (pycnophylactic) lets density change gradually. Best fit "
        "puts each source whole into the target that holds its centre, as official figures of larger areas are made: "
        "take it to agree with published figures, not for neighbourhoods.\n\n"
        "Counts are added up; rates, shares and scores become means over those they refer to. Ranks and deciles are "
        "refused: they cannot be carried over.\n\n"
        "Every figure has a standard error. It is learnt from the data: the sources are predicted from the next larger "
        "areas, or from blocks of about five neighbours, by the same method, and how far off that is says how far off "
        "the figures of parts of sources are. A control point stands for people around it, some of whom live on the "
        "other side of a border near by: that is part of the error too, and in small cells the most of it. What comes "
        "from sources wholly inside a target is certain." )
  };
}

void InterpolateToAreas::defineParameters()
{
  defineInputs();
  definePoints();
  defineAdvanced();
  defineOutputs();
}

void InterpolateToAreas::defineInputs()
{
  const QList<int> polygons{ static_cast<int>( compat::polygonVector ) };
  const QString source = QStringLiteral( "SOURCE" );
  add( new QgsProcessingParameterFeatureSource( source, tr( "Areas with figures" ), polygons ),
       tr( "Census areas such as output areas or LSOAs; they should not overlap each other. Boundaries of full "
           "resolution are better than generalised ones." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "TARGET" ), tr( "Areas that get the figures" ), polygons ),
    tr( "Grid cells, neighbourhoods, wards or any other polygons that do not overlap each other." ) );
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "METHOD" ), tr( "Method" ),
                                    { tr( "The best that the inputs allow" ), tr( "Control points" ),
                                      tr( "Areal weighting" ), tr( "Dasymetric (mask)" ),
                                      tr( "Smooth surface (pycnophylactic)" ),
                                      tr( "Best fit, to agree with published figures" ) },
                                    false, 0 ),
    tr( "The best is control points where they are given, else the mask where it is given, else areal weighting." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "COUNT_FIELDS" ), tr( "Counts" ), QVariant(), source,
                                        compat::anyField, true, true ),
       tr( "Fields that add up: people, households, events. The first of all figures is the one on the map." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "RATE_FIELDS" ), tr( "Rates, shares and scores" ), QVariant(),
                                     source, compat::anyField, true, true ),
    tr( "Fields that do not add up: percentages, rates, means, scores. Where both parts of a rate are at hand, carry "
        "the two over as counts and divide them." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "DENOMINATOR" ), tr( "What the rates are rates of" ), QVariant(),
                                     source, compat::anyField, false, true ),
    tr( "Field with the people or households to whom the rates refer. When empty, the points, the ground of the mask "
        "or the whole ground of a source stand in for them." ) );
}

void InterpolateToAreas::definePoints()
{
  const QString control = QStringLiteral( "CONTROL" );
  add(
    new QgsProcessingParameterFeatureSource( control, tr( "Control points" ), { static_cast<int>( compat::anyVector ) },
                                             QVariant(), true ),
    tr( "Optional points where people live: centres of output areas, addresses, postcodes of homes. A table with "
        "columns easting and northing, or longitude and latitude, will do, and so will small areas, of each of which "
        "a point inside is taken." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "CONTROL_WEIGHT" ), tr( "People at each point" ), QVariant(),
                                        control, compat::anyField, false, true ),
       tr( "Field with the people or dwellings at each point; when empty, each point counts the same." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "MASK" ), tr( "Where people live" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional residential land as polygons, or dwellings as points. With control points it serves for the "
           "sources that have none." ) );
}

void InterpolateToAreas::defineAdvanced()
{
  const auto field = [this]( const char *name, const QString &words, const char *layer, const QString &help )
  {
    addAdvanced( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), QLatin1String( layer ),
                                                  compat::anyField, false, true ),
                 help );
  };
  field( "CONTROL_SOURCE", tr( "Source area that each control point names" ), "CONTROL",
         tr( "Field with the id of the source in which the point lies, as its publisher says (output areas name their "
             "LSOA). It is believed before the position, and how often the two differ shows how much the boundaries "
             "are generalised." ) );
  field( "PARENT", tr( "Next larger area of each source" ), "SOURCE",
         tr( "Field with the larger area that a source is part of (the MSOA of an LSOA), from which errors are learnt. "
             "When empty, blocks of about five neighbouring sources stand in for them." ) );
  field( "SOURCE_ID", tr( "Ids of the sources" ), "SOURCE",
         tr( "When empty: area_id, or else the first text field." ) );
  field( "TARGET_ID", tr( "Ids of the targets" ), "TARGET",
         tr( "When empty: nbhd_id, area_id or cell_id, or else the number of the feature." ) );
  field( "TARGET_NAME", tr( "Names of the targets" ), "TARGET", tr( "When empty: area_name where the layer has it." ) );
  addAdvanced(
    new QgsProcessingParameterEnum( QStringLiteral( "FIGURES" ), tr( "What the figures are" ),
                                    { tr( "A census: people, households, shares of them" ),
                                      tr( "Events: incidents and rates of them" ), tr( "Scores and means" ) },
                                    false, 0 ),
    tr( "Decides what part chance has in the errors: of a census only who lives where, of events also how "
        "many there are, of scores none." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "RATE_PER" ), tr( "Rates are per" ), compat::real, 1.0,
                                                 false, 1e-6, 1e9 ),
               tr( "1 for shares from 0 to 1, 100 for percentages, 1000 for rates per thousand. Only errors depend on "
                   "it." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "OVERDISPERSION" ), tr( "Overdispersion of events" ),
                                                 compat::real, 1.0, false, 1.0, 1000.0 ),
               tr( "How much more events vary than independent ones would (variance ÷ mean); 1 = independent. Without "
                   "effect on other figures." ) );
  addInvalidGeometry();
}

void InterpolateToAreas::defineOutputs()
{
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Areas with figures carried over" ),
                                           compat::polygonVector ),
    tr( "The targets; each figure under its own name with its standard error (_e), the ground covered by sources, and "
        "of the first figure the part that is certain, the value by areal weighting and how sure it is." ) );
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "TOTALS" ), tr( "Totals" ), compat::anyVector, QVariant(),
                                           true, false ),
    tr( "Optional table: for each figure the sums of sources and targets, what lies outside, and how well the method "
        "predicts areas whose figures are known." ) );
  addRejects();
  addNumber( QStringLiteral( "N_TARGETS" ), tr( "Number of targets" ) );
  addNumber( QStringLiteral( "N_PARTLY_COVERED" ), tr( "Targets partly outside of the sources" ) );
  addNumber( QStringLiteral( "N_EMPTY" ), tr( "Targets that hold nobody" ) );
  addNumber( QStringLiteral( "N_WEAK" ), tr( "Targets whose first figure has a standard error above 25 %" ) );
  addNumber( QStringLiteral( "N_BY_GROUND" ), tr( "Sources that had to be shared by ground" ) );
  addNumber( QStringLiteral( "TOTAL" ), tr( "Sum of the first figure over the sources" ) );
  addNumber( QStringLiteral( "OUTSIDE" ), tr( "What of it lies in no target" ) );
  addNumber( QStringLiteral( "MEDIAN_ERROR" ), tr( "Median error of the first figure, judged one level up (%)" ) );
  addNumber( QStringLiteral( "DIFFERENCE_FROM_GROUND" ),
             tr( "Median difference of the first figure from areal weighting (%)" ) );
  addNumber( QStringLiteral( "MISPLACED" ), tr( "Part of the first figure that best fit puts elsewhere (%)" ) );
}

void InterpolateToAreas::prepare( Run &run )
{
  const QStringList counts = fieldNames( run, "COUNT_FIELDS" );
  const QStringList rates = fieldNames( run, "RATE_FIELDS" );
  if ( counts.isEmpty() && rates.isEmpty() )
    throw QgsProcessingException( tr( "There is nothing to carry over: choose COUNT_FIELDS, RATE_FIELDS or both." ) );
  for ( const QString &field : rates )
    if ( counts.contains( field, Qt::CaseInsensitive ) )
      throw QgsProcessingException(
        tr( "The field ‘%1’ is chosen as a count and as a rate: it can be one of them only." ).arg( field ) );
  const auto method = static_cast<InterpolationMethod>( choice( run, "METHOD" ) );
  if ( method == InterpolationMethod::controlPoints && !isGiven( run.parameters(), "CONTROL" ) )
    throw QgsProcessingException( tr( "The method needs control points: give CONTROL, or choose another METHOD." ) );
  if ( method == InterpolationMethod::dasymetric && !isGiven( run.parameters(), "MASK" ) )
    throw QgsProcessingException( tr( "The method needs a mask: give MASK, or choose another METHOD." ) );
}

QStringList InterpolateToAreas::fieldNames( const Run &run, const char *parameter ) const
{
  return compat::fieldNames( parameterDefinition( QLatin1String( parameter ) ), run.parameters(), run.context() );
}

InterpolationMethod InterpolateToAreas::resolvedMethod( Run &run ) const
{
  const auto method = static_cast<InterpolationMethod>( choice( run, "METHOD" ) );
  if ( method != InterpolationMethod::bestOfWhatIsGiven )
    return method;
  if ( isGiven( run.parameters(), "CONTROL" ) )
  {
    run.remark( tr( "Method: control points." ) );
    return InterpolationMethod::controlPoints;
  }
  if ( isGiven( run.parameters(), "MASK" ) )
  {
    run.remark( tr( "Method: dasymetric, by the mask." ) );
    return InterpolationMethod::dasymetric;
  }
  run.warn(
    tr( "Method: areal weighting, the least exact one, since neither CONTROL nor MASK is given: people are taken "
        "to be spread evenly over the ground of each area." ) );
  return InterpolationMethod::arealWeighting;
}

InterpolationSources InterpolateToAreas::readSourceAreas( Run &run ) const
{
  const base::Source source = this->source( run, QStringLiteral( "SOURCE" ) );
  SourceFields fields;
  fields.id = base::areaIdOrTextField( run, source, text( run, "SOURCE_ID" ), { QStringLiteral( "area_id" ) } );
  fields.counts = fieldNames( run, "COUNT_FIELDS" );
  fields.rates = fieldNames( run, "RATE_FIELDS" );
  fields.denominator = text( run, "DENOMINATOR" );
  fields.parent = text( run, "PARENT" );
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;
  return readSources( run, source, fields, reading );
}

InterpolationTargets InterpolateToAreas::readTargetAreas( Run &run, const QgsCoordinateReferenceSystem &crs ) const
{
  const base::Source target = source( run, QStringLiteral( "TARGET" ) );
  base::AreasReading reading;
  reading.idField =
    base::areaIdField( run, target, text( run, "TARGET_ID" ),
                       { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = crs;
  reading.progressFrom = 0.1;
  reading.progressTo = 0.25;
  return readTargets( run, target, base::areaNameField( target, text( run, "TARGET_NAME" ) ), reading );
}

std::unique_ptr<ControlPoints> InterpolateToAreas::readPoints( Run &run, const InterpolationSources &sources ) const
{
  const std::unique_ptr<base::Source> control = optionalSource( run, QStringLiteral( "CONTROL" ) );
  if ( !control )
    return nullptr;
  const ControlFields fields{ text( run, "CONTROL_WEIGHT" ), text( run, "CONTROL_SOURCE" ) };
  return std::make_unique<ControlPoints>( readControlPoints( run, *control, sources, fields, 0.55, 0.6 ) );
}

//! Points of a mask are control points that all count the same.
void InterpolateToAreas::measureMask( Run &run, const InterpolationSources &sources, InterpolationShares &shares ) const
{
  const std::unique_ptr<base::Source> mask = optionalSource( run, QStringLiteral( "MASK" ) );
  if ( !mask )
    return;
  if ( !mask->hasPolygons() )
    return shares.measurePoints( readControlPoints( run, *mask, sources, {}, 0.5, 0.52 ), run.progress( 0.52, 0.55 ) );
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = sources.areas.crs;
  reading.progressFrom = 0.5;
  reading.progressTo = 0.51;
  shares.measureMask( base::readAreas( run, *mask, reading ).geometry, run.progress( 0.51, 0.55 ) );
}

void InterpolateToAreas::measure( Run &run, const InterpolationSources &sources, InterpolationShares &shares ) const
{
  if ( mMethod == InterpolationMethod::smoothSurface )
    return shares.prepareSurface( run.progress( 0.5, 0.65 ) );
  if ( mMethod == InterpolationMethod::arealWeighting )
    return;
  measureMask( run, sources, shares );
  const bool usesPoints = mMethod != InterpolationMethod::dasymetric;
  const std::unique_ptr<ControlPoints> points = usesPoints ? readPoints( run, sources ) : nullptr;
  if ( points )
    shares.measurePoints( *points, run.progress( 0.6, 0.65 ) );
  if ( mMethod == InterpolationMethod::bestFit )
    shares.measureCentres( points.get() );
}

FigureOptions InterpolateToAreas::figureOptions( const Run &run ) const
{
  FigureOptions options;
  options.method = mMethod;
  options.kind = static_cast<statistics::FigureKind>( choice( run, "FIGURES" ) );
  options.ratePer = number( run, "RATE_PER" );
  options.dispersion = number( run, "OVERDISPERSION" );
  return options;
}

void InterpolateToAreas::process( Run &run )
{
  mMethod = resolvedMethod( run );
  const InterpolationSources sources = readSourceAreas( run );
  const InterpolationTargets targets = readTargetAreas( run, sources.areas.crs );
  InterpolationShares shares( run, sources, targets, run.progress( 0.25, 0.5 ) );
  measure( run, sources, shares );
  if ( sources.denominators.empty() && !fieldNames( run, "RATE_FIELDS" ).isEmpty() )
    run.warn( tr( "DENOMINATOR is empty: the rates of ‘%1’ are weighted by %2, not by those they refer to." )
                .arg( sources.layer, shares.sizesInWords() ) );

  const FigureInterpolator interpolator( run, sources, shares, figureOptions( run ) );
  std::vector<InterpolatedFigure> figures;
  const double step = 0.2 / double( sources.figures.size() );
  for ( const base::CarriedFigure &figure : sources.figures )
  {
    const double from = 0.65 + step * double( figures.size() );
    figures.push_back( interpolator.carry( figure, run.progress( from, from + step ) ) );
  }
  tellInterpolation( run, mMethod, sources, targets, shares.cover(), figures );
  write( run, targets, shares.cover(), figures );
  writeTotals( run, figures );
  writeRejects( run );
}

void InterpolateToAreas::write( Run &run, const InterpolationTargets &targets, const std::vector<double> &cover,
                                const std::vector<InterpolatedFigure> &figures )
{
  const InterpolationLayer layer( targets, cover, figures );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, layer.spec() );
  if ( !output )
    return;
  layer.write( *output, run.progress( 0.85, 1 ) );
  output->finish();
}

void InterpolateToAreas::writeTotals( Run &run, const std::vector<InterpolatedFigure> &figures )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TOTALS" );
  spec.fields = totalsFields();
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const InterpolatedFigure &figure : figures )
    output->add( totalsRow( figure ) );
  output->finish();
}

} // namespace communitysafety::deprivation
