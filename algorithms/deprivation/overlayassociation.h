// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationoverlay.h"
#include "statistics/bivariateassociation.h"
#include "statistics/inequality.h"
#include "statistics/spatialbootstrap.h"
#include "statistics/spatialcorrelation.h"

#include <cstdint>
#include <vector>

namespace communitysafety::deprivation
{

//! How one measure of deprivation goes together with the index, over all areas of the city.
struct MeasureAssociation
{
  //! Spearman's, with the limits and the effective number of areas of Dutilleul's test; of very many areas without
  //! them.
  statistics::SpatialCorrelation spearman;
  statistics::SpatialBootstrap bootstrap;
  double pearson = statistics::missing;
};

//! A tenth of the city's people by deprivation.
struct CityTenth
{
  double people = 0;
  //! Mean by people.
  double index = statistics::missing;
  statistics::PriorityOdds odds;
};

struct CityAssociation
{
  MeasureAssociation deprivation;
  //! As above with the score without crime; without areas where that is not at hand.
  MeasureAssociation withoutCrime;
  //! Then relative and concentration index are missing: shares of a burden have no meaning.
  bool hasNegativeIndex = false;
  statistics::ConcentrationIndex concentration;
  statistics::Interval concentrationLimits;
  statistics::SlopeIndex slope;
  statistics::Interval slopeLimits;
  statistics::Interval relativeLimits;
  //! Of each area: tenth of the city's people by deprivation, 1 = most deprived; missing for none.
  std::vector<double> tenth;
  //! Ten, the most deprived first; odds are missing where no neighbourhoods were given.
  std::vector<CityTenth> tenths;
  //! The tenth that odds are against: the least deprived one in which anybody lives.
  std::size_t reference = 10;
  //! Not computed where only an overview was asked for.
  statistics::BivariateAssociation local;
};

struct AssociationOptions
{
  std::size_t draws = 0;
  std::uint64_t seed = 1;
  //! Whether the local association is wanted.
  bool withLocal = true;
};

//! Whether Dutilleul's test, whose time grows with the square of the areas, is left out.
bool isTooManyForDutilleul( std::size_t areas );

//! The limits of Spearman's: Dutilleul's, or those of the blocks where his test was left out.
statistics::Interval limitsOf( const MeasureAssociation &association );

/**
 * What index and deprivation have to do with each other over the whole city, never over the chosen areas alone: these
 * were chosen for a high index, which hides most of any association.
 *
 * \a priority: the share of each area of the city that lies in a neighbourhood; empty where there are none.
 */
CityAssociation associate( const IndexedAreas &city, const Overlay &overlay, const std::vector<double> &priority,
                           const AssociationOptions &options, const statistics::Progress &progress );

} // namespace communitysafety::deprivation
