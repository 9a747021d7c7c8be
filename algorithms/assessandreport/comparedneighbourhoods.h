// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/overlaps.h"
#include "base/source.h"
#include "statistics/rankchange.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace communitysafety::assessandreport
{

//! The neighbourhoods of one assessment, in the order of their ids.
struct AssessedNeighbourhoods
{
  QString layer;
  base::Areas areas;
  std::vector<QString> name;
  std::vector<QString> localName;
  std::vector<QString> note;
  //! Missing where the layer has none.
  std::vector<double> population;
  std::vector<double> index;
  //! As the layer has it, else by the index.
  std::vector<double> rank;

  std::size_t size() const { return areas.size(); }
  //! The local name, else the name, else the id.
  QString words( std::size_t row ) const;
};

//! What became of a neighbourhood; numbers as in the field cmp_class.
enum class Fate
{
  isNew = 1,
  kept = 2,
  grown = 3,
  shrunk = 4,
  gone = 5
};

struct ComparisonRule
{
  //! Common ground ÷ ground of either from which two are the same; and the share of its own ground from which one is a
  //! part of another.
  double overlap = 0.25;
  //! A change of the area up to this part of it is none.
  double sameSize = 0.1;
};

//! A neighbourhood of now, of before, or of both.
struct ComparedNeighbourhood
{
  Fate fate = Fate::isNew;
  //! The id that is carried on, or a new one.
  QString id;
  //! A name that holds the id, as those that nothing is known of have, holds the one that is carried on.
  QString name;
  QString localName;
  QString note;
  //! The local name, else the name, else the id.
  QString words() const;
  //! Rows of the two assessments.
  std::optional<std::size_t> now;
  std::optional<std::size_t> before;
  //! Of both; 0 where it is in one alone.
  double jaccard = 0;
  double commonGround = 0;
  //! New: the one before of which it is a part. Gone: the one of now of which it became a part.
  std::optional<std::size_t> partOf;
  //! Those that were joined with it, and those that were split off from it.
  std::vector<std::size_t> joined;
  std::vector<std::size_t> splitOff;
};

struct ComparedAssessments
{
  AssessedNeighbourhoods now;
  AssessedNeighbourhoods before;
  //! Those of now in their order, then those that are gone.
  std::vector<ComparedNeighbourhood> rows;
  //! Pairs of now (source) and before (target) with ground in common.
  std::vector<base::AreaOverlap> common;
  //! Of all together.
  double jaccard = 0;
  //! The order of those that continue, by the index; one place per row, missing where it does not continue.
  statistics::RankChange ranks;
};

//! The notes of a register: what is known of an id.
struct RegisterEntry
{
  QString localName;
  QString note;
};
using Register = QHash<QString, RegisterEntry>;

/**
 * Reads neighbourhoods: any polygons, with the fields name, local_name, note, pop, idx and rank where the layer has
 * them. A layer without features gives none, and a warning. Throws QgsProcessingException as readAreas(), and where
 * outlines lie in each other.
 */
AssessedNeighbourhoods readNeighbourhoods( base::Run &run, const base::Source &layer, const QString &idField,
                                           base::AreasReading reading );

//! Throws QgsProcessingException when an id is there twice.
Register readRegister( base::Run &run, const base::Source &table, const QString &idField );

/**
 * What became of each neighbourhood by \a rule; see ComparisonRule. Ids, local names and notes go on with the ground;
 * those of \a notes stand above those of the layers, what a layer of now has above what was before. A new neighbourhood
 * keeps its id unless one before had it.
 */
ComparedAssessments compare( base::Run &run, AssessedNeighbourhoods now, AssessedNeighbourhoods before,
                             const Register &notes, const ComparisonRule &rule );

//! "Kept", "New: split off from Byker", "Grown (+35 %); joined by Walker".
QString wordsOf( const ComparedAssessments &compared, const ComparedNeighbourhood &row );

} // namespace communitysafety::assessandreport
