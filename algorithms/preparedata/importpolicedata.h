// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "preparedata/policeinput.h"

#include <memory>

class QgsFields;

namespace communitysafety::base
{
class PolicePositions;
}

namespace communitysafety::preparedata
{

class IncidentWriter;
struct PoliceRules;

//! Turns the monthly files of police.uk (crimes, outcomes, stops and searches) into one incident layer, with every row
//! accounted for.
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
  void defineInputs();
  void defineAdvanced();
  void defineCodesAndDetails();
  void defineOutputs();

  //! Throws QgsProcessingException as base::monthRange().
  base::MonthRange monthsGiven( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  //! The sentence that refuses a wrong choice of inputs or months; empty when there is nothing to refuse.
  QString refusal( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  PolicePlace place( const base::Run &run ) const;
  void limitToStudyArea( base::Run &run, base::PolicePositions &positions ) const;
  void readLsoaRules( base::Run &run, PoliceRules &rules ) const;
  //! The fields behind those of an incident, in the order in which they are written; notes in \a rules which they are.
  QgsFields furtherFields( const base::Run &run, PoliceRules &rules ) const;
  std::unique_ptr<IncidentWriter> createWriter( base::Run &run, const QgsFields &further );
};

} // namespace communitysafety::preparedata
