// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QtGlobal>

#include <vector>

namespace communitysafety::sharesafely
{

//! What must not leave, and what to look at before it does.
enum class FindingKind
{
  droppedField,
  personalName,
  personalValue,
  recordId,
  freeText,
  finePoints,
  smallCell,
  recoverableCell,
  uncheckedCell,
  sensitiveIndicator,
  hiddenColumn,
  pathInStyle,
  path,
  author,
  internalRecord,
  extraTable,
  project,
  deletedRows,
  filteredRows,
  lonelyPlace,
  maybePersonal,
  totalsDisagree,
  cannotLook
};

enum class Severity
{
  //! In the data: the analyst has to change them.
  mustNotLeave,
  //! In the file around the data: a clean copy leaves it behind.
  leftBehind,
  look
};

struct Finding
{
  //! The layer or file, without its directories.
  QString layer;
  //! The field, table or part of the file; never a value.
  QString place;
  FindingKind kind = FindingKind::cannotLook;
  //! How many values, rows, tables or places.
  qint64 n = 0;
  //! Which of the kind, such as "e-mail addresses"; may be empty.
  QString detail = {};
};

Severity severityOf( FindingKind kind );
QString wordsOf( FindingKind kind );
QString wordsOf( Severity severity );
//! What is to be done about it.
QString remedyOf( FindingKind kind );
//! The words of the kind with the detail.
QString wordsOf( const Finding &finding );

//! The worst first, then by layer and place, so that the order of reading plays no part.
void sortFindings( std::vector<Finding> &findings );

qint64 countOf( const std::vector<Finding> &findings, Severity severity );

} // namespace communitysafety::sharesafely
