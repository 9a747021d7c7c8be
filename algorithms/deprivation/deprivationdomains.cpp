// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationdomains.h"

#include "deprivation/labelcodes.h"
#include "deprivation/officialcolumns.h"
#include "deprivation/overlaydeprivation.h"
#include "statistics/aggregation.h"
#include "statistics/normalise.h"
#include "statistics/ranking.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace communitysafety::deprivation
{
namespace
{

using statistics::missing;

struct EnglishDomain
{
  //! The subject of officialColumn().
  const char *subject;
  double weight;
};

constexpr const char *crime = "cri";

//! Weights of 2019 and 2025 but for crime, which has 0.093. All seven add up to 0.999, as published.
constexpr std::array<EnglishDomain, 6> withoutCrime{
  { { "inc", 0.225 }, { "emp", 0.225 }, { "edu", 0.135 }, { "hea", 0.135 }, { "hou", 0.093 }, { "env", 0.093 } }
};
constexpr double allWeights = 0.999;

//! The subject that \a field names, also as our own layers write it (inc_rank); empty for none.
QString subjectOf( const QString &field )
{
  const OfficialColumn official = officialColumn( field );
  if ( official.isKnown() && official.kind != ColumnKind::people )
    return official.subject;
  const QString first = field.section( '_', 0, 0 ).toLower();
  const bool isEnglish =
    first == QLatin1String( crime ) ||
    std::any_of( withoutCrime.begin(), withoutCrime.end(),
                 [&first]( const EnglishDomain &domain ) { return first == QLatin1String( domain.subject ); } );
  return isEnglish ? first : QString();
}

//! The words for a subject, by the heading that names it.
QString wordsOf( const QString &field, const QString &subject )
{
  const OfficialColumn official = officialColumn( field );
  if ( official.isKnown() )
    return official.subjectWords;
  // Our own layers write the subject as the boundary files do: inc_rank, IncRank.
  const OfficialColumn brief = officialColumn( ( subject == QLatin1String( "hea" )   ? QStringLiteral( "hdd" )
                                                 : subject == QLatin1String( "hou" ) ? QStringLiteral( "bhs" )
                                                                                     : subject ) +
                                               QStringLiteral( "rank" ) );
  return brief.isKnown() ? brief.subjectWords : field;
}

/**
 * The ranks of a domain among all areas of the country: as given, or else of its scores where the layer holds every
 * area of the country; empty where neither is at hand.
 */
std::vector<double> nationalRanks( const DeprivationAreas &deprivation, const char *subject )
{
  for ( const Domain &domain : deprivation.domains )
    if ( domain.subject == QLatin1String( subject ) && domain.measure == base::Measure::rank )
      return domain.values;
  for ( const Domain &domain : deprivation.domains )
    if ( domain.subject == QLatin1String( subject ) && domain.measure == base::Measure::score &&
         double( statistics::countPresent( domain.values ) ) == deprivation.rankedAreas )
      return statistics::rankDescending( domain.values );
  return {};
}

//! The English domains whose ranks are not at hand, in words. Without crime it is another country's index.
QStringList missingDomains( const DeprivationAreas &deprivation )
{
  QStringList lacking;
  for ( const EnglishDomain &domain : withoutCrime )
    if ( nationalRanks( deprivation, domain.subject ).empty() )
      lacking << wordsOf( QString(), QLatin1String( domain.subject ) );
  const bool hasCrime = std::any_of( deprivation.domains.begin(), deprivation.domains.end(),
                                     []( const Domain &domain ) { return domain.subject == QLatin1String( crime ); } );
  if ( !hasCrime )
    lacking << wordsOf( QString(), QLatin1String( crime ) );
  return lacking;
}

//! Ranks among \a rankedAreas on the scale of the official transformation, 0 to 100 with 100 = most deprived.
std::vector<double> transformed( std::vector<double> ranks, double rankedAreas )
{
  std::vector<double> country( static_cast<std::size_t>( rankedAreas ) );
  std::iota( country.begin(), country.end(), -rankedAreas );
  for ( double &rank : ranks )
    rank = -rank;
  return statistics::normalise( ranks, country, { "exponentialrank", {} } ).values;
}

} // namespace

Domain namedDomain( const QString &field, const QStringList &taken )
{
  constexpr int longest = 8;
  Domain domain;
  domain.field = field;
  domain.subject = subjectOf( field );
  // The score and the rank of one domain may both be chosen.
  const bool isFirst = !taken.contains( domain.subject );
  domain.code =
    domain.subject.isEmpty() || !isFirst ? freeName( shortName( field, longest ), taken, longest ) : domain.subject;
  domain.label = domain.subject.isEmpty() ? field : wordsOf( field, domain.subject );
  if ( !domain.subject.isEmpty() && !isFirst )
    domain.label = QStringLiteral( "%1 (%2)" ).arg( domain.label, field );
  return domain;
}

std::vector<double> scoreWithoutCrime( base::Run &run, const DeprivationAreas &deprivation )
{
  if ( deprivation.domains.empty() )
    return {};
  const QStringList lacking = missingDomains( deprivation );
  if ( !lacking.isEmpty() )
  {
    run.warn( OverlayDeprivation::tr( "Deprivation without its crime domain is not given: it needs the national ranks "
                                      "of all seven English domains in DOMAIN_FIELDS (or their scores for the whole "
                                      "country), and there are none for %1." )
                .arg( lacking.join( QStringLiteral( ", " ) ) ) );
    return {};
  }
  std::vector<std::vector<double>> scales;
  std::vector<double> weights;
  for ( const EnglishDomain &domain : withoutCrime )
  {
    scales.push_back( transformed( nationalRanks( deprivation, domain.subject ), deprivation.rankedAreas ) );
    weights.push_back( domain.weight );
  }
  const double raised = allWeights / std::accumulate( weights.begin(), weights.end(), 0.0 );
  for ( double &weight : weights )
    weight *= raised;
  const std::vector<statistics::Column> parts( scales.begin(), scales.end() );
  statistics::Aggregated score = statistics::aggregate( parts, weights, { "sum", {} } );
  for ( std::size_t area = 0; area < score.values.size(); ++area )
    if ( score.weightPresent[area] < 1 - 1e-9 )
      score.values[area] = missing;
  run.remark( OverlayDeprivation::tr( "The English index of deprivation contains police-recorded crime, as the index "
                                      "here does. It is therefore also given without its crime domain, the weights of "
                                      "the other six raised in proportion." ) );
  return score.values;
}

} // namespace communitysafety::deprivation
