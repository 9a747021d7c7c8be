// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/recipe.h"
#include "base/recordplaces.h"
#include "base/recordweight.h"
#include "base/sourcecatalogue.h"
#include "statistics/exposure.h"
#include "statistics/period.h"

#include <qgsexpression.h>
#include <qgsexpressioncontext.h>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace communitysafety::base
{

class Run;

//! Events of one indicator, areas × years, years running fastest.
struct IndicatorCounts
{
  statistics::Period period;
  //! A source without dates is a stock: it has one count, which holds for every year.
  bool isStock = false;
  std::vector<double> events;
  //! All records of the source, whatever the filter; only where they are the denominator, else empty.
  std::vector<double> allRecords;

  IndicatorCounts( const statistics::Period &period, std::size_t areas, bool isStock, bool withAllRecords );

  std::size_t columns() const { return isStock ? 1 : static_cast<std::size_t>( period.years() ); }
  //! The column in which a record of \a month counts, or statistics::Period::outside.
  int columnOf( int month ) const { return isStock ? 0 : period.yearOf( month ); }
};

//! What a source delivered for one indicator in one month, wherever it lies.
struct DeliveredRecords
{
  qint64 nRecords = 0;
  qint64 nWithPosition = 0;
};

/**
 * The records of one source under one date field, as they pass by: each is placed, dated, held against the filters of
 * its indicators and then kept in a few numbers, because the period may only be known when all sources were read.
 *
 * The life of a stream: indicators are added (what is wrong with them is said here, before any reading), records are
 * taken, and then counted. Every record that was taken is used or rejected by the end of counting.
 */
class IncidentStream
{
public:
  /**
   * \param name how the recipe calls the source, for sentences and the ledger
   * \param dateField empty: `inc_date` where the source has it, else the source has no dates
   * \param asker who uses the source, as the beginning of a sentence: "Recipe ‘city’, row 5 (‘asb’)"
   */
  IncidentStream( const QString &name, const NamedSource &source, const QString &dateField, const QString &asker );

  //! Throws QgsProcessingException when its filter uses a field that the source does not have.
  void addIndicator( const RecipeIndicator &indicator, const QString &asker );

  const QString &name() const { return mName; }
  const NamedSource &source() const { return mSource; }
  bool isDated() const { return mDateField >= 0; }

  //! The fields it needs of each record.
  QgsAttributeList attributes() const;

  //! Takes one record that holds() for the source. \param place where it lies
  void take( Run &run, const QgsFeature &record, qint64 row, const RecordPlace &place );

  //! Months with at least one record that has a readable date, wherever it lies.
  statistics::MonthSet monthsPresent() const;

  //! What was delivered for the \a indicator th of addIndicator() in \a month; nothing for a month without records.
  DeliveredRecords coverage( std::size_t indicator, int month ) const;
  //! The month under which coverage() has the records of a source without dates.
  static constexpr int noMonth = -1;

  /**
   * Adds the records to \a counts, one for each indicator in the order of addIndicator(), and books them as used or
   * rejected. The records are let go.
   */
  void count( Run &run, const std::vector<IndicatorCounts *> &counts );

private:
  //! The indicators whose filter lets a record through.
  using Matches = std::vector<std::uint16_t>;

  struct Indicator
  {
    QString asker;
    std::shared_ptr<QgsExpression> filter; //!< Null takes every record
  };

  //! The records that lie in an area and have a date, in columns.
  struct Records
  {
    std::vector<qint64> row;
    std::vector<QString> id;
    std::vector<std::int32_t> area;
    std::vector<std::int32_t> month;
    std::vector<double> weight;
    std::vector<std::size_t> matchesEnd;
    Matches matches;
  };

  void requireFilterFields( const QgsExpression &filter, const QString &asker ) const;
  Matches matchesOf( const QgsFeature &record, qint64 row );
  bool passes( const Indicator &indicator, qint64 row );
  bool readDate( Run &run, const QgsFeature &record, qint64 row, const QString &id, bool book, int &month ) const;
  void noteDelivery( int month, bool hasPosition, const Matches &matches );
  void keep( qint64 row, const QString &id, int area, int month, double weight, const Matches &matches );
  bool countRecord( std::size_t record, const std::vector<IndicatorCounts *> &counts ) const;
  void bookUnused( Run &run, std::size_t record, const std::vector<IndicatorCounts *> &counts ) const;

  QString mName;
  NamedSource mSource;
  int mIdField;
  int mDateField;
  RecordWeight mWeight;
  QString mDateFieldName;
  QgsAttributeList mFilterFields;
  std::vector<Indicator> mIndicators;
  QgsExpressionContext mContext;
  std::map<int, std::vector<DeliveredRecords>> mDelivered;
  Records mRecords;
};

} // namespace communitysafety::base
