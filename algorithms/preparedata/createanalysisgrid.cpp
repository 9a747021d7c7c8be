// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/createanalysisgrid.h"

#include "base/areas.h"
#include "base/fields.h"
#include "base/geometryunion.h"
#include "statistics/lattice.h"

#include <qgsgeometryengine.h>
#include <qgslinestring.h>
#include <qgspolygon.h>

#include <algorithm>
#include <optional>

namespace communitysafety::preparedata
{

using base::Run;
using statistics::CellShape;
using statistics::Lattice;
using statistics::LatticeCell;

base::Identity CreateAnalysisGrid::identity() const
{
  return { QStringLiteral( "createanalysisgrid" ),
           tr( "Create analysis grid" ),
           QStringLiteral( "preparedata" ),
           tr( "Covers a study area with square or hexagonal cells that keep their ids and places from year to year." ),
           tr( "grid,cells,fishnet,tessellation,hexagon,hexbin,square,200 m,national grid,create grid" ).split( ',' ),
           tr( "Makes the cells in which incidents are counted. Cells are whole, so that all have the same size; the "
               "field ‘inside’ tells which share of a cell lies in the study area.\n\n"
               "The lattice is tied to the origin of the coordinate system (in Great Britain: the national grid), not "
               "to the extent of the layer. The same place is therefore always in the same cell with the same id, and "
               "assessments of different years or of neighbouring cities fit together.\n\n"
               "A layer in degrees or in Web Mercator is transformed to the British National Grid, or to the UTM zone "
               "outside Great Britain, because cells need true metres." ) };
}

void CreateAnalysisGrid::defineParameters()
{
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "STUDY_AREA" ), tr( "Study area" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons of the city or district; several (wards, LSOAs) count as their union." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "SHAPE" ), tr( "Shape of the cells" ),
                                       { tr( "Square" ), tr( "Hexagon" ) }, false, 0 ),
       tr( "Squares are the custom of community-safety partnerships; hexagons have neighbours at equal distances." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "SIZE" ), tr( "Size of a cell (m)" ), compat::real, 200.0,
                                         false, Lattice::minimumSize ),
       tr( "Side of a square, or distance between two parallel sides of a hexagon, in metres. 200 m is the custom; "
           "smaller cells show more and hold fewer incidents." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "WITHIN" ), tr( "Larger areas to note on each cell" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Optional polygons such as constituencies or wards. Each cell is given the name of the one that holds its "
           "centre, for ranking within districts; they do not change the cells." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "WITHIN_FIELD" ), tr( "Name of the larger area" ), QVariant(),
                                        QStringLiteral( "WITHIN" ), compat::anyField, false, true ),
       tr( "Field with the names of the larger areas; required when they are given." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "MINIMUM_INSIDE" ),
                                                 tr( "Least share inside the study area" ), compat::real, 0.0, false,
                                                 0.0, 1.0 ),
               tr( "Cells with a smaller share inside are left out. 0 keeps every cell that overlaps the study area, 1 "
                   "only those wholly inside." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "MAXIMUM_CELLS" ), tr( "Most cells allowed" ), compat::integer,
                                      1000000, false, 1 ),
    tr( "A guard against a slip in the size: the run is refused before any work when more cells would be needed." ) );
  const auto shift = [this]( const char *name, const QString &words, const QString &help )
  { addAdvanced( new QgsProcessingParameterNumber( QLatin1String( name ), words, compat::real, 0.0 ), help ); };
  shift(
    "SHIFT_X", tr( "Shift of the origin to the east (m)" ),
    tr( "Moves all cells, for instance by half their size, to see how much a result depends on where the grid lies "
        "(Assess stability of neighbourhoods). 0 keeps the origin of the coordinate system, and with it the ids." ) );
  shift( "SHIFT_Y", tr( "Shift of the origin to the north (m)" ), tr( "The same to the north." ) );
  addInvalidGeometry();
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Analysis grid" ), compat::polygonVector ),
    tr( "The cells, with id, share inside the study area and, if asked for, the larger area that holds the centre." ) );
  addNumber( QStringLiteral( "N_CELLS" ), tr( "Number of cells" ) );
  addNumber( QStringLiteral( "N_WHOLE_CELLS" ), tr( "Number of cells wholly inside the study area" ) );
  addNumber( QStringLiteral( "STUDY_AREA_KM2" ), tr( "Size of the study area (km²)" ) );
}

