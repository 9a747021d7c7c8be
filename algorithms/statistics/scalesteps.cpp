// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scalesteps.h"

#include "statistics/normalise.h"
#include "statistics/transform.h"

#include <utility>

namespace communitysafety::statistics
{

SteppedColumn takeSteps( std::vector<double> values, const ScaleSteps &steps, int direction )
{
  SteppedColumn stepped;
  if ( steps.transform.isGiven() )
    values = transform( values, steps.transform );
  if ( steps.treat.isGiven() )
  {
    stepped.treated = treatOutliers( values, steps.treat );
    values = stepped.treated.values;
  }
  for ( double &value : values )
    value *= direction;
  if ( steps.normalise.isGiven() )
  {
    Normalised normalised = normalise( values, direction < 0 ? mirrored( steps.normalise ) : steps.normalise );
    stepped.isConstant = normalised.isConstant;
    values = std::move( normalised.values );
  }
  stepped.values = std::move( values );
  return stepped;
}

} // namespace communitysafety::statistics
