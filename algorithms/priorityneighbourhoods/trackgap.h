// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "priorityneighbourhoods/gaptables.h"
#include "priorityneighbourhoods/trackedgap.h"

#include <optional>
#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! The gap between neighbourhoods and the rest of the city over the years, and whether it narrows.
class TrackGap : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( TrackGap )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new TrackGap; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineAdvanced();
  void defineOutputs();
  TrackedPlaces readPlaces( base::Run &run ) const;
  TrackedIndicators readIndicators( base::Run &run, const TrackedPlaces &places ) const;
  //! Which of the years compared the neighbourhoods were chosen on; nothing when it is not known.
  std::optional<std::vector<bool>> chosenOn( const base::Run &run, const TrackedIndicators &tracked ) const;
  GapSettings settings( base::Run &run ) const;
  void tell( base::Run &run, const TrackedGap &gap ) const;
  void setNumbers( base::Run &run, const TrackedGap &gap ) const;
  //! Those that are withheld with the whole gap.
  void setFigures( base::Run &run, const TrackedGap &gap ) const;
  void write( base::Run &run, base::OutputSpec spec, const std::vector<LayerRow> &rows,
              const statistics::Progress &progress );
};

} // namespace communitysafety::priorityneighbourhoods
