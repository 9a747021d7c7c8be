// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/codedareas.h"
#include "base/tablefile.h"

#include <qgsfields.h>

#include <QStringList>
#include <QVector>

#include <vector>

namespace communitysafety::deprivation
{

//! What both algorithms that join a table to boundaries have read.
struct JoinInput
{
  base::CodedAreas boundaries;
  base::CodedTable table;
  //! Fields of the boundaries that the output keeps, in the order of their attributes; the first is the name of the
  //! area where hasName says so.
  QStringList kept;
  //! As they are in the boundaries.
  QgsFields keptFields;
  bool hasName = false;
};

/**
 * Joins a table as its publisher saved it to boundaries, by the codes of the areas. Derived classes say which columns
 * of the table are written and how; this class finds the parts of the table, matches the codes, and accounts for those
 * without a counterpart.
 */
class TableJoin : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( TableJoin )

protected:
  void prepare( base::Run &run ) override;

  void defineTable( const QString &help );
  void defineAdvancedInputs();
  void defineUnmatched();
  void defineJoinNumbers();

  JoinInput readInput( base::Run &run ) const;

  /**
   * area_id, area_name and the other kept fields, has_row, and for LSOAs lsoa_vint; then \a tableFields, beside which a
   * kept field of the same name gets another one.
   */
  QgsFields outputFields( const JoinInput &input, const QgsFields &tableFields ) const;
  static QVector<QVariant> areaValues( const JoinInput &input, std::size_t area, bool hasRow );

  void writeUnmatched( base::Run &run, const std::vector<base::UnmatchedCode> &unmatched );
  static void setJoinNumbers( base::Run &run, const JoinInput &input, const base::CodeMatch &match );

private:
  std::vector<base::TextTable> readSheets( base::Run &run ) const;

  base::TablePlace mTable;
};

//! The headings in \a text, which semicolons or line ends separate.
QStringList headingsIn( const QString &text );

} // namespace communitysafety::deprivation
