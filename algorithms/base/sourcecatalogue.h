// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/source.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace communitysafety::base
{

class Run;

//! The records that one name of a recipe stands for.
struct NamedSource
{
  const Source *source = nullptr;
  //! Only the records whose field `source` says so, whatever the capitals; empty takes all records.
  QString value;

  //! The fields that holds() looks at.
  QgsAttributeList attributes() const;
  bool holds( const QgsFeature &record ) const;
};

//! True for the layers that the importers write: each record has an id and a date of its own.
bool isIncidentLayer( const Source &source );

/**
 * Everything that the names in a recipe can stand for: the layers that were given, and the tables of one folder.
 *
 * A name is looked for in this order, and the first place that knows it decides: a value of the field `source` in any
 * incident layer given; the table or file base name of any layer given; a .gpkg table, .shp, .csv, .csv.gz or .geojson
 * in the folder (not in its subfolders). Capitals do not matter. The names of layers play no part, so that the same
 * recipe finds the same data in the toolbox, in a model and on the command line.
 */
class SourceCatalogue
{
public:
  /**
   * Throws QgsProcessingException when the folder does not exist.
   * REQUIRES: called in the main thread, as find().
   * \param folder may be empty
   * \param folderParameter the parameter that names the folder, for the record
   */
  SourceCatalogue( Run &run, std::vector<Source> layers, const QString &folder, const QString &folderParameter );
  ~SourceCatalogue();

  /**
   * What \a name stands for; an empty name stands for the only layer given. Lives as long as the catalogue.
   * Throws QgsProcessingException when no place knows the name (with the nearest one), or one place knows two.
   * \param asker who uses the name, as the beginning of the sentence: "Recipe ‘city’, row 5 (‘asb’)"
   */
  NamedSource find( const QString &name, const QString &asker );

private:
  struct Candidate;

  void listLayers( const Run &run );
  void listFolder( const QString &folder );
  void listFile( const QString &path );
  NamedSource onlyLayer( const QString &asker ) const;
  Candidate *matchIn( int place, const QString &name, const QString &asker ) const;
  NamedSource opened( Candidate &candidate, const QString &asker ) const;
  QStringList names() const;

  std::vector<std::unique_ptr<Source>> mLayers;
  std::vector<std::unique_ptr<Candidate>> mCandidates;
  QString mFolderParameter;
};

} // namespace communitysafety::base
