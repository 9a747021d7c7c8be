// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/numbercolumn.h"

#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/column.h"

#include <algorithm>

namespace communitysafety::base
{
namespace
{

//! What stood where no number was found.
struct Gaps
{
  int missing = 0;
  int suppressed = 0;
  int unreadable = 0;
  QString firstUnreadable;

  void add( const ParsedNumber &parsed, const QString &areaId )
  {
    missing += parsed.kind == ParsedNumber::Kind::Missing ? 1 : 0;
    suppressed += parsed.kind == ParsedNumber::Kind::Suppressed ? 1 : 0;
    if ( parsed.kind != ParsedNumber::Kind::NotANumber )
      return;
    if ( ++unreadable == 1 )
      firstUnreadable = Run::tr( "area %1: %2" ).arg( areaId, parsed.reason );
  }

  int total() const { return missing + suppressed + unreadable; }

  QString inWords() const
  {
    QStringList parts;
    if ( missing > 0 )
      parts << Run::tr( "%n missing", nullptr, missing );
    if ( suppressed > 0 )
      parts << Run::tr( "%n suppressed", nullptr, suppressed );
    if ( unreadable > 0 )
      parts << Run::tr( "%n unreadable (%1)", nullptr, unreadable ).arg( firstUnreadable );
    return parts.join( QStringLiteral( ", " ) );
  }
};

} // namespace

std::vector<double> numberColumn( Run &run, const Areas &areas, int attribute, const QString &layer,
                                  const QString &field )
{
  std::vector<double> numbers;
  numbers.reserve( areas.size() );
  Gaps gaps;
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    const ParsedNumber parsed = parseNumber( areas.attributes[row].at( attribute ) );
    gaps.add( parsed, areas.id[row] );
    numbers.push_back( parsed.value );
  }
  if ( gaps.total() == static_cast<int>( areas.size() ) )
    throw QgsProcessingException(
      Run::tr( "The field ‘%1’ of the layer ‘%2’ holds no number (%3): choose another field." )
        .arg( field, layer, gaps.inWords() ) );
  if ( gaps.total() > 0 )
    run.warn( Run::tr( "‘%1’, field ‘%2’: %3 of %4 areas have no value: %5." )
                .arg( layer, field )
                .arg( gaps.total() )
                .arg( areas.size() )
                .arg( gaps.inWords() ) );
  return numbers;
}

void requireNotNegative( const Areas &areas, const std::vector<double> &numbers, const QString &layer,
                         const QString &field )
{
  for ( std::size_t row = 0; row < numbers.size(); ++row )
    if ( numbers[row] < 0 )
      throw QgsProcessingException(
        Run::tr( "The field ‘%1’ of the layer ‘%2’ is %3 in area ‘%4’: correct the value or choose another field." )
          .arg( field, layer )
          .arg( numbers[row] )
          .arg( areas.id[row] ) );
}

QVariant orNull( double number ) { return statistics::isMissing( number ) ? compat::null() : QVariant( number ); }

QVariant wholeOrNull( double number )
{
  return statistics::isMissing( number ) ? compat::null() : QVariant( static_cast<qlonglong>( number ) );
}

QVariant orNull( const QString &text ) { return text.isEmpty() ? compat::null() : QVariant( text ); }

} // namespace communitysafety::base
