// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "planted.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>
#include <stdexcept>

namespace communitysafety::samplecity
{

namespace
{
constexpr int minimumCells = 8;
constexpr int maximumCells = 22;
constexpr int ribbonColumns = 8;

//! A neighbourhood as drawn: where it is meant to lie (metres from the city centre) and its rows of squares from the
//! north, divided by strokes. Without squares it is the ribbon of squares along the river.
struct Sketch
{
  const char *name;
  double east;
  double north;
  double relativeRisk;
  const char *squares;
  std::vector<Theme> themes;
};

const std::vector<Sketch> &sketches()
{
  constexpr Theme vio = Theme::Violence;
  constexpr Theme acq = Theme::Acquisitive;
  constexpr Theme asb = Theme::Antisocial;
  constexpr Theme fire = Theme::Fire;
  constexpr Theme drug = Theme::Drugs;
  constexpr Theme youth = Theme::Youth;
  constexpr Theme vul = Theme::Vulnerable;
  static const std::vector<Sketch> all{
    { "Aldermouth Centre", 0, 0, 3.4, ".###./#####/####./.##..", { vio, acq, asb, drug, vul } },
    { "Ferry Reach", -1300, -1200, 4.0, "", { vio, asb, fire, drug, vul } },
    { "Whitgate Estate", -3300, 1900, 3.8, "##.../##.../##.../#####/#####", { asb, fire, drug, youth, vul } },
    { "Hollow Rise", -2700, -2500, 4.0, "###./####/.###/..##", { vio, asb, drug, youth, vul } },
    { "Cinder Hill", 400, 3300, 4.0, "######/.#####", { vio, acq, asb, fire, youth } },
    { "Lantern Fields", 3300, 1500, 4.0, "..##/.###/####/###.", { vio, asb, fire, youth, vul } },
    { "Saltgarth", 2500, -2700, 3.8, "####/####/.###/..##/..##", { vio, acq, fire, drug, vul } },
    { "Quarry Bottom", -400, -3600, 4.0, "####/###./.###", { acq, asb, fire, drug, youth } },
    { "Millrace Terraces", -1700, 300, 3.8, "##..##/##..##/######/.####.", { vio, acq, drug, youth, vul } },
    { "Beacon Square", 1300, 1300, 4.0, "#####/#####/###..", { vio, acq, asb, drug, youth } },
    { "Tanners Yard", 1500, -1700, 4.0, "..###/.####/####./##...", { acq, asb, fire, drug, vul } },
    { "Heron Green", 4000, -1500, 3.0, "######/######/..##../..##..", { vio, acq, youth } }
  };
  return all;
}

std::vector<std::string> rowsOf( const std::string &squares )
{
  std::vector<std::string> rows;
  std::istringstream stream( squares );
  for ( std::string row; std::getline( stream, row, '/' ); )
    rows.push_back( row );
  return rows;
}

//! The cells of a drawing whose north-west square is given; empty if one of them is not wholly in the city.
std::vector<int> drawnCells( const CellGrid &grid, const std::vector<std::string> &squares, int column, int row )
{
  std::vector<int> cells;
  for ( std::size_t line = 0; line < squares.size(); ++line )
    for ( std::size_t letter = 0; letter < squares[line].size(); ++letter )
    {
      if ( squares[line][letter] != '#' )
        continue;
      const int cell = grid.find( column + static_cast<int>( letter ), row - static_cast<int>( line ) );
      if ( cell < 0 || !grid.isWhole( cell ) )
        return {};
      cells.push_back( cell );
    }
  return cells;
}

//! The cells along the river, from \a column eastwards.
std::vector<int> riverCells( const CityPlan &plan, const CellGrid &grid, int column )
{
  std::vector<int> cells;
  for ( std::size_t cell = 0; cell < grid.cells().size(); ++cell )
  {
    const Cell &square = grid.cells()[cell];
    if ( square.column >= column && square.column < column + ribbonColumns &&
         plan.distanceToRiver( square.centre ) < 150 )
      cells.push_back( static_cast<int>( cell ) );
  }
  return cells;
}

//! The cells of a sketch, moved by so many squares from where it is meant to lie.
std::vector<int> cellsOf( const Sketch &sketch, const CityPlan &plan, const CellGrid &grid, int east, int north )
{
  const std::vector<std::string> squares = rowsOf( sketch.squares );
  const int width = squares.empty() ? ribbonColumns : static_cast<int>( squares.front().size() );
  const int height = static_cast<int>( squares.size() );
  const int column = static_cast<int>( ( plan.centre().x + sketch.east ) / CellGrid::side ) - width / 2 + east;
  const int row = static_cast<int>( ( plan.centre().y + sketch.north ) / CellGrid::side ) + height / 2 + north;
  return squares.empty() ? riverCells( plan, grid, column ) : drawnCells( grid, squares, column, row );
}

bool crossesWardLine( const CellGrid &grid, const SmallAreas &areas, const std::vector<int> &cells )
{
  std::map<int, std::size_t> cellsOfWard;
  for ( const int cell : cells )
    ++cellsOfWard[areas.wardAt( grid.cells()[cell].centre )];
  std::size_t most = 0;
  for ( const auto &[ward, count] : cellsOfWard )
    most = std::max( most, count );
  return 5 * most <= 4 * cells.size();
}

bool keepsDistance( const CellGrid &grid, const std::vector<Planted> &others, const std::vector<int> &cells )
{
  for ( const Planted &other : others )
    for ( const int theirs : other.cells )
      for ( const int ours : cells )
      {
        const Cell &a = grid.cells()[ours];
        const Cell &b = grid.cells()[theirs];
        if ( std::max( std::abs( a.column - b.column ), std::abs( a.row - b.row ) ) <= 3 )
          return false;
      }
  return true;
}

//! Steps away from the intended place, the shortest first.
std::vector<std::pair<int, int>> stepsAway()
{
  std::vector<std::pair<int, int>> steps;
  for ( int east = -7; east <= 7; ++east )
    for ( int north = -7; north <= 7; ++north )
      steps.push_back( { east, north } );
  std::stable_sort( steps.begin(), steps.end(),
                    []( const auto &a, const auto &b )
                    { return a.first * a.first + a.second * a.second < b.first * b.first + b.second * b.second; } );
  return steps;
}
} // namespace

std::vector<Planted> plantNeighbourhoods( const CityPlan &plan, const CellGrid &grid, const SmallAreas &areas )
{
  std::vector<Planted> planted;
  for ( const Sketch &sketch : sketches() )
  {
    const auto suits = [&]( const std::vector<int> &cells )
    {
      return cells.size() >= minimumCells && cells.size() <= maximumCells && crossesWardLine( grid, areas, cells ) &&
             keepsDistance( grid, planted, cells );
    };
    std::vector<int> cells;
    for ( const auto &[east, north] : stepsAway() )
      if ( cells = cellsOf( sketch, plan, grid, east, north ); suits( cells ) )
        break;
    if ( !suits( cells ) )
      throw std::logic_error( std::string( sketch.name ) + " finds no place across a ward line." );
    planted.push_back( { sketch.name, sketch.relativeRisk, sketch.themes, cells } );
  }
  return planted;
}

std::vector<std::array<double, themeCount>> relativeRisks( const CellGrid &grid, const std::vector<Planted> &planted )
{
  std::array<double, themeCount> usual;
  usual.fill( 1 );
  std::vector<std::array<double, themeCount>> risks( grid.cells().size(), usual );
  for ( const Planted &neighbourhood : planted )
    for ( const int cell : neighbourhood.cells )
      for ( const Theme theme : neighbourhood.themes )
        risks[cell][static_cast<int>( theme )] = neighbourhood.relativeRisk;
  return risks;
}

std::string themeCode( Theme theme )
{
  static const std::array<const char *, themeCount> codes{ "violence", "acquis", "antisoc", "fire",
                                                           "drugs",    "youth",  "vulner",  "" };
  return codes[static_cast<int>( theme )];
}

} // namespace communitysafety::samplecity
