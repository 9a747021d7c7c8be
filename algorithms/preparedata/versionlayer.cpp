// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/versionlayer.h"

#include "base/fields.h"
#include "base/figurefields.h"
#include "base/numbercolumn.h"
#include "base/run.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace communitysafety::preparedata
{

using base::orNull;
using base::Run;
using statistics::ConvertedValues;
using statistics::isMissing;
using statistics::missing;

namespace
{

//! Of the largest share of a figure that is estimated: shares below rounding are none.
enum class Certainty
{
  estimated = 1,
  partly,
  certain
};

QVariant certaintyOf( double estimated )
{
  constexpr double rounding = 5e-4;
  if ( isMissing( estimated ) )
    return compat::null();
  return int( estimated < rounding       ? Certainty::certain
              : estimated > 1 - rounding ? Certainty::estimated
                                         : Certainty::partly );
}

QVariant wordsOf( const QVariant &certainty )
{
  const QString words[] = { Run::tr( "Estimated" ), Run::tr( "Partly estimated" ), Run::tr( "Certain" ) };
  return compat::isNull( certainty ) ? compat::null() : QVariant( words[certainty.toInt() - 1] );
}

//! Of the changes of all that goes into an area the one that leaves most open.
void takeIn( QString &letter, const QString &other )
{
  const QString order = QStringLiteral( "UMSX" );
  if ( letter.isEmpty() || order.indexOf( other ) > order.indexOf( letter ) )
    letter = other;
}

} // namespace

VersionLayer::VersionLayer( const VersionLinks &links, const VersionTable &table, const NewAreas *newAreas,
                            const std::vector<ConvertedValues> &converted )
  : mLinks( links ), mNewAreas( newAreas ), mConverted( converted ), mChange( links.newCodes.size() ),
    mOrigins( links.newCodes.size() )
{
  for ( std::size_t area = 0; area < links.newCodes.size(); ++area )
    if ( links.isWanted[area] )
      mRows.push_back( area );
  std::sort( mRows.begin(), mRows.end(),
             [&links]( std::size_t a, std::size_t b ) { return links.newCodes[a] < links.newCodes[b]; } );
  QHash<QString, std::size_t> outlines;
  for ( std::size_t area = 0; newAreas && area < newAreas->areas.size(); ++area )
    outlines.insert( newAreas->areas.id[area], area );
  for ( const std::size_t area : mRows )
    mOutline.push_back( outlines.value( links.newCodes[area], SIZE_MAX ) );
  for ( std::size_t row = 0; row < links.versions.change.size(); ++row )
  {
    const statistics::Overlap &overlap = links.versions.shares.overlaps[row];
    takeIn( mChange[overlap.target], QChar( statistics::letterOf( links.versions.change[row] ) ) );
    mOrigins[overlap.target] << links.oldCodes[overlap.source];
  }

  mFields = base::fields::list( { "area_id", "area_name" } );
  const QgsFields last = base::fields::list( { "est", "cert_class", "cert_words", "gap", "bnd_change", "origins" } );
  QgsFields fixed = mFields;
  fixed.extend( last );
  base::FigureFields names( fixed );
  for ( const base::CarriedFigure &figure : table.figures )
  {
    names.add( figure.field, figure.field );
    names.add( figure.field, Run::tr( "%1, share that is estimated" ).arg( figure.field ), QStringLiteral( "_s" ) );
  }
  mFields.extend( names.fields() );
  mFields.extend( last );
  base::fields::requireRoom( mFields );
}

base::OutputSpec VersionLayer::spec() const
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = mFields;
  if ( mNewAreas )
  {
    spec.geometryType = compat::multiPolygon;
    spec.crs = mNewAreas->areas.crs;
    spec.style = QStringLiteral( "convertboundaries_output" );
  }
  return spec;
}

void VersionLayer::write( base::OutputLayer &output, const statistics::Progress &progress ) const
{
  for ( std::size_t row = 0; row < mRows.size(); ++row )
  {
    statistics::report( progress, double( row ) / double( mRows.size() ) );
    const std::size_t outline = mOutline[row];
    const bool hasName = outline != SIZE_MAX && !mNewAreas->names.empty();
    QVector<QVariant> cells = values( mRows[row] );
    cells[1] = orNull( hasName ? mNewAreas->names[outline] : QString() );
    output.add( cells, outline == SIZE_MAX ? QgsGeometry() : mNewAreas->areas.geometry[outline] );
  }
}

double VersionLayer::estimated( std::size_t area ) const
{
  double largest = missing;
  for ( const ConvertedValues &figure : mConverted )
    if ( !isMissing( figure.value[area] ) )
      largest = std::fmax( largest, figure.estimated[area] );
  return largest;
}

double VersionLayer::unknown( std::size_t area ) const
{
  double largest = mOrigins[area].isEmpty() ? missing : 0;
  for ( const ConvertedValues &figure : mConverted )
    largest = std::fmax( largest, figure.unknown[area] );
  return mOrigins[area].isEmpty() ? missing : largest;
}

QVector<QVariant> VersionLayer::values( std::size_t area ) const
{
  constexpr int mostOrigins = 10;
  QVector<QVariant> cells{ mLinks.newCodes[area], QVariant() };
  for ( const ConvertedValues &figure : mConverted )
    cells << orNull( figure.value[area] )
          << orNull( isMissing( figure.value[area] ) ? missing : figure.estimated[area] );
  const QVariant certainty = certaintyOf( estimated( area ) );
  QStringList origins = mOrigins[area].mid( 0, mostOrigins );
  if ( mOrigins[area].size() > mostOrigins )
    origins << QStringLiteral( "…" );
  cells << orNull( estimated( area ) ) << certainty << wordsOf( certainty ) << orNull( unknown( area ) )
        << orNull( mChange[area] ) << orNull( origins.join( QStringLiteral( ", " ) ) );
  return cells;
}

std::size_t VersionLayer::uncertain() const
{
  return static_cast<std::size_t>( std::count_if( mRows.begin(), mRows.end(),
                                                  [this]( std::size_t area )
                                                  {
                                                    const QVariant certainty = certaintyOf( estimated( area ) );
                                                    return !compat::isNull( certainty ) &&
                                                           certainty.toInt() != int( Certainty::certain );
                                                  } ) );
}

std::size_t VersionLayer::incomplete() const
{
  return static_cast<std::size_t>(
    std::count_if( mRows.begin(), mRows.end(), [this]( std::size_t area ) { return unknown( area ) > 0; } ) );
}

} // namespace communitysafety::preparedata
