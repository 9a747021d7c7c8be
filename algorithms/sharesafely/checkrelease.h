// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "sharesafely/releasedcopy.h"
#include "sharesafely/releasedcounts.h"
#include "sharesafely/releasefinding.h"

#include <memory>
#include <vector>

namespace communitysafety::sharesafely
{

//! Looks through layers and files before they leave the house, and writes clean copies of what may.
class CheckRelease : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CheckRelease )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CheckRelease; }
  //! Styles, metadata and copies need the layers themselves, which belong to the main thread.
  compat::AlgorithmFlags flags() const override { return Algorithm::flags() | compat::noThreading; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  struct Checked
  {
    QgsVectorLayer *layer = nullptr;
    std::unique_ptr<base::Source> source;
    //! The name of its table or file; never twice the same.
    QString name;
  };

  void defineOutputs();
  void addLayer( QgsVectorLayer &layer, const QString &parameter );
  void openFolder( const QString &folder );
  //! Whether there is any layer in \a path.
  bool openTables( const QString &path );
  QStringList list( const base::Run &run, const char *parameter ) const;
  ReleasedCountRules countRules( const base::Run &run ) const;

  std::vector<Finding> checkLayers( base::Run &run ) const;
  void checkRows( base::Run &run, const Checked &checked, ReleasedCounts &counts, double progressFrom,
                  double progressTo, std::vector<Finding> &findings ) const;
  void checkFields( const base::Run &run, const Checked &checked, std::vector<Finding> &findings ) const;
  void checkSensitive( base::Run &run, std::vector<Finding> &findings ) const;
  std::vector<Finding> checkFiles() const;
  void refuse( const std::vector<Finding> &findings, bool hasCopies ) const;
  void writeFindings( base::Run &run, const std::vector<Finding> &findings );
  void writePage( base::Run &run, const std::vector<Finding> &findings, int nCopies );
  //! Throws QgsProcessingException where a copy would take the place of a file that is checked.
  void requireFolderBeside( const QString &folder ) const;
  std::unique_ptr<ReleasedCopies> writeCopies( base::Run &run, const QString &folder ) const;

  std::vector<Checked> mLayers;
  std::vector<std::unique_ptr<QgsVectorLayer>> mOpened;
  //! Files of the folder in which there are no layers.
  QStringList mFiles;
};

} // namespace communitysafety::sharesafely
