// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/placeprofiles.h"
#include "priorityneighbourhoods/profiledpeople.h"

#include <qgsfields.h>

#include <QVariant>
#include <QVector>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! All that was found; must outlive what refers to it.
struct ProfileFindings
{
  const ProfilePlan &plan;
  const ProfiledCells &cells;
  const ProfiledPlaces &places;
  const PlaceProfiles &profiles;
  const ProfiledPeople &people;
  //! Of the limits, 0 to 1.
  double confidence = 0.95;
  //! How dark each cell is in maps: see shadesOfCells().
  std::vector<double> shades;
};

//! "Higher than the city", "Withheld" ...
QString cityWords( const ProfileFigure &figure );
//! "Higher", "Similar", "Lower", "Withheld" or "No data".
QString classWords( const ProfileFigure &figure, const statistics::PlaceRate &against );

//! "Burglary (index 212)"; empty when the place has fewer drivers. \a number from 0
QString driverWords( const ProfileFindings &findings, std::size_t place, std::size_t number );

//! The words of the theme that stands out most; what there is instead where there is none.
QString topThemeWords( const ProfileFindings &findings, std::size_t place );

//! The neighbourhoods with what stands out in them.
QgsFields profileFields( const ProfileFindings &findings );
QVector<QVariant> profileRow( const ProfileFindings &findings, std::size_t place );

//! Every neighbourhood with every indicator, in the whole period (year 0) and by year.
QgsFields figureFields( const ProfileFindings &findings );
std::vector<QVector<QVariant>> figureRows( const ProfileFindings &findings );

} // namespace communitysafety::priorityneighbourhoods
