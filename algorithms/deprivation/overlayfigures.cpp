// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlayfigures.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "deprivation/overlaydeprivation.h"

#include <algorithm>

namespace communitysafety::deprivation
{
namespace
{

using base::Run;
using statistics::isMissing;

void setIfKnown( Run &run, const char *output, double value )
{
  if ( !isMissing( value ) )
    run.setNumber( QLatin1String( output ), value );
}

void tellCorrelation( Run &run, const MeasureAssociation &found )
{
  const statistics::SpatialCorrelation &spearman = found.spearman;
  const statistics::Interval limits = limitsOf( found );
  const QString correlation =
    OverlayDeprivation::tr( "Over the %1 areas of the city with both, index and deprivation correlate with "
                            "Spearman %2 (%3 to %4) and Pearson %5 (1 = the higher the index, the more deprived)." )
      .arg( spearman.areas )
      .arg( base::numberText( spearman.coefficient, 3 ), base::numberText( limits.lower, 3 ),
            base::numberText( limits.upper, 3 ), base::numberText( found.pearson, 3 ) );
  if ( isTooManyForDutilleul( spearman.areas ) )
    run.warn( correlation + ' ' +
              OverlayDeprivation::tr( "Dutilleul's test was left out, because its time grows with the square of the "
                                      "areas: the limits are those of the blocks drawn, and there is no p." ) );
  else
    run.remark( correlation + ' ' +
                OverlayDeprivation::tr( "Allowing for neighbours that are alike they are worth %1 independent areas." )
                  .arg( base::numberText( spearman.effectiveAreas ) ) );
}

} // namespace

void tellAssociation( Run &run, const CityAssociation &found )
{
  const statistics::SpatialCorrelation &spearman = found.deprivation.spearman;
  if ( isMissing( spearman.coefficient ) )
  {
    run.warn( OverlayDeprivation::tr( "Index and deprivation cannot be correlated over the city: %n area(s) have both, "
                                      "and both must vary.",
                                      nullptr, static_cast<int>( spearman.areas ) ) );
    return;
  }
  const statistics::Interval limits = limitsOf( found.deprivation );
  setIfKnown( run, "SPEARMAN", spearman.coefficient );
  setIfKnown( run, "SPEARMAN_LOWER", limits.lower );
  setIfKnown( run, "SPEARMAN_UPPER", limits.upper );
  setIfKnown( run, "SPEARMAN_P", spearman.p );
  setIfKnown( run, "EFFECTIVE_AREAS", spearman.effectiveAreas );
  setIfKnown( run, "SPEARMAN_WITHOUT_CRIME", found.withoutCrime.spearman.coefficient );
  setIfKnown( run, "PEARSON", found.deprivation.pearson );
  setIfKnown( run, "SLOPE_INDEX", found.slope.slope );
  setIfKnown( run, "RELATIVE_INDEX", found.slope.relative );
  setIfKnown( run, "CONCENTRATION_INDEX", found.concentration.value );
  tellCorrelation( run, found.deprivation );
  if ( limits.upper < 0 )
    run.warn( OverlayDeprivation::tr( "The index is lower where deprivation is higher: check that a high score, rank 1 "
                                      "or decile 1 means most deprived, and that a high index is bad." ) );
  const std::vector<double> &kinds = found.local.kind;
  if ( !kinds.empty() )
    run.setNumber( QStringLiteral( "N_LOCAL" ),
                   double( std::count_if( kinds.begin(), kinds.end(), []( double kind ) { return kind > 0; } ) ) );
}

} // namespace communitysafety::deprivation
