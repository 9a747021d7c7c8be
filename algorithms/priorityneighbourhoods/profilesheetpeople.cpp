// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profilesheetpeople.h"

#include "base/numbertext.h"

#include <QCoreApplication>

namespace communitysafety::priorityneighbourhoods
{

using base::HtmlReport;
using base::numberText;

namespace
{

struct PeopleText
{
  Q_DECLARE_TR_FUNCTIONS( ProfileSheet )
};

QString percentText( double share )
{
  constexpr double percent = 100;
  return numberText( percent * share, 1 );
}

QString rangeText( const statistics::Interval &limits )
{
  return statistics::isMissing( limits.lower )
           ? numberText( limits.lower )
           : PeopleText::tr( "%1 to %2" ).arg( numberText( limits.lower ), numberText( limits.upper ) );
}

void tabulateDeprivation( HtmlReport &report, const ProfileFindings &findings, std::size_t place )
{
  const PlaceDeprivation &own = findings.people.deprivation[place], &city = findings.people.cityDeprivation;
  std::vector<QStringList> rows;
  if ( findings.people.hasScore )
    rows.push_back( { PeopleText::tr( "Deprivation score (high = deprived)" ), numberText( own.score, 1 ),
                      numberText( city.score, 1 ) } );
  if ( findings.people.hasDecile )
  {
    rows.push_back( { PeopleText::tr( "In the most deprived 10 % of the country (%)" ), percentText( own.inTenth ),
                      percentText( city.inTenth ) } );
    rows.push_back( { PeopleText::tr( "In the most deprived 20 % of the country (%)" ), percentText( own.inFifth ),
                      percentText( city.inFifth ) } );
  }
  report.table( PeopleText::tr( "Deprivation, by where people live" ),
                { PeopleText::tr( "Measure" ), findings.places.places[place].words(), PeopleText::tr( "City" ) },
                rows );
}

void tabulateCensus( HtmlReport &report, const ProfileFindings &findings, std::size_t place )
{
  std::vector<QStringList> rows;
  for ( const base::CensusShare &share : findings.people.census )
    rows.push_back( { PeopleText::tr( "%1, of %2" ).arg( share.field, share.totalField ),
                      percentText( share.share[place] ), percentText( share.cityShare ),
                      numberText( share.index[place] ), rangeText( share.limits[place] ) } );
  report.table( PeopleText::tr( "Census (shares in %)" ),
                { PeopleText::tr( "Share" ), findings.places.places[place].words(), PeopleText::tr( "City" ),
                  PeopleText::tr( "Index" ), PeopleText::tr( "Limits (95 %)" ) },
                rows );
}

} // namespace

bool hasDeprivedPeople( const ProfileFindings &findings, std::size_t place )
{
  return findings.people.hasDeprivation() && !( findings.places.places[place].people <= 0 ) &&
         !( findings.people.deprivation[place].people <= 0 );
}

void tellPeople( HtmlReport &report, const ProfileFindings &findings, std::size_t place )
{
  const bool isDeprivationTold = hasDeprivedPeople( findings, place );
  if ( !isDeprivationTold && findings.people.census.empty() )
    return;
  report.heading( PeopleText::tr( "People" ) );
  if ( isDeprivationTold )
    tabulateDeprivation( report, findings, place );
  if ( !findings.people.census.empty() )
    tabulateCensus( report, findings, place );
  report.paragraph( PeopleText::tr( "Areas of the census and of deprivation rarely end where the neighbourhood does: "
                                    "the people of each are taken to live evenly over its ground. The limits know the "
                                    "sampling of people, and not this." ) );
}

} // namespace communitysafety::priorityneighbourhoods
