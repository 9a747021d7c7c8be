// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QDate>
#include <QTime>
#include <QtGlobal>

#include <string>
#include <string_view>

namespace communitysafety::preparedata
{

//! What the cell of a month or date says.
struct PoliceDate
{
  enum class State : quint8
  {
    missing,
    notReadable,
    read
  };

  QDate date; //!< Where only the month is known, its first day
  QTime time; //!< Invalid where none is known
  State state = State::missing;
};

//! Reads dates; nearly all are months in the form of the police, and most are those of the row before.
class PoliceDateReader
{
public:
  //! \a text in UTF-8, read as by base::parseDate(). The reference is good until the next call.
  const PoliceDate &read( std::string_view text );

private:
  bool readMonth( std::string_view text );
  void readAny( std::string_view text );

  bool mIsFirst = true;
  std::string mText;
  PoliceDate mDate;
};

} // namespace communitysafety::preparedata
