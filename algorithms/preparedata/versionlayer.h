// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/styledoutput.h"
#include "preparedata/versionlinks.h"

#include <vector>

namespace communitysafety::preparedata
{

//! The new areas with their figures: names of the fields, their values, and how it looks.
class VersionLayer
{
public:
  //! All must outlive it; \a newAreas may be null. \param converted one for each figure of the table
  VersionLayer( const VersionLinks &links, const VersionTable &table, const NewAreas *newAreas,
                const std::vector<statistics::ConvertedValues> &converted );

  base::OutputSpec spec() const;
  //! Throws statistics::Cancelled through \a progress.
  void write( base::OutputLayer &output, const statistics::Progress &progress ) const;

  std::size_t size() const { return mRows.size(); }
  //! How many of them have a figure that is not certain.
  std::size_t uncertain() const;
  //! How many get less than is there, because an area that goes in has no value.
  std::size_t incomplete() const;

private:
  QVector<QVariant> values( std::size_t area ) const;
  double estimated( std::size_t area ) const;
  double unknown( std::size_t area ) const;

  const VersionLinks &mLinks;
  const NewAreas *mNewAreas;
  const std::vector<statistics::ConvertedValues> &mConverted;
  //! The new areas that are wanted, in the order of their codes.
  std::vector<std::size_t> mRows;
  //! Their places among the outlines; beyond the last where there is none.
  std::vector<std::size_t> mOutline;
  std::vector<QString> mChange;
  std::vector<QStringList> mOrigins;
  QgsFields mFields;
};

} // namespace communitysafety::preparedata
