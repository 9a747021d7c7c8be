// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The yearly counts of one stream (an indicator, a theme, a source) with what they are counted against.
 *
 * The views must outlive the call they are given to.
 */
struct GapStream
{
  //! One column per year, the oldest first, each with one count per place, 0 or more.
  std::vector<Column> counts;
  //! As the counts: denominator × months present, 0 or missing where the stream is absent. The same unit in all years.
  std::vector<Column> exposures;
  //! What one unit of its rate counts in the sum over the streams. REQUIRES above 0. DEFAULT: rates are added.
  double weight = 1;
  //! φ, 1 or more. DEFAULT missing: estimated between the years (see overdispersion.h).
  double dispersion = missing;
};

//! Events and what they are counted against; a sum over places.
struct EventsAndExposure
{
  double events = 0;
  double exposure = 0;
};

/**
 * Yearly counts added up by neighbourhood, with all places that are in none as the rest of the city: what every figure
 * of the gap is made from.
 *
 * \a neighbourhood: per place the number of its neighbourhood from 0, negative for the rest. A place counts in a year
 * with both its count and an exposure above 0, else with neither; so an absent month or source is no fall. A stream
 * that in any year has no exposure inside or none in the rest cannot be compared over the years: isCompared() is false,
 * and it is left out of all sums over streams.
 *
 * Throws std::invalid_argument when there is no stream, year or neighbourhood, when lengths differ, on negative values
 * (naming the row) and on weights and dispersions out of range. O(streams × years × places), and years times that where
 * φ is estimated.
 */
class GapCounts
{
public:
  GapCounts( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood );

  std::size_t streams() const { return mStreams.size(); }
  std::size_t years() const { return mYears; }
  std::size_t neighbourhoods() const { return mNeighbourhoods; }

  bool isCompared( std::size_t stream ) const { return mStreams[stream].isCompared; }
  double weight( std::size_t stream ) const { return mStreams[stream].weight; }
  //! φ, given or estimated; 1 where it could not be estimated.
  double dispersion( std::size_t stream ) const { return mStreams[stream].dispersion; }

  const EventsAndExposure &of( std::size_t stream, std::size_t year, std::size_t neighbourhood ) const
  {
    return mStreams[stream].sums[year * ( mNeighbourhoods + 1 ) + neighbourhood];
  }
  const EventsAndExposure &rest( std::size_t stream, std::size_t year ) const
  {
    return of( stream, year, mNeighbourhoods );
  }
  //! All neighbourhoods together.
  EventsAndExposure inside( std::size_t stream, std::size_t year ) const;

private:
  struct Stream
  {
    bool isCompared = true;
    double weight = 1;
    double dispersion = 1;
    //! Year by year, the neighbourhoods and then the rest.
    std::vector<EventsAndExposure> sums;
  };

  Stream addedUp( const GapStream &stream, const std::vector<int> &neighbourhood ) const;

  std::size_t mYears = 0;
  std::size_t mNeighbourhoods = 0;
  std::vector<Stream> mStreams;
};

//! Whether \a place has a count and an exposure in \a year.
inline bool countsIn( const GapStream &stream, std::size_t year, std::size_t place )
{
  return !isMissing( stream.counts[year][place] ) && stream.exposures[year][place] > 0;
}

} // namespace communitysafety::statistics
