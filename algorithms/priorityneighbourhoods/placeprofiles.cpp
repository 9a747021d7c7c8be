// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/placeprofiles.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "statistics/indextree.h"
#include "statistics/smallcounts.h"

#include <QCoreApplication>

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using statistics::AgainstReference;
using statistics::isMissing;
using statistics::missing;
using statistics::PlaceCount;

namespace
{

struct ProfilesText
{
  Q_DECLARE_TR_FUNCTIONS( PlaceProfiles )
};

constexpr double city = 100;

//! The sum over parts of cells.
struct PartSum
{
  PlaceCount count;
  //! Cells with a denominator and without a count.
  bool isIncomplete = false;
  //! In cells whose denominator is not known.
  double eventsLeftOut = 0;
};

PartSum sumOver( const std::vector<CellPart> &parts, const CellNumbers &numbers )
{
  PartSum sum;
  if ( !numbers.isThere() )
    return sum;
  bool hasAny = false;
  double events = 0, exposure = 0;
  for ( const CellPart &part : parts )
  {
    const double count = numbers.counts[part.cell], denominator = numbers.exposures[part.cell];
    if ( isMissing( denominator ) )
    {
      sum.eventsLeftOut += isMissing( count ) ? 0 : part.share * count;
      continue;
    }
    sum.isIncomplete = sum.isIncomplete || isMissing( count );
    if ( isMissing( count ) )
      continue;
    hasAny = true;
    events += part.share * count;
    exposure += part.share * denominator;
  }
  if ( hasAny )
    sum.count = { events, exposure };
  return sum;
}

//! The same, with nothing where the count of a sensitive indicator is small or not complete.
PlaceCount openCount( const PartSum &sum, bool isSensitive )
{
  const bool isClosed = isSensitive && ( sum.isIncomplete || statistics::isSmallCount( sum.count.events ) );
  return isClosed ? PlaceCount{ missing, sum.count.exposure } : sum.count;
}

std::vector<CellPart> wholeCity( std::size_t cells )
{
  std::vector<CellPart> parts;
  for ( std::size_t cell = 0; cell < cells; ++cell )
    parts.push_back( { cell, 1.0 } );
  return parts;
}

//! Takes away what would tell \a figure.
void withhold( ProfileFigure &figure )
{
  figure.isWithheld = true;
  figure.count.events = missing;
  for ( statistics::PlaceRate *rate : { &figure.city, &figure.parent } )
  {
    statistics::PlaceRate open;
    open.reference = rate->reference;
    open.expected = rate->expected;
    *rate = open;
  }
}

//! Compares one indicator in one period over all places.
class Comparison
{
public:
  Comparison( const ProfiledCells &cells, const ProfiledPlaces &places, double confidence )
    : mCity( wholeCity( cells.areas.size() ) ), mPlaces( places ), mConfidence( confidence )
  {
  }

  std::vector<ProfileFigure> figures( const CellNumbers &numbers, bool isSensitive, double dispersion )
  {
    const PartSum whole = sumOver( mCity, numbers );
    mEventsLeftOut += whole.eventsLeftOut;
    const PlaceCount cityCount = openCount( whole, isSensitive );
    std::vector<PlaceCount> parents;
    for ( const ParentArea &parent : mPlaces.parents )
      parents.push_back( openCount( sumOver( parent.cells, numbers ), isSensitive ) );
    std::vector<ProfileFigure> figures;
    for ( const ProfiledPlace &place : mPlaces.places )
    {
      const PartSum sum = sumOver( place.cells, numbers );
      ProfileFigure figure;
      figure.count = openCount( sum, isSensitive );
      figure.city = statistics::comparePlace( figure.count, cityCount, mConfidence, dispersion );
      const PlaceCount parent =
        place.parent == ProfiledPlace::noParent ? PlaceCount() : parents[std::size_t( place.parent )];
      figure.parent = statistics::comparePlace( figure.count, parent, mConfidence, dispersion );
      figure.isWithheld =
        isSensitive && isMissing( figure.count.events ) && ( !isMissing( sum.count.events ) || sum.isIncomplete );
      figures.push_back( figure );
    }
    return figures;
  }

