// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasereport.h"

#include "base/numbertext.h"
#include "base/run.h"

namespace communitysafety::sharesafely
{

using base::Run;

QString verdictOn( const std::vector<Finding> &findings )
{
  const qint64 nMustNot = countOf( findings, Severity::mustNotLeave );
  const qint64 nLook = countOf( findings, Severity::look );
  if ( nMustNot > 0 )
    return Run::tr( "Not to be released: %n finding(s) in the data must be put right first.", nullptr,
                    int( nMustNot ) );
  const QString look = nLook > 0 ? Run::tr( " %n finding(s) need a look before.", nullptr, int( nLook ) ) : QString();
  if ( countOf( findings, Severity::leftBehind ) > 0 )
    return Run::tr( "The files as they are must not be released; their clean copies may." ) + look;
  return Run::tr( "Nothing was found that must not leave." ) + look;
}

namespace
{

void tellFindings( base::HtmlReport &page, const std::vector<Finding> &findings, Severity severity,
                   const QString &heading, const QString &none )
{
  page.heading( heading );
  std::vector<QStringList> rows;
  for ( const Finding &finding : findings )
    if ( severityOf( finding.kind ) == severity )
      rows.push_back( { finding.layer, finding.place, wordsOf( finding ), base::numberText( double( finding.n ) ),
                        remedyOf( finding.kind ) } );
  if ( rows.empty() )
    return page.paragraph( none );
  page.table( heading,
              { Run::tr( "Layer or file" ), Run::tr( "Where" ), Run::tr( "What" ), Run::tr( "How many" ),
                Run::tr( "What to do" ) },
              rows );
}

} // namespace

base::HtmlReport reportOnRelease( const CheckedRelease &release )
{
  base::HtmlReport page(
    Run::tr( "Release check" ),
    Run::tr( "%1 layer(s), %2 other file(s)" ).arg( release.layers.size() ).arg( release.nFiles ) );
  page.heading( Run::tr( "Verdict" ) );
  page.note( verdictOn( release.findings ) );
  page.paragraph( Run::tr( "Checked: %1." ).arg( release.layers.join( QStringLiteral( ", " ) ) ) );
  if ( release.nCopies > 0 )
    page.paragraph( Run::tr( "%1 clean copy or copies were written, marked ‘audience = public’. The layers that were "
                             "checked stay marked as internal." )
                      .arg( release.nCopies ) );
  tellFindings( page, release.findings, Severity::mustNotLeave, Run::tr( "In the data: must not leave" ),
                Run::tr( "Nothing." ) );
  tellFindings( page, release.findings, Severity::leftBehind,
                Run::tr( "Around the data: must not leave, and not in the clean copy" ), Run::tr( "Nothing." ) );
  tellFindings( page, release.findings, Severity::look, Run::tr( "To look at" ), Run::tr( "Nothing." ) );
  page.heading( Run::tr( "What was looked for, and what was not" ) );
  page.list(
    { Run::tr( "Field names that speak of persons, records or notes; values that look like e-mail addresses, phone, "
               "National Insurance and NHS numbers, postcodes, addresses, names with a title, long codes, free text. A "
               "name without a title, or a nickname, is not told from other words." ),
      release.precision > 0 ? Run::tr( "Points that do not lie on a grid of %1 m, and positions with few records." )
                                .arg( base::numberText( release.precision ) )
                            : Run::tr( "Points were not judged." ),
      Run::tr( "Counts below %1, and hidden counts that totals or rates which are shown give away. Totals published "
               "elsewhere, earlier editions and other tables are not known here." )
        .arg( base::numberText( release.threshold ) ),
      Run::tr( "Hidden columns and rows, other tables, projects, records of runs, names of authors and paths of this "
               "computer in styles, metadata, pages and files beside." ),
      Run::tr( "This check finds what can be found by rule. Whether the map as a whole could harm someone is for a "
               "person to decide." ) } );
  return page;
}

} // namespace communitysafety::sharesafely
