// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentids.h"

#include "base/hash64.h"

#include <QCryptographicHash>

namespace communitysafety::preparedata
{

quint64 IncidentIds::hash( const QString &id ) { return base::hash64( id.toStdString() ); }

int IncidentIds::take( const QString &id ) { return mTaken.add( hash( id ) ); }

QString IncidentIds::made( const QString &source, const QStringList &content )
{
  constexpr int digits = 12;
  // A separator that no cell has, so that "1", "23" and "12", "3" differ.
  const QByteArray bytes = content.join( QChar( 0x1f ) ).toUtf8();
  const QByteArray digest = QCryptographicHash::hash( source.toUtf8() + '\x1f' + bytes, QCryptographicHash::Sha256 );
  const int before = mContents.add( base::hash64( digest.toStdString() ) );
  const QString id = QStringLiteral( "%1-%2" ).arg( source, QString::fromLatin1( digest.toHex().left( digits ) ) );
  return before == 0 ? id : QStringLiteral( "%1-%2" ).arg( id ).arg( before + 1 );
}

} // namespace communitysafety::preparedata
