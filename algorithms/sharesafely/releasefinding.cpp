// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releasefinding.h"

#include "base/run.h"

#include <algorithm>
#include <tuple>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

struct KindEntry
{
  FindingKind kind;
  Severity severity;
  const char *words;
  const char *remedy;
};

#define WORDS( text ) QT_TRANSLATE_NOOP( "Run", text )

constexpr KindEntry kinds[] = {
  { FindingKind::droppedField, Severity::mustNotLeave, WORDS( "field of the drop list" ),
    WORDS( "Delete the field from the data." ) },
  { FindingKind::personalName, Severity::mustNotLeave, WORDS( "field whose name speaks of persons" ),
    WORDS( "Delete the field, or name it in ALLOWED_FIELDS if it holds nothing about persons." ) },
  { FindingKind::personalValue, Severity::mustNotLeave, WORDS( "values that look personal" ),
    WORDS( "Delete the field, or name it in ALLOWED_FIELDS if it holds nothing about persons." ) },
  { FindingKind::recordId, Severity::mustNotLeave, WORDS( "ids that lead back to single records" ),
    WORDS( "Delete the field, or number the rows anew." ) },
  { FindingKind::freeText, Severity::mustNotLeave, WORDS( "free text" ),
    WORDS( "Delete the field: free text names people sooner or later." ) },
  { FindingKind::finePoints, Severity::mustNotLeave, WORDS( "points finer than allowed" ),
    WORDS( "Mask or round the points, or publish counts by area instead." ) },
  { FindingKind::smallCell, Severity::mustNotLeave, WORDS( "small counts that are shown" ),
    WORDS( "Run Suppress small numbers on the layer." ) },
  { FindingKind::recoverableCell, Severity::mustNotLeave, WORDS( "hidden counts that can be worked out" ),
    WORDS( "Hide more counts with Suppress small numbers, and leave out rates of hidden counts." ) },
  { FindingKind::uncheckedCell, Severity::mustNotLeave,
    WORDS( "hidden counts that could not be checked, because shown totals contradict each other" ),
    WORDS( "Make the totals agree with their parts; leave fields that do not add up out of PARENT_FIELDS, and check "
           "layers that do not belong together in separate runs." ) },
  { FindingKind::sensitiveIndicator, Severity::mustNotLeave, WORDS( "sensitive indicator" ),
    WORDS( "Delete its fields, or publish it for larger areas only after an assessment." ) },
  { FindingKind::hiddenColumn, Severity::mustNotLeave, WORDS( "column hidden by the style but in the data" ),
    WORDS( "Delete the field: what is only hidden leaves with the file." ) },
  { FindingKind::pathInStyle, Severity::mustNotLeave, WORDS( "path of this computer in the style" ),
    WORDS( "Embed the symbol or form in the style, or choose another." ) },
  { FindingKind::path, Severity::leftBehind, WORDS( "paths of this computer" ),
    WORDS( "Release the clean copy, which leaves them behind." ) },
  { FindingKind::author, Severity::leftBehind, WORDS( "names of authors" ),
    WORDS( "Release the clean copy, which leaves them behind." ) },
  { FindingKind::internalRecord, Severity::leftBehind, WORDS( "record of how the data were made" ),
    WORDS( "Release the clean copy: the record names inputs and parameters." ) },
  { FindingKind::extraTable, Severity::leftBehind, WORDS( "another table in the same file" ),
    WORDS( "Release the clean copy, which holds the checked layer alone." ) },
  { FindingKind::project, Severity::leftBehind, WORDS( "QGIS project in the same file" ),
    WORDS( "Release the clean copy, which holds the checked layer alone." ) },
  { FindingKind::deletedRows, Severity::leftBehind, WORDS( "room of deleted rows, which may still hold them" ),
    WORDS( "Release the clean copy, or compact the file (VACUUM)." ) },
  { FindingKind::filteredRows, Severity::leftBehind, WORDS( "rows hidden by a filter but in the file" ),
    WORDS( "Release the clean copy, which holds the rows that pass the filter." ) },
  { FindingKind::lonelyPlace, Severity::look, WORDS( "positions with few records" ),
    WORDS( "Decide whether a person could be known from place and category; coarser points or areas hide more." ) },
  { FindingKind::maybePersonal, Severity::look, WORDS( "values that could be personal" ),
    WORDS( "Look at the field; name it in ALLOWED_FIELDS if it holds nothing about persons." ) },
  { FindingKind::totalsDisagree, Severity::look, WORDS( "totals that are not the sum of their parts" ),
    WORDS( "Make the totals agree with their parts, or leave them out." ) },
  { FindingKind::cannotLook, Severity::look, WORDS( "file of a kind that cannot be checked" ),
    WORDS( "Look through it by hand, its properties included." ) },
};

#undef WORDS

const KindEntry &entryOf( FindingKind kind )
{
  return *std::find_if( std::begin( kinds ), std::end( kinds ),
                        [kind]( const KindEntry &entry ) { return entry.kind == kind; } );
}

} // namespace

Severity severityOf( FindingKind kind ) { return entryOf( kind ).severity; }

QString wordsOf( FindingKind kind ) { return Run::tr( entryOf( kind ).words ); }

QString remedyOf( FindingKind kind ) { return Run::tr( entryOf( kind ).remedy ); }

QString wordsOf( Severity severity )
{
  switch ( severity )
  {
  case Severity::mustNotLeave:
    return Run::tr( "must not leave" );
  case Severity::leftBehind:
    return Run::tr( "must not leave; not in the clean copy" );
  case Severity::look:
    break;
  }
  return Run::tr( "look at it" );
}

QString wordsOf( const Finding &finding )
{
  return finding.detail.isEmpty() ? wordsOf( finding.kind )
                                  : Run::tr( "%1: %2" ).arg( wordsOf( finding.kind ), finding.detail );
}

void sortFindings( std::vector<Finding> &findings )
{
  std::sort( findings.begin(), findings.end(),
             []( const Finding &a, const Finding &b )
             {
               return std::tuple( severityOf( a.kind ), a.layer, a.place, a.kind, a.detail, a.n ) <
                      std::tuple( severityOf( b.kind ), b.layer, b.place, b.kind, b.detail, b.n );
             } );
}

qint64 countOf( const std::vector<Finding> &findings, Severity severity )
{
  return std::count_if( findings.begin(), findings.end(),
                        [severity]( const Finding &finding ) { return severityOf( finding.kind ) == severity; } );
}

} // namespace communitysafety::sharesafely
