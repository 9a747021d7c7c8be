// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "fuzz.h"
#include "statistics/aggregation.h"
#include "statistics/indicatorscale.h"
#include "statistics/methodspec.h"
#include "statistics/outliers.h"
#include "statistics/transform.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace communitysafety::statistics;
using communitysafety::fuzz::law;

namespace
{

//! As on a German or French machine.
class DecimalComma : public std::numpunct<char>
{
protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

std::optional<MethodSpec> specOf( const std::string &text )
{
  try
  {
    return parseMethodSpec( text );
  }
  catch ( const std::invalid_argument &refusal )
  {
    law( *refusal.what() != '\0', "a refusal says why" );
    return std::nullopt;
  }
}

bool isBlank( char character ) { return std::string( " \t\n\r" ).find( character ) != std::string::npos; }

bool separates( char character ) { return std::string( "()," ).find( character ) != std::string::npos; }

//! Whether two parts of one word or number stand apart, as in "minmax(1 0)".
bool hasBlankInside( const std::string &text )
{
  char before = ',';
  bool blankSince = false;
  for ( const char character : text )
  {
    if ( isBlank( character ) )
    {
      blankSince = true;
      continue;
    }
    if ( blankSince && !separates( before ) && !separates( character ) )
      return true;
    before = character;
    blankSince = false;
  }
  return false;
}

//! The same text in capitals, with blanks where they mean nothing.
std::string inAnotherHand( const std::string &text )
{
  std::string result = "\t";
  for ( const char character : text )
  {
    const std::string around = separates( character ) ? " " : "";
    const bool isSmall = character >= 'a' && character <= 'z';
    result += around + static_cast<char>( isSmall ? character - 'a' + 'A' : character ) + around;
  }
  return result + "\n";
}

void checkSpec( const MethodSpec &spec, const std::string &text )
{
  law( spec.isGiven() == !std::all_of( text.begin(), text.end(), isBlank ), "only blank text names no method" );
  law( spec.isGiven() || spec.arguments.empty(), "what is not given has no numbers" );
  law( std::all_of( spec.arguments.begin(), spec.arguments.end(),
                    []( double number ) { return std::isfinite( number ); } ),
       "every number is finite" );
  law( !hasBlankInside( text ), "a word or number with a blank inside is refused" );
  law( specOf( inWords( spec ) ) == spec, "what is written out is read again" );
}

const std::vector<std::vector<MethodSignature>> &families()
{
  static const std::vector<std::vector<MethodSignature>> families{ transformSignatures(), treatmentSignatures(),
                                                                   scaleSignatures(), aggregationSignatures(),
                                                                   clusteringSignatures() };
  return families;
}

void checkFamily( const MethodSpec &spec, const std::vector<MethodSignature> &signatures )
{
  try
  {
    const std::size_t place = findMethod( spec, signatures, "scale" );
    law( place < signatures.size() && spec.name == signatures[place].name, "the method found is the one named" );
    law( spec.arguments.size() >= signatures[place].leastArguments &&
           spec.arguments.size() <= signatures[place].mostArguments,
         "a method found has as many numbers as it takes" );
  }
  catch ( const std::invalid_argument &refusal )
  {
    law( *refusal.what() != '\0', "a refusal says why" );
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  static const std::locale before = std::locale::global( std::locale( std::locale::classic(), new DecimalComma ) );
  const std::string text( reinterpret_cast<const char *>( data ), size );
  const std::optional<MethodSpec> spec = specOf( text );
  law( specOf( inAnotherHand( text ) ) == spec, "capitals and blanks around words and numbers mean nothing" );
  if ( !spec )
    return 0;
  checkSpec( *spec, text );
  for ( const auto &signatures : families() )
    checkFamily( *spec, signatures );
  return 0;
}
