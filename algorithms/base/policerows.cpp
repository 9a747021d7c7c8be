// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policerows.h"

#include "base/run.h"

#include <qgsexception.h>

namespace communitysafety::base
{

PoliceRows::PoliceRows( const PoliceFile &file, PoliceKind kind )
  : mPlace( file.place ), mReader( file.path, file.place ), mLayout( mReader.headings(), mReader.separator(), kind )
{
  const QStringList missing = mLayout.missing();
  if ( missing.isEmpty() )
    return;
  const std::optional<PoliceKind> other = PoliceLayout::kindOf( mReader.headings() );
  const QString hint = other.value_or( kind ) == kind
                         ? QString()
                         : Run::tr( " It is a police %1: choose that in RECORDS." ).arg( policeKindWords( *other ) );
  throw QgsProcessingException(
    Run::tr( "The file ‘%1’ is no police %2: it has no column for %3. Its columns are: %4." )
      .arg( mPlace, policeKindWords( kind ), missing.join( Run::tr( ", nor for " ) ),
            mReader.headings().join( QStringLiteral( ", " ) ) ) +
    hint );
}

bool PoliceRows::nextBlock( CsvBlock &block ) { return mReader.next( block ); }

void PoliceRows::count( const CsvBlock &block )
{
  mRowsRead += static_cast<qint64>( block.rows() );
  mLatinCells += static_cast<qint64>( block.latinCells() );
}

void PoliceRows::addToHash( const CsvBlock &block )
{
  QByteArray values;
  for ( std::size_t row = 0; row < block.rows(); ++row )
    for ( int column = 0; column < policeColumnCount; ++column )
      if ( mLayout.has( static_cast<PoliceColumn>( column ) ) )
      {
        const std::string_view cell = block.cell( row, column );
        // With the closing zero, so that two columns cannot flow into one.
        values.append( cell.data(), static_cast<int>( cell.size() ) + 1 );
      }
  mHash.addData( values );
}

QString PoliceRows::contentHash() const { return QString::fromLatin1( mHash.result().toHex() ); }

} // namespace communitysafety::base
