// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlayreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"
#include "deprivation/overlaycharts.h"
#include "deprivation/overlaycityreport.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using base::HtmlReport;
using base::numberText;
using base::Run;
using statistics::isMissing;
namespace chart = base::chart;

//! Areas in a chart or table: more are in the layer alone.
constexpr std::size_t mostListed = 60;

QString percent( double share, int decimals = 1 ) { return numberText( 100 * share, decimals ); }

class Page
{
public:
  explicit Page( const OverlayFindings &found ) : mFound( found ) {}

  HtmlReport write() const
  {
    HtmlReport report( Run::tr( "Deprivation, census and the index" ),
                       Run::tr( "%1 areas of ‘%2’, deprivation from ‘%3’" )
                         .arg( size() )
                         .arg( mFound.input.layer, mFound.deprivation.layer ) );
    tellInShort( report );
    if ( size() > 0 )
    {
      tellAreas( report );
      tellDomains( report );
      tellCensus( report );
    }
    if ( mFound.city )
      tellCity( report, mFound );
    tellHowToRead( report );
    return report;
  }

private:
  std::size_t size() const { return mFound.input.areas.size(); }
  std::size_t listed() const { return std::min( size(), mostListed ); }
  QString name( std::size_t row ) const { return mFound.input.names.at( int( row ) ); }
  QString ofPeople() const
  {
    return mFound.deprivation.weightIsPeople ? Run::tr( "people" ) : Run::tr( "ground (no population was given)" );
  }

  void tellInShort( HtmlReport &report ) const
  {
    report.heading( Run::tr( "In short" ) );
    QStringList items;
    if ( size() == 0 )
      items << Run::tr( "No neighbourhoods were given: the page tells of the city only." );
    else if ( !isMissing( mFound.together.inMostDeprived[0] ) )
      items << Run::tr(
                 "%1 % of the %2 of these areas are in the most deprived tenth of the country, against %3 % in the "
                 "whole city; in the most deprived three tenths %4 % against %5 %." )
                 .arg( percent( mFound.together.inMostDeprived[0] ), ofPeople(),
                       percent( mFound.whole.inMostDeprived[0] ), percent( mFound.together.inMostDeprived[2] ),
                       percent( mFound.whole.inMostDeprived[2] ) );
    if ( mFound.city )
      items << inShort( *mFound.city );
    report.list( items );
    if ( !mFound.city )
      report.note( Run::tr( "The scored areas of the whole city were not given. Over the chosen areas alone index and "
                            "deprivation are not compared, since that would mislead." ) );
  }

  //! The rows of the two tables of measures.
  struct Measures
  {
    std::vector<QStringList> shares;
    std::vector<QStringList> official;

    void add( const QString &name, double people, double score, double withoutCrime,
              const std::array<double, 3> &inMostDeprived, const statistics::AreaSummary &summary )
    {
      shares.push_back( { name, numberText( people ), numberText( score, 1 ), numberText( withoutCrime, 1 ),
                          percent( inMostDeprived[0] ), percent( inMostDeprived[1] ), percent( inMostDeprived[2] ) } );
      official.push_back( { name, numberText( summary.averageRank ), percent( summary.extent ),
                            numberText( summary.localConcentration ), percent( summary.proportion ) } );
    }
  };

