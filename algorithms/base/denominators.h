// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/sourcecatalogue.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <vector>

namespace communitysafety::base
{

class Run;

/**
 * The numbers against which events are set, one per area and name. A name is
 * - `area`: the size in km², times the share `inside` of the study area where the areas have that field;
 * - a field of the areas;
 * - `source.field`: the sum of the field over the points of a source in each area (0 where there are none).
 *
 * Text is parsed strictly. A value that is missing, suppressed, unreadable or negative makes the area's number missing,
 * because a sum with an unknown part is unknown; it is booked in the ledger under the denominator's name, so that
 * the books of the areas themselves stay untouched.
 */
class Denominators
{
public:
  //! \a areas and \a catalogue must outlive it.
  Denominators( const Source &areas, SourceCatalogue &catalogue ) : mAreasSource( areas ), mCatalogue( catalogue ) {}

  /**
   * \returns the number under which column() has the denominator \a name.
   * Throws QgsProcessingException when there is no such field or source. Call it in the main thread, before reading.
   * \param asker who uses the name, as the beginning of the sentence
   */
  std::size_t add( const QString &name, const QString &asker );

  //! The fields of the areas that read() needs, for AreasReading::fields.
  QStringList areaFields() const;

  //! \param firstField place of areaFields() among the fields of \a areas
  void read( Run &run, const Areas &areas, const AreaLocator &locator, int firstField, double progressFrom,
             double progressTo );

  //! One number per area, missing where it is not known. REQUIRES: read().
  const std::vector<double> &column( std::size_t number ) const { return mColumns[number].values; }

private:
  enum class Kind
  {
    size,
    areaField,
    pointSum
  };
  struct Column
  {
    QString name;
    Kind kind;
    QString field;
    NamedSource points;
    std::vector<double> values;
  };

  Column resolved( const QString &name, const QString &asker );
  void readSize( const Areas &areas, int insideField, Column &column ) const;
  void readAreaField( Run &run, const Areas &areas, int field, Column &column ) const;
  void sumPoints( Run &run, const Areas &areas, const AreaLocator &locator, const Source &points, double from,
                  double to );
  std::vector<const Source *> pointSources() const;

  const Source &mAreasSource;
  SourceCatalogue &mCatalogue;
  std::vector<Column> mColumns;
};

} // namespace communitysafety::base
