// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/touchedareas.h"
#include "qgistest.h"

using namespace communitysafety;

class TouchedAreasTest : public QObject
{
  Q_OBJECT

private slots:
  void largestShareComesFirst();
  void areasOfTheSameNameCountTogether();
  void slightTouchIsLeftOut();
};

namespace
{

QgsGeometry strip( double from, double to ) { return QgsGeometry::fromRect( QgsRectangle( from, 0, to, 10 ) ); }

base::Areas wards( const std::vector<std::pair<QString, QgsGeometry>> &named )
{
  base::Areas areas;
  for ( const auto &[name, outline] : named )
  {
    areas.geometry.push_back( outline );
    areas.attributes.push_back( QVector<QVariant>{ name } );
  }
  return areas;
}

} // namespace

void TouchedAreasTest::largestShareComesFirst()
{
  const base::Areas areas = wards( { { "A", strip( 0, 40 ) }, { "B", strip( 40, 100 ) } } );
  QCOMPARE( base::touchedAreas( { strip( 0, 100 ), strip( 0, 10 ) }, areas, 0, {} ),
            ( std::vector<QString>{ "B 60 %, A 40 %", "A 100 %" } ) );
}

void TouchedAreasTest::areasOfTheSameNameCountTogether()
{
  const base::Areas areas = wards( { { "A", strip( 0, 30 ) }, { "B", strip( 30, 70 ) }, { "A", strip( 70, 100 ) } } );
  QCOMPARE( base::touchedAreas( { strip( 0, 100 ) }, areas, 0, {} ), std::vector<QString>{ "A 60 %, B 40 %" } );
}

void TouchedAreasTest::slightTouchIsLeftOut()
{
  const base::Areas areas = wards( { { "A", strip( 0, 99.5 ) }, { "B", strip( 99.5, 200 ) } } );
  QCOMPARE( base::touchedAreas( { strip( 0, 100 ), strip( 300, 400 ) }, areas, 0, {} ),
            ( std::vector<QString>{ "A 100 %", "" } ) );
}

COMMUNITYSAFETY_TEST_MAIN( TouchedAreasTest )
#include "touchedareas_test.moc"