//! One cell and its share inside the study area.
struct GridCell
{
  LatticeCell cell;
  double inside;
};

//! The larger areas that cells are told to lie within.
class LargerAreas
{
public:
  explicit LargerAreas( base::Areas areas )
    : mAreas( std::make_unique<base::Areas>( std::move( areas ) ) ),
      mLocator( std::make_unique<base::AreaLocator>( *mAreas ) )
  {
  }

  //! Null where no larger area holds the point.
  QVariant nameAt( const statistics::LatticePoint &point ) const
  {
    const int holder = mLocator->areaAt( QgsPointXY( point.x, point.y ) );
    return holder == base::AreaLocator::nowhere ? compat::null()
                                                : mAreas->attributes[static_cast<std::size_t>( holder )].at( 0 );
  }

private:
  // The locator refers to the areas, which must not move when this object does.
  std::unique_ptr<base::Areas> mAreas;
  std::unique_ptr<base::AreaLocator> mLocator;
};

namespace
{

statistics::Extent extentOf( const QgsGeometry &geometry )
{
  const QgsRectangle box = geometry.boundingBox();
  return { box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum() };
}

QgsGeometry outline( const Lattice &lattice, LatticeCell cell )
{
  QgsPointSequence ring;
  for ( const statistics::LatticePoint &corner : lattice.corners( cell ) )
    ring << QgsPoint( corner.x, corner.y );
  ring << ring.first();
  auto polygon = std::make_unique<QgsPolygon>();
  polygon->setExteriorRing( new QgsLineString( ring ) );
  return QgsGeometry( std::move( polygon ) );
}

void refuseTooManyCells( const Lattice &lattice, const QgsGeometry &studyArea, double maximum )
{
  // A thin, slanting study area fills little of its rectangle: the rectangle alone may be walked a hundred times over.
  constexpr double emptyCellsPerCell = 100.0;
  const double needed = studyArea.area() / lattice.cellArea();
  if ( needed > maximum || lattice.countCovering( extentOf( studyArea ) ) > maximum * emptyCellsPerCell )
    throw QgsProcessingException(
      CreateAnalysisGrid::tr( "The grid would need about %L1 cells, more than the %L2 allowed: choose a larger SIZE, "
                              "check the study area, or raise MAXIMUM_CELLS." )
        .arg( std::max( needed, 1.0 ), 0, 'f', 0 )
        .arg( maximum, 0, 'f', 0 ) );
}

//! Share of \a cell inside the study area, 0 to 1.
double shareInside( const QgsGeometryEngine &studyArea, const QgsGeometry &cell )
{
  if ( !studyArea.intersects( cell.constGet() ) )
    return 0.0;
  if ( studyArea.contains( cell.constGet() ) )
    return 1.0;
  const std::unique_ptr<QgsAbstractGeometry> common( studyArea.intersection( cell.constGet() ) );
  return common ? std::min( 1.0, common->area() / cell.area() ) : 0.0;
}

std::vector<GridCell> cellsInside( const Lattice &lattice, const QgsGeometry &studyArea, double minimumInside,
                                   const statistics::Progress &progress )
{
  const std::unique_ptr<QgsGeometryEngine> engine( QgsGeometry::createGeometryEngine( studyArea.constGet() ) );
  engine->prepareGeometry();
  const std::vector<LatticeCell> candidates = lattice.cellsCovering( extentOf( studyArea ) );
  std::vector<GridCell> cells;
  for ( std::size_t candidate = 0; candidate < candidates.size(); ++candidate )
  {
    if ( candidate % 256 == 0 )
      statistics::report( progress, double( candidate ) / double( candidates.size() ) );
    const double inside = shareInside( *engine, outline( lattice, candidates[candidate] ) );
    if ( inside > 0 && inside >= minimumInside )
      cells.push_back( { candidates[candidate], inside } );
  }
  return cells;
}

} // namespace

