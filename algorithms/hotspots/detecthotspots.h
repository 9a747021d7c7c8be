// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "statistics/localassociation.h"
#include "statistics/neighbours.h"
#include "statistics/tailprobabilities.h"

#include <vector>

namespace communitysafety::hotspots
{

//! Areas that go together with their neighbours more than chance would make them: hot and cold spots, and outliers.
class DetectHotSpots : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( DetectHotSpots )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new DetectHotSpots; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! What was read; every column in the order of the ids of the areas.
  struct Input
  {
    base::Areas areas;
    QString layer;
    //! Empty where no field was chosen.
    std::vector<QString> names;
    //! What the map shows: the field, or its rate.
    std::vector<double> values;
    //! What is tested: the values, or how far the rates deviate.
    std::vector<double> tested;
    //! Of local Geary: what is compared together with the tested values.
    std::vector<std::vector<double>> further;
    std::vector<bool> isSuppressed;
    statistics::Neighbours touching;
    statistics::SpatialWeights weights;

    //! What local Geary compares: the tested values and the further ones.
    std::vector<statistics::Column> variables() const;
  };

  struct Findings
  {
    statistics::LocalAssociation association;
    std::vector<double> p;
    std::vector<double> q;
    //! The classes of the map and those that make hot spots.
    std::vector<double> classes;
    std::vector<double> groups;
    std::vector<std::vector<std::size_t>> parts;
  };

  void defineTest();
  void defineAdvanced();
  void defineOutputs();

  QStringList furtherFields( const base::Run &run ) const;
  Input read( base::Run &run ) const;
  void readValues( base::Run &run, Input &input, const QStringList &fields ) const;
  void findNeighbours( base::Run &run, Input &input ) const;
  Findings test( base::Run &run, const Input &input ) const;
  statistics::LocalAssociation associate( const base::Run &run, const Input &input ) const;
  statistics::TailProbabilities tails( const base::Run &run, const Input &input, const std::vector<double> &z ) const;
  void classify( const base::Run &run, const Input &input, const statistics::TailProbabilities &tails,
                 Findings &findings ) const;
  void tellFloor( base::Run &run, const Findings &findings ) const;
  //! The words for a class of the map, or of the hot spots.
  QString classWords( const base::Run &run, double number ) const;
  QString groupWords( const base::Run &run, double number ) const;
  bool hasKinds( const base::Run &run ) const;
  void writeAreas( base::Run &run, const Input &input, const Findings &findings );
  void writeHotSpots( base::Run &run, const Input &input, const Findings &findings );
  void setNumbers( base::Run &run, const Input &input, const Findings &findings ) const;
};

} // namespace communitysafety::hotspots
