// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/touchedareas.h"
#include "qgistest.h"
#include "statistics/column.h"

using namespace communitysafety;

class TouchedAreasTest : public QObject
{
  Q_OBJECT

private slots:
  void largestShareComesFirst();
  void areasOfTheSameNameCountTogether();
  void slightTouchIsLeftOut();
  void sharesOfPeopleFollowTheCells();
  void whereNobodyLivesTheGroundCounts();
  void peopleOutsideOfAllAreasAreNotShared();
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

void TouchedAreasTest::sharesOfPeopleFollowTheCells()
{
  // The outline has half of the 40 people of the first cell, and the 30 of the second one, a third of them in B.
  const base::Areas areas = wards( { { "A", strip( 0, 80 ) }, { "B", strip( 80, 100 ) } } );
  const std::vector<QgsGeometry> cells{ strip( 0, 60 ), strip( 60, 90 ) };
  const std::vector<double> people{ 40, 30 };
  QCOMPARE( base::touchedAreasByPeople( { strip( 30, 90 ) }, areas, 0, { cells, people }, {} ),
            std::vector<QString>{ "A 80 %, B 20 %" } );
}

void TouchedAreasTest::whereNobodyLivesTheGroundCounts()
{
  const base::Areas areas = wards( { { "A", strip( 0, 40 ) }, { "B", strip( 40, 100 ) } } );
  const std::vector<QgsGeometry> cells{ strip( 0, 100 ) };
  const std::vector<double> nobody{ 0 }, unknown{ statistics::missing };
  for ( const std::vector<double> &people : { nobody, unknown } )
    QCOMPARE( base::touchedAreasByPeople( { strip( 0, 100 ) }, areas, 0, { cells, people }, {} ),
              std::vector<QString>{ "B 60 %, A 40 %" } );
}

void TouchedAreasTest::peopleOutsideOfAllAreasAreNotShared()
{
  const base::Areas areas = wards( { { "A", strip( 0, 25 ) } } );
  const std::vector<QgsGeometry> cells{ strip( 0, 100 ) };
  const std::vector<double> people{ 80 };
  QCOMPARE( base::touchedAreasByPeople( { strip( 0, 100 ) }, areas, 0, { cells, people }, {} ),
            std::vector<QString>{ "A 25 %" } );
}

COMMUNITYSAFETY_TEST_MAIN( TouchedAreasTest )
#include "touchedareas_test.moc"
