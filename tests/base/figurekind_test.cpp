// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/figurefields.h"
#include "base/figurekind.h"

#include "base/fields.h"

#include <QTest>

#include <numeric>
#include <qgsexception.h>

using namespace communitysafety::base;

class FigureKindTest : public QObject
{
  Q_OBJECT

private slots:
  // names
  void namesTellTheKind_data();
  void namesTellTheKind();
  // values
  void valuesTellTheKind_data();
  void valuesTellTheKind();
  void fewValuesTellNothing();
  // refused input
  void ordersAreRefused_data();
  void ordersAreRefused();
  // fields
  void longAndTakenNamesAreMadeShortAndFree();
};

namespace
{

//! \a number values from \a first on, \a step apart.
std::vector<double> sequence( std::size_t number, double first, double step )
{
  std::vector<double> values;
  for ( std::size_t value = 0; value < number; ++value )
    values.push_back( first + step * double( value ) );
  return values;
}

} // namespace

Q_DECLARE_METATYPE( std::vector<double> )

void FigureKindTest::namesTellTheKind_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<QString>( "kind" );
  QTest::newRow( "underscore" ) << "IMD_rank"
                                << "rank";
  QTest::newRow( "camel" ) << "imdRank"
                           << "rank";
  QTest::newRow( "acronym" ) << "IMDRank"
                             << "rank";
  QTest::newRow( "as published" ) << "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
                                  << "rank rate";
  QTest::newRow( "decile" ) << "IMDDecile"
                            << "decile";
  QTest::newRow( "part of a word" ) << "franks_people"
                                    << "";
  QTest::newRow( "december" ) << "pop_december"
                              << "";
  QTest::newRow( "per cent" ) << "% unemployed"
                              << "rate percentage";
  QTest::newRow( "pct" ) << "pct_poor"
                         << "rate percentage";
  QTest::newRow( "perc" ) << "white_perc"
                          << "rate percentage";
  QTest::newRow( "a word with it" ) << "whitepct"
                                    << "rate percentage";
  QTest::newRow( "percentile" ) << "percentile"
                                << "decile";
  QTest::newRow( "share" ) << "share_white"
                           << "rate";
  QTest::newRow( "person" ) << "persons"
                            << "";
}

void FigureKindTest::namesTellTheKind()
{
  QFETCH( QString, name );
  QFETCH( QString, kind );
  QCOMPARE( isNamedRank( name ), kind.contains( QLatin1String( "rank" ) ) );
  QCOMPARE( isNamedDecile( name ), kind.contains( QLatin1String( "decile" ) ) );
  QCOMPARE( isNamedPercentage( name ), kind.contains( QLatin1String( "percentage" ) ) );
  QCOMPARE( isNamedRate( name ), kind.contains( QLatin1String( "rate" ) ) );
}

void FigureKindTest::valuesTellTheKind_data()
{
  QTest::addColumn<std::vector<double>>( "values" );
  QTest::addColumn<QString>( "kind" );
  std::vector<double> deciles( 30, 10 );
  deciles[3] = 1;
  QTest::newRow( "1 to 30" ) << sequence( 30, 1, 1 ) << "ranking";
  QTest::newRow( "national ranks" ) << sequence( 30, 17, 300 ) << "part";
  QTest::newRow( "deciles" ) << deciles << "deciles";
  QTest::newRow( "shares" ) << sequence( 30, 0, 0.03 ) << "shares";
  QTest::newRow( "only 0 and 1" ) << sequence( 2, 0, 1 ) << "";
  std::vector<double> people = sequence( 30, 1204, 17 );
  people.back() = people.front();
  QTest::newRow( "people" ) << people << "";
}

void FigureKindTest::valuesTellTheKind()
{
  QFETCH( std::vector<double>, values );
  QFETCH( QString, kind );
  QCOMPARE( looksLikeRanking( values ), kind.contains( QLatin1String( "ranking" ) ) );
  QCOMPARE( looksLikePartOfRanking( values ), kind == QLatin1String( "part" ) );
  QCOMPARE( looksLikeDeciles( values ), kind.contains( QLatin1String( "deciles" ) ) );
  QCOMPARE( looksLikeShares( values ), kind.contains( QLatin1String( "shares" ) ) );
}

void FigureKindTest::fewValuesTellNothing()
{
  QVERIFY( !looksLikeRanking( sequence( 19, 1, 1 ) ) );
  QVERIFY( !looksLikeDeciles( sequence( 10, 1, 1 ) ) );
  QVERIFY( !looksLikeRanking( std::vector<double>() ) );
}

void FigureKindTest::ordersAreRefused_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<std::vector<double>>( "values" );
  QTest::addColumn<bool>( "asRate" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "rank by name" ) << "rank" << sequence( 3, 5, 1 ) << false << "‘rank’ of ‘areas’ holds ranks";
  QTest::newRow( "ranks by values" ) << "x" << sequence( 30, 1, 1 ) << false << "holds ranks";
  QTest::newRow( "national ranks as a score" ) << "x" << sequence( 30, 17, 300 ) << true << "holds ranks";
  QTest::newRow( "counts that differ are counts" ) << "x" << sequence( 30, 17, 300 ) << false << "";
  QTest::newRow( "deciles as a score" ) << "x" << std::vector<double>( 30, 4 ) << true << "holds deciles";
  QTest::newRow( "median incomes all differ" ) << "median_income" << sequence( 30, 17000, 300 ) << true << "";
  QTest::newRow( "ranks headed as a score" ) << "imd_score" << sequence( 30, 17, 300 ) << true << "holds ranks";
  QTest::newRow( "whole per cents" ) << "pct_poor" << std::vector<double>( 30, 4 ) << true << "";
  QTest::newRow( "per cents from 1 to 30" ) << "% poor" << sequence( 30, 1, 1 ) << true << "";
  QTest::newRow( "rank of a rate" ) << "rate_rank" << sequence( 3, 5, 1 ) << true << "holds ranks";
  QTest::newRow( "small counts are counts" ) << "x" << std::vector<double>( 30, 4 ) << false << "";
}

void FigureKindTest::ordersAreRefused()
{
  QFETCH( QString, name );
  QFETCH( std::vector<double>, values );
  QFETCH( bool, asRate );
  QFETCH( QString, sentence );
  QString said;
  try
  {
    refuseOrder( QStringLiteral( "areas" ), name, values, asRate ? FigureUse::rate : FigureUse::count );
  }
  catch ( const QgsProcessingException &problem )
  {
    said = problem.what();
  }
  QCOMPARE( said.isEmpty(), sentence.isEmpty() );
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

void FigureKindTest::longAndTakenNamesAreMadeShortAndFree()
{
  FigureFields names( fields::list( { "cover" } ) );
  for ( const char *name : { "total_residents", "total_resigned", "Cover" } )
  {
    names.add( QLatin1String( name ), QLatin1String( name ) );
    names.add( QLatin1String( name ), QString(), QStringLiteral( "_e" ) );
  }
  QCOMPARE( names.fields().names().join( ' ' ),
            QStringLiteral( "total_resi total_re_e total_res2 total_r2_e Cover2 Cover_e" ) );
  QCOMPARE( names.fields().at( 0 ).alias(), QStringLiteral( "total_residents" ) );
}

QTEST_GUILESS_MAIN( FigureKindTest )
#include "figurekind_test.moc"
