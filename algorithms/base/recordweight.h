// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejects.h"
#include "base/source.h"
#include "base/strictparse.h"

#include <QString>

#include <optional>

class QgsFeature;

namespace communitysafety::base
{

//! Why \a weight cannot be used; nothing for a number of 0 or more, and where no weight is given.
std::optional<RejectReason> weightFault( const ParsedNumber &weight );

/**
 * How much of an event a record is: the field `weight` of the layers that the importers write, where one event can lie
 * on several records. Elsewhere the word means other things, and every record is one event.
 */
class RecordWeight
{
public:
  //! Every record is one event.
  RecordWeight() = default;
  explicit RecordWeight( const Source &source );

  //! The field to read; negative where there is none.
  int field() const { return mField; }

  /**
   * The weight of \a record, 0 or more; 1 where the cell is empty. Nothing where it cannot be read: the record is then
   * booked as rejected in \a account.
   */
  std::optional<double> of( const QgsFeature &record, RejectLedger &ledger, const QString &account, qint64 row,
                            const QString &id ) const;

private:
  int mField = -1;
};

} // namespace communitysafety::base
