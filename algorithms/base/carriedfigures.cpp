// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/carriedfigures.h"

#include "base/figurekind.h"
#include "base/numbercolumn.h"
#include "base/run.h"

#include <qgsexception.h>

namespace communitysafety::base
{
namespace
{

void requireCounts( const Areas &areas, const QString &layer, const CarriedFigure &figure )
{
  for ( std::size_t area = 0; area < figure.values.size(); ++area )
    if ( figure.values[area] < 0 )
      throw QgsProcessingException(
        Run::tr( "The field ‘%1’ of ‘%2’ is %3 in area ‘%4’ (row %5), which no count can be: choose it in RATE_FIELDS "
                 "if it is a rate or a score, or correct the value." )
          .arg( figure.field, layer )
          .arg( figure.values[area] )
          .arg( areas.id[area] )
          .arg( areas.row[area] ) );
}

void warnOfRateAmongCounts( Run &run, const QString &layer, const CarriedFigure &figure )
{
  if ( isNamedRate( figure.field ) || looksLikeShares( figure.values ) )
    run.warn( Run::tr( "‘%1’ of ‘%2’ was chosen as a count and seems to be a rate or a share: parts of it were added "
                       "up, which is wrong for a rate. If it is one, choose it in RATE_FIELDS." )
                .arg( figure.field, layer ) );
}

} // namespace

QStringList CarriedFields::names() const
{
  return denominator.isEmpty() ? counts + rates : counts + rates + QStringList{ denominator };
}

CarriedFigures carriedFigures( Run &run, const Areas &areas, const QString &layer, const QStringList &read,
                               const CarriedFields &fields )
{
  const auto numbers = [&]( const QString &field )
  { return numberColumn( run, areas, int( read.indexOf( field ) ), layer, field ); };
  CarriedFigures carried;
  for ( const QString &field : fields.counts )
  {
    const CarriedFigure figure{ field, false, numbers( field ) };
    refuseOrder( layer, field, figure.values, FigureUse::count );
    requireCounts( areas, layer, figure );
    warnOfRateAmongCounts( run, layer, figure );
    carried.figures.push_back( figure );
  }
  for ( const QString &field : fields.rates )
  {
    carried.figures.push_back( { field, true, numbers( field ) } );
    refuseOrder( layer, field, carried.figures.back().values, FigureUse::rate );
  }
  if ( !fields.denominator.isEmpty() )
  {
    carried.denominators = numbers( fields.denominator );
    requireNotNegative( areas, carried.denominators, layer, fields.denominator );
  }
  return carried;
}

} // namespace communitysafety::base
