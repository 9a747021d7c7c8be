// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profileindex.h"

#include "base/numbertext.h"
#include "priorityneighbourhoods/profilemaps.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <limits>

namespace communitysafety::priorityneighbourhoods
{

using base::HtmlReport;
using base::numberText;
using statistics::isMissing;

namespace
{

struct IndexText
{
  Q_DECLARE_TR_FUNCTIONS( ProfileIndex )
};

//! The places by rank where they have one, else as they are.
std::vector<std::size_t> readingOrder( const ProfiledPlaces &places )
{
  std::vector<std::size_t> order;
  for ( std::size_t place = 0; place < places.places.size(); ++place )
    order.push_back( place );
  const auto rankOf = [&places]( std::size_t place )
  {
    const double rank = places.places[place].rank;
    return isMissing( rank ) ? std::numeric_limits<double>::infinity() : rank;
  };
  std::stable_sort( order.begin(), order.end(),
                    [&rankOf]( std::size_t a, std::size_t b ) { return rankOf( a ) < rankOf( b ); } );
  return order;
}

QString fileStem( const QString &id )
{
  QString stem;
  for ( const QChar character : id.toLower() )
    stem += character.isLetterOrNumber() && character.unicode() < 128 ? character : QChar( '-' );
  return stem;
}

} // namespace

HtmlReport indexOfSheets( const ProfileFindings &findings, const QStringList &files )
{
  const ProfiledPlaces &places = findings.places;
  HtmlReport report(
    IndexText::tr( "Profiles of neighbourhoods" ),
    IndexText::tr( "%n neighbourhood(s) of ‘%1’", nullptr, int( places.places.size() ) ).arg( places.layer ) );
  report.heading( IndexText::tr( "Map" ) );
  report.chart( mapOfCity( findings, files ), IndexText::tr( "Each neighbourhood leads to its page." ) );
  report.heading( IndexText::tr( "Pages" ) );
  std::vector<std::pair<QString, QString>> pages;
  std::vector<QStringList> rows;
  for ( const std::size_t place : readingOrder( places ) )
  {
    const ProfiledPlace &own = places.places[place];
    const PlaceSummary &summary = findings.profiles.places[place];
    pages.emplace_back( own.name.isEmpty() ? own.id : QStringLiteral( "%1 (%2)" ).arg( own.name, own.id ),
                        files.at( int( place ) ) );
    rows.push_back( { own.words(), numberText( own.rank ), numberText( own.index ), numberText( own.people ),
                      topThemeWords( findings, place ), driverWords( findings, place, 0 ),
                      QString::number( summary.higher ), QString::number( summary.compared ) } );
  }
  report.links( pages );
  report.heading( IndexText::tr( "At a glance" ) );
  report.table( IndexText::tr( "What stands out" ),
                { IndexText::tr( "Neighbourhood" ), IndexText::tr( "Rank" ), IndexText::tr( "Index" ),
                  IndexText::tr( "Residents" ), IndexText::tr( "Theme" ), IndexText::tr( "First driver" ),
                  IndexText::tr( "Indicators higher than the city" ), IndexText::tr( "Compared" ) },
                rows );
  return report;
}

QStringList sheetFiles( const ProfiledPlaces &places )
{
  QSet<QString> taken{ QLatin1String( indexFile ) };
  QStringList files;
  for ( const ProfiledPlace &place : places.places )
  {
    const QString stem = fileStem( place.id );
    QString file = stem + QStringLiteral( ".html" );
    for ( int number = 2; taken.contains( file ); ++number )
      file = QStringLiteral( "%1-%2.html" ).arg( stem ).arg( number );
    taken.insert( file );
    files << file;
  }
  return files;
}

} // namespace communitysafety::priorityneighbourhoods
