// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaylayers.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/strictparse.h"
#include "deprivation/overlaydeprivation.h"
#include "statistics/associationclass.h"

namespace communitysafety::deprivation
{
namespace
{

using base::orNull;
using statistics::isMissing;
using statistics::missing;

constexpr QChar meanSuffix( 'm' ), shareSuffix( 's' ), indexSuffix( 'x' );

QString idName( const IndexedAreas &areas )
{
  const bool isNeighbourhood = areas.idField.compare( QLatin1String( "nbhd_id" ), Qt::CaseInsensitive ) == 0;
  return isNeighbourhood ? QStringLiteral( "nbhd_id" ) : QStringLiteral( "area_id" );
}

QVariant classNumber( int third ) { return third < 0 ? compat::null() : QVariant( third + 1 ); }

//! \a value as the field of an output stores it; null when it does not fit, for instance a rank that is no number.
QVariant asFieldValue( const QgsField &field, const QVariant &value )
{
  if ( field.type() == compat::textField )
    return compat::isNull( value ) ? compat::null() : QVariant( value.toString() );
  const base::ParsedNumber number = base::parseNumber( value );
  return number.isNumber() ? QVariant( number.value ) : compat::null();
}

//! What a domain's mean is, for the alias of its field.
QString domainWords( const Domain &domain )
{
  return domain.measure == base::Measure::score
           ? OverlayDeprivation::tr( "%1: mean score" ).arg( domain.label )
           : OverlayDeprivation::tr( "%1: mean tenth of the country (1 = most deprived)" ).arg( domain.label );
}

void addShareFields( const OverlayTable &table, QgsFields &fields )
{
  for ( const Domain &domain : table.deprivation.domains )
    fields.append( base::fields::ofCode( domain.code, meanSuffix, domainWords( domain ) ) );
  if ( !table.census )
    return;
  for ( const CensusShare &share : *table.census )
  {
    fields.append( base::fields::ofCode(
      share.code, shareSuffix, OverlayDeprivation::tr( "%1: share of %2" ).arg( share.field, share.totalField ) ) );
    fields.append( base::fields::ofCode(
      share.code, indexSuffix, OverlayDeprivation::tr( "%1: over-representation (100 = city)" ).arg( share.field ) ) );
  }
}

void addShares( const OverlayTable &table, std::size_t area, QVector<QVariant> &values )
{
  for ( const std::vector<double> &means : table.overlay.domains )
    values << orNull( means[area] );
  if ( !table.census )
    return;
  for ( const CensusShare &share : *table.census )
    values << orNull( share.share[area] ) << orNull( share.index[area] );
}

} // namespace

QString bivariateWords( int index, int deprivation )
{
  if ( index < 0 || deprivation < 0 )
    return QString();
  const QString indexWords[] = { OverlayDeprivation::tr( "Low index" ), OverlayDeprivation::tr( "Middle index" ),
                                 OverlayDeprivation::tr( "High index" ) };
  const QString deprivationWords[] = { OverlayDeprivation::tr( "low deprivation" ),
                                       OverlayDeprivation::tr( "middle deprivation" ),
                                       OverlayDeprivation::tr( "high deprivation" ) };
  return QStringLiteral( "%1, %2" ).arg( indexWords[index], deprivationWords[deprivation] );
}

QString localWords( double kind )
{
  if ( isMissing( kind ) )
    return QString();
  switch ( static_cast<statistics::AssociationKind>( int( kind ) ) )
  {
  case statistics::AssociationKind::highAmongHigh:
    return OverlayDeprivation::tr( "High index among high deprivation" );
  case statistics::AssociationKind::lowAmongLow:
    return OverlayDeprivation::tr( "Low index among low deprivation" );
  case statistics::AssociationKind::highAmongLow:
    return OverlayDeprivation::tr( "High index among low deprivation" );
  case statistics::AssociationKind::lowAmongHigh:
    return OverlayDeprivation::tr( "Low index among high deprivation" );
  default:
    return OverlayDeprivation::tr( "Not significant" );
  }
}

QgsFields fieldsOf( const OverlayTable &table )
{
  QgsFields fields = base::fields::list(
    QStringList{ idName( table.areas ) } + table.areas.kept +
    QStringList{ "idx", "dep_score", "dep_rank", "dep_pop", "dep_cover", "dep_10", "dep_20", "dep_30", "idx_class",
                 "dep_class", "biv_class", "dep_nocrim", "dep_avrank", "dep_prop", "dep_extent", "dep_conc" } );
  if ( table.local )
    for ( const QgsField &field : base::fields::list( { "loc_class", "loc_words", "loc_p", "loc_q" } ) )
      fields.append( field );
  addShareFields( table, fields );
  base::fields::requireRoom( fields );
  return fields;
}

QVector<QVariant> rowOf( const OverlayTable &table, const QgsFields &fields, std::size_t area )
{
  const IndexedAreas &areas = table.areas;
  const Overlay &overlay = table.overlay;
  QVector<QVariant> values{ areas.areas.id[area] };
  for ( int kept = 0; kept < areas.kept.size(); ++kept )
    values << asFieldValue( fields.at( kept + 1 ), areas.areas.attributes[area].at( kept ) );
  values << orNull( areas.index[area] ) << orNull( overlay.score[area] ) << orNull( overlay.rank[area] )
         << orNull( overlay.people[area] ) << overlay.covered[area];
  for ( const std::vector<double> &share : overlay.inMostDeprived )
    values << orNull( share[area] );
  values << classNumber( table.classes.index[area] ) << classNumber( table.classes.deprivation[area] )
         << orNull( bivariateWords( table.classes.index[area], table.classes.deprivation[area] ) );
  const statistics::AreaSummary &summary = overlay.summary[area];
  values << orNull( overlay.withoutCrime[area] ) << orNull( summary.averageRank ) << orNull( summary.proportion )
         << orNull( summary.extent ) << orNull( summary.localConcentration );
  if ( table.local )
    values << base::wholeOrNull( table.local->kind[area] ) << orNull( localWords( table.local->kind[area] ) )
           << orNull( table.local->p[area] ) << orNull( table.local->q[area] );
  addShares( table, area, values );
  return values;
}

QgsFields profileFields( const IndexedAreas &areas )
{
  QgsFields fields =
    base::fields::list( { idName( areas ), "prof_kind", "field", "label", "val", "city_val", "n", "d" } );
  fields.append( base::fields::named( "idx", OverlayDeprivation::tr( "Over-representation (100 = city)" ) ) );
  fields.append( base::fields::named( "idx_lo", OverlayDeprivation::tr( "Over-representation, lower limit (95 %)" ) ) );
  fields.append( base::fields::named( "idx_hi", OverlayDeprivation::tr( "Over-representation, upper limit (95 %)" ) ) );
  fields.append( base::fields::named(
    "z", OverlayDeprivation::tr( "Standard deviations of the city above it (positive: more deprived)" ) ) );
  return fields;
}

double domainDifference( const Domain &domain, double mean, double cityMean, double cityDeviation )
{
  if ( !( cityDeviation > 0 ) )
    return missing;
  return ( domain.measure == base::Measure::score ? mean - cityMean : cityMean - mean ) / cityDeviation;
}

std::vector<QVector<QVariant>> profileRows( const IndexedAreas &areas, const Overlay &overlay,
                                            const DeprivationAreas &deprivation, const Whole &city,
                                            const std::vector<CensusShare> &census )
{
  std::vector<QVector<QVariant>> rows;
  const QVariant none = compat::null();
  for ( std::size_t area = 0; area < areas.areas.size(); ++area )
  {
    for ( std::size_t number = 0; number < deprivation.domains.size(); ++number )
    {
      const Domain &domain = deprivation.domains[number];
      const double mean = overlay.domains[number][area], cityMean = city.domainMeans[number];
      rows.push_back( { areas.areas.id[area], OverlayDeprivation::tr( "Domain" ), domain.field, domainWords( domain ),
                        orNull( mean ), orNull( cityMean ), none, none, none, none, none,
                        orNull( domainDifference( domain, mean, cityMean, city.domainDeviations[number] ) ) } );
    }
    for ( const CensusShare &share : census )
      rows.push_back( { areas.areas.id[area], OverlayDeprivation::tr( "Census" ), share.field,
                        OverlayDeprivation::tr( "%1: share of %2" ).arg( share.field, share.totalField ),
                        orNull( share.share[area] ), orNull( share.cityShare ), share.count[area], share.total[area],
                        orNull( share.index[area] ), orNull( share.limits[area].lower ),
                        orNull( share.limits[area].upper ), none } );
  }
  return rows;
}

} // namespace communitysafety::deprivation
