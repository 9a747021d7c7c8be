// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "preparedata/combinedrecords.h"
#include "preparedata/weighttable.h"

#include <map>
#include <vector>

namespace communitysafety::base
{
class OutputLayer;
}

namespace communitysafety::preparedata
{

//! What is done with records of one event. The order is that of the parameter DUPLICATES.
enum class DuplicateRule
{
  flag,
  keepFirst,
  shareWeight
};

//! What is done with categories that have no weight. The order is that of the parameter UNMATCHED.
enum class UnmatchedRule
{
  stop,
  reject,
  countAsOne
};

//! A category of the incidents with its weight.
struct WeighedCategory
{
  QString name;
  qint64 n = 0;
  std::optional<double> weight;
  bool isInTable = true;
  //! Of one that is not in the table: the name in it that it was perhaps meant to be.
  QString nearest;
};

//! All that is known once the records were compared.
struct Combination
{
  const CombinedRecords &records;
  statistics::LinkageRule rule = {};
  DuplicateRule duplicates = DuplicateRule::flag;
  statistics::RecordLinkage linkage = {};
  //! Links between two sources or within one, sources × sources, the first of two sources as the row.
  std::vector<std::size_t> nLinks = {};
  //! Of them, those between sources that chance alone makes.
  std::vector<std::size_t> coincidences = {};
  //! By the number of the category; empty without a table of weights.
  std::vector<WeighedCategory> weights = {};
  //! The ids of the records that are linked, by their place.
  std::map<CombinedRecords::Row, QString> ids = {};
  //! Files that were given twice, by the name of the later layer.
  QStringList repeatedLayers = {};
  qint64 nWritten = 0;
  qint64 nDuplicates = 0;
  double totalWeight = 0;
};

/**
 * The weights of all categories. As \a rule says, categories without one stop the run, all of them named with their
 * numbers of records and nearest names, or are left out of \a records, or count as 1.
 */
std::vector<WeighedCategory> weighCategories( base::Run &run, const WeightTable &table, UnmatchedRule rule,
                                              CombinedRecords &records );

//! Combination::nLinks for \a links between \a records of \a nSources.
std::vector<std::size_t> countLinks( const std::vector<statistics::RecordLink> &links,
                                     const std::vector<statistics::LinkageRecord> &records, std::size_t nSources );

//! Reads the ids of the linked records.
void readIds( base::Run &run, Combination &combination, double progressFrom, double progressTo );

/**
 * Reads all layers once more and writes every record, or books why it is rejected.
 * \param output may be null: rows are then judged and counted all the same
 */
void writeCombined( base::Run &run, Combination &combination, const QString &timeField,
                    const QgsCoordinateReferenceSystem &metric, base::OutputLayer *output, double progressFrom,
                    double progressTo );

//! How two records were found to be one event, in words.
QString wordsOf( const statistics::RecordLink &link );

} // namespace communitysafety::preparedata
