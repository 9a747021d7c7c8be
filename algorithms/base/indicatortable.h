// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/denominators.h"
#include "base/incidentstream.h"
#include "base/recipe.h"

#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace communitysafety::base
{

class Run;

//! What an indicator says about one area; missing (NaN) where its source was absent or the denominator is not known.
struct MeasuredRate
{
  double events;
  //! The denominator as exposure: times the share of the months that the source delivered.
  double exposure;
  //! Events / exposure; missing where the exposure is 0.
  double rate;
};

/**
 * The indicators of a recipe, counted area by area and year by year.
 *
 * Rates and counts are set against exposure: the denominator (1 for a count, km² for a density) times the months
 * present ÷ the months of the indicator's period; in one year of the long form, times the months present in it ÷ 12. A
 * month in which a source has no record at all is absent, never zero. A share without a denominator of its own is set
 * against all records of the same source in the same area and months, which needs no such correction.
 *
 * Each source is read once for all its indicators.
 *
 * Counts of 1 to 4 of a sensitive indicator do not leave this class: over the whole period each is replaced by the mean
 * of them all, which keeps the city's sum, and in single years it is missing.
 */
class IndicatorTable
{
public:
  /**
   * Finds the sources and denominators of \a recipe, which must outlive the table, and checks every field that is
   * named. Throws QgsProcessingException naming the row of the recipe. Call it in the main thread.
   */
  IndicatorTable( const Recipe &recipe, const QString &recipeName, SourceCatalogue &catalogue,
                  Denominators &denominators );

  //! Reads all sources; throws statistics::Cancelled.
  void read( Run &run, const Areas &areas, const AreaLocator &locator, double progressFrom, double progressTo );

  //! The last month with a record in any source that has dates; nothing where there is none.
  std::optional<int> lastMonthWithRecords() const;

  /**
   * Counts what was read: over \a years years that end with \a lastMonth, or those that the recipe names for an
   * indicator. Absent months are told in the log.
   */
  void count( Run &run, int lastMonth, int years, std::size_t areas );

  //! The longest period of any indicator; its years are the years of inYear(). REQUIRES: count(), as all below.
  const statistics::Period &period() const { return *mPeriod; }

  MeasuredRate pooled( std::size_t indicator, std::size_t area ) const;

  //! False for a year before the indicator's own period.
  bool hasYear( std::size_t indicator, int year ) const;
  //! REQUIRES: hasYear().
  MeasuredRate inYear( std::size_t indicator, std::size_t area, int year ) const;
  //! Whether the source delivered any month of \a year.
  bool isPresentIn( std::size_t indicator, int year ) const;

  const IncidentStream &streamOf( std::size_t indicator ) const { return *mStreams[mPlaces[indicator].stream]; }
  statistics::MonthSet monthsOf( std::size_t indicator ) const { return mCounts[indicator].period.months(); }
  DeliveredRecords coverage( std::size_t indicator, int month ) const;

  //! Months of the period that a source with dates lacks, summed over the sources.
  int nMissingMonths() const { return mMissingMonths; }

  //! The ledger's names for the sources.
  QStringList accounts() const;

private:
  //! Where an indicator stands among its stream's, and what its events are set against.
  struct Place
  {
    std::size_t stream;
    std::size_t inStream;
    std::optional<std::size_t> denominator;
    bool againstAllRecords;
  };

  //! The share of the months that the source delivered, in the indicator's period and in each of its years.
  struct Exposure
  {
    double pooled;
    std::vector<double> ofYear;
  };

  std::size_t streamFor( const RecipeIndicator &indicator, const NamedSource &source, const QString &asker );
  void readSource( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator, double from,
                   double to );
  std::vector<const Source *> sources() const;
  std::vector<IndicatorCounts *> countsOf( std::size_t stream );
  void tellAbsentMonths( Run &run );
  int yearWithin( std::size_t indicator, int year ) const;
  double exposureIn( std::size_t indicator, int year ) const;
  Exposure exposureOf( std::size_t indicator ) const;
  MeasuredRate measured( std::size_t indicator, std::size_t area, double events, double allRecords,
                         double exposure ) const;

  std::vector<double> openEvents( std::size_t indicator ) const;

  const Recipe &mRecipe;
  const Denominators &mDenominators;
  std::vector<std::unique_ptr<IncidentStream>> mStreams;
  std::vector<QString> mStreamKeys;
  std::vector<Place> mPlaces;
  QStringList mStrayAccounts;
  std::vector<IndicatorCounts> mCounts;
  std::vector<Exposure> mExposure;
  //! Events over the whole period, small counts of sensitive indicators hidden.
  std::vector<std::vector<double>> mOpenEvents;
  std::vector<statistics::MonthSet> mPresent; //!< By stream
  std::optional<statistics::Period> mPeriod;
  int mMissingMonths = 0;
};

} // namespace communitysafety::base
