// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/policefiles.h"
#include "base/policelayout.h"
#include "statistics/progress.h"

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::preparedata
{

class PoliceDateReader;

/**
 * What became of each crime last, by its Crime ID: outcomes files name one crime in several rows, and crimes of earlier
 * months. 16 bytes for each of their rows.
 */
class LatestOutcomes
{
public:
  /**
   * Reads \a files, whose rows without an ID or month, and lines that break off, are rejected through the ledger. Of
   * several rows that tell an outcome that of the latest month counts, of one month the last.
   * \param parameter for the record. Throws QgsProcessingException, or statistics::Cancelled
   */
  void read( base::Run &run, const std::vector<base::PoliceFile> &files, const QString &parameter,
             const statistics::Progress &progress );

  //! The outcome of the crime with that hash64() of its ID; empty when none is known.
  std::string_view of( quint64 idHash );

  //! Rows read, crimes with an outcome, and those of them that of() was asked for.
  qint64 rows() const { return mRows; }
  qint64 crimes() const { return static_cast<qint64>( mOutcomes.size() ); }
  qint64 found() const { return mFound; }

private:
  struct Outcome
  {
    quint64 id = 0;
    qint32 month = 0;
    quint16 type = 0;
    quint16 wasFound = 0;
  };

  //! One row of a block.
  struct Row
  {
    const base::CsvBlock &block;
    std::size_t place;
    qint64 number; //!< 1 for the first row of the file
    const base::PoliceLayout &layout;

    std::string_view cell( base::PoliceColumn column ) const { return block.cell( place, static_cast<int>( column ) ); }
  };

  void take( base::Run &run, const base::PoliceFile &file, const Row &row, PoliceDateReader &dates );
  quint16 typeNumber( std::string_view words );
  void keepLatest();

  std::vector<Outcome> mOutcomes;
  std::vector<std::string> mTypes;
  qint64 mRows = 0;
  qint64 mFound = 0;
};

} // namespace communitysafety::preparedata
