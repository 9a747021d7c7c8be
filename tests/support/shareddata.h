// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharedcells.h"
#include "sharedfile.h"

#include <QByteArray>
#include <QFile>
#include <QProcess>

//! A published table as text, read from the folder of shared research data.
class SharedTable : public SharedCells
{
public:
  //! \a path below shared/data; empty when the data are absent. A name ending in .gz is unpacked.
  explicit SharedTable( const QString &path )
  {
    const QString fileName = communitysafety::test::sharedFile( QStringLiteral( "data/" ) + path );
    if ( fileName.isEmpty() )
      return;
    QString text = QString::fromUtf8( contentOf( fileName ) );
    if ( text.startsWith( QChar( 0xfeff ) ) )
      text.remove( 0, 1 );
    const QStringList lines = text.split( '\n', Qt::SkipEmptyParts );
    mHeader = cells( lines.first() );
    for ( const QString &line : lines.mid( 1 ) )
      mRows.append( cells( line ) );
  }

private:
  static QByteArray contentOf( const QString &fileName )
  {
    if ( fileName.endsWith( QLatin1String( ".gz" ) ) )
    {
      QProcess unpack;
      unpack.start( QStringLiteral( "gzip" ), { QStringLiteral( "-dc" ), fileName } );
      unpack.waitForFinished();
      return unpack.readAllStandardOutput();
    }
    QFile file( fileName );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
  }

  static QStringList cells( const QString &line )
  {
    QStringList cells = { QString() };
    bool isQuoted = false;
    for ( const QChar character : line )
    {
      if ( character == '"' )
        isQuoted = !isQuoted;
      else if ( character == ',' && !isQuoted )
        cells << QString();
      else if ( character != '\r' )
        cells.last() += character;
    }
    return cells;
  }
};
