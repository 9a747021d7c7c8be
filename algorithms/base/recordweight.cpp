// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recordweight.h"

#include "base/rejects.h"
#include "base/sourcecatalogue.h"
#include "base/strictparse.h"

#include <qgsfeature.h>

namespace communitysafety::base
{
namespace
{

RejectReason reasonOf( const ParsedNumber &number )
{
  if ( number.isNumber() )
    return RejectReason::numberOutOfRange;
  return number.kind == ParsedNumber::Kind::Suppressed ? RejectReason::suppressedNumber
                                                       : RejectReason::numberNotReadable;
}

} // namespace

RecordWeight::RecordWeight( const Source &source )
  : mField( isIncidentLayer( source ) ? source.fields().lookupField( QStringLiteral( "weight" ) ) : -1 )
{
}

std::optional<double> RecordWeight::of( const QgsFeature &record, RejectLedger &ledger, const QString &account,
                                        qint64 row, const QString &id ) const
{
  if ( mField < 0 )
    return 1.0;
  const QVariant cell = record.attribute( mField );
  const ParsedNumber number = parseNumber( cell );
  if ( number.kind == ParsedNumber::Kind::Missing )
    return 1.0;
  if ( number.isNumber() && number.value >= 0 )
    return number.value;
  ledger.rejectValue( account, row, id, QStringLiteral( "weight" ), reasonOf( number ), cell.toString() );
  return {};
}

} // namespace communitysafety::base
