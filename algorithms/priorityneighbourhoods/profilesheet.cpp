// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profilesheet.h"

#include "base/numbertext.h"
#include "base/svgchart.h"
#include "priorityneighbourhoods/profilemaps.h"
#include "priorityneighbourhoods/profilesheetpeople.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::HtmlReport;
using base::numberText;
using statistics::Interval;
using statistics::isMissing;

namespace
{

struct SheetText
{
  Q_DECLARE_TR_FUNCTIONS( ProfileSheet )
};

constexpr double percent = 100;
//! In charts: more are in the tables alone.
constexpr std::size_t mostBars = 25;
constexpr std::size_t mostYearCharts = 3;

QString percentText( double share ) { return numberText( percent * share, 1 ); }

//! As many decimals as a rate of this size needs.
int decimalsOf( double rate ) { return rate >= 100 ? 0 : rate >= 1 ? 1 : 2; }

QString rateText( double rate ) { return numberText( rate, isMissing( rate ) ? 0 : decimalsOf( rate ) ); }

QString countText( double count ) { return numberText( count, count == std::round( count ) ? 0 : 1 ); }

QString rangeText( const Interval &limits, int decimals = 0 )
{
  return isMissing( limits.lower )
           ? numberText( limits.lower )
           : SheetText::tr( "%1 to %2" )
               .arg( numberText( limits.lower, decimals ), numberText( limits.upper, decimals ) );
}

QString yearText( const base::CountedYear &year )
{
  return year.from.isEmpty() || year.to.isEmpty() ? SheetText::tr( "Year %1" ).arg( year.number )
                                                  : SheetText::tr( "%1 to %2" ).arg( year.from, year.to );
}

QString subtitleOf( const ProfiledPlace &place )
{
  constexpr double squareKilometre = 1e6;
  QStringList parts;
  if ( !isMissing( place.rank ) )
    parts << SheetText::tr( "rank %1" ).arg( numberText( place.rank ) );
  if ( !isMissing( place.index ) )
    parts << SheetText::tr( "index %1 (100 = city)" ).arg( numberText( place.index ) );
  if ( !isMissing( place.people ) )
    parts << SheetText::tr( "%1 residents" ).arg( numberText( place.people ) );
  parts << SheetText::tr( "%1 km²" ).arg( numberText( place.squareMetres / squareKilometre, 2 ) );
  return SheetText::tr( "Profile of neighbourhood %1: %2" ).arg( place.id, parts.join( QStringLiteral( ", " ) ) );
}

//! One page: the sections in the order in which they are read.
class Sheet
{
public:
  Sheet( const ProfileFindings &findings, std::size_t place )
    : mFindings( findings ), mPlace( place ), mOwn( findings.places.places[place] ),
      mSummary( findings.profiles.places[place] ), mReport( mOwn.words(), subtitleOf( mOwn ) )
  {
  }

  HtmlReport written()
  {
    tellGlance();
    mReport.heading( SheetText::tr( "Where it is" ) );
    mReport.chart( mapOfPlace( mFindings, mPlace ), SheetText::tr( "Cells of the city, neighbourhoods and, dashed, the "
                                                                   "larger areas they are compared with." ) );
    if ( mSummary.compared > 0 )
    {
      chartThemes();
      chartIndicators();
      chartYears();
    }
    tabulateIndicators();
    tabulateYears();
    tellPeople( mReport, mFindings, mPlace );
    tellReading();
    return mReport;
  }

private:
  const ProfileFigure &pooled( std::size_t indicator ) const
  {
    return mFindings.profiles.indicators[indicator].pooled[mPlace];
  }

  QString parentName() const
  {
    return mOwn.parent == ProfiledPlace::noParent ? QString()
                                                  : mFindings.places.parents[std::size_t( mOwn.parent )].name;
  }

