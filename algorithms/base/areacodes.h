// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>

/**
 * The codes of British statistical and administrative areas: told from other text by their pattern, never by the
 * heading above them, which is a different one in every file.
 */
namespace communitysafety::base
{

//! What kind of area a code names. The order runs from small to large.
enum class AreaLevel : quint8
{
  none,
  outputArea,
  //! LSOA, data zone, super output area of Northern Ireland.
  smallArea,
  //! MSOA, intermediate zone.
  middleArea,
  ward,
  constituency,
  localAuthority,
  county,
  region,
  country
};

struct AreaCode
{
  //! In capitals; empty when it is no code.
  QString code;
  AreaLevel level = AreaLevel::none;

  bool isCode() const { return level != AreaLevel::none; }
};

/**
 * The code in \a cell: E01000001, blanks around it, small letters, or followed by a name as in "E01000001 : Town 001A".
 * Understood are the nine-character codes of the Government Statistical Service and those of Northern Ireland that
 * start with 95. Anything else is no code.
 */
AreaCode areaCode( const QString &cell );

//! "LSOAs or data zones": what areas of \a level are called, in the plural.
QString levelWords( AreaLevel level );

//! In which censuses a small area exists, as bits. 0: not known.
namespace editions
{
inline constexpr quint8 of2001 = 1;
inline constexpr quint8 of2011 = 2;
inline constexpr quint8 of2021 = 4;
} // namespace editions

/**
 * The censuses in which the LSOA or data zone \a code exists; 0 for every other code.
 *
 * Of England and Wales 2001, 2011 and 2021; nine in ten codes are the same in all of them. Scotland numbers its data
 * zones anew each time (those of 2022 count as 2021).
 */
quint8 editionsOf( const QString &code );

//! "2011" or "2001, 2011"; empty for 0.
QString editionWords( quint8 editions );

/**
 * Of which census a list of small areas is: the codes that a census lacks tell that it is not of that one.
 */
class EditionTally
{
public:
  void add( const QString &code );

  enum class Verdict
  {
    notSmallAreas,
    //! Two censuses or all three have every one of the codes.
    cannotBeTold,
    is2001,
    is2011,
    is2021,
    mixed
  };

  Verdict verdict() const;

  //! The verdict with the counts it rests on, as part of a sentence.
  QString words() const;

  std::size_t counted() const { return mCounted; }
  //! Codes that \a edition does not have.
  std::size_t absentFrom( quint8 edition ) const;

private:
  std::size_t mCounted = 0;
  //! By the bits of editionsOf().
  std::size_t mCounts[8] = {};
};

//! "2011"; empty for a verdict that is no census.
QString verdictWords( EditionTally::Verdict verdict );

//! The bit of \a verdict; 0 for one that is no census.
quint8 editionOf( EditionTally::Verdict verdict );

} // namespace communitysafety::base
