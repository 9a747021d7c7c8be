// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "events.h"

#include <ogr_core.h>

#include <string>
#include <vector>

namespace communitysafety::samplecity
{

//! How a partner writes a date.
enum class DateStyle
{
  DateTime,        //!< a date and time field
  Date,            //!< a date field
  IsoText,         //!< text, 2023-04-30
  BritishText,     //!< text, 30/04/2023
  BritishTimeText, //!< text, 30/04/2023 18:05
};

//! The share of rows with each kind of dirt.
struct PartnerDirt
{
  double withoutGeometry = 0;
  double atZero = 0;
  double outsideCity = 0;
  double impossibleDate = 0;
  double blankDate = 0;
  double repeatedId = 0;
  double stacked = 0; //!< given the partner's default place instead of their own
};

//! One partner's table: its own field names, its own habits.
struct PartnerTable
{
  const char *name;
  const char *idField;
  const char *idPrefix;
  const char *dateField;
  DateStyle dateStyle;
  const char *typeField;
  const char *detailField;
  std::vector<std::string> details; //!< equally likely; repeat one to make it likelier
  const char *scoreField;           //!< a score from 1 to 8, or nullptr
  std::vector<EventKind> kinds;
  PartnerDirt dirt;
  bool stackAtHospital = false; //!< else at the police station
  int absentFrom = -1;          //!< first of three months without data, or -1
};

const std::vector<PartnerTable> &partnerTables();

} // namespace communitysafety::samplecity
