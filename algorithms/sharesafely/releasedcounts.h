// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/releasedsums.h"
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
  //! Fields that name the larger area of which a row is a part: the id of a row of this or another layer. Those that a
  //! table of totals names are known without it.
  QStringList parentFields;
};

/**
 * The counts of all layers that are to be released together. Each is looked at by itself, and then all at once with the
 * sums that connect them, as a reader could: a hidden count that shown totals pin down to fewer possibilities than the
 * threshold counts as known (see statistics/disclosureattack.h). Where totals contradict each other, so that no attack
 * is possible, the hidden counts that they hold are told apart from those that are safe.
 */
class ReleasedCounts
{
public:
  explicit ReleasedCounts( const ReleasedCountRules &rules ) : mRules( rules ), mParentFields( rules.parentFields ) {}

  //! True for the totals that ‘Suppress small numbers’ writes. They are to be added before other layers.
  static bool isTableOfTotals( const QgsFields &fields );

  //! Begins a layer; what it has of counts is found by the names of its fields.
  void beginLayer( const QString &layer, const QgsFields &fields );
  //! A row of the layer begun last.
  void add( const QgsFeature &row );

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
    //! Columns; -1 where there is none.
    int id = -1;
    int totalOf = -1;
    std::vector<int> parents;
  };
  struct Cells;
  struct Strangers;

  bool isCount( const QString &field ) const;
  void addNames( const QgsFeature &row );
  void addRelations( Cells &cells ) const;
  void addRowTotals( std::size_t layer, Cells &cells ) const;
  std::vector<Finding> attacked( const statistics::Progress &progress ) const;

  ReleasedCountRules mRules;
  std::vector<Layer> mLayers;
  //! Of each layer.
  std::vector<NamedRows> mRows;
  //! Those of the rules, and those that tables of totals name.
  QStringList mParentFields;
};

} // namespace communitysafety::sharesafely
