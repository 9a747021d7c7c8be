// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/codereader.h"

namespace communitysafety::base
{
namespace
{

//! Letters and digits without what they say: "A99" for "B17".
QString shapeOf( QString code )
{
  for ( QChar &letter : code )
    letter = letter.isDigit() ? QLatin1Char( '9' ) : letter.isLetter() ? QLatin1Char( 'A' ) : letter;
  return code;
}

} // namespace

CodeReader::CodeReader( const CodedTableRequest &request ) : mRequest( request )
{
  if ( request.level != AreaLevel::none )
    return;
  for ( const QString &code : request.known )
    if ( const QString shape = shapeOf( code ); shape.contains( '9' ) )
      mShapes.insert( shape );
}

QString CodeReader::code( const QString &cell ) const
{
  if ( cell.isEmpty() || isKnown( cell ) || mShapes.contains( shapeOf( cell ) ) )
    return cell;
  const AreaCode code = areaCode( cell );
  return code.isCode() && code.level == mRequest.level ? code.code : QString();
}

} // namespace communitysafety::base
