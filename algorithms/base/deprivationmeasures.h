// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! What a column of an index of deprivation measures; all but the score have 1 = most deprived.
enum class Measure
{
  score,
  rank,
  decile
};

//! What a \a field holds, by its name and its \a values.
Measure measureOf( const QString &field, const std::vector<double> &values );

//! Which fields to read; an empty name stands for none.
struct MeasureFields
{
  QString score;
  QString rank;
  QString decile;
  QString population;

  //! The fields that are given.
  QStringList names() const;
};

//! What small areas say of deprivation; a column that was not given is missing throughout.
struct DeprivationMeasures
{
  std::vector<double> score;
  std::vector<double> rank;
  std::vector<double> decile;
  //! People, or square metres when no population is given.
  std::vector<double> weight;
  bool weightIsPeople = false;
};

/**
 * Takes the measures from \a areas and checks them before anything is computed: scores, ranks and deciles are what they
 * are said to be and all run the same way, and no population is negative. Throws QgsProcessingException with one
 * sentence where they do not; warns where ground stands for people, and of deciles that nothing confirms.
 * \param read the fields that were asked for in AreasReading::fields, those of \a fields among them
 */
DeprivationMeasures deprivationMeasures( Run &run, const Areas &areas, const QString &layer, const QStringList &read,
                                         const MeasureFields &fields );

//! How two columns belong together.
enum class Direction
{
  same,
  opposite
};

//! Throws QgsProcessingException with \a complaint when \a a and \a b run another way than \a expected.
void requireDirection( const std::vector<double> &a, const std::vector<double> &b, Direction expected,
                       const QString &complaint );

} // namespace communitysafety::base
