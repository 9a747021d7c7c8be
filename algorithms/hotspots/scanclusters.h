// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "statistics/clusterlist.h"

#include <vector>

namespace communitysafety::hotspots
{

//! Circular and elliptic clusters with the table that users of SaTScan know.
class ScanClusters : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( ScanClusters )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new ScanClusters; }

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
    bool isPoints = false;
    //! Empty where no field was chosen.
    std::vector<QString> names;
    std::vector<double> observed;
    std::vector<bool> isSuppressed;
    //! Population, expected cases or people at risk; missing where the area takes no part.
    std::vector<double> expected;
    std::vector<std::vector<double>> years;
    std::vector<double> x;
    std::vector<double> y;
    double dispersion = 1;
  };

  //! The clusters that are shown, in their order, and which of them each area is in: -1 for none.
  struct Findings
  {
    statistics::ClusterList list;
    std::vector<int> clusterOf;
    std::size_t significant = 0;
  };

  void defineModel();
  void defineAdvanced();
  void defineOutputs();

  statistics::ScanScore model( const base::Run &run ) const;
  bool isPoissonModel( const base::Run &run ) const;
  QStringList yearFields( const base::Run &run ) const;
  Input read( base::Run &run ) const;
  void readColumns( base::Run &run, Input &input, const QStringList &fields ) const;
  void leaveOutEmpty( base::Run &run, Input &input ) const;
  void addCentres( Input &input ) const;
  double dispersion( base::Run &run, const Input &input ) const;
  statistics::ClusterListOptions options( const base::Run &run, const Input &input ) const;
  Findings scan( base::Run &run, const Input &input ) const;
  //! The cases that each area would have at the risk of the whole map.
  std::vector<double> expectedCases( const base::Run &run, const Input &input ) const;
  //! 2 significant, 1 perhaps by chance.
  int classOf( const base::Run &run, const statistics::ScanCluster &cluster ) const;
  QString classWords( int number ) const;
  QString centreOf( const Input &input, const statistics::ScanCluster &cluster ) const;
  QgsGeometry outlineOf( const base::Run &run, const Input &input, const statistics::ScanCluster &cluster ) const;
  void writeAreas( base::Run &run, const Input &input, const Findings &findings );
  void writeClusters( base::Run &run, const Input &input, const Findings &findings );
  void setNumbers( base::Run &run, const Input &input, const Findings &findings ) const;
  void report( base::Run &run, const Input &input, const Findings &findings ) const;
};

} // namespace communitysafety::hotspots
