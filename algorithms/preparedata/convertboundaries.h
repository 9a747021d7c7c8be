// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "preparedata/versionlinks.h"

#include <memory>
#include <vector>

namespace communitysafety::preparedata
{

//! Converts figures of areas from one version of their boundaries to another.
class ConvertBoundaries : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( ConvertBoundaries )

public:
  ConvertBoundaries() = default;
  QgsProcessingAlgorithm *createInstance() const override { return new ConvertBoundaries; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineInputs();
  void defineLookup();
  void defineSecondLookup();
  void defineAdvanced();
  void defineOutputs();

  QStringList fieldNames( const base::Run &run, const char *parameter ) const;
  bool hasLookup( const base::Run &run ) const { return isGiven( run.parameters(), "LOOKUP" ); }
  VersionTable readTable( base::Run &run ) const;
  std::unique_ptr<NewAreas> readNewAreas( base::Run &run, const VersionTable &table ) const;
  std::unique_ptr<base::PlacedPoints> readPeople( base::Run &run, const NewAreas *newAreas ) const;
  VersionLinks findLinks( base::Run &run, const VersionTable &table, const NewAreas *newAreas ) const;
  void write( base::Run &run, const VersionLinks &links, const VersionTable &table, const NewAreas *newAreas,
              const std::vector<statistics::ConvertedValues> &converted );
  void writeIssues( base::Run &run, const VersionLinks &links );
};

} // namespace communitysafety::preparedata
