// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "shippedmodel.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace communitysafety
{

std::unique_ptr<ShippedModel> ShippedModel::fromFile( const QString &file )
{
  auto model = std::make_unique<ShippedModel>();
  if ( !model->QgsProcessingModelAlgorithm::fromFile( file ) )
    return nullptr;
  model->mId = QFileInfo( file ).completeBaseName();
  return model;
}

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

QgsProcessingAlgorithm *ShippedModel::createInstance() const
{
  auto *copy = new ShippedModel;
  copy->loadVariant( toVariant() );
  copy->setProvider( provider() );
  copy->setSourceFilePath( sourceFilePath() );
  copy->mId = mId;
  return copy;
}

} // namespace communitysafety
