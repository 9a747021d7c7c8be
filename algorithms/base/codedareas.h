// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areacodes.h"
#include "base/areas.h"
#include "base/codedtable.h"

#include <QHash>
#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;
class Source;

//! Boundaries with the codes by which tables are joined to them, in the order of the codes.
struct CodedAreas
{
  QString layer;
  QString codeField;
  //! none where the codes are no official ones.
  AreaLevel level = AreaLevel::none;
  //! Its ids are the codes.
  Areas areas;

  QSet<QString> codes() const;
};

/**
 * The field of \a source with the codes of its areas: \a chosen; else the one with most different official codes; else
 * area_id, cell_id or the first text field. The choice is told in the log.
 */
QString areaCodeField( Run &run, const Source &source, const QString &chosen );

//! Reads the areas of \a source by \a reading, whose idField is the field with the codes.
CodedAreas readCodedAreas( Run &run, const Source &source, const AreasReading &reading );

//! One code that the other side does not have.
struct UnmatchedCode
{
  bool isInTable = false;
  QString code;
  //! The words of a row of totals, which has no code.
  QString words;
  QString reason;
};

/**
 * Which rows of a table belong to which boundaries, and what is left over on both sides.
 */
class CodeMatch
{
public:
  //! \a areas and \a table must outlive the match.
  CodeMatch( const CodedAreas &areas, const CodedTable &table );

  //! The rows of each area, as places in CodedTable::rows, in the order of the table.
  const std::vector<std::vector<std::size_t>> &rowsOfArea() const { return mRowsOfArea; }

  std::size_t matchedAreas() const;
  std::size_t matchedRows() const { return mMatchedRows; }

  //! Of the boundaries first, then of the table, each in the order of the codes; the totals of the table last.
  std::vector<UnmatchedCode> unmatched() const;

  /**
   * Tells how much of both sides matches and of which census both are, warns of boundaries without a row, of mixed
   * editions and of a table of another edition than the boundaries, and books the rows of the table.
   * Throws QgsProcessingException when nothing matches.
   */
  void tell( Run &run, bool listsUnmatched ) const;

private:
  QString absentReason( const QString &code, EditionTally::Verdict other ) const;
  void book( Run &run ) const;

  const CodedAreas &mAreas;
  const CodedTable &mTable;
  std::vector<std::vector<std::size_t>> mRowsOfArea;
  std::vector<std::size_t> mRowsWithoutArea;
  std::size_t mMatchedRows = 0;
  EditionTally mEditionOfAreas;
  EditionTally mEditionOfTable;
};

} // namespace communitysafety::base
