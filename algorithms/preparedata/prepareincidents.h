// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "preparedata/incidentsettings.h"

#include <memory>

namespace communitysafety::base
{
class PostcodeDirectory;
}

namespace communitysafety::preparedata
{

class IncidentSurvey;
struct IncidentFindings;
struct StudyPolygon;

//! Turns any partner's table or layer of records into an incident layer, with every row accounted for.
class PrepareIncidents : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( PrepareIncidents )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new PrepareIncidents; }
  bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                             QString *message = nullptr ) const override;

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void definePositions();
  void defineDates();
  void defineCategories();
  void defineIdsAndFields();
  void definePositionDetails();
  void defineDateDetails();
  void defineFurtherDetails();
  void defineOutputs();
  void addField( const char *name, const QString &words, const QString &help, bool isAdvanced, bool isList = false );

  //! Parameters where they are given, else the profile, else the defaults.
  IncidentSettings settings( const base::Run &run ) const;
  void choosePositions( const base::Run &run, IncidentSettings &settings ) const;
  QString word( const base::Run &run, const char *parameter ) const;
  QStringList names( const base::Run &run, const char *parameter ) const;
  int place( const base::Run &run, const char *parameter ) const;
  double measure( const base::Run &run, const char *parameter, double otherwise ) const;
  QgsCoordinateReferenceSystem coordinatesCrs( const base::Run &run ) const;
  QDate dateParameter( const base::Run &run, const char *parameter, bool isLast ) const;

  //! With the lookup of categories and the name of the source filled in.
  IncidentSettings completeSettings( base::Run &run, const base::Source &input ) const;
  std::unique_ptr<StudyPolygon> readStudyArea( base::Run &run, double tolerance ) const;
  //! Null where no postcodes are needed.
  std::unique_ptr<base::PostcodeDirectory> readDirectory( base::Run &run, const IncidentSurvey &survey ) const;
  //! All that follows the incident layer: log, numbers, rejects, profile, report. \param account of the ledger
  void finish( base::Run &run, const IncidentFindings &findings, const QString &account );
  void saveProfile( base::Run &run, const IncidentSettings &settings ) const;

  base::IncidentProfile mProfile;
};

} // namespace communitysafety::preparedata
