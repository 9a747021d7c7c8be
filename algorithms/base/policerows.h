// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/csvrows.h"
#include "base/policecategory.h"
#include "base/policefiles.h"
#include "base/policelayout.h"

#include <QCryptographicHash>
#include <QString>

namespace communitysafety::base
{

/**
 * The rows of one police file, in blocks that are taken apart on several threads.
 */
class PoliceRows
{
public:
  /**
   * Opens \a file and reads its headings; see PoliceLayout.
   * Throws QgsProcessingException when it cannot be opened or lacks the month, the position or the type.
   */
  explicit PoliceRows( const PoliceFile &file, PoliceKind kind = PoliceKind::street );

  const PoliceLayout &layout() const { return mLayout; }
  bool inDegrees() const { return mLayout.inDegrees(); }

  /**
   * The next rows, to be split by layout(), counted and added to the hash, in this order. \returns false at the end;
   * whether it is one is asked of requireSound() then, when all blocks are counted.
   */
  bool nextBlock( CsvBlock &block );
  void count( const CsvBlock &block );
  void addToHash( const CsvBlock &block );
  void requireSound() const { mReader.requireSound( mRowsRead ); }

  //! Of all blocks that were counted.
  qint64 rowsRead() const { return mRowsRead; }

  //! Cells that are no UTF-8 and were read as Latin-1.
  qint64 latinCells() const { return mLatinCells; }

  //! Share of the file that was read, 0 to 1; a guess for packed files.
  double done() const { return mReader.done(); }

  //! Hexadecimal SHA-256 over what has been read so far.
  QString contentHash() const;

private:
  QString mPlace; //!< For the sentences: two files may have one name
  CsvReader mReader;
  PoliceLayout mLayout;
  qint64 mRowsRead = 0;
  qint64 mLatinCells = 0;
  QCryptographicHash mHash{ QCryptographicHash::Sha256 };
};

} // namespace communitysafety::base
