// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "priorityneighbourhoods/profilelayers.h"

namespace communitysafety::priorityneighbourhoods
{

//! Everything that is known of each neighbourhood, as a layer, a table and a page for each.
class ProfileNeighbourhoods : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( ProfileNeighbourhoods )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new ProfileNeighbourhoods; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineInputs();
  void definePeople();
  void defineAdvanced();
  void defineOutputs();

  QStringList fieldNames( const base::Run &run, const char *parameter ) const;
  ProfiledCells readCells( base::Run &run, const base::Source &source, const base::Source *years,
                           const ProfilePlan &plan ) const;
  ProfiledPlaces readPlaces( base::Run &run, const ProfiledCells &cells ) const;
  ProfiledPeople readPeople( base::Run &run, const ProfiledCells &cells, const ProfiledPlaces &places ) const;

  void writeLayer( base::Run &run, const ProfileFindings &findings );
  void writeTable( base::Run &run, const ProfileFindings &findings );
  void writeSheets( base::Run &run, const ProfileFindings &findings ) const;
  void setNumbers( base::Run &run, const ProfileFindings &findings ) const;
};

} // namespace communitysafety::priorityneighbourhoods
