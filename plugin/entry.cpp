// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers

/**
 * The door through which the Python loader enters: four C functions, no C++ type and no exception across it.
 */

#include "base/compat.h"
#include "base/resources.h"
#include "provider.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <QPointer>

#include <string>

#ifdef _WIN32
#define COMMUNITYSAFETY_EXPORT extern "C" __declspec( dllexport )
#else
#define COMMUNITYSAFETY_EXPORT extern "C" __attribute__( ( visibility( "default" ) ) )
#endif

namespace
{

enum Outcome : int
{
  registered = 0,
  refused = 1
};

// The registry owns the provider and may delete it first, when QGIS closes.
QPointer<communitysafety::Provider> ourProvider;
std::string lastError;

int refuse( const QString &reason )
{
  lastError = reason.toStdString();
  return refused;
}

QString versionText( int version )
{
  return QStringLiteral( "%1.%2" ).arg( version / 10000 ).arg( version / 100 % 100 );
}

//! Why this library must not be used here; empty when it may.
QString reasonToRefuse()
{
  using communitysafety::Provider;
  if ( !QCoreApplication::instance() )
    return QStringLiteral( "QGIS is not running." );
  // Between minor versions the classes of QGIS change their layout: using them would crash.
  if ( Qgis::versionInt() / 100 != communitysafety::compat::builtForQgis / 100 )
    return QStringLiteral(
             "this library was built for QGIS %1, but QGIS %2 is running: build or install the one for %2." )
      .arg( versionText( communitysafety::compat::builtForQgis ), versionText( Qgis::versionInt() ) );
  // addProvider() would delete the second provider under its owner's hands.
  if ( !ourProvider && QgsApplication::processingRegistry()->providerById( Provider::providerId() ) )
    return QStringLiteral( "another copy of Community Safety is already loaded: keep one of the two installations." );
  return QString();
}

int registerProvider( const char *packageFolder )
{
  const QString reason = reasonToRefuse();
  if ( !reason.isEmpty() )
    return refuse( reason );
  if ( ourProvider )
    return registered;
  communitysafety::base::setPackageFolder( QString::fromUtf8( packageFolder ) );
  auto *provider = new communitysafety::Provider;
  if ( !QgsApplication::processingRegistry()->addProvider( provider ) )
    return refuse( QStringLiteral( "QGIS refused the provider." ) );
  ourProvider = provider;
  provider->addModels();
  return registered;
}

} // namespace

//! The QGIS version that this library was built for, for instance 32216.
COMMUNITYSAFETY_EXPORT int cs_abi() { return communitysafety::compat::builtForQgis; }

//! Adds the provider. \param packageFolder the plugin's folder, UTF-8. \returns 0, or 1 with the reason in
//! cs_last_error().
COMMUNITYSAFETY_EXPORT int cs_register( const char *packageFolder )
{
  try
  {
    return registerProvider( packageFolder );
  }
  catch ( const std::exception &problem )
  {
    return refuse( QString::fromUtf8( problem.what() ) );
  }
  catch ( ... )
  {
    return refuse( QStringLiteral( "an unknown error." ) );
  }
}

//! Removes the provider, when it is still there.
COMMUNITYSAFETY_EXPORT void cs_unregister()
{
  if ( ourProvider && QCoreApplication::instance() )
    QgsApplication::processingRegistry()->removeProvider( ourProvider );
  ourProvider.clear();
}

//! Why the last cs_register() failed, UTF-8; valid until the next call.
COMMUNITYSAFETY_EXPORT const char *cs_last_error() { return lastError.c_str(); }
