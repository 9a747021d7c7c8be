// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/figurekind.h"

#include "base/run.h"
#include "statistics/distribution.h"

#include <qgsexception.h>

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <vector>

namespace communitysafety::base
{
namespace
{

using statistics::Column;
using statistics::sortedPresent;

//! Fewer may be in order, or small, by chance.
constexpr std::size_t fewest = 20;

//! One of \a words as a word of its own in a name such as IMD_rank, imdRank, IMDRank or "IMD Rank (2019)".
bool hasWord( const QString &name, const QString &words )
{
  const QRegularExpression between( QStringLiteral( "([a-z])([A-Z])|([A-Z])([A-Z][a-z])" ) );
  const QRegularExpression word( QStringLiteral( "(^|[^a-z])(%1)([^a-z]|$)" ).arg( words ) );
  return word.match( QString( name ).replace( between, QStringLiteral( "\\1\\3_\\2\\4" ) ).toLower() ).hasMatch();
}

//! Whether the name says what is divided or averaged. Scores are not among them: ranks are often headed so.
bool isNamedQuotient( const QString &name )
{
  return isNamedPercentage( name ) ||
         hasWord( name,
                  QStringLiteral( "per|rate|rates|share|prop|proportion|mean|average|avg|median|ratio|density" ) );
}

bool areWhole( const std::vector<double> &values ) { return std::all_of( values.begin(), values.end(), isWhole ); }

//! Sorted; empty when there are too few to judge.
std::vector<double> judged( Column values )
{
  std::vector<double> numbers = sortedPresent( values );
  if ( numbers.size() < fewest )
    numbers.clear();
  return numbers;
}

} // namespace

bool isWhole( double value ) { return std::floor( value ) == value; }

bool isNamedRank( const QString &field ) { return hasWord( field, QStringLiteral( "rank|ranks|ranking|rk" ) ); }

bool isNamedDecile( const QString &field )
{
  return hasWord( field, QStringLiteral( "decile|deciles|quintile|quintiles|quartile|quartiles|percentile|"
                                         "percentiles|vigintile" ) );
}

bool isNamedPercentage( const QString &field )
{
  const QRegularExpression anywhere( QStringLiteral( "pct|percent(?!ile)|%" ),
                                     QRegularExpression::CaseInsensitiveOption );
  return anywhere.match( field ).hasMatch() || hasWord( field, QStringLiteral( "perc" ) );
}

bool isNamedRate( const QString &field )
{
  return isNamedQuotient( field ) || hasWord( field, QStringLiteral( "score|index|idx" ) );
}

bool isWholeRanking( Column values )
{
  constexpr std::size_t fewestRanks = 3;
  const std::vector<double> numbers = sortedPresent( values );
  for ( std::size_t place = 0; place < numbers.size(); ++place )
    if ( numbers[place] != double( place + 1 ) )
      return false;
  return numbers.size() >= fewestRanks;
}

bool looksLikeRanking( Column values )
{
  return statistics::countPresent( values ) >= fewest && isWholeRanking( values );
}

bool looksLikePartOfRanking( Column values )
{
  constexpr double large = 1000;
  const std::vector<double> numbers = judged( values );
  return !numbers.empty() && areWhole( numbers ) && numbers.back() > large && numbers.front() >= 1 &&
         std::adjacent_find( numbers.begin(), numbers.end() ) == numbers.end();
}

bool looksLikeDeciles( Column values )
{
  const std::vector<double> numbers = judged( values );
  return !numbers.empty() && areWhole( numbers ) && numbers.front() >= 1 && numbers.back() <= 10;
}

bool looksLikeShares( Column values )
{
  const std::vector<double> numbers = sortedPresent( values );
  return !numbers.empty() && !areWhole( numbers ) && numbers.front() >= 0 && numbers.back() <= 1;
}

void refuseOrder( const QString &layer, const QString &field, Column values, FigureUse use )
{
  const bool tell = !isNamedQuotient( field );
  const bool tellOfRate = tell && use == FigureUse::rate;
  const bool isRank = isNamedRank( field ) || ( tell && looksLikeRanking( values ) ) ||
                      ( tellOfRate && looksLikePartOfRanking( values ) );
  const bool isDecile = isNamedDecile( field ) || ( tellOfRate && looksLikeDeciles( values ) );
  if ( isRank )
    throw QgsProcessingException(
      Run::tr(
        "The field ‘%1’ of ‘%2’ holds ranks: a rank is a place among the areas of its own layer, and neither a "
        "part of one nor the mean of two is the place of any other area; carry the score over and rank it anew." )
        .arg( field, layer ) );
  if ( isDecile )
    throw QgsProcessingException(
      Run::tr( "The field ‘%1’ of ‘%2’ holds deciles or the like: the mean of classes is the class of no area; carry "
               "the score over and class it anew, or carry over the number of people in each class." )
        .arg( field, layer ) );
}

} // namespace communitysafety::base
