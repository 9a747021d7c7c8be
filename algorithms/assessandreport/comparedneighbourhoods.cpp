// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "assessandreport/comparedneighbourhoods.h"

#include "base/areacontinuity.h"
#include "base/numbertext.h"
#include "base/run.h"
#include "base/separateoutlines.h"
#include "base/strictparse.h"
#include "statistics/ranking.h"
#include "statistics/regionmatch.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace communitysafety::assessandreport
{

using base::Run;
using base::Source;
using statistics::isMissing;
using statistics::missing;

namespace
{

struct CompareText
{
  Q_DECLARE_TR_FUNCTIONS( ComparedNeighbourhoods )
};

std::vector<double> numbersIn( const base::Areas &areas, int attribute )
{
  std::vector<double> numbers( areas.size(), missing );
  for ( std::size_t row = 0; attribute >= 0 && row < areas.size(); ++row )
    numbers[row] = base::parseNumber( areas.attributes[row].at( attribute ) ).value;
  return numbers;
}

std::vector<QString> textsIn( const base::Areas &areas, int attribute )
{
  std::vector<QString> texts;
  for ( std::size_t row = 0; row < areas.size(); ++row )
    texts.push_back( base::areaText( areas, row, attribute ) );
  return texts;
}

bool hasAny( const std::vector<double> &numbers )
{
  return std::any_of( numbers.begin(), numbers.end(), []( double number ) { return !isMissing( number ); } );
}

QString firstOf( const QStringList &texts )
{
  for ( const QString &text : texts )
    if ( !text.isEmpty() )
      return text;
  return QString();
}

bool isWordBorder( const QString &text, int place )
{
  return place < 0 || place >= text.size() || !text.at( place ).isLetterOrNumber();
}

/**
 * \a name with the id \a carried in the place of its \a own, where that stands as a word. A bare number may mean
 * anything in a name, and stays.
 */
QString renamed( QString name, const QString &own, const QString &carried )
{
  const auto isDigit = []( QChar character ) { return character.isDigit(); };
  if ( std::all_of( own.begin(), own.end(), isDigit ) )
    return name;
  for ( int place = int( name.indexOf( own ) ); place >= 0; )
  {
    const bool isWord = isWordBorder( name, place - 1 ) && isWordBorder( name, place + int( own.size() ) );
    if ( isWord )
      name.replace( place, own.size(), carried );
    place = int( name.indexOf( own, place + int( isWord ? carried.size() : own.size() ) ) );
  }
  return name;
}

//! Puts the two assessments side by side, step by step.
class Comparison
{
public:
  Comparison( ComparedAssessments &compared, const Register &notes, const ComparisonRule &rule )
    : mCompared( compared ), mNotes( notes ), mRule( rule ), mRowOfBefore( compared.before.size() )
  {
  }

  void make()
  {
    continueGround();
    addGone();
    findParts();
    giveIds();
    for ( ComparedNeighbourhood &row : mCompared.rows )
      takeTexts( row );
    rankBoth();
  }

private:
  const AssessedNeighbourhoods &now() const { return mCompared.now; }
  const AssessedNeighbourhoods &before() const { return mCompared.before; }

  void continueGround()
  {
    mCompared.rows.resize( now().size() );
    for ( std::size_t row = 0; row < now().size(); ++row )
      mCompared.rows[row].now = row;
    for ( const base::Continuation &same : base::continuations( mCompared.common, now().areas.squareMetres,
                                                                before().areas.squareMetres, mRule.overlap ) )
    {
      ComparedNeighbourhood &row = mCompared.rows[same.now];
      row.before = same.before;
      row.jaccard = same.jaccard;
      row.fate = fateOf( now().areas.squareMetres[same.now] / before().areas.squareMetres[same.before] );
      mRowOfBefore[same.before] = same.now;
    }
  }

  Fate fateOf( double factor ) const
  {
    // A change that is the limit to the last digit is none.
    constexpr double rounding = 1e-9;
    if ( factor > 1 + mRule.sameSize + rounding )
      return Fate::grown;
    return factor < 1 - mRule.sameSize - rounding ? Fate::shrunk : Fate::kept;
  }

  void addGone()
  {
    for ( std::size_t row = 0; row < before().size(); ++row )
    {
      if ( mRowOfBefore[row] )
        continue;
      ComparedNeighbourhood gone;
      gone.fate = Fate::gone;
      gone.before = row;
      mRowOfBefore[row] = mCompared.rows.size();
      mCompared.rows.push_back( gone );
    }
  }

  void findParts()
  {
    std::vector<double> mostOfNow( now().size(), 0 ), mostOfBefore( before().size(), 0 );
    for ( const base::AreaOverlap &pair : mCompared.common )
    {
      ComparedNeighbourhood &current = mCompared.rows[pair.source];
      ComparedNeighbourhood &previous = mCompared.rows[*mRowOfBefore[pair.target]];
      if ( current.before == pair.target )
        current.commonGround = pair.area;
      if ( current.fate == Fate::isNew )
        notePart( pair.area / now().areas.squareMetres[pair.source], pair.target, mostOfNow[pair.source], current );
      if ( previous.fate == Fate::gone )
        notePart( pair.area / before().areas.squareMetres[pair.target], pair.source, mostOfBefore[pair.target],
                  previous );
    }
    for ( std::size_t row = 0; row < mCompared.rows.size(); ++row )
      tellWhole( row );
  }

  void notePart( double share, std::size_t whole, double &most, ComparedNeighbourhood &part ) const
  {
    if ( share < mRule.overlap || share <= most )
      return;
    most = share;
    part.partOf = whole;
  }

  //! Enters the row \a part with the one of which it is a part.
  void tellWhole( std::size_t part )
  {
    const ComparedNeighbourhood row = mCompared.rows[part];
    if ( !row.partOf )
      return;
    if ( row.fate == Fate::isNew )
      mCompared.rows[*mRowOfBefore[*row.partOf]].splitOff.push_back( *row.now );
    else
      mCompared.rows[*row.partOf].joined.push_back( *row.before );
  }

  void giveIds()
  {
    std::vector<QString> inUse = before().areas.id;
    inUse.insert( inUse.end(), now().areas.id.begin(), now().areas.id.end() );
    for ( auto entry = mNotes.constBegin(); entry != mNotes.constEnd(); ++entry )
      inUse.push_back( entry.key() );
    QSet<QString> taken( before().areas.id.begin(), before().areas.id.end() );
    for ( auto entry = mNotes.constBegin(); entry != mNotes.constEnd(); ++entry )
      taken.insert( entry.key() );
    base::NewIds ids( inUse );
    for ( ComparedNeighbourhood &row : mCompared.rows )
    {
      if ( row.before )
        row.id = before().areas.id[*row.before];
      else
        row.id = taken.contains( now().areas.id[*row.now] ) ? ids.next() : now().areas.id[*row.now];
    }
  }

  void takeTexts( ComparedNeighbourhood &row ) const
  {
    row.name = row.now ? renamed( now().name[*row.now], now().areas.id[*row.now], row.id ) : before().name[*row.before];
    const RegisterEntry entry = row.before ? mNotes.value( row.id ) : RegisterEntry();
    row.localName = firstOf( { entry.localName, row.now ? now().localName[*row.now] : QString(),
                               row.before ? before().localName[*row.before] : QString() } );
    row.note = firstOf(
      { entry.note, row.now ? now().note[*row.now] : QString(), row.before ? before().note[*row.before] : QString() } );
  }

  void rankBoth()
  {
    std::vector<double> then, later;
    for ( const ComparedNeighbourhood &row : mCompared.rows )
    {
      const bool isBoth = row.now && row.before;
      then.push_back( isBoth ? -before().rank[*row.before] : missing );
      later.push_back( isBoth ? -now().rank[*row.now] : missing );
    }
    constexpr double top = 0.1;
    mCompared.ranks = statistics::compareRanks( then, later, top );
  }

  ComparedAssessments &mCompared;
  const Register &mNotes;
  const ComparisonRule &mRule;
  //! The row of each neighbourhood of before.
  std::vector<std::optional<std::size_t>> mRowOfBefore;
};

double overlapOfAll( const ComparedAssessments &compared )
{
  statistics::RegionOverlaps overlaps;
  overlaps.first = compared.now.areas.squareMetres;
  overlaps.second = compared.before.areas.squareMetres;
  overlaps.common.assign( overlaps.first.size(), std::vector<double>( overlaps.second.size(), 0 ) );
  for ( const base::AreaOverlap &pair : compared.common )
    overlaps.common[pair.source][pair.target] = pair.area;
  return statistics::jaccardOfAll( overlaps );
}

} // namespace

QString ComparedNeighbourhood::words() const { return firstOf( { localName, name, id } ); }

QString AssessedNeighbourhoods::words( std::size_t row ) const
{
  return firstOf( { localName[row], name[row], areas.id[row] } );
}

AssessedNeighbourhoods readNeighbourhoods( Run &run, const Source &layer, const QString &idField,
                                           base::AreasReading reading )
{
  if ( layer.featureCount() == 0 )
  {
    layer.requireCrs();
    run.warn(
      CompareText::tr( "‘%1’ has no neighbourhoods: all of the other layer are new, or gone." ).arg( layer.name() ) );
    AssessedNeighbourhoods none;
    none.layer = layer.name();
    return none;
  }
  reading.idField =
    base::areaIdField( run, layer, idField, { QStringLiteral( "nbhd_id" ), QStringLiteral( "area_id" ) } );
  for ( const char *field : { "name", "local_name", "note", "pop", "idx", "rank" } )
    if ( layer.fields().lookupField( QLatin1String( field ) ) >= 0 )
      reading.fields << QLatin1String( field );
  const auto attribute = [&reading]( const char *field ) { return reading.fields.indexOf( QLatin1String( field ) ); };
  AssessedNeighbourhoods assessed;
  assessed.layer = layer.name();
  assessed.areas = base::readAreas( run, layer, reading );
  base::sortById( assessed.areas );
  base::requireSeparateOutlines( run, assessed.areas, layer.name(),
                                 CompareText::tr( "The ground they share counts for both." ),
                                 run.progress( reading.progressTo, reading.progressTo ) );
  assessed.name = textsIn( assessed.areas, attribute( "name" ) );
  assessed.localName = textsIn( assessed.areas, attribute( "local_name" ) );
  assessed.note = textsIn( assessed.areas, attribute( "note" ) );
  assessed.population = numbersIn( assessed.areas, attribute( "pop" ) );
  assessed.index = numbersIn( assessed.areas, attribute( "idx" ) );
  assessed.rank = numbersIn( assessed.areas, attribute( "rank" ) );
  if ( !hasAny( assessed.rank ) )
    assessed.rank = statistics::rankDescending( assessed.index );
  return assessed;
}

Register readRegister( Run &run, const Source &table, const QString &idField )
{
  const int id = table.fieldIndex( idField.isEmpty() ? QStringLiteral( "nbhd_id" ) : idField );
  const int localName = table.fields().lookupField( QStringLiteral( "local_name" ) );
  const int note = table.fields().lookupField( QStringLiteral( "note" ) );
  if ( localName < 0 && note < 0 )
    throw QgsProcessingException( CompareText::tr( "The register ‘%1’ has neither a field local_name nor a field note, "
                                                   "so that nothing can be carried over from it." )
                                    .arg( table.name() ) );
  Source::Reading reading;
  reading.attributes << id;
  for ( const int field : { localName, note } )
    if ( field >= 0 )
      reading.attributes << field;
  reading.geometry = false;
  Register entries;
  table.forEach( run, reading,
                 [&]( const QgsFeature &feature, qint64 row )
                 {
                   const QString key = base::textIn( feature, id );
                   if ( key.isEmpty() )
                     return;
                   if ( entries.contains( key ) )
                     throw QgsProcessingException( CompareText::tr( "The register ‘%1’ has the id ‘%2’ twice (the "
                                                                    "second time in row %3): keep one row for each "
                                                                    "neighbourhood." )
                                                     .arg( table.name(), key )
                                                     .arg( row ) );
                   entries.insert( key, { base::textIn( feature, localName ), base::textIn( feature, note ) } );
                 } );
  return entries;
}

ComparedAssessments compare( Run &run, AssessedNeighbourhoods now, AssessedNeighbourhoods before, const Register &notes,
                             const ComparisonRule &rule )
{
  ComparedAssessments compared;
  compared.now = std::move( now );
  compared.before = std::move( before );
  compared.common =
    base::overlaps( compared.now.areas.geometry, compared.before.areas.geometry, run.progress( 0.4, 0.8 ) );
  Comparison( compared, notes, rule ).make();
  compared.jaccard = overlapOfAll( compared );
  return compared;
}

namespace
{

QString wordsOfSame( const ComparedAssessments &compared, const ComparedNeighbourhood &row )
{
  // From here on much of the ground is the same: stable, as clusters in general are called (Hennig 2007).
  constexpr double sameGround = 0.75;
  const double change =
    100 * ( compared.now.areas.squareMetres[*row.now] / compared.before.areas.squareMetres[*row.before] - 1 );
  const QString percent = base::changeText( change );
  switch ( row.fate )
  {
  case Fate::grown:
    return CompareText::tr( "Grown (%1 %)" ).arg( percent );
  case Fate::shrunk:
    return CompareText::tr( "Shrunk (%1 %)" ).arg( percent );
  default:
    break;
  }
  return row.jaccard < sameGround
           ? CompareText::tr( "Kept, moved (overlap %1)" ).arg( base::numberText( row.jaccard, 2 ) )
           : CompareText::tr( "Kept" );
}

QString wordsOfOne( const ComparedAssessments &compared, const ComparedNeighbourhood &row )
{
  if ( row.fate == Fate::isNew )
    return row.partOf ? CompareText::tr( "New: split off from %1" ).arg( compared.before.words( *row.partOf ) )
                      : CompareText::tr( "New" );
  return row.partOf ? CompareText::tr( "Gone: joined with %1" ).arg( compared.rows[*row.partOf].words() )
                    : CompareText::tr( "Gone" );
}

} // namespace

QString wordsOf( const ComparedAssessments &compared, const ComparedNeighbourhood &row )
{
  QStringList words{ row.now && row.before ? wordsOfSame( compared, row ) : wordsOfOne( compared, row ) };
  QStringList joined, splitOff;
  for ( const std::size_t previous : row.joined )
    joined << compared.before.words( previous );
  for ( const std::size_t current : row.splitOff )
    splitOff << compared.rows[current].words();
  if ( !joined.isEmpty() )
    words << CompareText::tr( "joined by %1" ).arg( joined.join( QStringLiteral( ", " ) ) );
  if ( !splitOff.isEmpty() )
    words << CompareText::tr( "split off: %1" ).arg( splitOff.join( QStringLiteral( ", " ) ) );
  return words.join( QStringLiteral( "; " ) );
}

} // namespace communitysafety::assessandreport
