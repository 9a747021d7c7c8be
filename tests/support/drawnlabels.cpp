// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "drawnlabels.h"

#include <qgsexpression.h>
#include <qgsexpressioncontextutils.h>
#include <qgsrulebasedrenderer.h>

namespace communitysafety::test
{

QStringList drawnLabels( const QgsVectorLayer &layer )
{
  const std::unique_ptr<QgsFeatureRenderer> copy( layer.renderer() ? layer.renderer()->clone() : nullptr );
  auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( copy.get() );
  if ( !renderer )
    return {};
  QgsExpressionContext context( QgsExpressionContextUtils::globalProjectLayerScopes( &layer ) );
  QStringList all;
  QgsFeatureIterator features = layer.getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
  {
    context.setFeature( feature );
    QStringList labels;
    for ( const QgsRuleBasedRenderer::Rule *rule : renderer->rootRule()->children() )
      if ( QgsExpression( rule->filterExpression() ).evaluate( &context ).toBool() )
        labels << rule->label();
    all << labels.join( '|' );
  }
  return all;
}

QStringList notDrawnOnce( const QgsVectorLayer &layer )
{
  QStringList wrong = drawnLabels( layer );
  if ( wrong.size() != layer.featureCount() )
    return { QStringLiteral( "the style is not one of rules" ) };
  wrong.erase( std::remove_if( wrong.begin(), wrong.end(),
                               []( const QString &label ) { return !label.isEmpty() && !label.contains( '|' ); } ),
               wrong.end() );
  return wrong;
}

} // namespace communitysafety::test
