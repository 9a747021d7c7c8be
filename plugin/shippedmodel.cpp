// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "shippedmodel.h"

#include "base/resources.h"

#include <qgsprocessingfeedback.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QIcon>

namespace communitysafety
{

std::unique_ptr<ShippedModel> ShippedModel::fromFile( const QString &file )
{
  auto model = std::make_unique<ShippedModel>();
  if ( !model->QgsProcessingModelAlgorithm::fromFile( file ) )
    return nullptr;
  model->mId = QFileInfo( file ).completeBaseName();
  model->explainParameters();
  return model;
}

QIcon ShippedModel::icon() const { return QIcon( svgIconPath() ); }

QString ShippedModel::svgIconPath() const { return base::packageFile( QStringLiteral( "icons/communitysafety.svg" ) ); }

QStringList ShippedModel::tags() const
{
  return QCoreApplication::translate(
           "ShippedModel",
           "model,workflow,chain,strategic assessment,whole city,composite index,priority neighbourhoods,deprivation" )
    .split( ',' );
}

QString ShippedModel::shortDescription() const
{
  return helpContent().value( QStringLiteral( "shortDescription" ) ).toString();
}

QVariantMap ShippedModel::processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                            QgsProcessingFeedback *feedback )
{
  const QVariantMap results = QgsProcessingModelAlgorithm::processAlgorithm( parameters, context, feedback );
  if ( feedback->isCanceled() )
    throw QgsProcessingException(
      QCoreApplication::translate( "ShippedModel", "Cancelled: the outputs of steps that were finished are kept." ) );
  return results;
}

void ShippedModel::explainParameters()
{
  for ( const QgsProcessingParameterDefinition *parameter : parameterDefinitions() )
  {
    const QString help = helpContent().value( parameter->name() ).toString();
    if ( parameter->help().isEmpty() && !help.isEmpty() )
      const_cast<QgsProcessingParameterDefinition *>( parameter )->setHelp( help );
  }
}

QgsProcessingAlgorithm *ShippedModel::createInstance() const
{
  auto *copy = new ShippedModel;
  copy->loadVariant( toVariant() );
  copy->setProvider( provider() );
  copy->setSourceFilePath( sourceFilePath() );
  copy->mId = mId;
  copy->explainParameters();
  return copy;
}

} // namespace communitysafety
