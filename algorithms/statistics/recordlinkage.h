// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/**
 * Finds records of one event among the records of several sources: deterministic record linkage on id, place, time and
 * category. Nothing is merged here; the answer says which records belong together.
 */
namespace communitysafety::statistics
{

//! What is compared of one record. A time is a number of minutes since any common moment.
struct LinkageRecord
{
  double x = 0; //!< Metres
  double y = 0;
  std::int32_t from = 0; //!< First minute of the span in which it happened
  std::int32_t to = 0;   //!< Last minute of it
  //! A hash of its id; 0 where it has none.
  std::uint64_t id = 0;
  //! 0 where it has none: then it is like no other.
  std::uint32_t category = 0;
  //! Number of its source, in the order of preference: the first is kept.
  std::uint16_t source = 0;
  //! False where only days are known: then from is the first minute of a day and to the last of one.
  bool tellsTime = false;
};

//! Days above which a span says too little to be a moment.
inline constexpr int longestSpanInDays = 7;

//! A record that tells only the week or the month.
bool isCoarse( const LinkageRecord &record );

enum class LinkageCategory
{
  same,
  //! The same within a source, any between two: sources call one event by different names.
  sameWithinSource,
  any
};

struct LinkageRule
{
  //! REQUIRES: 0 or more; 0 asks for the same place.
  double metres = 50;
  //! Between the spans of two records that both tell the time. REQUIRES: 0 or more.
  int minutes = 60;
  //! Between the days of two records of which one does not. REQUIRES: 0 or more.
  int days = 0;
  LinkageCategory category = LinkageCategory::same;
  //! Also looks for records of one event within each source.
  bool withinSources = true;
  //! Compares records that only tell the week or month, too: they agree when their spans overlap.
  bool comparesCoarse = false;
  //! The pairs of sources that are compared; none: all.
  std::vector<std::pair<std::uint16_t, std::uint16_t>> pairs = {};
};

enum class LinkKind : std::uint8_t
{
  sameId,
  samePlaceAndTime
};

struct RecordLink
{
  //! Rows: the duplicate, and the record it agrees with, which is of an earlier source or earlier in the same.
  std::uint32_t duplicate = 0;
  std::uint32_t original = 0;
  float metres = 0;
  std::int32_t minutes = 0;
  LinkKind kind = LinkKind::samePlaceAndTime;
  //! One of both only tells the week or month.
  bool isCoarse = false;
};

struct RecordLinkage
{
  //! Per record: the row of the record that stands for its event; its own row where it stands for itself.
  std::vector<std::uint32_t> keeper;
  //! Per record: how many records its event has; 1 for most.
  std::vector<std::uint32_t> size;
  //! In the order of the duplicates' rows.
  std::vector<RecordLink> links;
  //! Records that took no part in the comparison of place and time.
  std::size_t nCoarse = 0;
};

/**
 * Links records in three steps.
 *
 * 1. The same id in one source: the first record stands for the others.
 * 2. Within a source, place, time and category alike: the first stands for all that agree with it. Agreement is with
 *    that first record, so that no chain can grow through a street.
 * 3. Between sources, the nearest in place and then in time first: two records become one event when neither event has
 *    a record of the other's source yet. Of an event each source has one record at most.
 *
 * Agree means: at most `metres` apart; the spans at most `minutes` apart where both tell the time, else their days at
 * most `days`; categories as the rule says. Which record is first is decided by source, time, category, place and id,
 * so that the order of the records plays no part; records alike in all of these are interchangeable.
 *
 * Cost: n log n for n records spread over the map; about 120 bytes each. Throws std::invalid_argument for a rule out of
 * its range, more than 64 sources, and a rule so wide that more than 30 million pairs agree.
 * Throws Cancelled.
 */
RecordLinkage linkRecords( const std::vector<LinkageRecord> &records, const LinkageRule &rule,
                           const Progress &progress = {} );

/**
 * How many links between sources a and b (a < b, at a × nSources + b) chance alone makes: the links of step 3 after the
 * times of each source were moved by as many weeks as its number, so that no event can meet itself while hours, week
 * days and places stay as they are. About right where numbers change little from week to week.
 */
std::vector<std::size_t> coincidentalLinks( std::vector<LinkageRecord> records, const LinkageRule &rule,
                                            std::size_t nSources, const Progress &progress = {} );

} // namespace communitysafety::statistics