  double eventsLeftOut() const { return mEventsLeftOut; }

private:
  std::vector<CellPart> mCity;
  const ProfiledPlaces &mPlaces;
  double mConfidence;
  double mEventsLeftOut = 0;
};

//! A single year that is withheld could be had from the sum and the other years: none of them is shown then.
void withholdYears( IndicatorProfile &profile )
{
  for ( std::size_t place = 0; place < profile.pooled.size(); ++place )
  {
    const auto isWithheld = [place]( const std::vector<ProfileFigure> &year ) { return year[place].isWithheld; };
    if ( std::any_of( profile.byYear.begin(), profile.byYear.end(), isWithheld ) )
      for ( std::vector<ProfileFigure> &year : profile.byYear )
        withhold( year[place] );
  }
}

//! The index of an indicator in every place, turned so that more is worse.
std::vector<double> worseIndex( const IndicatorProfile &profile, int direction )
{
  std::vector<double> index;
  for ( const ProfileFigure &figure : profile.pooled )
    index.push_back( direction > 0 ? figure.city.index : 2 * city - figure.city.index );
  return index;
}

bool isWorse( const ProfileFigure &figure, int direction )
{
  return figure.city.against == ( direction > 0 ? AgainstReference::higher : AgainstReference::lower );
}

//! Finds what stands out, through the tree of the index.
class Standouts
{
public:
  Standouts( const ProfilePlan &plan, const std::vector<IndicatorProfile> &profiles )
    : mPlan( plan ), mProfiles( profiles ), mTree( remaining() )
  {
    if ( mTree.used.empty() )
      return;
    const statistics::IndexTree tree( mTree.nodes );
    mWeights = tree.effectiveWeights();
    for ( const std::size_t used : mTree.used )
      mIndices.push_back( worseIndex( profiles[used], plan.indicators[used].node.direction ) );
    mValues = tree.evaluate( { mIndices.begin(), mIndices.end() } ).values;
  }

  void describe( std::size_t place, PlaceSummary &summary ) const
  {
    findDrivers( place, summary );
    findThemes( place, summary );
  }

private:
  //! Only what is frequent enough in the city and has a weight takes part.
  statistics::RemainingTree remaining() const
  {
    std::vector<statistics::ScoreIndicator> nodes;
    std::vector<bool> isKept;
    for ( std::size_t each = 0; each < mPlan.indicators.size(); ++each )
    {
      const ProfiledIndicator &indicator = mPlan.indicators[each];
      const std::vector<ProfileFigure> &pooled = mProfiles[each].pooled;
      nodes.push_back( indicator.node );
      const auto hasIndex = []( const ProfileFigure &figure ) { return !isMissing( figure.city.index ); };
      isKept.push_back( indicator.node.weight > 0 && mProfiles[each].cityEvents >= indicator.minimumEvents &&
                        std::any_of( pooled.begin(), pooled.end(), hasIndex ) );
    }
    return statistics::remainingTree( nodes, mPlan.groupNodes(), isKept );
  }

  bool isNamed( std::size_t place, std::size_t indicator ) const
  {
    const ProfiledIndicator &each = mPlan.indicators[indicator];
    return !each.isSensitive && isWorse( mProfiles[indicator].pooled[place], each.node.direction );
  }

  void findDrivers( std::size_t place, PlaceSummary &summary ) const
  {
    for ( std::size_t used = 0; used < mTree.used.size(); ++used )
      if ( isNamed( place, mTree.used[used] ) )
        summary.drivers.push_back(
          { mTree.used[used],
            mWeights[std::size_t( mTree.nodeOfIndicator[mTree.used[used]] )] * ( mIndices[used][place] - city ) } );
    std::stable_sort( summary.drivers.begin(), summary.drivers.end(),
                      []( const Driver &a, const Driver &b ) { return a.points > b.points; } );
  }

