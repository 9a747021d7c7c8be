// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "sharedsheet.h"
#include "statistics/spatialcorrelation.h"

using namespace communitysafety::statistics;

/**
 * Dutilleul's modified t test of crime and income in Columbus, Ohio, reckoned in R with whole matrices.
 *
 * Reproduce via R 4.2.2, spdep 1.2-7: co <- sf::st_read("spData/columbus.gpkg"); x <- co$CRIME; y <- co$INC;
 * n <- length(x); d <- as.matrix(dist(cbind(co$X, co$Y))); for each of 13 classes of equal width up to max(d), upper
 * ends included, w <- (d in the class) * 1 without the diagonal, I <- moran(x, mat2listw(w, style = "B"), n, sum(w))$I,
 * put into Rx where w > 0 (1 on the diagonal), the same with y; B <- diag(n) - 1 / n; tr <- function(m) sum(diag(m));
 * 1 + tr(B %*% Rx) * tr(B %*% Ry) / tr(B %*% Rx %*% B %*% Ry); F <- (n' - 2) r^2 / (1 - r^2); pf(F, 1, n' - 2,
 * lower.tail = FALSE). Spearman's: the same of rank(x), rank(y). Printed to 13 significant digits.
 */
class SpatialCorrelationOracle : public QObject
{
  Q_OBJECT

private slots:
  void columbus_data();
  void columbus();
  void moranByDistanceOfColumbus();
};

namespace
{

const char absent[] = "The folder of shared research data is absent.";

SpatialCorrelation crimeAndIncome( CorrelationKind kind, std::size_t classes )
{
  const SharedSheet tracts( QStringLiteral( "benchmarks/spData/columbus.gpkg" ) );
  SpatialCorrelationOptions options;
  options.kind = kind;
  options.classes = classes;
  return tracts.isEmpty()
           ? SpatialCorrelation()
           : spatialCorrelation( tracts.numbers( QStringLiteral( "CRIME" ) ), tracts.numbers( QStringLiteral( "INC" ) ),
                                 tracts.numbers( QStringLiteral( "X" ) ), tracts.numbers( QStringLiteral( "Y" ) ),
                                 options );
}

} // namespace

void SpatialCorrelationOracle::columbus_data()
{
  QTest::addColumn<bool>( "ranks" );
  QTest::addColumn<int>( "classes" );
  QTest::addColumn<double>( "r" );
  QTest::addColumn<double>( "effective" );
  QTest::addColumn<double>( "f" );
  QTest::addColumn<double>( "p" );
  QTest::newRow( "Pearson, 13 classes" ) << false << 13 << -0.6955897734585 << 8.909810978448 << 6.477277702524
                                         << 0.03879724850385;
  QTest::newRow( "Pearson, 5 classes" ) << false << 5 << -0.6955897734585 << 9.472717806675 << 7.004948265214
                                        << 0.0312162549705;
  QTest::newRow( "Spearman, 13 classes" )
    << true << 13 << -0.7352040816327 << 7.70690265677 << 6.71358414681 << 0.04308474215894;
}

void SpatialCorrelationOracle::columbus()
{
  QFETCH( bool, ranks );
  QFETCH( int, classes );
  QFETCH( double, r );
  QFETCH( double, effective );
  QFETCH( double, f );
  QFETCH( double, p );
  const SpatialCorrelation found =
    crimeAndIncome( ranks ? CorrelationKind::spearman : CorrelationKind::pearson, std::size_t( classes ) );
  if ( found.areas == 0 )
    QSKIP( absent );
  QCOMPARE(
    differenceBetween( { found.coefficient, found.effectiveAreas, found.f, found.p }, { r, effective, f, p }, 1e-9 ),
    QString() );
}

void SpatialCorrelationOracle::moranByDistanceOfColumbus()
{
  const SpatialCorrelation found = crimeAndIncome( CorrelationKind::pearson, 5 );
  if ( found.areas == 0 )
    QSKIP( absent );
  QCOMPARE( differenceBetween( found.pairs, { 253, 444, 323, 121, 35 } ), QString() );
  QCOMPARE(
    differenceBetween(
      found.moranX, { 0.4765932630094, -0.1426854874918, -0.4365266935755, 0.2563348781984, 0.8073103619391 }, 1e-11 ),
    QString() );
  QCOMPARE( differenceBetween(
              found.moranY, { 0.3839121610482, -0.06511846828916, -0.3752574071494, 0.03483889379754, 0.6935845581417 },
              1e-11 ),
            QString() );
}

QTEST_GUILESS_MAIN( SpatialCorrelationOracle )
#include "spatialcorrelation_oracle.moc"
