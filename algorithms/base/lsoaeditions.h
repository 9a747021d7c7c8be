// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QHash>
#include <QString>

namespace communitysafety::base
{

class Run;
class Source;

/**
 * Tells from an LSOA code in which census edition it exists. Most codes are the same in 2011 and 2021; about one in
 * twenty exists in one of them only, and one file may mix both.
 */
class LsoaEditions
{
public:
  /**
   * Reads \a lookup, any table with one column of 2011 and one of 2021 codes: a field whose name contains 11 or 21 and
   * whose values look like E01000001 or W01000001.
   * Throws QgsProcessingException when it lacks one of the two.
   */
  static LsoaEditions read( Run &run, const Source &lookup );

  //! "2011", "2021" or "both"; "unknown" where the lookup does not have \a code, null for a blank code.
  QString editionOf( const QString &code ) const;

private:
  QHash<QString, quint8> mEditions;
};

} // namespace communitysafety::base
