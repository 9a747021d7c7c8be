// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QTemporaryFile>
#include <QtGlobal>

#include <memory>
#include <string>
#include <vector>

namespace communitysafety::base
{

//! One rejected record as numbers, and where its texts lie.
struct RejectEntry
{
  qint64 row = 0;
  quint32 textBegin = 0; //!< Of the id in the text of the block; the value follows it
  quint32 idLength = 0;
  quint32 valueLength = 0;
  quint32 source = 0;
  quint16 field = 0;
  quint8 reason = 0;
};

/**
 * Rejected records in the order of their arrival, of which only the last few thousand are in memory: the others lie in
 * a temporary file that goes with the spool. A run with few rejects never makes one.
 */
class RejectSpool
{
public:
  //! Texts may be of any length. Throws std::runtime_error when the temporary file cannot be written.
  void add( RejectEntry entry, const std::string &id, const std::string &value );

  qint64 size() const { return mFirstOfTail + static_cast<qint64>( mTail.entries.size() ); }

  struct Record
  {
    RejectEntry entry;
    std::string id;
    std::string value;
  };

  //! The record \a index < size(); one after the other is fast. Throws std::runtime_error when it cannot be read back.
  Record at( qint64 index ) const;

private:
  struct Block
  {
    std::vector<RejectEntry> entries;
    std::string text;
  };
  struct Place
  {
    qint64 offset = 0;
    quint64 textSize = 0;
  };

  void putAway();
  const Block &blockOf( std::size_t block ) const;

  std::vector<Place> mPlaces; //!< Of the full blocks in the file
  qint64 mFirstOfTail = 0;
  Block mTail;
  std::unique_ptr<QTemporaryFile> mFile;
  mutable Block mReadBack;
  mutable std::size_t mReadBackIs = 0;
};

} // namespace communitysafety::base
