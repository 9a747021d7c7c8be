// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <map>
#include <utility>
#include <vector>

namespace communitysafety::base
{
class Run;
class Source;
} // namespace communitysafety::base

namespace communitysafety::preparedata
{

//! A category as it is compared: capitals, blanks, and whether it says & or and, make no difference.
QString plainCategory( const QString &written );

/**
 * A lookup table of categories: what partners write, and what it is called here. Read by its fields `from` and `to`,
 * whatever their capitals. Throws QgsProcessingException when one of them is missing, when the table is empty, or when
 * one text is to become two things.
 */
QMap<QString, QString> readCategoryLookup( base::Run &run, const base::Source &table );

//! Brings the categories of records under common names, and counts them.
class IncidentCategories
{
public:
  //! One category as it came, as it is called, and how often.
  struct Count
  {
    QString from;
    QString to;
    qint64 n = 0;
    bool isKnown = true;
    QString nearest; //!< Of an unknown one: the name in the lookup that it was perhaps meant to be
  };

  /**
   * \param lookup empty: categories stay as they are written
   * \param common the category of all records, where no column has one
   */
  IncidentCategories( const QMap<QString, QString> &lookup, const QString &common );

  //! The name for \a written. Capitals, blanks, and whether it says & or and, make no difference in the lookup.
  QString nameOf( const QString &written );

  //! The most frequent first; beyond 1,000 different ones the rest is counted together under an empty name.
  std::vector<Count> counts() const;
  //! Different texts that the lookup does not have; none without a lookup.
  qint64 nUnknown() const;
  bool hasTooMany() const { return mRest > 0; }

private:
  struct Tally
  {
    QString to;
    qint64 n = 0;
    bool isKnown = true;
  };

  QHash<QString, QString> mLookup;
  QStringList mNames; //!< The texts of the lookup as they stand in it
  QString mCommon;
  std::map<QString, Tally> mTallies;
  qint64 mRest = 0;
};

} // namespace communitysafety::preparedata
