// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationclasses.h"

#include "base/figurekind.h"
#include "base/run.h"
#include "statistics/areaclass.h"
#include "statistics/association.h"
#include "statistics/column.h"
#include "statistics/ranking.h"

#include <algorithm>

namespace communitysafety::deprivation
{
namespace
{

using base::CodedTable;
using base::Run;
using statistics::isMissing;

struct ClassText
{
  Q_DECLARE_TR_FUNCTIONS( DeprivationClasses )
};

//! The column of \a subject that is of \a kind; null where there is none.
const DeprivationColumn *find( const std::vector<DeprivationColumn> &columns, const QString &subject, ColumnKind kind )
{
  const auto found =
    std::find_if( columns.begin(), columns.end(),
                  [&]( const DeprivationColumn &one ) { return one.official.subject == subject && one.kind == kind; } );
  return found == columns.end() ? nullptr : &*found;
}

bool isOverall( const OfficialColumn &column )
{
  return column.subject == QLatin1String( "imd" ) || column.subject == QLatin1String( "tds" ) ||
         column.subject == QLatin1String( "dep" );
}

//! The subject that stands for deprivation: the index, else the first domain; not known where there is neither.
OfficialColumn overallSubject( const std::vector<DeprivationColumn> &columns )
{
  OfficialColumn first;
  for ( const DeprivationColumn &column : columns )
  {
    if ( isOverall( column.official ) )
      return column.official;
    if ( !first.isKnown() && column.kind != ColumnKind::people )
      first = column.official;
  }
  return first;
}

//! Above 0 where the two rise together, below where one falls; missing where it cannot be told.
double together( const DeprivationColumn *one, const DeprivationColumn *other )
{
  return one && other ? statistics::spearman( one->values, other->values ).coefficient : statistics::missing;
}

//! Warns where ranks rise with the scores of the same subject, or deciles against the custom.
void tellContradictions( Run &run, const CodedTable &table, const std::vector<DeprivationColumn> &columns,
                         const QString &subject )
{
  const DeprivationColumn *score = find( columns, subject, ColumnKind::score );
  const DeprivationColumn *rank = find( columns, subject, ColumnKind::rank );
  const DeprivationColumn *decile = find( columns, subject, ColumnKind::decile );
  if ( together( score, rank ) > 0 )
    run.warn( ClassText::tr( "‘%1’: ‘%2’ rises with ‘%3’, so that rank 1 is the lowest score; in the indices of "
                             "England, Wales and Scotland rank 1 is the highest score and the most deprived area." )
                .arg( table.name, rank->heading, score->heading ) );
  const DeprivationColumn *other = score ? score : rank;
  const double sign = together( decile, other );
  if ( score ? sign > 0 : sign < 0 )
    run.warn( ClassText::tr( "‘%1’: by ‘%2’ decile 10 of ‘%3’ is the most deprived; in the indices of England, Wales "
                             "and Scotland decile 1 is. The numbers are written as they are; ‘dep_tenth’ has "
                             "1 = most deprived." )
                .arg( table.name, other->heading, decile->heading ) );
}

//! Which way a class column of the overall subject runs: above 0 where its highest number is the most deprived, missing
//! where neither scores nor ranks tell.
double turnOf( const std::vector<DeprivationColumn> &columns, const DeprivationColumn &classes )
{
  const double byScore = together( find( columns, classes.official.subject, ColumnKind::score ), &classes );
  return isMissing( byScore ) ? -together( find( columns, classes.official.subject, ColumnKind::rank ), &classes )
                              : byScore;
}

DeprivationClasses classesOf( Run &run, const CodedTable &table, const std::vector<DeprivationColumn> &columns,
                              const DeprivationColumn &published, int classes )
{
  const double turn = turnOf( columns, published );
  const bool turned = turn > 0;
  if ( isMissing( turn ) )
    run.warn( ClassText::tr( "‘%1’, column ‘%2’: 1 is taken for the most deprived, as in the official indices; the "
                             "table has no score or rank that would confirm it." )
                .arg( table.name, published.heading ) );
  else
    run.remark( ClassText::tr( "‘%1’, column ‘%2’: %3 is the most deprived." )
                  .arg( table.name, published.heading )
                  .arg( turned ? classes : 1 ) );
  DeprivationClasses result{ classes == 10 ? QStringLiteral( "dep_tenth" ) : QStringLiteral( "dep_fifth" ), QString(),
                             published.values };
  for ( double &value : result.values )
    value = turned ? classes + 1 - value : value;
  return result;
}

//! Tenths by ranks from 1 to how many there are, turned round where rank 1 is the lowest \a score.
DeprivationClasses classesByRank( Run &run, const CodedTable &table, const DeprivationColumn &rank,
                                  const DeprivationColumn *score )
{
  const std::size_t ranked = statistics::countPresent( rank.values );
  const bool turned = together( score, &rank ) > 0;
  std::vector<double> ranks = rank.values;
  for ( double &value : ranks )
    value = turned ? double( ranked ) + 1 - value : value;
  run.remark( ClassText::tr( "‘%1’ has no decile; ‘dep_tenth’ is worked out from its %L2 ranks, %L3 taken as the most "
                             "deprived." )
                .arg( table.name )
                .arg( ranked )
                .arg( turned ? ranked : 1 ) );
  return { QStringLiteral( "dep_tenth" ), QString(), statistics::deciles( ranks ) };
}

DeprivationClasses classesByScore( Run &run, const CodedTable &table, const DeprivationColumn &score )
{
  run.warn( ClassText::tr( "‘%1’ has no decile; ‘dep_tenth’ divides its %L2 rows by score into tenths of the table, "
                           "which are those of the country only where the table is." )
              .arg( table.name )
              .arg( statistics::countPresent( score.values ) ) );
  return { QStringLiteral( "dep_tenth" ), QString(),
           statistics::quantileClasses( score.values, 10, statistics::FirstClass::highest ) };
}

//! The classes by the first of decile, quintile, all ranks and scores that \a subject has.
DeprivationClasses classesBy( Run &run, const CodedTable &table, const std::vector<DeprivationColumn> &columns,
                              const QString &subject )
{
  if ( const DeprivationColumn *decile = find( columns, subject, ColumnKind::decile ) )
    return classesOf( run, table, columns, *decile, 10 );
  if ( const DeprivationColumn *quintile = find( columns, subject, ColumnKind::quintile ) )
    return classesOf( run, table, columns, *quintile, 5 );
  const DeprivationColumn *rank = find( columns, subject, ColumnKind::rank );
  const DeprivationColumn *score = find( columns, subject, ColumnKind::score );
  if ( rank && base::looksLikeRanking( rank->values ) )
    return classesByRank( run, table, *rank, score );
  if ( score )
    return classesByScore( run, table, *score );
  run.warn( ClassText::tr( "‘%1’ has neither deciles nor scores, nor ranks from 1 to the number of its rows: there is "
                           "no ‘dep_tenth’." )
              .arg( table.name ) );
  return {};
}

} // namespace

DeprivationClasses deprivationClasses( Run &run, const CodedTable &table,
                                       const std::vector<DeprivationColumn> &columns )
{
  QStringList subjects;
  for ( const DeprivationColumn &column : columns )
    if ( column.official.isKnown() && !subjects.contains( column.official.subject ) )
      subjects << column.official.subject;
  for ( const QString &subject : std::as_const( subjects ) )
    tellContradictions( run, table, columns, subject );

  const OfficialColumn overall = overallSubject( columns );
  if ( !overall.isKnown() )
    return {};
  DeprivationClasses classes = classesBy( run, table, columns, overall.subject );
  if ( isOverall( overall ) || classes.field.isEmpty() )
    return classes;
  classes.words = ClassText::tr( "%1 (1 = most deprived tenth or fifth)" ).arg( overall.subjectWords );
  run.warn( ClassText::tr( "‘%1’ has no index of deprivation as a whole: ‘%2’ and the map show ‘%3’ alone." )
              .arg( table.name, classes.field, overall.subjectWords ) );
  return classes;
}

} // namespace communitysafety::deprivation
