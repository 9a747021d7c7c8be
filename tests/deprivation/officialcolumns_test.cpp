// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/labelcodes.h"
#include "deprivation/officialcolumns.h"

#include <QObject>
#include <QtTest>

using namespace communitysafety::deprivation;

class OfficialColumnsTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void headingsBecomeShortFields_data();
  void headingsBecomeShortFields();
  // laws
  void everyFieldFitsEveryFormat();
  void codesOfCategoriesDifferAndAreShort_data();
  void codesOfCategoriesDifferAndAreShort();
};

void OfficialColumnsTest::headingsBecomeShortFields_data()
{
  QTest::addColumn<QString>( "heading" );
  QTest::addColumn<QString>( "field" );
  QTest::addColumn<QString>( "words" );
  const auto row = []( const char *heading, const char *field, const char *words )
  { QTest::newRow( heading ) << heading << field << words; };
  // English Indices of Deprivation, files 1, 2, 6 and 7
  row( "Index of Multiple Deprivation (IMD) Rank", "imd_rank", "Index of multiple deprivation, rank" );
  row( "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)", "imd_decile",
       "Index of multiple deprivation, decile" );
  row( "Index of Multiple Deprivation (IMD) Score", "imd_score", "Index of multiple deprivation, score" );
  row( "Income Score (rate)", "inc_score", "Income, score" );
  row( "Income Rank (where 1 is most deprived)", "inc_rank", "Income, rank" );
  row( "Employment Decile (where 1 is most deprived 10% of LSOAs)", "emp_decile", "Employment, decile" );
  row( "Education, Skills and Training Rank (where 1 is most deprived)", "edu_rank",
       "Education, skills and training, rank" );
  row( "Health Deprivation and Disability Score", "hea_score", "Health and disability, score" );
  row( "Crime Score", "cri_score", "Crime, score" );
  row( "Barriers to Housing and Services Decile (where 1 is most deprived 10% of LSOAs)", "hou_decile",
       "Barriers to housing and services, decile" );
  row( "Living Environment Score", "env_score", "Living environment, score" );
  row( "Income Deprivation Affecting Children Index (IDACI) Score (rate)", "idc_score",
       "Income deprivation affecting children (IDACI), score" );
  row( "Income Deprivation Affecting Older People (IDAOPI) Rank (where 1 is most deprived)", "ido_rank",
       "Income deprivation affecting older people (IDAOPI), rank" );
  row( "Children and Young People Sub-domain Score", "cyp_score", "Children and young people, score" );
  row( "Geographical Barriers Sub-domain Rank (where 1 is most deprived)", "geo_rank", "Geographical barriers, rank" );
  row( "Outdoors Sub-domain Decile (where 1 is most deprived 10% of LSOAs)", "out_decile",
       "Outdoors living environment, decile" );
  row( "Total population: mid 2015 (excluding prisoners)", "pop_total",
       "Total population: mid 2015 (excluding prisoners)" );
  row( "Dependent Children aged 0-15: mid 2015 (excluding prisoners)", "pop_child",
       "Dependent Children aged 0-15: mid 2015 (excluding prisoners)" );
  row( "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)", "pop_work",
       "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)" );
  // boundary files and copies
  row( "IMDScore", "imd_score", "Index of multiple deprivation, score" );
  row( "IMDRank0", "imd_rank", "Index of multiple deprivation, rank" );
  row( "HDDDec", "hea_decile", "Health and disability, decile" );
  row( "BHSScore", "hou_score", "Barriers to housing and services, score" );
  row( "Housing_and_Access_decile", "hou_decile", "Barriers to housing and services, decile" );
  row( "UK_IMD_E_score", "imd_score", "Index of multiple deprivation, score" );
  // Scotland, Wales, Townsend
  row( "SIMD2020v2_Rank", "imd_rank", "Index of multiple deprivation, rank" );
  row( "SIMD2020_Access_Domain_Rank", "acc_rank", "Access to services, rank" );
  row( "WIMD 2019", "imd_value", "Index of multiple deprivation" );
  row( "Community Safety", "saf_value", "Community safety" );
  row( "TDS", "tds_value", "Townsend deprivation" );
  // none of them
  row( "LSOA name (2011)", "", "" );
  row( "Local Authority District code (2019)", "", "" );
  row( "income_domain_numerator", "", "" );
  row( "housing_in_poor_condition_indicator", "", "" );
  row( "original_decile", "", "" );
}

void OfficialColumnsTest::headingsBecomeShortFields()
{
  QFETCH( QString, heading );
  QFETCH( QString, field );
  QFETCH( QString, words );
  const OfficialColumn column = officialColumn( heading );
  QCOMPARE( column.isKnown(), !field.isEmpty() );
  if ( !column.isKnown() )
    return;
  QCOMPARE( column.kind == ColumnKind::people ? column.subject : officialField( column.subject, column.kind ), field );
  QCOMPARE( officialWords( column, column.kind ), words );
}

void OfficialColumnsTest::everyFieldFitsEveryFormat()
{
  for ( const ColumnKind kind : { ColumnKind::unknown, ColumnKind::score, ColumnKind::rank, ColumnKind::decile,
                                  ColumnKind::quintile, ColumnKind::vigintile, ColumnKind::percentile } )
    QVERIFY2( officialField( QStringLiteral( "imd" ), kind ).size() <= 10,
              qPrintable( officialField( QStringLiteral( "imd" ), kind ) ) );
}

void OfficialColumnsTest::codesOfCategoriesDifferAndAreShort_data()
{
  QTest::addColumn<QStringList>( "labels" );
  QTest::addColumn<QStringList>( "codes" );
  QTest::newRow( "words that all share say nothing" )
    << QStringList{ "Household is deprived in one dimension", "Household is deprived in two dimensions",
                    "Household is not deprived in any dimension" }
    << QStringList{ "onedime", "twodime", "notany" };
  QTest::newRow( "alike to the eighth letter" )
    << QStringList{ "Asian, Asian British: Indian", "Asian, Asian British: Pakistani", "Asian, Asian British: Chinese" }
    << QStringList{ "indian", "pakistan", "chinese" };
  QTest::newRow( "the same first words" )
    << QStringList{ "Owned: outright", "Owned: outrage", "Rented" } << QStringList{ "owneoutr", "owneout2", "rented" };
  QTest::newRow( "numbers" ) << QStringList{ "0", "1", "90+" } << QStringList{ "c0", "c1", "c90plus" };
  QTest::newRow( "one alone" ) << QStringList{ "Lone parents" } << QStringList{ "lonepare" };
}

void OfficialColumnsTest::codesOfCategoriesDifferAndAreShort()
{
  QFETCH( QStringList, labels );
  QFETCH( QStringList, codes );
  QCOMPARE( labelCodes( labels ), codes );
}

QTEST_GUILESS_MAIN( OfficialColumnsTest )
#include "officialcolumns_test.moc"
