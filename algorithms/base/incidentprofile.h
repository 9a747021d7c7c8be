// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace communitysafety::base
{

//! What one key of a profile holds.
struct ProfileKey
{
  enum class Kind
  {
    text,
    texts,  //!< A list
    number, //!< Zero or more
    choice, //!< One of a few words
    pairs   //!< Texts under texts
  };

  QString name;
  Kind kind = Kind::text;
  QStringList choices; //!< Of a choice, in the order of the parameter's
};

/**
 * How the table of one partner is read, in a JSON file: which field is which, how its dates and positions are written,
 * what becomes of its categories. Made once, it makes next year's file one click.
 *
 *     { "version": 1, "source_name": "fire", "date_field": "Call time", "date_format": "day/month/year",
 *       "categories": { "FDR1": "Primary fire" } }
 */
class IncidentProfile
{
public:
  //! The version that is written; no other is read.
  static constexpr int version = 1;

  //! All keys but the version.
  static const std::vector<ProfileKey> &keys();

  /**
   * \param name of the file, for the sentences
   * Throws QgsProcessingException with one sentence: no JSON, no or another version, an unknown key (with the nearest
   * known), or a value of the wrong kind.
   */
  static IncidentProfile fromJson( const QByteArray &json, const QString &name );
  //! Throws as fromJson(), and when there is no such file or it is larger than a profile can be.
  static IncidentProfile read( const QString &path );

  //! With the version first readable and the keys sorted, so that two files can be compared.
  QByteArray toJson() const;
  //! Throws QgsProcessingException when the file cannot be written.
  void write( const QString &path ) const;

  bool has( const QString &key ) const { return mValues.contains( key ); }
  //! Empty where the profile has no such key.
  QString text( const QString &key ) const;
  QStringList texts( const QString &key ) const;
  std::optional<double> number( const QString &key ) const;
  //! The place of the word among the choices of \a key.
  std::optional<int> choice( const QString &key ) const;
  QMap<QString, QString> pairs( const QString &key ) const;

  //! Blank values take the key away. REQUIRES: a key of that kind.
  void set( const QString &key, const QString &text );
  void set( const QString &key, const QStringList &texts );
  void set( const QString &key, double number );
  void setChoice( const QString &key, int choice );
  void set( const QString &key, const QMap<QString, QString> &pairs );

  bool operator==( const IncidentProfile &other ) const { return mValues == other.mValues; }

private:
  QJsonObject mValues;
};

} // namespace communitysafety::base
