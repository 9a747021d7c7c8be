// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/boundaryversions.h"

#include <QHash>

using namespace communitysafety::statistics;

/**
 * The lookup of LSOAs 2011 to 2021 of England and Wales with the change indicator of the Office for National
 * Statistics; Open Government Licence v3.0.
 */
class BoundaryVersionsOracle : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void changesAreThoseOfTheOffice();
  void everybodyArrives();

private:
  QStringList mCodes;
  std::vector<VersionLink> mLinks;
  QHash<QString, std::size_t> mFrom;
  QHash<QString, std::size_t> mTo;
};

namespace
{

std::size_t numberOf( QHash<QString, std::size_t> &numbers, const QString &code )
{
  const auto known = numbers.constFind( code );
  return known != numbers.constEnd() ? *known : *numbers.insert( code, std::size_t( numbers.size() ) );
}

} // namespace

void BoundaryVersionsOracle::initTestCase()
{
  const SharedTable lookup( QStringLiteral( "national/lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz" ) );
  if ( lookup.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  const QStringList from = lookup.texts( QStringLiteral( "lsoa11_code" ) );
  const QStringList to = lookup.texts( QStringLiteral( "lsoa21_code" ) );
  mCodes = lookup.texts( QStringLiteral( "change_code" ) );
  for ( int row = 0; row < from.size(); ++row )
    mLinks.push_back( { numberOf( mFrom, from[row] ), numberOf( mTo, to[row] ), missing } );
  QCOMPARE( mFrom.size(), 34753 );
  QCOMPARE( mTo.size(), 35672 );
}

void BoundaryVersionsOracle::changesAreThoseOfTheOffice()
{
  const VersionShares versions = shareBetweenVersions( mLinks, std::size_t( mFrom.size() ), std::size_t( mTo.size() ) );
  QHash<std::pair<std::size_t, std::size_t>, QString> found;
  for ( std::size_t row = 0; row < versions.change.size(); ++row )
    found.insert( { versions.shares.overlaps[row].source, versions.shares.overlaps[row].target },
                  QChar( letterOf( versions.change[row] ) ) );
  for ( std::size_t row = 0; row < mLinks.size(); ++row )
    QCOMPARE( found.value( { mLinks[row].from, mLinks[row].to } ), mCodes[int( row )] );
}

void BoundaryVersionsOracle::everybodyArrives()
{
  const VersionShares versions = shareBetweenVersions( mLinks, std::size_t( mFrom.size() ), std::size_t( mTo.size() ) );
  std::vector<double> people;
  double given = 0;
  for ( int area = 0; area < mFrom.size(); ++area )
  {
    people.push_back( 1000 + area % 997 );
    given += people.back();
  }
  const ConvertedValues converted = convertValues( versions, ValueKind::count, people, std::vector<double>() );
  QCOMPARE( converted.outside, 0.0 );
  QVERIFY( std::fabs( sumPresent( converted.value ) - given ) < 1e-12 * given );
  QCOMPARE( countPresent( converted.value ), std::size_t( 35672 ) );
}

QTEST_GUILESS_MAIN( BoundaryVersionsOracle )
#include "boundaryversions_oracle.moc"