  void tellAreas( HtmlReport &report ) const
  {
    report.heading( Run::tr( "Deprivation of the areas" ) );
    const Overlay &overlay = mFound.overlay;
    Measures rows;
    std::vector<chart::Bar> bars;
    for ( std::size_t row = 0; row < listed(); ++row )
    {
      const std::array<double, 3> shares = { overlay.inMostDeprived[0][row], overlay.inMostDeprived[1][row],
                                             overlay.inMostDeprived[2][row] };
      rows.add( name( row ), overlay.people[row], overlay.score[row], overlay.withoutCrime[row], shares,
                overlay.summary[row] );
      bars.push_back( { name( row ), 100 * shares[1] } );
    }
    const auto addWhole = [this, &rows]( const QString &words, const Whole &whole )
    {
      rows.add( words, mFound.deprivation.weightIsPeople ? whole.weight : statistics::missing, whole.score,
                whole.withoutCrime, whole.inMostDeprived, whole.summary );
    };
    addWhole( Run::tr( "These areas together" ), mFound.together );
    addWhole( cityWords(), mFound.whole );
    if ( mFound.deprivation.hasTenths() )
      report.chart( chart::barChart( { Run::tr( "Who lives in the most deprived fifth of the country" ),
                                       Run::tr( "Share of the %1 of each area in the two most deprived tenths of the "
                                                "country, with the city for comparison." )
                                         .arg( ofPeople() ),
                                       Run::tr( "Per cent" ), QString() },
                                     bars, { 100 * mFound.whole.inMostDeprived[1], cityWords() } ),
                    Run::tr( "The line is %1." ).arg( cityWords().toLower() ) );
    report.table( Run::tr( "Means and shares of people" ),
                  { Run::tr( "Area" ), Run::tr( "People" ), Run::tr( "Score" ), Run::tr( "Without crime" ),
                    Run::tr( "Worst 10 % (%)" ), Run::tr( "Worst 20 % (%)" ), Run::tr( "Worst 30 % (%)" ) },
                  rows.shares );
    report.table( officialWords(),
                  { Run::tr( "Area" ), Run::tr( "Average rank" ), Run::tr( "Extent (%)" ),
                    Run::tr( "Local concentration" ), Run::tr( "Proportion of areas in worst 10 % (%)" ) },
                  rows.official );
    if ( listed() < size() )
      report.paragraph( Run::tr( "The first %1 of %2 areas; all are in the layer." ).arg( listed() ).arg( size() ) );
  }

  QString officialWords() const
  {
    const double ranked = mFound.deprivation.rankedAreas;
    return statistics::isMissing( ranked )
             ? Run::tr( "Official summary measures" )
             : Run::tr( "Official summary measures; ranks are turned so that high = deprived, out of %1" )
                 .arg( numberText( ranked ) );
  }

  QString cityWords() const
  {
    return mFound.city ? Run::tr( "The whole city" ) : Run::tr( "The whole deprivation layer" );
  }

  void tellDomains( HtmlReport &report ) const
  {
    const auto &domains = mFound.deprivation.domains;
    if ( domains.empty() )
      return;
    report.heading( Run::tr( "Domains" ) );
    QStringList rows, columns;
    std::vector<std::vector<double>> values;
    for ( const Domain &domain : domains )
      columns << domain.label;
    for ( std::size_t row = 0; row < listed(); ++row )
    {
      rows << name( row );
      std::vector<double> differences;
      for ( std::size_t number = 0; number < domains.size(); ++number )
        differences.push_back( domainDifference( domains[number], mFound.overlay.domains[number][row],
                                                 mFound.whole.domainMeans[number],
                                                 mFound.whole.domainDeviations[number] ) );
      values.push_back( differences );
    }
    report.chart( deviationTable( { Run::tr( "In which domains the areas differ from the city" ),
                                    Run::tr( "Standard deviations of the city's people; vermilion and above zero is "
                                             "more deprived, blue and below zero less." ),
                                    QString(), QString() },
                                  rows, columns, values ),
                  Run::tr( "+1 means: as much more deprived than the city as the city's people differ among "
                           "themselves." ) );
    tellDomainMeans( report );
  }

  void tellDomainMeans( HtmlReport &report ) const
  {
    std::vector<QStringList> rows;
    for ( std::size_t number = 0; number < mFound.deprivation.domains.size(); ++number )
    {
      const Domain &domain = mFound.deprivation.domains[number];
      rows.push_back( { domain.label,
                        domain.measure == base::Measure::score ? Run::tr( "score" )
                                                               : Run::tr( "tenth of the country, 1 = most deprived" ),
                        numberText( mFound.together.domainMeans[number], 2 ),
                        numberText( mFound.whole.domainMeans[number], 2 ) } );
    }
    report.table( Run::tr( "Means over the people; those of each area are in the layer" ),
                  { Run::tr( "Domain" ), Run::tr( "Measured as" ), Run::tr( "These areas together" ), cityWords() },
                  rows );
  }

