// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/texttable.h"

#include <QString>
#include <QVariant>

#include <vector>

class QgsProcessingContext;

namespace communitysafety::base
{

class Run;
class Source;

//! Where the table behind an input lies.
struct TablePlace
{
  //! Empty where it is no text file or workbook, or where only a part of it was chosen: then it is read as a layer.
  QString path;
  //! What the user calls it.
  QString name;
  //! The sheet that the layer stands for; empty where none was chosen.
  QString sheet;
};

/**
 * The file behind \a value of a source parameter. QGIS takes the first line of a text or sheet for its headings, and
 * the first sheet for the table; official tables start with a title, and workbooks with notes.
 * REQUIRES: called in prepare(), because layers belong to the main thread.
 */
TablePlace tablePlace( const QVariant &value, QgsProcessingContext &context );

/**
 * The sheets of the workbook, or the one table of the text file, at \a place, all of it as text. Entered in the record
 * under \a parameter.
 * Throws QgsProcessingException when it cannot be opened or is broken, statistics::Cancelled.
 */
std::vector<TextTable> readTableFile( Run &run, const QString &parameter, const TablePlace &place, double progressFrom,
                                      double progressTo );

//! The attributes of \a source as text, below one row with the names of its fields.
TextTable readTableOf( Run &run, const Source &source, double progressFrom, double progressTo );

} // namespace communitysafety::base
