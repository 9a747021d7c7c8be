// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areacodes.h"

#include "base/withdrawnlsoas.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <numeric>

namespace communitysafety::base
{
namespace
{

struct CodeText
{
  Q_DECLARE_TR_FUNCTIONS( AreaCodes )
};

constexpr int officialLength = 9;
// The last number that each census gave: those of 2001 run without a gap.
constexpr int lastEngland2001 = 32482, lastEngland2011 = 33768, lastEngland2021 = 35762;
constexpr int lastWales2001 = 1896, lastWales2011 = 1958, lastWales2021 = 2040;
constexpr int lastScotland2001 = 6505, lastScotland2011 = 13481, lastScotland2021 = 20873;

bool areDigits( const QString &text, int from, int to )
{
  return std::all_of( text.begin() + from, text.begin() + to,
                      []( QChar letter ) { return letter >= QLatin1Char( '0' ) && letter <= QLatin1Char( '9' ); } );
}

AreaLevel levelOfPrefix( const QString &prefix )
{
  static const QHash<QString, AreaLevel> levels = []
  {
    const std::pair<AreaLevel, const char *> prefixes[] = {
      { AreaLevel::outputArea, "E00 W00 S00 N00" },
      { AreaLevel::smallArea, "E01 W01 S01 N20" },
      { AreaLevel::middleArea, "E02 W02 S02 N21" },
      { AreaLevel::ward, "E05 W05 S13 N08 N10 E36 W39" },
      { AreaLevel::constituency, "E14 W07 S14 N05 N06" },
      { AreaLevel::localAuthority, "E06 E07 E08 E09 W06 S12 N09" },
      { AreaLevel::county, "E10 E11 E13 E22 E23 E47" },
      { AreaLevel::region, "E12" },
      { AreaLevel::country, "E92 W92 S92 N92 K01 K02 K03 K04 J01" },
    };
    QHash<QString, AreaLevel> all;
    for ( const auto &[level, words] : prefixes )
      for ( const QString &word : QString::fromLatin1( words ).split( ' ' ) )
        all.insert( word, level );
    return all;
  }();
  return levels.value( prefix, AreaLevel::none );
}

//! The level of a code of Northern Ireland such as 95AA01 (ward), 95AA01S1 or 95AA010001 (output area).
AreaLevel northernLevel( const QString &code )
{
  const int length = static_cast<int>( code.size() );
  if ( length < 6 || !code[2].isLetter() || !code[3].isLetter() || !areDigits( code, 4, 6 ) )
    return AreaLevel::none;
  if ( length == 6 )
    return AreaLevel::ward;
  if ( length == 8 && code[6].isLetter() && areDigits( code, 7, 8 ) )
    return AreaLevel::smallArea;
  return length == 10 && areDigits( code, 6, 10 ) ? AreaLevel::outputArea : AreaLevel::none;
}

AreaLevel levelOf( const QString &code )
{
  if ( code.startsWith( QLatin1String( "95" ) ) )
    return northernLevel( code );
  if ( code.size() != officialLength || !areDigits( code, 1, officialLength ) )
    return AreaLevel::none;
  return levelOfPrefix( code.left( 3 ) );
}

quint8 editionsInEnglandOrWales( QChar nation, int number )
{
  const bool isWales = nation == QLatin1Char( 'W' );
  quint8 found = 0;
  if ( number <= ( isWales ? lastWales2001 : lastEngland2001 ) )
    found |= editions::of2001;
  if ( isWithdrawnIn2011( nation, number ) )
    return found;
  if ( number <= ( isWales ? lastWales2011 : lastEngland2011 ) )
    found |= editions::of2011;
  if ( number <= ( isWales ? lastWales2021 : lastEngland2021 ) && !isWithdrawnIn2021( nation, number ) )
    found |= editions::of2021;
  return found;
}

quint8 editionsInScotland( int number )
{
  if ( number <= lastScotland2001 )
    return editions::of2001;
  if ( number <= lastScotland2011 )
    return editions::of2011;
  return number <= lastScotland2021 ? editions::of2021 : 0;
}

} // namespace

AreaCode areaCode( const QString &cell )
{
  constexpr int shortest = 6;
  const QString text = cell.trimmed();
  if ( text.size() < shortest || !QStringLiteral( "EWSNKJewsnkj9" ).contains( text[0] ) )
    return {};
  const auto *const end =
    std::find_if( text.begin(), text.end(), []( QChar letter ) { return !letter.isLetterOrNumber(); } );
  const QString code = text.left( static_cast<int>( end - text.begin() ) ).toUpper();
  const AreaLevel level = levelOf( code );
  return level == AreaLevel::none ? AreaCode() : AreaCode{ code, level };
}

QString levelWords( AreaLevel level )
{
  switch ( level )
  {
  case AreaLevel::none:
    return CodeText::tr( "areas" );
  case AreaLevel::outputArea:
    return CodeText::tr( "output areas" );
  case AreaLevel::smallArea:
    return CodeText::tr( "LSOAs or data zones" );
  case AreaLevel::middleArea:
    return CodeText::tr( "MSOAs or intermediate zones" );
  case AreaLevel::ward:
    return CodeText::tr( "wards" );
  case AreaLevel::constituency:
    return CodeText::tr( "constituencies" );
  case AreaLevel::localAuthority:
    return CodeText::tr( "local authorities" );
  case AreaLevel::county:
    return CodeText::tr( "counties" );
  case AreaLevel::region:
    return CodeText::tr( "regions" );
  case AreaLevel::country:
    return CodeText::tr( "countries" );
  }
  return QString();
}

quint8 editionsOf( const QString &code )
{
  if ( code.size() != officialLength || levelOf( code ) != AreaLevel::smallArea )
    return 0;
  const int number = code.mid( 3 ).toInt();
  const QChar nation = code[0];
  if ( number < 1 || nation == QLatin1Char( 'N' ) )
    return 0;
  return nation == QLatin1Char( 'S' ) ? editionsInScotland( number ) : editionsInEnglandOrWales( nation, number );
}

QString editionWords( quint8 editions )
{
  QStringList words;
  if ( editions & editions::of2001 )
    words << QStringLiteral( "2001" );
  if ( editions & editions::of2011 )
    words << QStringLiteral( "2011" );
  if ( editions & editions::of2021 )
    words << QStringLiteral( "2021" );
  return words.join( QStringLiteral( ", " ) );
}

void EditionTally::add( const QString &code )
{
  const quint8 found = editionsOf( code );
  mCounted += found ? 1 : 0;
  ++mCounts[found];
}

std::size_t EditionTally::absentFrom( quint8 edition ) const
{
  std::size_t absent = 0;
  for ( quint8 bits = 1; bits < 8; ++bits )
    absent += bits & edition ? 0 : mCounts[bits];
  return absent;
}

EditionTally::Verdict EditionTally::verdict() const
{
  if ( mCounted == 0 )
    return Verdict::notSmallAreas;
  const bool fits2001 = absentFrom( editions::of2001 ) == 0;
  const bool fits2011 = absentFrom( editions::of2011 ) == 0;
  const bool fits2021 = absentFrom( editions::of2021 ) == 0;
  if ( !fits2001 && !fits2011 && !fits2021 )
    return Verdict::mixed;
  if ( int( fits2001 ) + int( fits2011 ) + int( fits2021 ) > 1 )
    return Verdict::cannotBeTold;
  return fits2001 ? Verdict::is2001 : fits2011 ? Verdict::is2011 : Verdict::is2021;
}

QString EditionTally::words() const
{
  const Verdict found = verdict();
  if ( found == Verdict::notSmallAreas )
    return QString();
  if ( found == Verdict::cannotBeTold )
    return CodeText::tr( "its %L1 codes exist in several censuses, so that the edition cannot be told" )
      .arg( mCounted );
  const auto lacking = [this]( quint8 edition )
  { return CodeText::tr( "%L1 not in %2" ).arg( absentFrom( edition ) ).arg( editionWords( edition ) ); };
  const QStringList counts{ lacking( editions::of2001 ), lacking( editions::of2011 ), lacking( editions::of2021 ) };
  return found == Verdict::mixed ? CodeText::tr( "it mixes the codes of several censuses (of %L1 codes %2)" )
                                     .arg( mCounted )
                                     .arg( counts.join( QStringLiteral( ", " ) ) )
                                 : CodeText::tr( "edition %1 (of %L2 codes %3)" )
                                     .arg( verdictWords( found ) )
                                     .arg( mCounted )
                                     .arg( counts.join( QStringLiteral( ", " ) ) );
}

QString verdictWords( EditionTally::Verdict verdict ) { return editionWords( editionOf( verdict ) ); }

quint8 editionOf( EditionTally::Verdict verdict )
{
  switch ( verdict )
  {
  case EditionTally::Verdict::is2001:
    return editions::of2001;
  case EditionTally::Verdict::is2011:
    return editions::of2011;
  case EditionTally::Verdict::is2021:
    return editions::of2021;
  default:
    return 0;
  }
}

} // namespace communitysafety::base
