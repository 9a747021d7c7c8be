// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/styledoutput.h"
#include "deprivation/overlayassociation.h"
#include "deprivation/overlaycensus.h"

#include <QString>

#include <vector>

namespace communitysafety::deprivation
{

//! Thirds of the city: 0 to 2, -1 where there is none.
struct CityClasses
{
  std::vector<int> index;
  std::vector<int> deprivation;
};

//! "High index, low deprivation"; empty where one of the thirds, 0 to 2, is not known.
QString bivariateWords( int index, int deprivation );

//! "High index among high deprivation" ...; empty where the area was not tested.
QString localWords( double kind );

//! What an output of the overlay shows. What is empty or null is not part of it.
struct OverlayTable
{
  const IndexedAreas &areas;
  const Overlay &overlay;
  const CityClasses &classes;
  const DeprivationAreas &deprivation;
  const std::vector<CensusShare> *census = nullptr;
  const statistics::BivariateAssociation *local = nullptr;
};

//! The fields of the layer, in the order of rowOf().
QgsFields fieldsOf( const OverlayTable &table );

//! The values of one area.
QVector<QVariant> rowOf( const OverlayTable &table, const QgsFields &fields, std::size_t area );

//! The fields of the long table of domains and census shares.
QgsFields profileFields( const IndexedAreas &areas );

//! Its rows: for each area each domain, then each census share, against \a city.
std::vector<QVector<QVariant>> profileRows( const IndexedAreas &areas, const Overlay &overlay,
                                            const DeprivationAreas &deprivation, const Whole &city,
                                            const std::vector<CensusShare> &census );

//! By how many of the city's standard deviations an area is more deprived in a domain; missing where that has none.
double domainDifference( const Domain &domain, double mean, double cityMean, double cityDeviation );

} // namespace communitysafety::deprivation
