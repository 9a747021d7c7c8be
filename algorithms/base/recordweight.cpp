// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recordweight.h"

#include "base/sourcecatalogue.h"

#include <qgsfeature.h>

namespace communitysafety::base
{

std::optional<RejectReason> weightFault( const ParsedNumber &weight )
{
  switch ( weight.kind )
  {
  case ParsedNumber::Kind::Suppressed:
    return RejectReason::suppressedNumber;
  case ParsedNumber::Kind::NotANumber:
    return RejectReason::numberNotReadable;
  default:
    return weight.value < 0 ? std::make_optional( RejectReason::numberOutOfRange ) : std::nullopt;
  }
}

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
  if ( const std::optional<RejectReason> fault = weightFault( number ) )
  {
    ledger.rejectValue( account, row, id, QStringLiteral( "weight" ), *fault, cell.toString() );
    return {};
  }
  return number.isNumber() ? number.value : 1.0;
}

} // namespace communitysafety::base