  QStringList driverSentences() const
  {
    QStringList names;
    for ( std::size_t driver = 0; driver < std::min<std::size_t>( 3, mSummary.drivers.size() ); ++driver )
      names << driverWords( mFindings, mPlace, driver );
    if ( names.isEmpty() )
      return { SheetText::tr( "No indicator is surely worse than in the city." ) };
    return { SheetText::tr( "Drivers: %1." ).arg( names.join( QStringLiteral( ", " ) ) ) };
  }

  QStringList placeSentences() const
  {
    QStringList sentences;
    if ( !mOwn.touches.isEmpty() )
      sentences << ( mOwn.people > 0 ? SheetText::tr( "It lies in %1 (shares of its people)." )
                                     : SheetText::tr( "It lies in %1 (shares of its ground)." ) )
                     .arg( mOwn.touches );
    if ( mOwn.parent != ProfiledPlace::noParent )
      sentences << SheetText::tr( "%1 indicators are higher than in %2, which holds %3 % of its ground." )
                     .arg( mSummary.higherThanParent )
                     .arg( parentName(), numberText( percent * mOwn.parentShare ) );
    if ( hasDeprivedPeople( mFindings, mPlace ) && mFindings.people.hasDecile &&
         !isMissing( mFindings.people.deprivation[mPlace].inTenth ) )
      sentences << SheetText::tr( "%1 % of its people live in the most deprived tenth of the country (city: %2 %)." )
                     .arg( percentText( mFindings.people.deprivation[mPlace].inTenth ),
                           percentText( mFindings.people.cityDeprivation.inTenth ) );
    return sentences;
  }

  void tellGlance()
  {
    mReport.heading( SheetText::tr( "At a glance" ) );
    if ( mOwn.cells.empty() )
    {
      mReport.note( SheetText::tr( "It lies outside of the cells in which incidents were counted: nothing can be said "
                                   "of its incidents." ) );
      return mReport.list( placeSentences() );
    }
    constexpr double enough = 0.99;
    if ( mOwn.covered < enough )
      mReport.note( SheetText::tr( "Only %1 % of its ground has cells: the figures stand for that part." )
                      .arg( numberText( percent * mOwn.covered ) ) );
    QStringList sentences = driverSentences();
    if ( mSummary.topTheme != PlaceSummary::noTheme )
      sentences << SheetText::tr( "The theme that stands out most: %1." ).arg( topThemeWords( mFindings, mPlace ) );
    sentences << SheetText::tr( "Of %1 indicators compared with the city, %2 are higher and %3 lower; chance alone "
                                "would make about %4 of each." )
                   .arg( mSummary.compared )
                   .arg( mSummary.higher )
                   .arg( mSummary.lower )
                   .arg( numberText( mSummary.compared * ( 1 - mFindings.confidence ) / 2, 1 ) );
    if ( mOwn.people <= 0 )
      sentences << SheetText::tr( "Nobody lives here, so that there are no rates by people." );
    if ( mSummary.events <= 0 )
      sentences << SheetText::tr( "No incident was counted here." );
    mReport.list( sentences + placeSentences() );
  }

  void chartThemes()
  {
    std::vector<base::chart::Bar> bars;
    const std::vector<std::size_t> themes = mFindings.plan.themes();
    for ( std::size_t theme = 0; theme < themes.size(); ++theme )
      if ( !isMissing( mSummary.themes[theme] ) )
        bars.push_back( { mFindings.plan.groups[themes[theme]].label, mSummary.themes[theme] } );
    if ( bars.size() < 2 )
      return;
    mReport.heading( SheetText::tr( "Themes" ) );
    mReport.chart( base::chart::barChart( { SheetText::tr( "Themes against the city" ),
                                            SheetText::tr( "The index of each theme, 100 being the city." ),
                                            SheetText::tr( "Index" ), QString() },
                                          bars, { percent, SheetText::tr( "City" ) } ),
                   SheetText::tr( "Weighted mean of the indicators of each theme, over the whole period." ) );
  }

