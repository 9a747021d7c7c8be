// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/hashset.h"
#include "base/policerows.h"
#include "base/rejects.h"
#include "preparedata/incidentwriter.h"
#include "preparedata/judgedblock.h"
#include "preparedata/latestoutcomes.h"
#include "preparedata/lsoarepair.h"
#include "preparedata/monthlyids.h"
#include "preparedata/policebooks.h"
#include "statistics/progress.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace communitysafety::preparedata
{

//! How rows are judged and marked.
struct PoliceRules
{
  base::PoliceKind kind = base::PoliceKind::street;
  base::MonthRange period;
  bool keepsAllIds = false;
  std::optional<base::LsoaEditions> editions;
  std::unique_ptr<LsoaRepair> repair;
  std::unique_ptr<LatestOutcomes> outcomes;
  //! Of searches: what is written beside date and type.
  std::vector<base::PoliceColumn> details;
};

/**
 * Takes the rows of all files to the output or to the rejects. Files are read in order, and their rows taken in order;
 * between the two, blocks of rows are judged on all cores.
 */
class PoliceImport
{
public:
  PoliceImport( base::Run &run, PoliceRules &rules, const base::PolicePositions &positions, IncidentWriter &writer );
  ~PoliceImport();

  //! \param parameter for the record
  void read( const std::vector<base::PoliceFile> &files, const QString &parameter,
             const statistics::Progress &progress );

  const PoliceBooks &books() const { return mBooks; }

private:
  struct OpenFile;
  struct Step;
  //! In which census a code exists, and where the books count the records of that edition.
  struct Edition
  {
    std::string words;
    qint64 *records = nullptr;
  };
  using Steps = std::deque<Step>;

  bool gather( const std::vector<base::PoliceFile> &files, Steps &steps );
  void judge( Steps &steps );
  void takeStep( const Step &step, const QString &parameter );
  void endFile( const QString &parameter );
  void take( std::size_t number );
  void write( std::size_t number );
  void fillFurther( std::size_t number );
  void addLsoa( std::size_t number );
  const std::string &editionOf( std::string_view lsoa );
  bool isRepeated( std::size_t number );
  void noteEqualRows( std::size_t number );
  void reject( std::size_t number, base::RejectReason reason, const QString &field = QString() );
  void rejectValue( std::size_t number, base::RejectReason reason, const QString &field, const QString &value );
  void rejectPosition( std::size_t number, base::RejectReason reason );
  QString text( std::size_t number, base::PoliceColumn column ) const;

  base::Run &mRun;
  PoliceRules &mRules;
  const base::PolicePositions &mPositions;
  IncidentWriter &mWriter;
  PoliceBooks mBooks;

  std::shared_ptr<OpenFile> mReading;
  std::size_t mNextFile = 0;
  std::vector<std::unique_ptr<base::PolicePositions::Memory>> mMemories;

  // The block whose rows are taken
  const JudgedBlock *mBlock = nullptr;
  const OpenFile *mFile = nullptr;
  qint64 mFirstRow = 1;
  int mNotedMonth = base::PoliceFile::unknownMonth; //!< Of this file, the last one entered in the books

  MonthlyIds mLocatedIds;
  base::HashSet mEqualRows; //!< Of one file
  QHash<QByteArray, Edition> mEditions;
  IncidentWriter::Row mRow;
  std::string mOwnId;
  std::string mTime;
};

} // namespace communitysafety::preparedata
