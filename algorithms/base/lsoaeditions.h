// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;
class Source;

/**
 * In which census editions small areas exist, as a lookup of the user says, with the bits of base::editions. What is
 * known without a lookup, from the numbers of the codes alone, says editionsOf() in areacodes.h; the lookup serves
 * where its word is to stand in the output, such as beside points that name their LSOA.
 */
class LsoaEditions
{
public:
  /**
   * Reads \a lookup, any table with one column of 2011 and one of 2021 codes: a field whose name contains 11 or 21 and
   * whose values are codes of LSOAs or data zones.
   * Throws QgsProcessingException when it lacks one of the two.
   */
  static LsoaEditions read( Run &run, const Source &lookup );

  //! "2011", "2021" or "both"; "unknown" where the lookup does not have \a code, null for a blank code.
  QString editionOf( const QString &code ) const;

  //! One way from a code of 2011 to one of 2021, a row of the lookup.
  struct Link
  {
    QString of2011;
    QString of2021;
  };

  //! In the order of the lookup.
  const std::vector<Link> &links() const { return mLinks; }

private:
  QHash<QString, quint8> mEditions;
  std::vector<Link> mLinks;
};

} // namespace communitysafety::base
