// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "qgistest.h"

#include <QFile>
#include <QHash>

namespace communitysafety::test
{

/**
 * The 639 LSOAs (2011) of Birmingham with the English Indices of Deprivation 2019, from the folder of shared research
 * data: real outlines, of which three cross themselves. Ministry of Housing, Communities and Local Government and
 * Office for National Statistics, Open Government Licence v3.0.
 */
class BirminghamLsoas
{
public:
  BirminghamLsoas()
  {
    QFile table( sharedFile( QStringLiteral( "data/birmingham/imd/imd2019_england_lsoa11_birmingham.csv" ) ) );
    if ( mOutlines.isEmpty() || !table.open( QIODevice::ReadOnly ) )
      return;
    mHeader = cellsOf( table.readLine() );
    while ( !table.atEnd() )
    {
      const QStringList cells = cellsOf( table.readLine() );
      mRows.insert( cells.first(), cells );
    }
  }

  bool isEmpty() const { return mRows.isEmpty(); }

  //! The columns whose names end in _rank, the whole index first.
  QStringList ranks() const { return mHeader.filter( QStringLiteral( "_rank" ) ); }

  //! A layer with the columns \a names and a field one, which is 1 everywhere, beside the code area_id.
  std::unique_ptr<QgsVectorLayer> layer( const QStringList &names ) const
  {
    QString definition = QStringLiteral( "MultiPolygon?crs=EPSG:27700&field=area_id:string&field=one:integer" );
    for ( const QString &name : names )
      definition += QStringLiteral( "&field=%1:integer" ).arg( name );
    auto joined = std::make_unique<QgsVectorLayer>( definition, QStringLiteral( "imd" ), QStringLiteral( "memory" ) );
    const QgsVectorLayer lsoas( mOutlines, QStringLiteral( "lsoa" ), QStringLiteral( "ogr" ) );
    QgsFeatureIterator features = lsoas.getFeatures();
    for ( QgsFeature feature; features.nextFeature( feature ); )
    {
      const QStringList cells = mRows[feature.attribute( QStringLiteral( "LSOA11CD" ) ).toString()];
      QVector<QVariant> row{ cells.first(), 1 };
      for ( const QString &name : names )
        row << cells.at( mHeader.indexOf( name ) ).toInt();
      QgsFeature copy( joined->fields() );
      copy.setAttributes( row );
      copy.setGeometry( feature.geometry() );
      joined->dataProvider()->addFeature( copy );
    }
    joined->updateExtents();
    return joined;
  }

private:
  static QStringList cellsOf( const QByteArray &line )
  {
    return QString::fromUtf8( line ).remove( '"' ).trimmed().split( ',' );
  }

  const QString mOutlines = sharedFile( QStringLiteral( "data/birmingham/lsoa11_birmingham_generalised.gpkg" ) );
  QStringList mHeader;
  QHash<QString, QStringList> mRows;
};

} // namespace communitysafety::test
