// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policecategory.h"

#include <QHash>

namespace communitysafety::base
{

QString plainName( const QString &name )
{
  QString plain;
  for ( const QChar letter : name.toLower() )
    if ( letter.isLetterOrNumber() )
      plain += letter;
  return plain;
}

namespace
{

QHash<QString, QString> officialCategories()
{
  QHash<QString, QString> names;
  for ( const char *name : { "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs",
                             "Other crime", "Other theft", "Possession of weapons", "Public order", "Robbery",
                             "Shoplifting", "Theft from the person", "Vehicle crime", "Violence and sexual offences" } )
    names.insert( plainName( QString::fromUtf8( name ).remove( QStringLiteral( " and " ) ) ),
                  QString::fromUtf8( name ) );
  names.insert( QStringLiteral( "violentcrime" ), QStringLiteral( "Violence and sexual offences" ) );
  return names;
}

} // namespace

PoliceCategory policeCategory( const QString &written )
{
  static const QHash<QString, QString> official = officialCategories();
  // "and", "&" and the nothing of the API's short names all mean the same.
  const QString joined =
    QString( written ).replace( '-', ' ' ).remove( QStringLiteral( " and " ), Qt::CaseInsensitive );
  const auto name = official.constFind( plainName( joined ) );
  return name == official.constEnd() ? PoliceCategory{ written, false } : PoliceCategory{ *name, true };
}

} // namespace communitysafety::base
