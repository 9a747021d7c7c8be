// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areacodes.h"
#include "base/strictparse.h"
#include "base/texttable.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

class Run;

//! What is looked for in a table: rows that begin with the code of an area.
struct CodedTableRequest
{
  //! What the user calls the file.
  QString name;
  //! A sheet named by the user; empty: the one that the user looks at, or else the one with most codes.
  QString sheet;
  //! The sheet that the layer shows, which is taken where it has codes.
  QString shownSheet;
  //! A heading chosen by the user; empty: the column is found by its values.
  QString codeColumn;
  //! The kind of area wanted; none where the codes are no official ones.
  AreaLevel level = AreaLevel::none;
  //! The codes of the boundaries.
  QSet<QString> known;
};

struct CodedRow
{
  std::size_t row = 0; //!< In the sheet, from 0
  QString code;
};

//! A row with numbers that belongs to no single area, such as the total of a city.
struct TotalRow
{
  std::size_t row = 0;
  QString words;
};

/**
 * One table with its parts told apart: title lines, headings, one row per code (or several, in a long table), rows of
 * totals, footnotes.
 */
class CodedTable
{
public:
  //! What the user calls it: the file, and the sheet where there are several.
  QString name;
  TextTable sheet;
  int codeColumn = 0;
  //! One per column, all different; blank ones are called "column 3".
  QStringList headings;
  std::vector<CodedRow> rows;
  std::vector<TotalRow> totals;
  //! Rows with text alone, below or between the others.
  QStringList notes;
  //! What stands above the headings.
  QStringList titles;

  int columns() const { return static_cast<int>( headings.size() ); }
  QString text( std::size_t row, int column ) const { return sheet.cell( rows[row].row, column ); }
  ParsedNumber number( std::size_t row, int column ) const { return parseNumber( text( row, column ) ); }

  //! The column under \a heading, whatever its capitals. Throws QgsProcessingException naming the nearest heading.
  int columnOf( const QString &heading ) const;

  //! Whether nearly all filled cells of \a column are numbers or the marks of suppressed ones, and some are numbers.
  bool isNumeric( int column ) const;

  //! One row per code: throws QgsProcessingException naming the first code that comes twice, with both rows.
  void requireSingleRows() const;
};

/**
 * Finds in \a sheets the table that \a request asks for, and tells in the log which sheet, headings and column it
 * took, and which rows it took for totals and footnotes.
 *
 * The column is the one with most codes of the wanted kind, of several alike the one with most codes of the boundaries,
 * then the first. The headings are those of headingsAbove().
 * Throws QgsProcessingException where there is no such column, naming the kinds of codes that there are, and where the
 * sheet named by the user is not there or has no codes.
 */
CodedTable findCodedTable( Run &run, std::vector<TextTable> sheets, const CodedTableRequest &request );

} // namespace communitysafety::base
