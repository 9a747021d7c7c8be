// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"

namespace communitysafety::preparedata
{

//! Turns the monthly street-level files of police.uk into one incident layer, with every row accounted for.
class ImportPoliceData : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( ImportPoliceData )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new ImportPoliceData; }
  bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                             QString *message = nullptr ) const override;

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! The sentence that refuses a wrong choice of inputs or months; empty when there is nothing to refuse.
  QString refusal( const QVariantMap &parameters, QgsProcessingContext &context ) const;
};

} // namespace communitysafety::preparedata
