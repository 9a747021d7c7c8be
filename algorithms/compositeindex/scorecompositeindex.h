// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "base/indexplan.h"
#include "statistics/compositescore.h"

#include <functional>

namespace communitysafety::compositeindex
{

//! Turns the indicators of each area into one index, its themes and its drivers, as the recipe says.
class ScoreCompositeIndex : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( ScoreCompositeIndex )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new ScoreCompositeIndex; }
  bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                             QString *message ) const override;

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! Empty when exactly one of RECIPE and FIELDS is given.
  QString problemOfChoice( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  QStringList chosenFields( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  base::IndexPlan planOf( base::Run &run, const base::Source &input ) const;
  base::AreasReading areasReading( base::Run &run, const base::Source &input, const base::IndexPlan &plan,
                                   const QString &rankWithin ) const;
  statistics::ScoreOptions scoreOptions( base::Run &run, statistics::ScoreMethod method ) const;
  //! Writes one row per area, in the order of the layer.
  void write( base::Run &run, const base::Areas &areas, const QgsFields &fields, const char *style,
              const std::function<QVector<QVariant>( std::size_t area )> &cells );
};

} // namespace communitysafety::compositeindex
