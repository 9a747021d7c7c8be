// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolationsurface.h"

#include "base/geometryunion.h"
#include "base/gridcover.h"
#include "base/namelist.h"
#include "statistics/column.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{

using base::AreaLocator;
using base::Run;
using statistics::GridFrame;
using statistics::noArea;
using statistics::Progress;

namespace
{

//! Some thirty cells in a source, nine in a target, and no more altogether than can be worked with.
double surfaceCell( Run &run, const InterpolationSources &sources, const InterpolationTargets &targets,
                    const QgsRectangle &extent )
{
  constexpr double mostCells = 4e6;
  const double fine = std::sqrt( std::min( statistics::median( sources.areas.squareMetres ) / 30,
                                           statistics::median( targets.areas.squareMetres ) / 9 ) );
  const double coarse = std::sqrt( extent.width() * extent.height() / mostCells );
  if ( coarse > fine )
    run.warn(
      Run::tr( "The smooth surface has cells of %1 m; %2 m would suit these areas, but that are too many cells: "
               "small areas get rough figures." )
        .arg( coarse, 0, 'f', 0 )
        .arg( fine, 0, 'f', 0 ) );
  return std::max( fine, coarse );
}

void placeCells( SurfaceGrid &grid, const InterpolationSources &sources, const InterpolationTargets &targets,
                 const Progress &progress )
{
  const GridFrame &frame = grid.frame;
  grid.sourceOfCell.assign( frame.size(), GridFrame::nowhere );
  grid.targetOfCell.assign( frame.size(), noArea );
  const AreaLocator sourceLocator( sources.areas );
  const AreaLocator targetLocator( targets.areas );
  for ( std::size_t cell = 0; cell < frame.size(); ++cell )
  {
    if ( cell % 256 == 0 )
      statistics::report( progress, double( cell ) / double( frame.size() ) );
    const QgsPointXY centre( frame.xOfColumn( cell % frame.columns ), frame.yOfRow( cell / frame.columns ) );
    const int source = sourceLocator.areaAt( centre );
    if ( source == AreaLocator::nowhere )
      continue;
    grid.sourceOfCell[cell] = static_cast<std::uint32_t>( source );
    if ( const int target = targetLocator.areaAt( centre ); target != AreaLocator::nowhere )
      grid.targetOfCell[cell] = static_cast<std::size_t>( target );
  }
}

//! Parts of one cell beyond the whole of it are made smaller.
void fitIntoCells( std::vector<SmallTarget> &targets )
{
  std::sort( targets.begin(), targets.end(),
             []( const SmallTarget &one, const SmallTarget &other )
             { return one.cell != other.cell ? one.cell < other.cell : one.target < other.target; } );
  for ( std::size_t first = 0, last = 0; first < targets.size(); first = last )
  {
    double sum = 0;
    for ( last = first; last < targets.size() && targets[last].cell == targets[first].cell; ++last )
      sum += targets[last].part;
    for ( std::size_t place = first; place < last; ++place )
      targets[place].part /= std::max( 1.0, sum );
  }
}

//! Finds the cells of the targets that no cell has its centre in; \returns the names of those without any.
QStringList placeSmallTargets( SurfaceGrid &grid, const InterpolationTargets &targets,
                               const std::vector<double> &cover )
{
  std::vector<bool> hasCell( targets.areas.size(), false );
  for ( const std::size_t target : grid.targetOfCell )
    if ( target != noArea )
      hasCell[target] = true;
  QStringList without;
  for ( std::size_t target = 0; target < hasCell.size(); ++target )
  {
    if ( hasCell[target] || !( cover[target] > 0 ) )
      continue;
    const QgsPointXY inside = targets.areas.geometry[target].pointOnSurface().asPoint();
    const std::uint32_t cell = grid.frame.cellAt( inside.x(), inside.y() );
    if ( cell != GridFrame::nowhere && grid.sourceOfCell[cell] != GridFrame::nowhere )
      grid.smallTargets.push_back(
        { cell, target, targets.areas.squareMetres[target] * cover[target] / grid.frame.cellArea() } );
    else
      without << targets.areas.id[target];
  }
  fitIntoCells( grid.smallTargets );
  return without;
}

} // namespace

SurfaceGrid surfaceGrid( Run &run, const InterpolationSources &sources, const InterpolationTargets &targets,
                         const std::vector<double> &cover, const Progress &progress )
{
  const QgsRectangle extent = base::extentOf( sources.areas.geometry );
  SurfaceGrid grid;
  grid.frame = base::frameOver( extent, surfaceCell( run, sources, targets, extent ) );
  placeCells( grid, sources, targets, progress );
  const QStringList without = placeSmallTargets( grid, targets, cover );
  if ( !grid.smallTargets.empty() )
    run.remark( Run::tr( "‘%1’: %L2 areas lie between the centres of the cells of the smooth surface and get a part of "
                         "the cell around them." )
                  .arg( targets.layer )
                  .arg( qulonglong( grid.smallTargets.size() ) ) );
  if ( !without.isEmpty() )
    run.warn( Run::tr( "‘%1’: %L2 areas touch the sources by less than a cell of the smooth surface and get nobody: "
                       "%3." )
                .arg( targets.layer )
                .arg( without.size() )
                .arg( base::nameList( without ) ) );
  return grid;
}

statistics::MeasuredPieces piecesOfSurface( const SurfaceGrid &grid, const std::vector<double> &value,
                                            std::size_t sources )
{
  std::vector<std::size_t> source;
  std::vector<std::size_t> target;
  std::vector<double> people;
  const auto add = [&]( std::size_t cell, std::size_t where, double part )
  {
    source.push_back( grid.sourceOfCell[cell] );
    target.push_back( where );
    people.push_back( part * value[cell] );
  };
  auto small = grid.smallTargets.begin();
  for ( std::size_t cell = 0; cell < value.size(); ++cell )
  {
    double left = 1;
    for ( ; small != grid.smallTargets.end() && small->cell == cell; ++small )
    {
      if ( statistics::isMissing( value[cell] ) )
        continue;
      add( cell, small->target, small->part );
      left -= small->part;
    }
    if ( !statistics::isMissing( value[cell] ) )
      add( cell, grid.targetOfCell[cell], std::max( 0.0, left ) );
  }
  return statistics::piecesOfPoints( source, target, people, sources );
}

} // namespace communitysafety::deprivation
