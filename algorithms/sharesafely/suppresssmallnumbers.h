// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "sharesafely/suppressionlayers.h"

namespace communitysafety::sharesafely
{

//! Hides small counts of areas, and so many others that the small ones cannot be worked out from totals.
class SuppressSmallNumbers : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( SuppressSmallNumbers )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new SuppressSmallNumbers; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineFields();
  void defineRules();
  void defineAdvanced();
  void defineOutputs();

  QStringList chosenFields( const base::Run &run, const base::Source &source, const char *parameter ) const;
  CountRules rules( const base::Run &run, const base::Source &source ) const;
  Protection protection( const base::Run &run ) const;
  void writeRows( base::Run &run, const SuppressedRows &content, const base::Source &source );
  void writeTotals( base::Run &run, const SuppressedRows &content );
  QStringList derivedFields( base::Run &run, const base::Source &source, const Protection &protection ) const;
};

} // namespace communitysafety::sharesafely
