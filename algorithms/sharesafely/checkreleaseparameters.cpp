// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/checkrelease.h"

namespace communitysafety::sharesafely
{

base::Identity CheckRelease::identity() const
{
  return { QStringLiteral( "checkrelease" ),
           tr( "Check before release" ),
           QStringLiteral( "sharesafely" ),
           tr( "Finds what must not leave in layers and files that are to be released, and writes clean copies of what "
               "may." ),
           tr( "disclosure control,personal data,privacy,GDPR,anonymise,publish,open data,metadata,small numbers,"
               "sensitive,release,share,redact" )
             .split( ',' ),
           tr(
             "Looks through layers, and all files of a folder, for what must not leave: fields that speak of persons "
             "and values that look personal, record ids, free text, points finer than allowed, small counts and "
             "hidden counts that can be worked out from totals or rates, indicators marked sensitive, hidden columns, "
             "and what goes with a file unseen: other tables, QGIS projects, records of runs, names of authors and "
             "paths of this computer.\n\n"
             "The result is a list of findings with what to do, without the values themselves. Nothing is changed in "
             "what was checked.\n\n"
             "OUTPUT_FOLDER receives a clean copy of each layer, in a GeoPackage of its own, when nothing in the data "
             "was found: rows, style, title and licence, marked ‘audience = public’, and nothing else. The layers that "
             "were checked stay marked as internal.\n\n"
             "The check finds what can be found by rule. It cannot know other publications with which figures can be "
             "compared, nor judge whether a map could harm someone." ) };
}

void CheckRelease::defineParameters()
{
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "INPUT" ), tr( "Layers to be released" ),
                                                 compat::anyVector, QVariant(), true ),
       tr( "Layers and tables that are to be released together: totals in one can give away what another hides." ) );
  add( new QgsProcessingParameterFile( QStringLiteral( "FOLDER" ), tr( "Folder to be released" ), compat::folder,
                                       QString(), QVariant(), true ),
       tr( "Optional folder: all layers in its files are checked as well, and pages, styles and texts are searched for "
           "paths and names." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "THRESHOLD" ), tr( "Smallest count that may be shown" ),
                                         compat::integer, 5, false, 1 ),
       tr( "Counts above 0 and below it must not leave, nor hidden ones that can be worked out more closely." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MIN_PRECISION" ), tr( "Finest points allowed (m)" ),
                                         compat::real, 100.0, false, 0.0 ),
       tr( "Points must lie on a grid so wide. 0 does not judge points, for instance after Mask points." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "COUNT_FIELDS" ), tr( "Fields with counts" ), QVariant(),
                                         false, true ),
       tr( "Optional names, separated by commas. Empty: n, pop, records, events and all fields that end in _n." ) );
  add(
    new QgsProcessingParameterString( QStringLiteral( "PARENT_FIELDS" ), tr( "Fields that name the larger area" ),
                                      QVariant(), false, true ),
    tr( "Optional names, separated by commas: each holds the id of the row, of this or another layer, in which the "
        "counts of the area are summed. Those in a table of totals written by ‘Suppress small numbers’ are known." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), tr( "Recipe" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional recipe of the index: indicators marked sensitive in it must not leave." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "DROP_LIST" ), tr( "Fields that must not leave" ), QVariant(),
                                         false, true ),
       tr( "Optional names, separated by commas, beside the built-in ones." ) );
  add( new QgsProcessingParameterBoolean( QStringLiteral( "STRICT" ), tr( "Fail when something is found" ), false ),
       tr( "For jobs without a reader: the run fails with one sentence, and nothing is written." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "ALLOWED_FIELDS" ), tr( "Fields known to be safe" ),
                                                 QVariant(), false, true ),
               tr( "Optional names, separated by commas, whose names and values are not judged. The choice is in the "
                   "record." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "TOTAL_FIELD" ),
                                                 tr( "Field with the sum of the counts" ), QVariant(), false, true ),
               tr( "Optional: the field that is the sum of COUNT_FIELDS in each row." ) );
  addAdvanced(
    new QgsProcessingParameterBoolean( QStringLiteral( "ZEROS_ARE_SAFE" ), tr( "Zeros may be shown" ), true ),
    tr( "Untick where the absence of events tells something about persons." ) );
  defineOutputs();
}

void CheckRelease::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "FINDINGS" ), tr( "Findings" ), compat::anyVector ),
       tr( "Table with a row for each finding: layer, where, what, how many and what to do; never a value." ) );
  addReport( tr( "Optional page with the verdict and the findings." ) );
  add( new QgsProcessingParameterFolderDestination( QStringLiteral( "OUTPUT_FOLDER" ), tr( "Folder for clean copies" ),
                                                    QVariant(), true ),
       tr( "Optional: a GeoPackage for each layer, written only when nothing in the data was found. Files of the same "
           "name are replaced, but none that is checked." ) );
  addNumber( QStringLiteral( "PASSED" ), tr( "Nothing in the data must stay here (1) or something must (0)" ) );
  addNumber( QStringLiteral( "N_LAYERS" ), tr( "Layers checked" ) );
  addNumber( QStringLiteral( "N_FILES" ), tr( "Other files checked" ) );
  addNumber( QStringLiteral( "N_MUST_NOT_LEAVE" ), tr( "Findings in the data" ) );
  addNumber( QStringLiteral( "N_LEFT_BEHIND" ), tr( "Findings around the data, not in the clean copies" ) );
  addNumber( QStringLiteral( "N_LOOK" ), tr( "Findings to look at" ) );
  addNumber( QStringLiteral( "N_RELEASED" ), tr( "Clean copies written" ) );
}

} // namespace communitysafety::sharesafely