  void findThemes( std::size_t place, PlaceSummary &summary ) const
  {
    const std::vector<std::size_t> themes = mPlan.themes();
    std::vector<statistics::ScoreIndicator> nodes;
    for ( const ProfiledIndicator &indicator : mPlan.indicators )
      nodes.push_back( indicator.node );
    double most = 0;
    for ( std::size_t theme = 0; theme < themes.size(); ++theme )
    {
      const int node = mTree.used.empty() ? statistics::IndexNode::none : mTree.nodeOfGroup[themes[theme]];
      const double value = node == statistics::IndexNode::none ? missing : mValues[std::size_t( node )][place];
      summary.themes.push_back( value );
      if ( isMissing( value ) )
        continue;
      const std::vector<std::size_t> under =
        statistics::indicatorsUnder( themes[theme], mPlan.groupNodes(), nodes, mTree.used );
      const bool hasNamed =
        std::any_of( under.begin(), under.end(), [&]( std::size_t indicator ) { return isNamed( place, indicator ); } );
      const double points = mWeights[std::size_t( node )] * ( value - city );
      if ( hasNamed && points > most )
      {
        most = points;
        summary.topTheme = int( theme );
      }
    }
  }

  const ProfilePlan &mPlan;
  const std::vector<IndicatorProfile> &mProfiles;
  statistics::RemainingTree mTree;
  std::vector<double> mWeights;
  //! By used indicator.
  std::vector<std::vector<double>> mIndices;
  //! By node; empty for indicators.
  std::vector<std::vector<double>> mValues;
};

void countClasses( const std::vector<IndicatorProfile> &profiles, std::size_t place, PlaceSummary &summary )
{
  for ( const IndicatorProfile &profile : profiles )
  {
    const ProfileFigure &figure = profile.pooled[place];
    summary.compared += figure.city.against == AgainstReference::notKnown ? 0 : 1;
    summary.higher += figure.city.against == AgainstReference::higher ? 1 : 0;
    summary.lower += figure.city.against == AgainstReference::lower ? 1 : 0;
    summary.higherThanParent += figure.parent.against == AgainstReference::higher ? 1 : 0;
    if ( !isMissing( figure.count.events ) )
      summary.events = ( isMissing( summary.events ) ? 0 : summary.events ) + figure.count.events;
  }
}

} // namespace

PlaceProfiles profilePlaces( Run &run, const ProfilePlan &plan, const ProfiledCells &cells,
                             const ProfiledPlaces &places, double confidence )
{
  Comparison comparison( cells, places, confidence );
  PlaceProfiles profiles;
  for ( std::size_t each = 0; each < plan.indicators.size(); ++each )
  {
    run.stopIfCancelled();
    IndicatorProfile profile;
    const bool isSensitive = plan.indicators[each].isSensitive;
    profile.cityEvents = cells.pooled[each].isThere() ? statistics::sumPresent( cells.pooled[each].counts ) : 0;
    profile.pooled = comparison.figures( cells.pooled[each], isSensitive, cells.dispersion[each] );
    for ( const CellNumbers &year : cells.byYear[each] )
      profile.byYear.push_back( comparison.figures( year, isSensitive, cells.dispersion[each] ) );
    withholdYears( profile );
    profiles.indicators.push_back( std::move( profile ) );
  }
  if ( comparison.eventsLeftOut() > 0 )
    run.warn( ProfilesText::tr( "Incidents in cells without a known denominator take no part: %1, each year and the "
                                "whole period counted." )
                .arg( base::numberText( comparison.eventsLeftOut() ) ) );
  const Standouts standouts( plan, profiles.indicators );
  for ( std::size_t place = 0; place < places.places.size(); ++place )
  {
    profiles.places.emplace_back();
    standouts.describe( place, profiles.places.back() );
    countClasses( profiles.indicators, place, profiles.places.back() );
  }
  return profiles;
}

} // namespace communitysafety::priorityneighbourhoods
