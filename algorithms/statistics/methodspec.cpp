// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/methodspec.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace communitysafety::statistics
{
namespace
{

bool isBlank( char character )
{
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

std::string inSmallLetters( std::string text )
{
  for ( char &character : text )
    if ( character >= 'A' && character <= 'Z' )
      character = static_cast<char>( character - 'A' + 'a' );
  return text;
}

// A blank inside a name or number stays and is refused: "1 4" may be 14, or 1 and 4 without their comma.
std::string trimmed( const std::string &text )
{
  const auto begin = std::find_if_not( text.begin(), text.end(), isBlank );
  const auto end = std::find_if_not( text.rbegin(), std::make_reverse_iterator( begin ), isBlank ).base();
  return std::string( begin, end );
}

[[noreturn]] void refuseText( const std::string &text )
{
  throw std::invalid_argument( "‘" + text + "’ is not a method; write a name, or a name and numbers: minmax(0, 100)." );
}

double parseArgument( const std::string &text, const std::string &whole )
{
  std::istringstream stream( text );
  stream.imbue( std::locale::classic() );
  double number = 0;
  stream >> std::noskipws >> number;
  if ( stream.fail() || stream.peek() != std::istringstream::traits_type::eof() || !std::isfinite( number ) )
    refuseText( whole );
  return number;
}

std::vector<double> parseArguments( const std::string &inner, const std::string &whole )
{
  std::vector<double> arguments;
  std::size_t begin = 0;
  while ( begin <= inner.size() )
  {
    const std::size_t end = std::min( inner.find( ',', begin ), inner.size() );
    arguments.push_back( parseArgument( trimmed( inner.substr( begin, end - begin ) ), whole ) );
    begin = end + 1;
  }
  return arguments;
}

bool isName( const std::string &name )
{
  return !name.empty() && std::all_of( name.begin(), name.end(),
                                       []( char character ) {
                                         return ( character >= 'a' && character <= 'z' ) ||
                                                ( character >= '0' && character <= '9' );
                                       } );
}

std::string list( const std::vector<MethodSignature> &signatures )
{
  std::string names;
  for ( const MethodSignature &signature : signatures )
    names += ( names.empty() ? "" : ", " ) + std::string( signature.usage );
  return names;
}

} // namespace

bool operator==( const MethodSpec &a, const MethodSpec &b ) { return a.name == b.name && a.arguments == b.arguments; }

MethodSpec parseMethodSpec( const std::string &text )
{
  const std::string written = inSmallLetters( trimmed( text ) );
  if ( written.empty() )
    return {};
  const std::size_t bracket = written.find( '(' );
  MethodSpec spec{ trimmed( written.substr( 0, bracket ) ), {} };
  if ( !isName( spec.name ) )
    refuseText( text );
  if ( bracket == std::string::npos )
    return spec;
  if ( written.back() != ')' )
    refuseText( text );
  spec.arguments = parseArguments( written.substr( bracket + 1, written.size() - bracket - 2 ), text );
  return spec;
}

std::string inWords( const MethodSpec &spec )
{
  if ( spec.arguments.empty() )
    return spec.name;
  std::ostringstream words;
  words.imbue( std::locale::classic() );
  words.precision( 17 );
  words << spec.name;
  for ( std::size_t place = 0; place < spec.arguments.size(); ++place )
    words << ( place == 0 ? "(" : ", " ) << spec.arguments[place];
  return words.str() + ")";
}

std::size_t findMethod( const MethodSpec &spec, const std::vector<MethodSignature> &signatures, const char *family )
{
  for ( std::size_t place = 0; place < signatures.size(); ++place )
  {
    const MethodSignature &signature = signatures[place];
    if ( spec.name != signature.name )
      continue;
    if ( spec.arguments.size() < signature.leastArguments || spec.arguments.size() > signature.mostArguments )
      throw std::invalid_argument( "‘" + inWords( spec ) + "’ has the wrong number of arguments; write " +
                                   signature.usage + "." );
    return place;
  }
  throw std::invalid_argument( "‘" + spec.name + "’ is not a method of " + family +
                               "; there are: " + list( signatures ) + "." );
}

} // namespace communitysafety::statistics
