// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/incidentstream.h"
#include "base/monthgaps.h"
#include "statistics/monthlydelivery.h"

#include <QDate>
#include <QString>

#include <array>
#include <map>
#include <vector>

namespace communitysafety::base
{
struct ParsedDate;
}

namespace communitysafety::preparedata
{

//! How the records are read for CoverageMatrix.
struct CoverageReading
{
  QString dateField = QStringLiteral( "inc_date" );
  //! A record whose `precision` is coarser does not count as located; 0 takes every position.
  double coarsest = 0;
  base::MonthRange period;
};

//! One source over all months of the period, in their order, judged against itself.
struct CoveredSource
{
  QString name;
  std::vector<base::DeliveredRecords> delivered;
  std::vector<statistics::JudgedMonth> months;
  //! Months × areas; empty without areas.
  std::vector<std::vector<quint32>> byArea;
  //! Per area: where the source is silent while it delivers elsewhere.
  std::vector<std::vector<statistics::SilentRun>> silent;
  //! Records that were refused for want of a place before they came here, from the tables of rejects.
  qint64 nRefusedPlaces = 0;

  qint64 nRecords() const;
  //! Of all records, also those refused before; missing when there are none.
  double shareLocated() const;
  bool isPresent( std::size_t month ) const { return delivered[month].nRecords > 0; }
  //! Number of months in \a state.
  int count( statistics::DeliveryState state ) const;
};

//! The months and sources with what was delivered.
struct Coverage
{
  int firstMonth = 0; //!< As of base::monthNumber()
  std::size_t nMonths = 0;
  std::vector<CoveredSource> sources;
  //! Records of all layers, and those of them that count.
  qint64 nRead = 0;
  qint64 nUsed = 0;
};

//! One record of a source in an area and month.
enum class AreaState
{
  absent,
  silent,
  zero,
  present
};

AreaState areaStateOf( const CoveredSource &source, std::size_t month, std::size_t area );

//! Records counted by source, month and area as they pass by. Memory grows with these, not with the records.
class CoverageMatrix
{
public:
  //! \a areas and \a locator must outlive it; both are of no areas when none were given.
  CoverageMatrix( base::Run &run, const base::Areas &areas, const base::AreaLocator &locator, CoverageReading reading );

  /**
   * Counts the records of one layer, under the name in its field `source` or else the name of its table.
   * \param account its name in the ledger
   */
  void read( const base::Source &layer, const QString &account, double progressFrom, double progressTo );

  /**
   * Adds the records that an importer has refused for want of a place, to the source of the same name, or to the only
   * one there is; what belongs to none is told. Such tables tell no dates: where the period has an end, it is said that
   * all of its records count.
   */
  void readRefused( const base::Source &rejects, double progressFrom, double progressTo );

  //! The matrix judged; tells the gaps in the log.
  Coverage judged( const statistics::DeliveryRule &rule ) const;

private:
  struct Month
  {
    base::DeliveredRecords delivered;
    //! Records by day; those that tell only the month are in none.
    std::array<quint32, 31> days{};
    std::vector<quint32> byArea;
  };
  struct SourceMonths
  {
    QString name;
    std::map<int, Month> months;
    qint64 nRefusedPlaces = 0;
  };

  struct Columns;

  SourceMonths *findSource( const QString &name );
  SourceMonths &sourceNamed( const QString &name );
  void noteSilentLayer( const base::Source &layer );
  void take( SourceMonths &source, const base::ParsedDate &date, const QDate &end, int area, bool isLocated );
  bool bookDate( const QString &account, const Columns &columns, const QgsFeature &record, qint64 row,
                 base::ParsedDate &date );
  bool isFine( const QgsFeature &record, int precisionColumn ) const;
  std::pair<int, int> period() const;
  CoveredSource covered( const SourceMonths &source, int firstMonth, std::size_t nMonths,
                         const statistics::DeliveryRule &rule ) const;
  void findSilence( Coverage &coverage, const statistics::DeliveryRule &rule ) const;
  void tellGaps( int firstMonth, int lastMonth ) const;

  base::Run &mRun;
  const base::Areas &mAreas;
  const base::AreaLocator &mLocator;
  CoverageReading mReading;
  std::vector<SourceMonths> mSources;
  qint64 mRead = 0;
  qint64 mUsed = 0;
};

} // namespace communitysafety::preparedata
