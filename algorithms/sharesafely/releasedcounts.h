// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/releasefinding.h"
#include "statistics/progress.h"

#include <qgsfeature.h>

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::sharesafely
{

//! What counts of persons or events must hold.
struct ReleasedCountRules
{
  //! Counts above 0 and below it must not be shown.
  double threshold = 5;
  bool zerosAreSafe = true;
  //! Empty: n, pop, records, events, and every field ending in _n.
  QStringList fields;
  //! Field that is the sum of the fields; may be empty.
  QString totalField;
  //! Fields that name the larger area of which a row is a part: the id of a row of this or another layer.
  QStringList parentFields;
};

/**
 * The counts of all layers that are to be released together. Each is looked at by itself, and then all at once with the
 * sums that connect them, as a reader could: a hidden count that shown totals pin down to fewer possibilities than the
 * threshold counts as known (see statistics/disclosureattack.h).
 */
class ReleasedCounts
{
public:
  explicit ReleasedCounts( const ReleasedCountRules &rules ) : mRules( rules ) {}

  //! Begins a layer; what it has of counts is found by the names of its fields.
  void beginLayer( const QString &layer, const QgsFields &fields );
  //! A row of the layer begun last.
  void add( const QgsFeature &row );
  //! The fields of the layer begun last that hold counts.
  QStringList countFields() const;

  std::vector<Finding> findings( const statistics::Progress &progress ) const;

private:
  struct Count
  {
    QString field;
    int column = 0;
    //! Columns of the rate and denominator of the same indicator; -1 where there are none.
    int rate = -1;
    int denominator = -1;
    //! Per row; missing: hidden.
    std::vector<double> values;
    qint64 nSmall = 0;
    qint64 nFromRate = 0;
  };
  struct Layer
  {
    QString name;
    std::vector<Count> counts;
    int id = -1;
    std::vector<int> parents;
    std::vector<QString> ids;
    //! Parents × rows.
    std::vector<std::vector<QString>> parentIds;
  };
  struct Cells;

  bool isCount( const QString &field ) const;
  void addRelations( Cells &cells ) const;
  std::vector<Finding> attacked( const statistics::Progress &progress ) const;

  ReleasedCountRules mRules;
  std::vector<Layer> mLayers;
};

} // namespace communitysafety::sharesafely
