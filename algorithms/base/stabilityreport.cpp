// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/stabilityreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::base
{
namespace
{

using statistics::StabilityChange;
using statistics::StabilityClass;
using statistics::StabilitySummary;

//! Neighbourhoods in a chart: more are in the table alone.
constexpr std::size_t mostCharted = 40;

class Page
{
public:
  explicit Page( const AssessedStability &assessed ) : mAssessed( assessed ) {}

  HtmlReport write() const
  {
    HtmlReport report( Run::tr( "Stability of priority neighbourhoods" ),
                       Run::tr( "%1 neighbourhoods, %2 searches with something changed" )
                         .arg( mAssessed.neighbourhoods.size() )
                         .arg( mAssessed.runs.size() - 1 ) );
    tellInShort( report );
    tellNeighbourhoods( report );
    tellRanks( report );
    tellHalves( report );
    tellSettings( report );
    tellHowToRead( report );
    tellLimits( report );
    return report;
  }

private:
  std::size_t size() const { return std::size_t( mAssessed.neighbourhoods.size() ); }
  QString name( std::size_t row ) const { return mAssessed.neighbourhoods.at( int( row ) ); }
  StabilitySummary over( StabilityChange change, std::size_t row ) const
  {
    return statistics::summaryOf( mAssessed.runs, change, row );
  }
  StabilitySummary overAll( StabilityChange change ) const
  {
    return statistics::summaryOfAll( mAssessed.runs, change );
  }
  bool wasMade( StabilityChange change ) const { return overAll( change ).runs > 0; }
  StabilityClass classOf( std::size_t row ) const
  {
    return statistics::stabilityClass( statistics::lowestMedian( mAssessed.runs, row ) );
  }
  static QString jaccard( double value ) { return numberText( value, 2 ); }
  static QString percent( double share ) { return numberText( 100 * share ); }

  void tellInShort( HtmlReport &report ) const
  {
    report.heading( Run::tr( "In short" ) );
    QStringList items;
    for ( const StabilityClass each :
          { StabilityClass::firm, StabilityClass::stable, StabilityClass::edgeUncertain, StabilityClass::uncertain } )
    {
      QStringList names;
      for ( std::size_t row = 0; row < size(); ++row )
        if ( classOf( row ) == each )
          names << name( row );
      if ( !names.isEmpty() )
        items << Run::tr( "%1: %2." ).arg( wordsOf( each ), names.join( QStringLiteral( ", " ) ) );
    }
    report.list( items );
    std::vector<QStringList> rows;
    for ( const StabilityChange change : statistics::stabilityChanges() )
    {
      const StabilitySummary all = overAll( change );
      if ( all.runs > 0 )
        rows.push_back( { wordsOf( change ), numberText( double( all.runs ) ), jaccard( all.jaccardMedian ),
                          jaccard( all.jaccardLow ), jaccard( all.jaccardHigh ),
                          change == StabilityChange::halfAgainstHalf
                            ? numberText( statistics::missing )
                            : numberText( statistics::othersPerRun( mAssessed.runs, change ), 1 ) } );
    }
    report.table( Run::tr( "All neighbourhoods together, held against all that was found" ),
                  { Run::tr( "What was changed" ), Run::tr( "Runs" ), Run::tr( "Overlap (Jaccard), median" ),
                    Run::tr( "5 %" ), Run::tr( "95 %" ), Run::tr( "Further ones found, mean" ) },
                  rows );
    if ( !wasMade( StabilityChange::originShift ) )
      report.note( Run::tr( "Not assessed: how much depends on where the grid lies. Make grids with another origin "
                            "(Create analysis grid, SHIFT_X and SHIFT_Y: half a cell to the east, to the north, and "
                            "both), build the map in their cells, and give those layers as SHIFTED." ) );
    if ( mAssessed.areGiven )
      report.note( Run::tr( "The outlines were given. Where the search as it is finds something else, overlaps are low "
                            "for that reason alone: look at the row ‘%1’ first." )
                     .arg( wordsOf( StabilityChange::nothing ) ) );
  }

  void tellNeighbourhoods( HtmlReport &report ) const
  {
    report.heading( Run::tr( "Each neighbourhood" ) );
    std::vector<chart::Range> ranges;
    std::vector<QStringList> rows;
    for ( std::size_t row = 0; row < size(); ++row )
    {
      const StabilitySummary drawn = over( StabilityChange::bootstrap, row );
      const StabilitySummary shifted = over( StabilityChange::originShift, row );
      if ( row < mostCharted )
        ranges.push_back( { name( row ), drawn.jaccardLow, drawn.jaccardMedian, drawn.jaccardHigh } );
      rows.push_back( { name( row ), wordsOf( classOf( row ) ), jaccard( drawn.jaccardMedian ),
                        jaccard( drawn.jaccardLow ), percent( drawn.found ),
                        jaccard( over( StabilityChange::penalty, row ).jaccardMedian ),
                        jaccard( shifted.jaccardMedian ), percent( shifted.found ) } );
    }
    report.chart(
      chart::rangeChart( { Run::tr( "How much of each outline comes again" ),
                           Run::tr( "Median and range from 5 % to 95 % of the Jaccard index over %1 maps drawn anew." )
                             .arg( overAll( StabilityChange::bootstrap ).runs ),
                           Run::tr( "Overlap (Jaccard)" ), QString() },
                         ranges, { 0.75, Run::tr( "Stable from here" ) } ),
      Run::tr( "The dot is the median. A range that begins at 0 means that the neighbourhood was not found again in "
               "some of the runs." ) );
    report.table( Run::tr( "Overlap (Jaccard) with itself: median, and the share of the runs in which it is found" ),
                  { Run::tr( "Neighbourhood" ), Run::tr( "Stability" ), Run::tr( "Drawn anew" ), Run::tr( "5 %" ),
                    Run::tr( "Found (%)" ), Run::tr( "Other price" ), Run::tr( "Other cells" ),
                    Run::tr( "Found (%)" ) },
                  rows );
  }

  void tellRanks( HtmlReport &report ) const
  {
    report.heading( Run::tr( "Ranks" ) );
    if ( size() < 2 )
      return report.paragraph( Run::tr( "A single neighbourhood has no rank among others." ) );
    std::vector<chart::Range> ranges;
    for ( std::size_t row = 0; row < std::min( size(), mostCharted ); ++row )
    {
      const StabilitySummary drawn = over( StabilityChange::bootstrap, row );
      ranges.push_back( { name( row ), drawn.rankLow, double( row + 1 ), drawn.rankHigh } );
    }
    report.chart( chart::rangeChart( { Run::tr( "How far the ranks move" ),
                                       Run::tr( "Rank by evidence as it is, and the range from 5 % to 95 % over maps "
                                                "drawn anew; 1 is the strongest." ),
                                       Run::tr( "Rank" ), QString() },
                                     ranges ),
                  Run::tr( "Where ranges overlap, the order between the neighbourhoods is not sure. One that is not "
                           "found again takes the last rank of that run." ) );
  }

  void tellHalves( HtmlReport &report ) const
  {
    report.heading( Run::tr( "Half of the incidents" ) );
    report.paragraph( Run::tr( "Every incident goes to one of two halves by the toss of a coin, and both are searched "
                               "as if they were all there is. A half has half of the evidence, so that weak "
                               "neighbourhoods are often not found in it: these hang on few incidents. What both "
                               "halves show alike does not." ) );
    std::vector<QStringList> rows;
    for ( std::size_t row = 0; row < size(); ++row )
    {
      const StabilitySummary half = over( StabilityChange::halfAgainstWhole, row );
      const StabilitySummary halves = over( StabilityChange::halfAgainstHalf, row );
      rows.push_back( { name( row ), jaccard( half.jaccardMedian ), jaccard( half.jaccardLow ), percent( half.found ),
                        jaccard( halves.jaccardMedian ), percent( halves.found ) } );
    }
    report.table( Run::tr( "Overlap (Jaccard) with what halves show: median, and the share of the runs in which it is "
                           "found" ),
                  { Run::tr( "Neighbourhood" ), Run::tr( "Half and whole" ), Run::tr( "5 %" ), Run::tr( "Found (%)" ),
                    Run::tr( "Half and half" ), Run::tr( "In both (%)" ) },
                  rows );
  }

  void tellSettings( HtmlReport &report ) const
  {
    report.heading( Run::tr( "Price of the outline" ) );
    report.paragraph( Run::tr( "Free shapes pay for the length of their outline. With prices %1 % lower and %1 % "
                               "higher, all neighbourhoods together overlap by %2 or more with those of the prices as "
                               "they are. Circles and ellipses pay nothing, and stay." )
                        .arg( percent( mAssessed.penaltyChange ), jaccard( lowestOf( StabilityChange::penalty ) ) ) );
  }

  //! The lowest overlap of all together over the runs of one kind.
  double lowestOf( StabilityChange change ) const
  {
    double lowest = statistics::missing;
    for ( const statistics::StabilityRun &run : mAssessed.runs )
      if ( run.change == change )
        lowest = std::fmin( lowest, run.together );
    return lowest;
  }

  static void tellHowToRead( HtmlReport &report )
  {
    report.heading( Run::tr( "How to read this" ) );
    report.list(
      { Run::tr( "Overlap is the Jaccard index: ground in common divided by the ground of either. 1: the same; 0.5: "
                 "two outlines of the same size share two thirds; 0: not found again (below 0.3)." ),
        Run::tr( "Firm: 0.85 and more. Stable: 0.75 to 0.85. Edge uncertain: 0.6 to 0.75, the place is right, its "
                 "limits are not sure. Uncertain: below 0.6. By the lowest median of the changes that keep all the "
                 "data; halves do not count. The limits are those advised for clusters in general (Hennig 2007)." ),
        Run::tr( "The edge of a neighbourhood is the first to move: the layer of cells shows which of them belong in "
                 "nearly every run." ),
        Run::tr( "A map drawn anew has more chance in it than the map itself, so that a few further neighbourhoods "
                 "appear in its runs and overlaps are rather too low than too high." ) } );
  }

  static void tellLimits( HtmlReport &report )
  {
    report.heading( Run::tr( "What was not assessed" ) );
    report.list( { Run::tr( "Records that are wrong or incomplete in the same way in every run, such as places where "
                            "little is reported, or addresses that stand for many." ),
                   Run::tr( "Another period, other indicators, other weights: compare the neighbourhoods of two runs, "
                            "and see Test index sensitivity." ),
                   Run::tr( "Events that several sources record are drawn source by source." ) } );
  }

  const AssessedStability &mAssessed;
};

} // namespace

QString wordsOf( StabilityChange change )
{
  switch ( change )
  {
  case StabilityChange::nothing:
    return Run::tr( "Search as it is" );
  case StabilityChange::bootstrap:
    return Run::tr( "Map drawn anew" );
  case StabilityChange::halfAgainstWhole:
    return Run::tr( "Half of the incidents" );
  case StabilityChange::halfAgainstHalf:
    return Run::tr( "One half against the other" );
  case StabilityChange::penalty:
    return Run::tr( "Price of the outline" );
  case StabilityChange::originShift:
    return Run::tr( "Cells of another origin" );
  }
  return QString();
}

QString wordsOf( StabilityClass stability )
{
  switch ( stability )
  {
  case StabilityClass::firm:
    return Run::tr( "Firm" );
  case StabilityClass::stable:
    return Run::tr( "Stable" );
  case StabilityClass::edgeUncertain:
    return Run::tr( "Edge uncertain" );
  case StabilityClass::uncertain:
    return Run::tr( "Uncertain" );
  }
  return QString();
}

HtmlReport reportOnStability( const AssessedStability &assessed ) { return Page( assessed ).write(); }

} // namespace communitysafety::base
