// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profilelayers.h"

#include "base/compat.h"
#include "base/fields.h"
#include "base/figurefields.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"

#include <QCoreApplication>

namespace communitysafety::priorityneighbourhoods
{

using base::orNull;
using base::wholeOrNull;
using statistics::AgainstReference;
using statistics::isMissing;
using statistics::PlaceRate;

namespace
{

struct LayersText
{
  Q_DECLARE_TR_FUNCTIONS( ProfileLayers )
};

constexpr std::size_t namedDrivers = 3;

QgsField worded( const char *name, const QString &words )
{
  return base::fields::named( QLatin1String( name ), words );
}

void append( QgsFields &fields, const QStringList &names )
{
  for ( const QString &name : names )
    fields.append( base::fields::named( name ) );
}

void appendThemes( QgsFields &fields, const ProfilePlan &plan )
{
  for ( const std::size_t theme : plan.themes() )
    fields.append( base::fields::ofCode( plan.groups[theme].code, 'i',
                                         LayersText::tr( "%1 (index, 100 = city)" ).arg( plan.groups[theme].label ) ) );
}

//! Shares of the census with their index, called as the user calls them.
void appendCensus( QgsFields &fields, const ProfiledPeople &people )
{
  base::FigureFields figures( fields );
  for ( const base::CensusShare &share : people.census )
  {
    figures.add( share.field, LayersText::tr( "%1, share of %2" ).arg( share.field, share.totalField ) );
    figures.add( share.field, LayersText::tr( "%1, against the city (100 = city)" ).arg( share.field ),
                 QStringLiteral( "_i" ) );
  }
  for ( const QgsField &field : figures.fields() )
    fields.append( field );
}

QVector<QVariant> deprivationCells( const ProfileFindings &findings, std::size_t place )
{
  const PlaceDeprivation &own = findings.people.deprivation[place];
  return { orNull( own.score ), orNull( own.inTenth ), orNull( own.inFifth ), orNull( own.people ),
           orNull( own.covered ) };
}

//! The class of a comparison, null where there is none.
QVariant classCell( const PlaceRate &rate )
{
  return rate.against == AgainstReference::notKnown ? compat::null() : QVariant( int( rate.against ) );
}

//! What a row of the table says about a figure, after its names.
QVector<QVariant> figureCells( const ProfileFigure &figure, const ProfiledIndicator &indicator, bool hasParent )
{
  const auto perUnit = [&indicator]( double rate ) { return orNull( rate * indicator.per ); };
  QVector<QVariant> cells{ orNull( figure.count.events ),
                           orNull( figure.count.exposure ),
                           orNull( figure.city.expected ),
                           perUnit( figure.city.rate ),
                           perUnit( figure.city.limits.lower ),
                           perUnit( figure.city.limits.upper ),
                           perUnit( figure.city.reference ),
                           orNull( figure.city.index ),
                           orNull( figure.city.indexLimits.lower ),
                           orNull( figure.city.indexLimits.upper ),
                           classCell( figure.city ),
                           cityWords( figure ) };
  if ( hasParent )
    cells << perUnit( figure.parent.reference ) << orNull( figure.parent.index )
          << orNull( figure.parent.indexLimits.lower ) << orNull( figure.parent.indexLimits.upper )
          << classCell( figure.parent ) << classWords( figure, figure.parent );
  return cells << ( figure.isWithheld ? 1 : 0 );
}

//! Names the rows of one place and indicator.
QVector<QVariant> namesOf( const ProfileFindings &findings, std::size_t place, std::size_t indicator )
{
  const ProfiledPlace &where = findings.places.places[place];
  const ProfiledIndicator &what = findings.plan.indicators[indicator];
  return { where.id, orNull( where.name ), what.code, what.label, orNull( what.theme ) };
}

} // namespace

QString classWords( const ProfileFigure &figure, const PlaceRate &against )
{
  if ( figure.isWithheld )
    return LayersText::tr( "Withheld" );
  switch ( against.against )
  {
  case AgainstReference::higher:
    return LayersText::tr( "Higher" );
  case AgainstReference::similar:
    return LayersText::tr( "Similar" );
  case AgainstReference::lower:
    return LayersText::tr( "Lower" );
  case AgainstReference::notKnown:
    break;
  }
  return LayersText::tr( "No data" );
}

QString cityWords( const ProfileFigure &figure )
{
  if ( figure.isWithheld || figure.city.against == AgainstReference::notKnown )
    return classWords( figure, figure.city );
  return figure.city.against == AgainstReference::higher  ? LayersText::tr( "Higher than city" )
         : figure.city.against == AgainstReference::lower ? LayersText::tr( "Lower than city" )
                                                          : LayersText::tr( "Similar to city" );
}

QString driverWords( const ProfileFindings &findings, std::size_t place, std::size_t number )
{
  const std::vector<Driver> &drivers = findings.profiles.places[place].drivers;
  if ( number >= drivers.size() )
    return {};
  const std::size_t indicator = drivers[number].indicator;
  return LayersText::tr( "%1 (index %2)" )
    .arg( findings.plan.indicators[indicator].label,
          base::numberText( findings.profiles.indicators[indicator].pooled[place].city.index ) );
}

QString topThemeWords( const ProfileFindings &findings, std::size_t place )
{
  const int theme = findings.profiles.places[place].topTheme;
  if ( theme != PlaceSummary::noTheme )
    return findings.plan.groups[findings.plan.themes()[std::size_t( theme )]].label;
  return findings.profiles.places[place].compared == 0 ? LayersText::tr( "No data" )
         : findings.plan.themes().empty()              ? LayersText::tr( "No themes are given" )
                                                       : LayersText::tr( "No theme stands out" );
}

QgsFields profileFields( const ProfileFindings &findings )
{
  QgsFields fields;
  append( fields, { QStringLiteral( "nbhd_id" ), QStringLiteral( "name" ), QStringLiteral( "rank" ),
                    QStringLiteral( "idx" ), QStringLiteral( "pop" ), QStringLiteral( "area_km2" ) } );
  fields.append( worded( "cover", LayersText::tr( "Share of the ground that has cells" ) ) );
  fields.append( worded( "n", LayersText::tr( "Incidents of all indicators, withheld ones left out" ) ) );
  append( fields, { QStringLiteral( "theme_no" ), QStringLiteral( "top_theme" ), QStringLiteral( "driver1" ),
                    QStringLiteral( "driver2" ), QStringLiteral( "driver3" ), QStringLiteral( "n_ind" ),
                    QStringLiteral( "n_higher" ), QStringLiteral( "n_lower" ) } );
  if ( !findings.places.parents.empty() )
    append( fields, { QStringLiteral( "parent" ), QStringLiteral( "par_share" ), QStringLiteral( "n_par_high" ) } );
  fields.append( worded( "touches", findings.cells.people.empty()
                                      ? LayersText::tr( "Administrative areas touched, shares of its ground" )
                                      : LayersText::tr( "Administrative areas touched, shares of its people (where "
                                                        "nobody lives, of its ground)" ) ) );
  if ( findings.people.hasDeprivation() )
    append( fields, { QStringLiteral( "dep_score" ), QStringLiteral( "dep_10" ), QStringLiteral( "dep_20" ),
                      QStringLiteral( "dep_pop" ), QStringLiteral( "dep_cover" ) } );
  appendThemes( fields, findings.plan );
  appendCensus( fields, findings.people );
  base::fields::requireRoom( fields );
  return fields;
}

QVector<QVariant> profileRow( const ProfileFindings &findings, std::size_t place )
{
  constexpr double squareKilometre = 1e6;
  const ProfiledPlace &where = findings.places.places[place];
  const PlaceSummary &what = findings.profiles.places[place];
  QVector<QVariant> cells{ where.id,
                           orNull( where.name ),
                           wholeOrNull( where.rank ),
                           orNull( where.index ),
                           orNull( where.people ),
                           where.squareMetres / squareKilometre,
                           where.covered,
                           orNull( what.events ),
                           what.compared == 0 ? compat::null() : QVariant( what.topTheme + 1 ),
                           topThemeWords( findings, place ) };
  for ( std::size_t driver = 0; driver < namedDrivers; ++driver )
    cells << orNull( driverWords( findings, place, driver ) );
  cells << what.compared << what.higher << what.lower;
  if ( !findings.places.parents.empty() )
  {
    const bool hasParent = where.parent != ProfiledPlace::noParent;
    cells << ( hasParent ? QVariant( findings.places.parents[std::size_t( where.parent )].name ) : compat::null() )
          << orNull( where.parentShare ) << ( hasParent ? QVariant( what.higherThanParent ) : compat::null() );
  }
  cells << orNull( where.touches );
  if ( findings.people.hasDeprivation() )
    cells += deprivationCells( findings, place );
  for ( const double theme : what.themes )
    cells << orNull( theme );
  for ( const base::CensusShare &share : findings.people.census )
    cells << orNull( share.share[place] ) << orNull( share.index[place] );
  return cells;
}

QgsFields figureFields( const ProfileFindings &findings )
{
  QgsFields fields;
  append( fields, { QStringLiteral( "nbhd_id" ), QStringLiteral( "name" ), QStringLiteral( "code" ),
                    QStringLiteral( "label" ), QStringLiteral( "theme" ) } );
  fields.append( worded( "year", LayersText::tr( "Year (1 = oldest, 0 = whole period)" ) ) );
  append( fields,
          { QStringLiteral( "year_from" ), QStringLiteral( "year_to" ), QStringLiteral( "unit" ), QStringLiteral( "n" ),
            QStringLiteral( "d" ), QStringLiteral( "expected" ), QStringLiteral( "rate" ), QStringLiteral( "rate_lo" ),
            QStringLiteral( "rate_hi" ), QStringLiteral( "city_rate" ) } );
  fields.append( worded( "idx", LayersText::tr( "Against the city (100 = city)" ) ) );
  fields.append( worded( "idx_lo", LayersText::tr( "Against the city, lower limit" ) ) );
  fields.append( worded( "idx_hi", LayersText::tr( "Against the city, upper limit" ) ) );
  append( fields, { QStringLiteral( "city_class" ), QStringLiteral( "city_words" ) } );
  if ( !findings.places.parents.empty() )
    append( fields, { QStringLiteral( "par_rate" ), QStringLiteral( "par_idx" ), QStringLiteral( "par_idx_lo" ),
                      QStringLiteral( "par_idx_hi" ), QStringLiteral( "par_class" ), QStringLiteral( "par_words" ) } );
  fields.append( base::fields::named( QStringLiteral( "supp" ) ) );
  return fields;
}

std::vector<QVector<QVariant>> figureRows( const ProfileFindings &findings )
{
  const bool hasParents = !findings.places.parents.empty();
  const std::vector<base::CountedYear> &years = findings.cells.years;
  const QVariant first = years.empty() ? QVariant() : orNull( years.front().from );
  const QVariant last = years.empty() ? QVariant() : orNull( years.back().to );
  std::vector<QVector<QVariant>> rows;
  for ( std::size_t place = 0; place < findings.places.places.size(); ++place )
    for ( std::size_t each = 0; each < findings.plan.indicators.size(); ++each )
    {
      const ProfiledIndicator &indicator = findings.plan.indicators[each];
      const IndicatorProfile &profile = findings.profiles.indicators[each];
      const QVector<QVariant> names = namesOf( findings, place, each );
      rows.push_back( names + QVector<QVariant>{ 0, first, last, indicator.unit } +
                      figureCells( profile.pooled[place], indicator, hasParents ) );
      for ( std::size_t year = 0; year < years.size(); ++year )
        rows.push_back( names +
                        QVector<QVariant>{ years[year].number, orNull( years[year].from ), orNull( years[year].to ),
                                           indicator.unit } +
                        figureCells( profile.byYear[year][place], indicator, hasParents ) );
    }
  return rows;
}

} // namespace communitysafety::priorityneighbourhoods
