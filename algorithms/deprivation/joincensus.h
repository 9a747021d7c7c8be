// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/censusfigures.h"
#include "deprivation/tablejoin.h"

namespace communitysafety::deprivation
{

//! Joins a census table, as it was downloaded, to boundaries.
class JoinCensus : public TableJoin
{
  Q_DECLARE_TR_FUNCTIONS( JoinCensus )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new JoinCensus; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;

private:
  CensusRequest request( const base::Run &run ) const;
  void write( base::Run &run, const JoinInput &input, const base::CodeMatch &match, const CensusFigures &figures );
};

} // namespace communitysafety::deprivation
