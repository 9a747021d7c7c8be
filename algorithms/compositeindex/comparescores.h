// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "statistics/scorecomparison.h"

#include <QHash>

namespace communitysafety::compositeindex
{

//! What has moved between two scored layers of the same areas.
class CompareScores : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CompareScores )

protected:
  base::Identity identity() const override;
  QgsProcessingAlgorithm *createInstance() const override { return new CompareScores; }
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! One of the two layers, and the fields by which it is read.
  struct Edition
  {
    std::unique_ptr<base::Source> source;
    QString idField;
    QString scoreField;
    QString eventsField; //!< Empty where there is none
  };

  //! The previous layer: what it says of each id.
  struct Earlier
  {
    QHash<QString, int> place;
    std::vector<qint64> row;
    std::vector<QString> id;
    std::vector<double> score;
    std::vector<double> events;
  };

  //! The areas that both layers have, in the order of their ids.
  struct Matched
  {
    base::Areas areas;
    QStringList names;
    std::vector<double> before, after;
    std::vector<double> eventsBefore, eventsAfter;
    std::size_t unmatched = 0;
  };

  Edition edition( base::Run &run, const char *parameter, const char *fieldParameter, const char *idParameter ) const;
  bool isIndex() const;
  bool hasEvents() const { return !mNow.eventsField.isEmpty() && !mEarlier.eventsField.isEmpty(); }
  base::Areas readNow( base::Run &run ) const;
  Earlier readEarlier( base::Run &run ) const;
  QString earlierAccount() const;
  Matched match( base::Run &run, base::Areas areas, const Earlier &earlier ) const;
  void readColumns( base::Run &run, Matched &matched ) const;
  statistics::ComparisonOptions options( base::Run &run ) const;
  void write( base::Run &run, const Matched &matched, const statistics::ScoreComparison &comparison );
  void setNumbers( base::Run &run, const Matched &matched, const statistics::ScoreComparison &comparison ) const;
  void writePage( base::Run &run, const Matched &matched, const statistics::ScoreComparison &comparison ) const;

  Edition mNow;
  Edition mEarlier;
  QString mNameField;
};

} // namespace communitysafety::compositeindex
