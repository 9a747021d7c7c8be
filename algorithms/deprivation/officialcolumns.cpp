// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/officialcolumns.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace communitysafety::deprivation
{
namespace
{

struct ColumnText
{
  Q_DECLARE_TR_FUNCTIONS( OfficialColumns )
};

struct Subject
{
  const char *code;
  const char *words;
  //! In a heading that says score, rank or decile.
  const char *pattern;
  //! The whole heading where it says neither, as Wales writes it; empty: none.
  const char *alone;
  //! How the boundary files of England begin.
  const char *brief;
};

#define WORDS( text ) QT_TRANSLATE_NOOP( "OfficialColumns", text )

// The first that fits counts: parts of a domain stand before the domain, and the index, whose name some publishers
// write before every domain, at the end.
constexpr Subject subjects[] = {
  { "idc", WORDS( "Income deprivation affecting children (IDACI)" ), "idaci|affecting children", "", "idc" },
  { "ido", WORDS( "Income deprivation affecting older people (IDAOPI)" ), "idaopi|affecting older", "", "ido" },
  { "cyp", WORDS( "Children and young people" ), "children and young people|children young people", "", "cyp" },
  { "skl", WORDS( "Adult skills" ), "adult skills", "", "as" },
  { "geo", WORDS( "Geographical barriers" ), "geographical barriers", "", "gb" },
  { "wid", WORDS( "Wider barriers" ), "wider barriers", "", "wb" },
  { "ind", WORDS( "Indoors living environment" ), "indoors?", "", "ind" },
  { "out", WORDS( "Outdoors living environment" ), "outdoors?", "", "out" },
  { "inc", WORDS( "Income" ), "income", "income", "inc" },
  { "emp", WORDS( "Employment" ), "employment", "employment", "emp" },
  { "edu", WORDS( "Education, skills and training" ), "education", "education", "edu" },
  { "hea", WORDS( "Health and disability" ), "health", "health", "hdd" },
  { "cri", WORDS( "Crime" ), "crime", "crime", "cri" },
  { "saf", WORDS( "Community safety" ), "community safety", "community safety", "" },
  { "hou", WORDS( "Barriers to housing and services" ), "housing", "housing", "bhs" },
  { "acc", WORDS( "Access to services" ), "access", "access to services", "" },
  { "env", WORDS( "Living environment" ), "environment", "physical environment", "env" },
  { "tds", WORDS( "Townsend deprivation" ), "townsend|tds", "townsend|tds|townsend index", "" },
  { "imd", WORDS( "Index of multiple deprivation" ), "multiple deprivation|u?k?w?s?imd( e)?|overall( local)?",
    "w?s?imd|w?s?imd (overall|score)", "imd" },
};

struct People
{
  const char *field;
  const char *pattern;
};

constexpr People people[] = {
  { "pop_child", "^dependent children|^depchi" }, { "pop_16_59", "^population aged 16 59|^pop16 59" },
  { "pop_60plus", "^older population|^pop60" },   { "pop_work", "^working age population|^workpop" },
  { "pop_total", "^total population|^totpop" },
};

#undef WORDS

//! Small words joined by single blanks, without what stands in brackets after "where" and without years.
QString plain( const QString &heading )
{
  static const QRegularExpression explanation( QStringLiteral( "\\((where|rate)[^)]*\\)" ) );
  static const QRegularExpression others( QStringLiteral( "[^a-z0-9]+" ) );
  static const QRegularExpression year( QStringLiteral( "(19|20)[0-9]{2}(v[0-9])?" ) );
  QString words = heading.toLower();
  words.remove( explanation );
  words.replace( year, QStringLiteral( " " ) );
  return words.replace( others, QStringLiteral( " " ) ).trimmed();
}

bool hasWord( const QString &words, const QString &pattern )
{
  return QRegularExpression( QStringLiteral( "(^| )(%1)( |$)" ).arg( pattern ) ).match( words ).hasMatch();
}

ColumnKind kindOf( const QString &words )
{
  const std::pair<const char *, ColumnKind> kinds[] = {
    { "deciles?", ColumnKind::decile },       { "quintiles?", ColumnKind::quintile },
    { "vigintiles?", ColumnKind::vigintile }, { "percentiles?", ColumnKind::percentile },
    { "ranks?", ColumnKind::rank },           { "scores?", ColumnKind::score },
  };
  for ( const auto &[pattern, kind] : kinds )
    if ( hasWord( words, QLatin1String( pattern ) ) )
      return kind;
  return ColumnKind::unknown;
}

OfficialColumn column( const Subject &subject, ColumnKind kind )
{
  return { QLatin1String( subject.code ), QCoreApplication::translate( "OfficialColumns", subject.words ), kind };
}

//! IMDScore, HDDRank, BHSDec, IMDRank0: the ten characters that a Shapefile has.
OfficialColumn briefColumn( const QString &heading )
{
  static const QRegularExpression pattern( QStringLiteral( "^([a-z]{2,3})(score|scor|rank|dec)[0-9]*$" ),
                                           QRegularExpression::CaseInsensitiveOption );
  const QRegularExpressionMatch match = pattern.match( heading.trimmed() );
  if ( !match.hasMatch() )
    return {};
  const QString subject = match.captured( 1 ).toLower(), kind = match.captured( 2 ).toLower();
  for ( const Subject &one : subjects )
    if ( subject == QLatin1String( one.brief ) )
      return column( one, kind == QLatin1String( "rank" )  ? ColumnKind::rank
                          : kind == QLatin1String( "dec" ) ? ColumnKind::decile
                                                           : ColumnKind::score );
  return {};
}

OfficialColumn peopleColumn( const QString &heading, const QString &words )
{
  for ( const People &one : people )
    if ( QRegularExpression( QLatin1String( one.pattern ) ).match( words ).hasMatch() )
      return { QLatin1String( one.field ), heading.simplified(), ColumnKind::people };
  return {};
}

} // namespace

OfficialColumn officialColumn( const QString &heading )
{
  if ( const OfficialColumn brief = briefColumn( heading ); brief.isKnown() )
    return brief;
  const QString words = plain( heading );
  if ( const OfficialColumn counted = peopleColumn( heading, words ); counted.isKnown() )
    return counted;
  const ColumnKind kind = kindOf( words );
  static const QRegularExpression belowDomains( QStringLiteral( "indicator|numerator|denominator|component" ) );
  if ( belowDomains.match( words ).hasMatch() )
    return {};
  if ( words == QLatin1String( "quintile" ) || words == QLatin1String( "decile" ) )
    return { QStringLiteral( "dep" ), ColumnText::tr( "Deprivation" ), kind };
  for ( const Subject &subject : subjects )
  {
    const QString alone = QLatin1String( subject.alone );
    const bool fits =
      kind == ColumnKind::unknown
        ? !alone.isEmpty() && QRegularExpression( QStringLiteral( "^(%1)$" ).arg( alone ) ).match( words ).hasMatch()
        : hasWord( words, QLatin1String( subject.pattern ) );
    if ( fits )
      return column( subject, kind );
  }
  return {};
}

QString officialField( const QString &subject, ColumnKind kind )
{
  const QHash<int, QString> endings = {
    { int( ColumnKind::unknown ), QStringLiteral( "_value" ) },
    { int( ColumnKind::score ), QStringLiteral( "_score" ) },
    { int( ColumnKind::rank ), QStringLiteral( "_rank" ) },
    { int( ColumnKind::decile ), QStringLiteral( "_decile" ) },
    { int( ColumnKind::quintile ), QStringLiteral( "_quint" ) },
    { int( ColumnKind::vigintile ), QStringLiteral( "_vigint" ) },
    { int( ColumnKind::percentile ), QStringLiteral( "_pctile" ) },
  };
  return subject + endings.value( int( kind ) );
}

QString officialWords( const OfficialColumn &column, ColumnKind kind )
{
  switch ( kind )
  {
  case ColumnKind::unknown:
  case ColumnKind::people:
    return column.subjectWords;
  case ColumnKind::score:
    return ColumnText::tr( "%1, score" ).arg( column.subjectWords );
  case ColumnKind::rank:
    return ColumnText::tr( "%1, rank" ).arg( column.subjectWords );
  case ColumnKind::decile:
    return ColumnText::tr( "%1, decile" ).arg( column.subjectWords );
  case ColumnKind::quintile:
    return ColumnText::tr( "%1, quintile" ).arg( column.subjectWords );
  case ColumnKind::vigintile:
    return ColumnText::tr( "%1, vigintile" ).arg( column.subjectWords );
  case ColumnKind::percentile:
    return ColumnText::tr( "%1, percentile" ).arg( column.subjectWords );
  }
  return QString();
}

} // namespace communitysafety::deprivation
