// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/labelcodes.h"

#include <QRegularExpression>

#include <algorithm>

namespace communitysafety::deprivation
{
namespace
{

constexpr int longestCode = 8;

//! The words of \a label in their order, each once.
QStringList wordsOf( const QString &label )
{
  static const QRegularExpression others( QStringLiteral( "[^a-z0-9]+" ) );
  QString plain = label.toLower();
  // What R and Nomis write for "90 and over" and for the minus of an occupancy rating.
  plain.replace( QLatin1Char( '+' ), QStringLiteral( " plus " ) );
  plain.replace( QRegularExpression( QStringLiteral( "(^|\\s)-(?=[0-9])" ) ), QStringLiteral( " minus " ) );
  QStringList words = plain.split( others, Qt::SkipEmptyParts );
  words.removeDuplicates();
  return words;
}

bool isSmallWord( const QString &word )
{
  static const QStringList small{ "the", "of", "and",  "or",  "a",   "an", "in",   "on", "to",   "is",
                                  "as",  "by", "with", "are", "for", "be", "from", "at", "under" };
  return small.contains( word );
}

//! The words that every one of \a labels has.
QStringList sharedWords( const QStringList &labels )
{
  QStringList shared = wordsOf( labels.first() );
  for ( const QString &label : labels )
  {
    const QStringList words = wordsOf( label );
    shared.erase( std::remove_if( shared.begin(), shared.end(),
                                  [&words]( const QString &word ) { return !words.contains( word ); } ),
                  shared.end() );
  }
  return shared;
}

QString codeOf( const QStringList &words )
{
  QString code = words.size() == 1 ? words.first() : QString();
  for ( int word = 0; word < std::min( 2, static_cast<int>( words.size() ) ) && words.size() > 1; ++word )
    code += words[word].left( longestCode / 2 );
  if ( code.isEmpty() || !code[0].isLetter() )
    code.prepend( QLatin1Char( 'c' ) );
  return code.left( longestCode );
}

} // namespace

QString shortName( const QString &heading, int longest )
{
  QString name = wordsOf( heading ).join( QLatin1Char( '_' ) );
  if ( name.isEmpty() || !name[0].isLetter() )
    name.prepend( QLatin1Char( 'c' ) );
  name = name.left( longest );
  return name.endsWith( QLatin1Char( '_' ) ) ? name.chopped( 1 ) : name;
}

QString freeName( const QString &name, const QStringList &taken, int longest )
{
  QString free = name;
  for ( int number = 2; taken.contains( free, Qt::CaseInsensitive ); ++number )
  {
    const QString ending = QString::number( number );
    free = name.left( longest - static_cast<int>( ending.size() ) ) + ending;
  }
  return free;
}

QStringList labelCodes( const QStringList &labels, const QStringList &taken )
{
  if ( labels.isEmpty() )
    return {};
  const QStringList shared = labels.size() > 1 ? sharedWords( labels ) : QStringList();
  QStringList codes;
  for ( const QString &label : labels )
  {
    const QStringList all = wordsOf( label );
    QStringList words;
    std::copy_if( all.begin(), all.end(), std::back_inserter( words ),
                  [&shared]( const QString &word ) { return !shared.contains( word ) && !isSmallWord( word ); } );
    codes << freeName( codeOf( words.isEmpty() ? all : words ), taken + codes, longestCode );
  }
  return codes;
}

} // namespace communitysafety::deprivation
