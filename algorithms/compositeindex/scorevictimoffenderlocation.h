// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "base/sidecounts.h"
#include "statistics/sideprofile.h"

#include <memory>
#include <vector>

namespace communitysafety::compositeindex
{

//! Where victims live, where offenders live and where it happens, and which of them an area stands for.
class ScoreVictimOffenderLocation : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( ScoreVictimOffenderLocation )

protected:
  base::Identity identity() const override;
  QgsProcessingAlgorithm *createInstance() const override { return new ScoreVictimOffenderLocation; }
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! One of the layers that were given.
  struct Side
  {
    //! Place among base::indexSides().
    std::size_t number = 0;
    std::unique_ptr<base::Source> source;
    base::SideReading reading;
    base::SideCounts counted;
    std::vector<double> index;
  };

  void defineRecords();
  void defineRules();
  void addAdvancedField( const char *name, const QString &words, const QString &parent, const QString &help );
  void chooseFields( base::Run &run );
  void openSides( base::Run &run );
  void choosePeriod( base::Run &run, base::SideReading &reading ) const;
  base::Areas readAreas( base::Run &run ) const;
  void countSides( base::Run &run, const base::Areas &areas );
  void scoreSides( base::Run &run, const base::Areas &areas );
  std::vector<int> classes( base::Run &run, const statistics::SideProfile &profile ) const;
  double events( std::size_t area ) const;
  QVector<QVariant> sideCells( const statistics::SideProfile &profile, int vol, std::size_t area ) const;
  void write( base::Run &run, const base::Areas &areas, const statistics::SideProfile &profile,
              const std::vector<int> &classes );
  void setNumbers( base::Run &run, const statistics::SideProfile &profile, const std::vector<int> &classes ) const;

  std::unique_ptr<base::Source> mAreas;
  QString mIdField;
  QString mNameField;
  QString mDenominator;
  std::vector<Side> mSides;
};

} // namespace communitysafety::compositeindex