  //! The indicators with an index, the highest first.
  std::vector<std::size_t> byIndex() const
  {
    std::vector<std::size_t> order;
    for ( std::size_t each = 0; each < mFindings.plan.indicators.size(); ++each )
      if ( !isMissing( pooled( each ).city.index ) )
        order.push_back( each );
    std::stable_sort( order.begin(), order.end(),
                      [this]( std::size_t a, std::size_t b )
                      { return pooled( a ).city.index > pooled( b ).city.index; } );
    return order;
  }

  void chartIndicators()
  {
    mReport.heading( SheetText::tr( "Indicators against the city" ) );
    std::vector<base::chart::Range> ranges;
    for ( const std::size_t each : byIndex() )
    {
      // Limits of rare events reach so far that nothing else could be read beside them.
      constexpr double widest = 1500;
      const statistics::PlaceRate &rate = pooled( each ).city;
      if ( ranges.size() < mostBars && rate.indexLimits.upper <= widest )
        ranges.push_back(
          { mFindings.plan.indicators[each].label, rate.indexLimits.lower, rate.index, rate.indexLimits.upper } );
    }
    mReport.chart(
      base::chart::rangeChart( { SheetText::tr( "Rates against the city, highest first" ),
                                 SheetText::tr( "The rate of each indicator with its limits, 100 being the city." ),
                                 SheetText::tr( "Index (100 = city)" ), QString() },
                               ranges, { percent, SheetText::tr( "City" ) } ),
      SheetText::tr(
        "Whole period, limits of %1 %, allowing for incidents that repeat. At most %2 indicators, and none "
        "so rare that its limits reach above 1,500: those are in the table below." )
        .arg( numberText( percent * mFindings.confidence ) )
        .arg( mostBars ) );
  }

  void chartYear( std::size_t indicator )
  {
    const ProfiledIndicator &what = mFindings.plan.indicators[indicator];
    std::vector<base::chart::Year> years;
    for ( std::size_t number = 0; number < mFindings.cells.years.size(); ++number )
    {
      const statistics::PlaceRate &rate = mFindings.profiles.indicators[indicator].byYear[number][mPlace].city;
      base::chart::Year year;
      year.label = yearText( mFindings.cells.years[number] );
      year.value = what.per * rate.rate;
      year.low = what.per * rate.limits.lower;
      year.high = what.per * rate.limits.upper;
      year.expected = what.per * rate.reference;
      year.time = mFindings.cells.years[number].number;
      years.push_back( year );
    }
    mReport.chart( base::chart::yearChart(
                     { what.label, SheetText::tr( "The rate here and in the city by year." ), QString(), what.unit },
                     years, { mOwn.words(), SheetText::tr( "City" ), QString() } ),
                   SheetText::tr( "Rate %1 and year, with limits; dashed: the city." ).arg( what.unit ) );
  }

  void chartYears()
  {
    if ( mFindings.cells.years.size() < 2 || mSummary.drivers.empty() )
      return;
    mReport.heading( SheetText::tr( "Drivers by year" ) );
    for ( std::size_t driver = 0; driver < std::min( mostYearCharts, mSummary.drivers.size() ); ++driver )
      chartYear( mSummary.drivers[driver].indicator );
  }

  QStringList indicatorRow( std::size_t each ) const
  {
    const ProfiledIndicator &what = mFindings.plan.indicators[each];
    const ProfileFigure &figure = pooled( each );
    const bool hasRate = !isMissing( figure.city.rate );
    QStringList row{ what.label,
                     figure.isWithheld ? SheetText::tr( "withheld" ) : countText( figure.count.events ),
                     numberText( figure.city.expected, 1 ),
                     hasRate ? QStringLiteral( "%1 %2" ).arg( rateText( what.per * figure.city.rate ), what.unit )
                             : rateText( figure.city.rate ),
                     numberText( figure.city.index ),
                     rangeText( figure.city.indexLimits ),
                     classWords( figure, figure.city ) };
    if ( mOwn.parent != ProfiledPlace::noParent )
      row << numberText( figure.parent.index ) << classWords( figure, figure.parent );
    return row;
  }

