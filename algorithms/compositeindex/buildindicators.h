// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/indicatortable.h"

#include <optional>

namespace communitysafety::compositeindex
{

//! Counts the records of many sources in areas, as a recipe says, against exposure and year by year.
class BuildIndicators : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( BuildIndicators )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new BuildIndicators; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void chooseAreaFields( base::Run &run );
  void chooseEndMonth( base::Run &run );
  void openRecipe( base::Run &run );
  //! Throws QgsProcessingException when two fields would have one name, or there are too many.
  QgsFields outputFields() const;
  base::Areas readAreas( base::Run &run ) const;
  void writeIndicators( base::Run &run, const base::Areas &areas );
  QVector<QVariant> valuesOf( const base::Areas &areas, std::size_t area ) const;
  void writeLong( base::Run &run, const base::Areas &areas );
  void writeYears( base::OutputLayer &output, const QString &areaId, std::size_t area, std::size_t indicator ) const;
  void writeCoverage( base::Run &run );
  void setNumbers( base::Run &run, std::size_t areas ) const;
  std::size_t nIndicators() const { return static_cast<std::size_t>( mRecipe.indicators.size() ); }
  const QString &codeOf( std::size_t indicator ) const
  {
    return mRecipe.indicators.at( static_cast<int>( indicator ) ).code;
  }

  std::unique_ptr<base::Source> mAreas;
  QString mIdField;
  //! The fields of the areas that are kept, the name of the area first where there is one.
  QStringList mKeptFields;
  bool mHasName = false;
  base::Recipe mRecipe;
  QgsFields mOutputFields;
  std::unique_ptr<base::SourceCatalogue> mCatalogue;
  std::unique_ptr<base::Denominators> mDenominators;
  std::unique_ptr<base::IndicatorTable> mTable;
  std::optional<std::size_t> mPopulation;
  std::optional<int> mEndMonth;
};

} // namespace communitysafety::compositeindex
