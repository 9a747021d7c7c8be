// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace communitysafety::base
{

/**
 * A table as its author saved it: rows of text, of any length, headings and footnotes among them. Kept in one block of
 * memory, so that a national file of some million cells fits.
 */
class TextTable
{
public:
  explicit TextTable( const QString &name = QString() ) : mName( name ) {}

  //! The name of the sheet; empty in a file that has no sheets.
  const QString &name() const { return mName; }
  std::size_t rows() const { return mFirstCell.size(); }
  //! Of the longest row.
  int columns() const { return mColumns; }
  int cellsIn( std::size_t row ) const;
  //! Cells of \a row that are not blank.
  int filledCells( std::size_t row ) const;

  //! The text of one cell without the blanks around it; empty where the row is shorter.
  QString cell( std::size_t row, int column ) const;

  void startRow();
  //! REQUIRES: startRow().
  void add( const std::string &utf8 );

private:
  QString mName;
  int mColumns = 0;
  std::string mText;
  std::vector<std::size_t> mCellEnd;
  std::vector<std::size_t> mFirstCell;
};

struct DelimitedText
{
  TextTable table;
  //! The row in which a quote was opened that nothing closes; 0 when there is none.
  std::size_t unclosedRow = 0;
};

/**
 * The rows of a delimited text (CSV and its relatives): comma, semicolon or tab, whichever its first lines have most;
 * quotes as in RFC 4180, line ends of any kind. UTF-8 with or without mark, UTF-16 with mark, and Latin-1 for what is
 * neither. A quote that is never closed takes in all that follows. Throws statistics::Cancelled.
 */
DelimitedText readDelimitedText( const QByteArray &bytes, const statistics::Progress &progress = {} );

} // namespace communitysafety::base
