// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/textbytes.h"

#include <QString>
#include <QStringList>
#include <QtGlobal>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

/**
 * Reads delimited text (CSV as in RFC 4180, with its relatives) row by row, however long the file: whole rows arrive in
 * blocks of about a megabyte, and blocks can be taken apart on several threads.
 */
namespace communitysafety::base
{

//! A cell as Qt knows texts.
inline QString textOf( std::string_view cell )
{
  return QString::fromUtf8( cell.data(), static_cast<int>( cell.size() ) );
}

//! Which columns of a file are wanted, and where their cells go.
struct CsvLayout
{
  static constexpr int unwanted = -1;

  char separator = ',';
  //! For each column of the file the place of its cells in a row, or unwanted.
  std::vector<int> placeOfColumn;
  int places = 0;
  //! The place of cells that are put into capitals, or unwanted.
  int capitals = unwanted;
};

/**
 * Some consecutive rows. Cells are in UTF-8 without the blanks around them, end with a zero byte that is not counted,
 * and are empty where a mark of no value stands (NA, N/A, NaN, NULL, None). Blank lines are read over.
 */
class CsvBlock
{
public:
  CsvBlock() = default;
  // Cells point into the text.
  CsvBlock( const CsvBlock & ) = delete;
  CsvBlock &operator=( const CsvBlock & ) = delete;

  //! Takes the text apart. Calls for different blocks may run at the same time.
  void split( const CsvLayout &layout );

  std::size_t rows() const { return mColumnsOfRow.size(); }

  //! Empty where the line ends before the column, and for a place that no column fills.
  std::string_view cell( std::size_t row, int place ) const
  {
    const Cell &found = mCells[row * mPlaces + static_cast<std::size_t>( place )];
    return { found.text, found.size };
  }

  //! How many columns the line has.
  std::size_t columns( std::size_t row ) const { return mColumnsOfRow[row]; }

  //! Cells that are no UTF-8 and were read as Latin-1.
  std::size_t latinCells() const { return mLatinCells; }

private:
  friend class CsvReader;

  struct Cell
  {
    const char *text = "";
    std::size_t size = 0;
  };
  struct Span
  {
    char *begin;
    char *end;
    bool isAscii;
  };

  void clear();
  void splitRow( char *&at, const CsvLayout &layout );
  static Span nextCell( char *&at, char separator );
  Cell cleaned( Span span );
  Cell rewritten( const Span &span );

  std::string mText;
  std::size_t mPlaces = 0;
  std::vector<Cell> mCells;
  std::vector<std::size_t> mColumnsOfRow;
  std::deque<std::string> mRewritten; //!< Cells that could not be cleaned in place
  std::size_t mLatinCells = 0;
};

/**
 * One delimited text from its headings to its end. The separator is the comma, semicolon or tab of which the headings
 * have most.
 */
class CsvReader
{
public:
  //! No row of a table is longer than this; a file that has one is none.
  static constexpr std::size_t longestRow = 1 << 20;

  /**
   * Opens the file \a path, as GDAL names it, and reads its headings. \param name what the user calls it
   * Throws QgsProcessingException when it is empty, unreadable, or no text.
   */
  CsvReader( const QString &path, const QString &name );

  const QStringList &headings() const { return mHeadings; }
  char separator() const { return mSeparator; }

  //! Reads the next rows, not yet split. \returns false at the end, or where a fault lies: see requireSound().
  bool next( CsvBlock &block );

  /**
   * Throws QgsProcessingException when next() came to a fault instead of the end: the file is broken off, changed while
   * it was read, has a row beyond all measure, a quote that nothing closes, or zero bytes.
   * \param rowsRead of the blocks until then, for the sentence
   */
  void requireSound( qint64 rowsRead ) const;

  //! Share of the file that was read, 0 to 1; a guess for packed files.
  double done() const { return mBytes.done(); }

private:
  enum class Fault
  {
    none,
    damaged,
    changed,
    longRow,
    openQuote,
    zeroByte
  };

  void readHeadings();
  bool fill( std::string &text );

  QString mName;
  TextBytes mBytes;
  TextBytes::State mState = TextBytes::State::more;
  Fault mFault = Fault::none;
  char mSeparator = ',';
  QStringList mHeadings;
  std::string mRest; //!< The beginning of a row whose end has not been read
};

} // namespace communitysafety::base
