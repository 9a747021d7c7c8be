// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/dateformat.h"

#include <QString>

#include <optional>

namespace communitysafety::base
{

/**
 * A date whose parts have found their places, before it is known whether the calendar has it: the 31st of the 13th is
 * one.
 */
struct WrittenDate
{
  DateFormat format = DateFormat::yearFirst;
  int year = 0;
  int month = 0; //!< 0 for a word that is no month
  int day = 0;   //!< 0 where only the month is written
  //! Numbers alone, so that day and month could be the other way round.
  bool isSwappable = false;
  QString time = QString(); //!< What stands behind a full date
};

/**
 * Takes \a text apart into year, month, day and time: numbers and English words between blanks, commas, points, hyphens
 * and strokes. Nothing where it has another shape than the forms of DateFormat.
 * \param monthBeforeDay which of two numbers is the month where the year comes last
 */
std::optional<WrittenDate> takeApart( const QString &text, bool monthBeforeDay );

} // namespace communitysafety::base
