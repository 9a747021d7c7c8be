// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace communitysafety::statistics
{

/**
 * A method as a recipe names it: a word and, where it has any, its numbers in brackets: `minmax(0, 100)`.
 *
 * Every family of methods (transforms, outlier treatments, normalisations, aggregations) is a table of MethodSignature
 * and function, so that a new method is one row there and needs nothing else.
 */
struct MethodSpec
{
  //! Empty: no method was named.
  std::string name;
  std::vector<double> arguments;

  bool isGiven() const { return !name.empty(); }
  //! The argument at \a place, or \a byDefault where fewer were given.
  double argument( std::size_t place, double byDefault ) const
  {
    return place < arguments.size() ? arguments[place] : byDefault;
  }
};

bool operator==( const MethodSpec &a, const MethodSpec &b );

/**
 * Reads `name` or `name(number, number ...)`. Blanks around names and numbers are read over and capitals made small;
 * numbers have a decimal point whatever the locale. Blank text gives a spec that is not given.
 * Throws std::invalid_argument with one sentence when brackets or numbers cannot be read, or are not finite.
 */
MethodSpec parseMethodSpec( const std::string &text );

//! As it would be written in a recipe; parseMethodSpec() of it gives the spec again.
std::string inWords( const MethodSpec &spec );

//! What a family asks of the arguments of one of its methods.
struct MethodSignature
{
  const char *name;
  std::size_t leastArguments;
  std::size_t mostArguments;
  //! How it is written with its arguments, for messages: "minmax(lowest, highest)".
  const char *usage;
};

/**
 * The place of the method that \a spec names among \a signatures.
 * Throws std::invalid_argument when there is none, listing those there are, or when the number of arguments is wrong;
 * \a family is the word for such a method in the sentence ("normalisation").
 */
std::size_t findMethod( const MethodSpec &spec, const std::vector<MethodSignature> &signatures, const char *family );

} // namespace communitysafety::statistics
