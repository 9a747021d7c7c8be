// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/indexalgorithm.h"
#include "statistics/countuncertainty.h"

#include <functional>
#include <memory>

namespace communitysafety::compositeindex
{

//! Turns the indicators of each area into one index, its themes and its drivers, as the recipe says.
class ScoreCompositeIndex : public base::IndexAlgorithm
{
  Q_DECLARE_TR_FUNCTIONS( ScoreCompositeIndex )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new ScoreCompositeIndex; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;

private:
  //! The score with all that it was made from.
  struct Scored
  {
    const base::IndexPlan &plan;
    const std::vector<statistics::ScoreIndicator> &indicators;
    const statistics::ScoreOptions &options;
    const statistics::CompositeScore &score;
    const base::Areas &areas;
  };

  //! What chance does to the score; without draws there is nothing in it.
  struct Draws
  {
    std::unique_ptr<statistics::IndexUncertainty> uncertainty;
    std::vector<double> overdispersion;
  };

  void defineFilling();
  void defineDraws();
  void setFilling( base::Run &run, statistics::ScoreOptions &options ) const;
  Draws draw( base::Run &run, const Scored &scored );
  //! Writes one row per area, in the order of the layer.
  void write( base::Run &run, const base::Areas &areas, base::OutputSpec spec,
              const std::function<QVector<QVariant>( std::size_t area )> &cells );
  //! \param order the areas in the order of the score's columns
  void writeContributions( base::Run &run, const Scored &scored, const std::vector<std::size_t> &order );
};

} // namespace communitysafety::compositeindex