void CreateAnalysisGrid::prepare( Run &run )
{
  mWithin = optionalSource( run, QStringLiteral( "WITHIN" ) );
  mWithinField = parameterAsString( run.parameters(), QStringLiteral( "WITHIN_FIELD" ), run.context() );
  if ( mWithin && mWithinField.isEmpty() )
    throw QgsProcessingException(
      tr( "WITHIN_FIELD is empty: choose the field that names the areas of ‘%1’." ).arg( mWithin->name() ) );
}

void CreateAnalysisGrid::process( Run &run )
{
  const int shape = parameterAsEnum( run.parameters(), QStringLiteral( "SHAPE" ), run.context() );
  const Lattice lattice( shape == 0 ? CellShape::square : CellShape::hexagon,
                         parameterAsDouble( run.parameters(), QStringLiteral( "SIZE" ), run.context() ),
                         { number( run, "SHIFT_X" ), number( run, "SHIFT_Y" ) } );
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;
  const base::Areas parts = base::readAreas( run, source( run, QStringLiteral( "STUDY_AREA" ) ), reading );
  const QgsGeometry studyArea = base::unionOf( parts.geometry );
  refuseTooManyCells( lattice, studyArea,
                      parameterAsDouble( run.parameters(), QStringLiteral( "MAXIMUM_CELLS" ), run.context() ) );

  const double minimumInside = parameterAsDouble( run.parameters(), QStringLiteral( "MINIMUM_INSIDE" ), run.context() );
  const std::vector<GridCell> cells = cellsInside( lattice, studyArea, minimumInside, run.progress( 0.1, 0.9 ) );
  if ( cells.empty() )
    throw QgsProcessingException(
      tr( "No cell has a share of %1 inside the study area: lower MINIMUM_INSIDE or SIZE." ).arg( minimumInside ) );

  write( run, lattice, cells, parts.crs );
  const auto isWhole = []( const GridCell &cell ) { return cell.inside >= 1.0; };
  run.setNumber( QStringLiteral( "N_CELLS" ), double( cells.size() ) );
  run.setNumber( QStringLiteral( "N_WHOLE_CELLS" ), double( std::count_if( cells.begin(), cells.end(), isWhole ) ) );
  run.setNumber( QStringLiteral( "STUDY_AREA_KM2" ), studyArea.area() / 1e6 );
}

void CreateAnalysisGrid::write( Run &run, const Lattice &lattice, const std::vector<GridCell> &cells,
                                const QgsCoordinateReferenceSystem &crs )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "cell_id", "inside" } );
  if ( mWithin )
    spec.fields.append( base::fields::named( QStringLiteral( "within" ) ) );
  spec.geometryType = compat::polygon;
  spec.crs = crs;
  spec.style = QStringLiteral( "createanalysisgrid_output" );

  const std::optional<LargerAreas> larger = mWithin ? std::make_optional( readLargerAreas( run, crs ) ) : std::nullopt;
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.9, 1.0 );
  for ( std::size_t row = 0; row < cells.size(); ++row )
  {
    statistics::report( progress, double( row ) / double( cells.size() ) );
    QVector<QVariant> values{ QString::fromStdString( lattice.id( cells[row].cell ) ), cells[row].inside };
    if ( larger )
      values << larger->nameAt( lattice.centre( cells[row].cell ) );
    output->add( values, outline( lattice, cells[row].cell ) );
  }
  output->finish();
}

LargerAreas CreateAnalysisGrid::readLargerAreas( Run &run, const QgsCoordinateReferenceSystem &crs ) const
{
  base::AreasReading reading;
  reading.fields = QStringList{ mWithinField };
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = crs;
  return LargerAreas( base::readAreas( run, *mWithin, reading ) );
}

} // namespace communitysafety::preparedata
