// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <QString>

namespace communitysafety::base
{

/**
 * What the numbers of a field seem to be, from its name and from the numbers themselves. Counts add up, rates are means
 * over those they refer to, ranks and deciles are neither: taking one for another gives wrong figures without any sign
 * of it.
 */

//! Whether \a value is a whole number; a missing one is none.
bool isWhole( double value );

//! Whether the name of a field says rank or decile (quintile, quartile, percentile, tenth).
bool isNamedRank( const QString &field );
bool isNamedDecile( const QString &field );

//! Whether it says percentage: pct, percent or % anywhere (not percentile), or perc as a word.
bool isNamedPercentage( const QString &field );

//! Whether it says rate: percentage, rate, share, prop, mean, median, score, index, ratio, density, per.
bool isNamedRate( const QString &field );

//! Each whole number from 1 to how many there are once, for three values and more; missing ones do not count.
bool isWholeRanking( statistics::Column values );

//! The same for 20 values and more: fewer counts may be so by chance.
bool looksLikeRanking( statistics::Column values );

//! Whole numbers, all different and some above 1,000, for 20 values and more: a part of a national ranking, or counts.
bool looksLikePartOfRanking( statistics::Column values );

//! Only whole numbers from 1 to 10, for 20 values and more: deciles, or small counts.
bool looksLikeDeciles( statistics::Column values );

//! All between 0 and 1, and some of them no whole numbers: shares.
bool looksLikeShares( statistics::Column values );

//! What is going to be done with the field.
enum class FigureUse
{
  count,
  rate
};

/**
 * Throws QgsProcessingException when the field holds ranks or deciles: carried over to other areas they would be
 * nobody's. Counts that happen to be whole and different are not taken for ranks, nor are means, rates and shares that
 * say so in their names: median incomes are all different too.
 */
void refuseOrder( const QString &layer, const QString &field, statistics::Column values, FigureUse use );

} // namespace communitysafety::base
