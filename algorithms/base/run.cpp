// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/run.h"

namespace communitysafety::base
{

Run::Run( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters ) : mParameters( parameters )
{
  record.begin( algorithm, parameters );
}

void Run::enter( QgsProcessingContext &context, QgsProcessingFeedback *feedback )
{
  mContext = &context;
  mFeedback = feedback;
}

statistics::Progress Run::progress( double from, double to ) const
{
  return [this, from, to]( double done )
  {
    mFeedback->setProgress( 100.0 * ( from + ( to - from ) * done ) );
    return !mFeedback->isCanceled();
  };
}

void Run::stopIfCancelled() const
{
  if ( mFeedback->isCanceled() )
    throw statistics::Cancelled();
}

void Run::remark( const QString &text )
{
  mFeedback->pushInfo( text );
  record.addRemark( text );
}

void Run::warn( const QString &text )
{
  mFeedback->pushWarning( text );
  record.addRemark( text );
}

} // namespace communitysafety::base
