// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/styledoutput.h"
#include "sharesafely/protectedtable.h"

#include <QStringList>

#include <vector>

namespace communitysafety::sharesafely
{

//! All that the outputs are made of.
struct SuppressedRows
{
  const SharedRows &rows;
  const CountRules &rules;
  const CountTable &table;
  const ProtectedTable &result;
  //! Field with the names of the areas; empty: none.
  QString nameField;
  //! Rates and indices made from the counts.
  QStringList derived;
  //! Written as they are.
  QStringList kept;
};

/**
 * The count field that a rate or index is made from, by the names that our indicator layers give them ("noise_r" from
 * "noise_n"); empty where it cannot be told: then it is hidden wherever any count is.
 */
QString countBehind( const QString &derived, const QStringList &fields );

//! The output OUTPUT without its coordinate reference system. Throws QgsProcessingException when two fields have one
//! name.
base::OutputSpec sharedLayer( const SuppressedRows &content, const base::Source &source );

//! One row of OUTPUT, in the order of its fields.
QVector<QVariant> sharedValues( const SuppressedRows &content, std::size_t row );

//! The table TOTALS_OUTPUT: the totals that have no row in the input.
base::OutputSpec totalsTable( const SuppressedRows &content );
QVector<QVariant> totalValues( const SuppressedRows &content, const ImpliedTotal &total );

} // namespace communitysafety::sharesafely
