// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

namespace communitysafety::deprivation
{

//! What the numbers of a column of an index of deprivation are.
enum class ColumnKind
{
  //! The heading does not say; the numbers do.
  unknown,
  score,
  rank,
  decile,
  quintile,
  vigintile,
  percentile,
  people
};

//! A column that the publishers of an index of deprivation are known to write.
struct OfficialColumn
{
  //! Three letters, the same for score, rank and decile of one subject: imd, inc, emp ...; or the whole name of the
  //! field for people.
  QString subject;
  //! "Income", "Index of multiple deprivation".
  QString subjectWords;
  ColumnKind kind = ColumnKind::unknown;

  bool isKnown() const { return !subject.isEmpty(); }
};

/**
 * The column that \a heading names; unknown() where it names none of them.
 *
 * Understood are the English Indices of Deprivation of 2010 to 2025 (files 1, 2, 5, 6 and 7, with what stands in
 * brackets; the boundary files with IMDScore, HDDRank, BHSDec ...; the copies with Income_rank), WIMD, SIMD, the
 * composite of the UK, and Townsend scores. Names and codes of areas, the indicators below the domains and every other
 * column are none.
 */
OfficialColumn officialColumn( const QString &heading );

//! The field for \a subject measured as \a kind, at most ten characters: imd_score, inc_decile, pop_total.
QString officialField( const QString &subject, ColumnKind kind );

//! Its words: "Income decile".
QString officialWords( const OfficialColumn &column, ColumnKind kind );

} // namespace communitysafety::deprivation
