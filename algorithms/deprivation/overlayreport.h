// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "deprivation/overlayassociation.h"
#include "deprivation/overlaycensus.h"
#include "deprivation/overlaylayers.h"

namespace communitysafety::deprivation
{

//! What was found over the whole city.
struct CityFindings
{
  const IndexedAreas &areas;
  const Overlay &overlay;
  const CityClasses &classes;
  const CityAssociation &association;
};

//! What the page is made of; everything must outlive the making.
struct OverlayFindings
{
  const IndexedAreas &input;
  const Overlay &overlay;
  const DeprivationAreas &deprivation;
  //! The input areas taken together, and the city; the whole deprivation layer stands for it where it is not given.
  const Whole &together;
  const Whole &whole;
  const std::vector<CensusShare> &census;
  //! Null where the scored areas of the city were not given.
  const CityFindings *city = nullptr;
};

/**
 * The page of the evidence base on deprivation: the neighbourhoods against the city by the official measures, their
 * domains, their census shares with limits; index and deprivation over the whole city: the two-way square, correlation
 * with limits that allow for neighbours being alike, inequality, odds by tenth, local association; and how to read it.
 */
base::HtmlReport reportOnOverlay( const OverlayFindings &findings );

//! "a strong association" ... "no association to speak of", by the size of a rank correlation.
QString strengthWords( double coefficient );

} // namespace communitysafety::deprivation
