// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationclasses.h"
#include "deprivation/tablejoin.h"

namespace communitysafety::deprivation
{

//! Joins an index of deprivation, as its publisher saved it, to boundaries.
class JoinDeprivation : public TableJoin
{
  Q_DECLARE_TR_FUNCTIONS( JoinDeprivation )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new JoinDeprivation; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;

private:
  void write( base::Run &run, const JoinInput &input, const base::CodeMatch &match,
              const std::vector<DeprivationColumn> &columns, const DeprivationClasses &classes );
};

} // namespace communitysafety::deprivation
