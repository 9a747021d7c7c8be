// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejects.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace communitysafety::base
{

class RunRecord;

/**
 * A report as one HTML file that needs nothing else: no network, no script, no second file. Charts are inline SVG
 * (svgchart.h). Made for reading aloud, for small screens and for paper. Every text is escaped here: callers give plain
 * text.
 *
 * The page tells the language of its text, starts with the mark "for internal use", lists its headings, and ends with
 * the run record, so that another analyst can repeat the run that made it.
 */
class HtmlReport
{
public:
  explicit HtmlReport( const QString &title, const QString &subtitle = QString() );

  void heading( const QString &text );
  void paragraph( const QString &text );

  //! A sentence that must not be overlooked: a limit of the method, a warning.
  void note( const QString &text );

  void list( const QStringList &items );

  //! A list of other pages: the text of each, and its address beside this page.
  void links( const std::vector<std::pair<QString, QString>> &pages );

  /**
   * The first cell of a row names the row. A column that holds numbers only (grouped, with sign, per cent, or a dash
   * for none) stands to the right. A row shorter than the header ends in empty cells; a longer one throws
   * std::invalid_argument.
   */
  void table( const QString &caption, const QStringList &header, const std::vector<QStringList> &rows );

  //! \a svg as svgchart.h makes it. The caption is read by all; the chart has its own title and description.
  void chart( const QString &svg, const QString &caption );

  //! The whole page, with \a record at its foot.
  QString page( const RunRecord &record ) const;

  /**
   * Writes the page to \a path: first under another name, then renamed, so that half a page never replaces a whole one.
   * Throws QgsProcessingException when it cannot be written.
   */
  void write( const QString &path, const RunRecord &record ) const;

private:
  QString mTitle;
  QString mSubtitle;
  QStringList mHeadings;
  QString mBody;
};

/**
 * Adds the table of what became of the records that \a books count: read, used, and rejected for which reason, each
 * with its share.
 */
void addBooks( HtmlReport &report, const QString &caption, const RejectLedger::Count &books );

} // namespace communitysafety::base
