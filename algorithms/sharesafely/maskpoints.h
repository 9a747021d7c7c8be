// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "sharesafely/maskingreport.h"

namespace communitysafety::sharesafely
{

//! Moves points so that at least K people could be meant by each.
class MaskPoints : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( MaskPoints )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new MaskPoints; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineInputs();
  void defineMethod();
  void defineAdvanced();
  void defineOutputs();

  MaskMethod method( const base::Run &run ) const { return static_cast<MaskMethod>( choice( run, "METHOD" ) ); }
  QgsAttributeList keptFields( const base::Run &run, const base::Source &source ) const;
  statistics::MaskedPoints mask( base::Run &run, const base::Areas &areas, const base::AreaLocator &locator,
                                 const PointsToMask &points, const statistics::MaskPeople &people ) const;
  statistics::MaskedPoints donut( base::Run &run, const base::AreaLocator &locator, const PointsToMask &points,
                                  const statistics::MaskPeople &people ) const;
  void write( base::Run &run, const QgsFields &fields, const base::Areas &areas, const PointsToMask &points,
              const statistics::MaskedPoints &masked );
};

} // namespace communitysafety::sharesafely