  void tellCensus( HtmlReport &report ) const
  {
    constexpr std::size_t mostCharted = 8;
    if ( mFound.census.empty() )
      return;
    report.heading( Run::tr( "Who lives there: census" ) );
    std::vector<QStringList> rows;
    for ( std::size_t number = 0; number < mFound.census.size(); ++number )
    {
      const CensusShare &share = mFound.census[number];
      std::vector<chart::Range> ranges;
      for ( std::size_t row = 0; row < listed(); ++row )
      {
        const statistics::Interval &limits = share.limits[row];
        ranges.push_back( { name( row ), limits.lower, share.index[row], limits.upper } );
        rows.push_back( { name( row ), share.field, percent( share.share[row] ), percent( share.cityShare ),
                          numberText( share.index[row] ), numberText( limits.lower ), numberText( limits.upper ) } );
      }
      if ( number < mostCharted )
        report.chart(
          chart::rangeChart( { Run::tr( "%1, against the city" ).arg( share.field ),
                               Run::tr( "Share of ‘%1’ as an index, 100 = city (%2 %), with 95 % limits." )
                                 .arg( share.totalField, percent( share.cityShare ) ),
                               Run::tr( "Over-representation, 100 = city" ), QString() },
                             ranges, { 100, Run::tr( "City" ) } ),
          Run::tr( "Where the line of an area does not touch 100, its share differs from the city's by more "
                   "than chance among so many." ) );
    }
    report.table( Run::tr( "Shares of the census, with Wilson's limits (95 %), the city's share taken as known" ),
                  { Run::tr( "Area" ), Run::tr( "Of whom" ), Run::tr( "Share (%)" ), Run::tr( "City (%)" ),
                    Run::tr( "Index" ), Run::tr( "Lower" ), Run::tr( "Upper" ) },
                  rows );
    report.note(
      Run::tr( "People of a household and households of a street are alike, so that the true limits are wider. "
               "Census areas cut by an outline are shared out by ground." ) );
  }

  void tellHowToRead( HtmlReport &report ) const
  {
    report.heading( Run::tr( "How to read it" ) );
    QStringList items{
      Run::tr(
        "Scores are means over the people of the deprivation areas inside, taken to be spread evenly over the ground "
        "of each. The fewer and larger the areas cut by an outline, the less exact that is." ),
      Run::tr(
        "Average rank and local concentration follow the official summary measures: ranks turned round, so that the "
        "most deprived area of the country has the highest number. Local concentration looks at the most deprived "
        "areas that hold a tenth of the people, extent at the most deprived three tenths, those outside the worst "
        "tenth counted for less and less." ),
      Run::tr( "Deprivation describes areas. Most people in a deprived area are not poor, and many who are live "
               "elsewhere." )
    };
    items << ( mFound.deprivation.withoutCrime.empty()
                 ? Run::tr(
                     "The index of deprivation may contain police-recorded crime, as the index here does: part of any "
                     "agreement is then agreement of crime with itself. With the ranks of all domains the page also "
                     "gives deprivation without crime." )
                 : Run::tr(
                     "The English index of deprivation contains police-recorded crime (9.3 % of it), as the index here "
                     "does: part of their agreement is crime agreeing with itself. ‘Without crime’ leaves that domain "
                     "out and raises the weights of the other six in proportion." ) );
    report.list( items );
  }

  const OverlayFindings &mFound;
};

} // namespace

HtmlReport reportOnOverlay( const OverlayFindings &findings ) { return Page( findings ).write(); }

} // namespace communitysafety::deprivation