  void tabulateIndicators()
  {
    mReport.heading( SheetText::tr( "All indicators, whole period" ) );
    QStringList header{ SheetText::tr( "Indicator" ), SheetText::tr( "Incidents" ), SheetText::tr( "Expected" ),
                        SheetText::tr( "Rate" ),      SheetText::tr( "Index" ),     SheetText::tr( "Limits" ),
                        SheetText::tr( "City" ) };
    if ( mOwn.parent != ProfiledPlace::noParent )
      header << SheetText::tr( "Index there" ) << parentName();
    std::vector<QStringList> rows;
    for ( std::size_t each = 0; each < mFindings.plan.indicators.size(); ++each )
      rows.push_back( indicatorRow( each ) );
    mReport.table( mFindings.cells.years.empty() ? SheetText::tr( "Rates over the whole period" )
                                                 : SheetText::tr( "Rates per year" ),
                   header, rows );
  }

  QStringList yearCells( const ProfileFigure &figure, double per ) const
  {
    const double rate = per * figure.city.rate;
    const Interval limits{ per * figure.city.limits.lower, per * figure.city.limits.upper };
    QStringList cells{ figure.isWithheld ? SheetText::tr( "withheld" ) : countText( figure.count.events ),
                       rateText( rate ), rangeText( limits, isMissing( rate ) ? 0 : decimalsOf( rate ) ),
                       classWords( figure, figure.city ) };
    if ( mOwn.parent != ProfiledPlace::noParent )
      cells << classWords( figure, figure.parent );
    return cells;
  }

  void tabulateYears()
  {
    if ( mFindings.cells.years.empty() )
      return;
    mReport.heading( SheetText::tr( "All indicators by year" ) );
    QStringList header{ SheetText::tr( "Indicator" ) };
    for ( const base::CountedYear &year : mFindings.cells.years )
    {
      header << yearText( year ) << SheetText::tr( "Rate" ) << SheetText::tr( "Limits" ) << SheetText::tr( "City" );
      if ( mOwn.parent != ProfiledPlace::noParent )
        header << parentName();
    }
    std::vector<QStringList> rows;
    for ( std::size_t each = 0; each < mFindings.plan.indicators.size(); ++each )
    {
      QStringList row{ mFindings.plan.indicators[each].label };
      for ( const std::vector<ProfileFigure> &year : mFindings.profiles.indicators[each].byYear )
        row << yearCells( year[mPlace], mFindings.plan.indicators[each].per );
      rows.push_back( row );
    }
    mReport.table( SheetText::tr( "Incidents, rate and how it compares with the city" ), header, rows );
  }

  void tellReading()
  {
    mReport.heading( SheetText::tr( "How to read this" ) );
    mReport.list(
      { SheetText::tr( "Index: rate here ÷ rate of the city × 100. Higher or lower: the limits of the rate leave out "
                       "that of the city, or of the larger area; the neighbourhood is a part of both." ),
        SheetText::tr( "Expected: the incidents there would be here at the rate of the city. Index there: the same "
                       "index, set against the larger area." ),
        SheetText::tr( "Of many indicators some are higher by chance: look for several of one theme." ),
        SheetText::tr( "A neighbourhood that was chosen because it was high looks worse in the years of the choice "
                       "than it will in others: Track the gap to the city says by how much." ),
        SheetText::tr( "A cell that lies in part inside counts in part, so that counts may have fractions." ),
        SheetText::tr( "Withheld: 1 to 4 incidents of a sensitive indicator, or what would give them away." ) } );
  }

  const ProfileFindings &mFindings;
  std::size_t mPlace;
  const ProfiledPlace &mOwn;
  const PlaceSummary &mSummary;
  HtmlReport mReport;
};

} // namespace

HtmlReport sheetOf( const ProfileFindings &findings, std::size_t place ) { return Sheet( findings, place ).written(); }

} // namespace communitysafety::priorityneighbourhoods
