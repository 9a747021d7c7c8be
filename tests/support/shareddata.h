// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QStringList>

#include <vector>

//! A published table as text, read from the folder of shared research data.
class SharedTable
{
public:
  //! \a path below shared/data; empty when the data are absent. A name ending in .gz is unpacked.
  explicit SharedTable( const QString &path )
  {
    QString folder = qEnvironmentVariable( "COMMUNITYSAFETY_SHARED" );
    if ( folder.isEmpty() )
      folder = QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/../shared" );
    const QString fileName = QDir( folder ).filePath( QStringLiteral( "data/" ) + path );
    if ( !QFile::exists( fileName ) )
      return;
    QString text = QString::fromUtf8( contentOf( fileName ) );
    if ( text.startsWith( QChar( 0xfeff ) ) )
      text.remove( 0, 1 );
    const QStringList lines = text.split( '\n', Qt::SkipEmptyParts );
    mHeader = cells( lines.first() );
    for ( const QString &line : lines.mid( 1 ) )
      mRows.append( cells( line ) );
  }

  bool isEmpty() const { return mRows.isEmpty(); }

  QStringList texts( const QString &column ) const
  {
    QStringList values;
    for ( const QStringList &row : mRows )
      values << row.value( mHeader.indexOf( column ) );
    return values;
  }

  //! What is no number is missing, and so is -999, the mark of the Social Vulnerability Index.
  std::vector<double> numbers( const QString &column ) const
  {
    std::vector<double> values;
    for ( const QString &text : texts( column ) )
    {
      bool isNumber = false;
      const double value = text.toDouble( &isNumber );
      values.push_back( isNumber && value != -999 ? value : communitysafety::statistics::missing );
    }
    return values;
  }

  QStringList header() const { return mHeader; }

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

  QStringList mHeader;
  QList<QStringList> mRows;
};
