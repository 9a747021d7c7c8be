// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/scorevictimoffenderlocation.h"

#include "base/fields.h"
#include "base/indexplan.h"
#include "base/numbercolumn.h"
#include "base/recordplaces.h"
#include "base/strictparse.h"
#include "statistics/overrepresentation.h"
#include "statistics/ranking.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::compositeindex
{

using base::Run;
using statistics::SideProfile;

base::Identity ScoreVictimOffenderLocation::identity() const
{
  return {
    QStringLiteral( "scorevictimoffenderlocation" ),
    tr( "Score victim, offender and location" ),
    QStringLiteral( "compositeindex" ),
    tr( "Sets where victims live, where offenders live and where it happens side by side, and tells which side an area "
        "stands for." ),
    tr( "victim,offender,location,VOLT,VOL,problem analysis triangle,crime triangle,journey to crime,dominant "
        "side,over-representation,tasking" )
      .split( ',' ),
    tr(
      "Counts up to three layers of points in the areas: homes of victims, homes of offenders, places of offences. "
      "Each becomes an index, 100 = city; their mean (or geometric mean, which asks for all sides to be high) is the "
      "combined index.\n\n"
      "The shares of the sides, each index ÷ their sum, place an area in the triangle of the three. The side with "
      "the largest share dominates when it leads by enough points; an area without such a lead is mixed. What then "
      "helps differs: protecting victims, managing offenders, or changing the place.\n\n"
      "With the field of a person, everybody counts once per area however often they appear. The names of persons "
      "reach no output, neither the rejected records nor the run record.\n\n"
      "A home address is often missing, and some lie on one point for many: a prison, a hostel, ‘no fixed abode’. "
      "The log tells how many records have no position, and when one point holds more than a twentieth of a layer." )
  };
}

void ScoreVictimOffenderLocation::defineParameters()
{
  const QString areas = QStringLiteral( "AREAS" );
  const auto layer = [this]( const QString &name, const QString &words, const QString &help )
  {
    add( new QgsProcessingParameterFeatureSource( name, words, { static_cast<int>( compat::anyVector ) }, QVariant(),
                                                  true ),
         help );
  };
  add( new QgsProcessingParameterFeatureSource( areas, tr( "Areas" ), { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons in which to count: grid cells, LSOAs, wards or neighbourhoods." ) );
  layer( QStringLiteral( "VICTIMS" ), tr( "Victims" ),
         tr( "Points, or a table with coordinates: where victims live. Give two or three "
             "of the layers." ) );
  layer( QStringLiteral( "OFFENDERS" ), tr( "Offenders" ), tr( "The same: where offenders live." ) );
  layer( QStringLiteral( "LOCATIONS" ), tr( "Locations" ), tr( "The same: where the offences happened." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "DENOMINATOR" ), tr( "Denominator" ), QVariant(), areas,
                                        compat::anyField, false, true ),
       tr( "Optional field of the areas against which all sides are set, such as residents. Blank: every area is "
           "expected to have the same, as fits cells of equal size." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "COMBINE" ), tr( "Combined index" ),
                                       { tr( "Mean of the sides" ), tr( "Geometric mean of the sides" ) }, false, 0 ),
       tr( "The geometric mean is high only where all sides are high, and 0 where one of them is." ) );
  defineRecords();
  defineRules();
  addInvalidGeometry();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Victims, offenders and locations" ),
                                              compat::polygonVector ),
       tr( "The areas with count, index and share of each side, the combined index, and the side that dominates." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_VICTIM" ), tr( "Areas where victims dominate" ) );
  addNumber( QStringLiteral( "N_OFFENDER" ), tr( "Areas where offenders dominate" ) );
  addNumber( QStringLiteral( "N_LOCATION" ), tr( "Areas where locations dominate" ) );
  addNumber( QStringLiteral( "N_MIXED" ), tr( "Areas where no side dominates" ) );
  addNumber( QStringLiteral( "N_FEW" ), tr( "Areas with too few events" ) );
  addNumber( QStringLiteral( "N_READ" ), tr( "Records read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Records counted" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Records rejected" ) );
  addNumber( QStringLiteral( "MAXIMUM" ), tr( "Highest combined index" ) );
}

void ScoreVictimOffenderLocation::addAdvancedField( const char *name, const QString &words, const QString &parent,
                                                    const QString &help )
{
  addAdvanced(
    new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), parent, compat::anyField, false, true ),
    help );
}

//! Which records count.
void ScoreVictimOffenderLocation::defineRecords()
{
  addAdvancedField( "VICTIM_PERSON", tr( "Person in the layer of victims" ), QStringLiteral( "VICTIMS" ),
                    tr( "Optional field: each of its values counts once per area. A record without it is rejected." ) );
  addAdvancedField( "OFFENDER_PERSON", tr( "Person in the layer of offenders" ), QStringLiteral( "OFFENDERS" ),
                    tr( "Optional field: each of its values counts once per area. A record without it is rejected." ) );
  addAdvancedField( "LOCATION_PERSON", tr( "Repeat in the layer of locations" ), QStringLiteral( "LOCATIONS" ),
                    tr( "Optional field, such as the number of a case: each of its values counts once per area." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "DATE_FIELD" ), tr( "Field of the date" ), QVariant(),
                                                 false, true ),
               tr( "Optional; the same in all layers. A record without a date that can be read is then rejected." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "START_DATE" ), tr( "First day or month" ), QVariant(),
                                                 false, true ),
               tr( "Optional, such as 2023-04 or 01/04/2023; needs the field of the date." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "END_DATE" ), tr( "Last day or month" ), QVariant(),
                                                 false, true ),
               tr( "Optional, such as 2024-03 or 31/03/2024; needs the field of the date." ) );
}

//! When a side dominates, and how the areas are named.
void ScoreVictimOffenderLocation::defineRules()
{
  const auto points = [this]( const char *name, const QString &words, double usual, const QString &help )
  {
    addAdvanced( new QgsProcessingParameterNumber( QLatin1String( name ), words, compat::real, usual, false, 0, 100 ),
                 help );
  };
  points( "LEAD", tr( "Lead of a dominant side (points)" ), 10,
          tr( "By how many percentage points its share must exceed the next one to say ‘rather’. Below, an area is "
              "mixed." ) );
  points( "STRONG_LEAD", tr( "Lead of a strongly dominant side (points)" ), 25,
          tr( "From this lead on an area is ‘mostly’ victims, offenders or locations." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "MIN_EVENTS" ), tr( "Fewest events" ), compat::real, 5,
                                                 false, 0 ),
               tr( "Areas with fewer events on all sides together have no dominant side: chance would decide it." ) );
  addAdvancedField( "AREA_ID", tr( "Id of the area" ), QStringLiteral( "AREAS" ),
                    tr( "Field that names each area, without repetitions. Blank: area_id, else cell_id, else the first "
                        "text field." ) );
}

namespace
{

//! The layer and the person of each side, in the order of base::indexSides().
struct SideParameters
{
  const char *layer;
  const char *person;
};

constexpr SideParameters sideParameters[] = { { "VICTIMS", "VICTIM_PERSON" },
                                              { "OFFENDERS", "OFFENDER_PERSON" },
                                              { "LOCATIONS", "LOCATION_PERSON" } };

// vol_class: 0 = no side dominates; 1 and 2 = rather and mostly the first side, 3 and 4 the second, 5 and 6 the third.
constexpr int noSideDominates = 0;
constexpr int tooFewEvents = -1;
constexpr int noData = -2;

//! "Mostly offenders".
QString wordsOf( int vol )
{
  switch ( vol )
  {
  case tooFewEvents:
    return ScoreVictimOffenderLocation::tr( "Too few events" );
  case noSideDominates:
    return ScoreVictimOffenderLocation::tr( "No side dominates" );
  case 1:
    return ScoreVictimOffenderLocation::tr( "Rather victims" );
  case 2:
    return ScoreVictimOffenderLocation::tr( "Mostly victims" );
  case 3:
    return ScoreVictimOffenderLocation::tr( "Rather offenders" );
  case 4:
    return ScoreVictimOffenderLocation::tr( "Mostly offenders" );
  case 5:
    return ScoreVictimOffenderLocation::tr( "Rather locations" );
  case 6:
    return ScoreVictimOffenderLocation::tr( "Mostly locations" );
  default:
    return QString();
  }
}

//! A day as it was written; of a month its first or its last day.
QDate dayOf( const QString &written, const char *parameter, bool isEnd )
{
  if ( written.trimmed().isEmpty() )
    return {};
  const base::ParsedDate date = base::parseDate( written.trimmed() );
  if ( !date.valid )
    throw QgsProcessingException(
      ScoreVictimOffenderLocation::tr( "%1: %2; write a month such as 2024-03, or a day such as 31/03/2024." )
        .arg( QLatin1String( parameter ), date.reason ) );
  return isEnd ? date.lastDay() : date.date;
}

} // namespace

void ScoreVictimOffenderLocation::prepare( Run &run )
{
  if ( number( run, "STRONG_LEAD" ) < number( run, "LEAD" ) )
    throw QgsProcessingException( tr( "STRONG_LEAD is less than LEAD: give the larger number to STRONG_LEAD." ) );
  mAreas = std::make_unique<base::Source>( source( run, QStringLiteral( "AREAS" ) ) );
  chooseFields( run );
  openSides( run );
}

void ScoreVictimOffenderLocation::chooseFields( Run &run )
{
  mIdField = base::areaIdOrTextField( run, *mAreas, text( run, "AREA_ID" ),
                                      { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  const int name = mAreas->fields().lookupField( QStringLiteral( "area_name" ) );
  mNameField = name < 0 ? QString() : mAreas->fields().at( name ).name();
  mDenominator = text( run, "DENOMINATOR" );
  if ( !mDenominator.isEmpty() )
    mAreas->fieldIndex( mDenominator );
}

void ScoreVictimOffenderLocation::openSides( Run &run )
{
  QStringList accounts{ mAreas->name() };
  const std::vector<base::IndexSide> words = base::indexSides();
  for ( std::size_t number = 0; number < words.size(); ++number )
  {
    const SideParameters &parameters = sideParameters[number];
    Side side;
    side.number = number;
    side.source = optionalSource( run, QLatin1String( parameters.layer ) );
    if ( !side.source )
      continue;
    // The same layer may be given for two sides.
    side.reading.account = side.source->name();
    if ( accounts.contains( side.reading.account ) )
      side.reading.account += QStringLiteral( " (%1)" ).arg( words[number].name );
    accounts << side.reading.account;
    side.reading.personField = text( run, parameters.person );
    choosePeriod( run, side.reading );
    for ( const QString &field : { side.reading.personField, side.reading.dateField } )
      if ( !field.isEmpty() )
        side.source->fieldIndex( field );
    side.source->requireFeatures();
    base::RecordPlaces::requirePositions( *side.source );
    mSides.push_back( std::move( side ) );
  }
  if ( mSides.size() < 2 )
    throw QgsProcessingException( tr(
      "Fewer than two of VICTIMS, OFFENDERS and LOCATIONS are given: sides can only be compared with each other." ) );
}

void ScoreVictimOffenderLocation::choosePeriod( Run &run, base::SideReading &reading ) const
{
  reading.dateField = text( run, "DATE_FIELD" ).trimmed();
  reading.from = dayOf( text( run, "START_DATE" ), "START_DATE", false );
  reading.to = dayOf( text( run, "END_DATE" ), "END_DATE", true );
  if ( reading.dateField.isEmpty() && ( reading.from.isValid() || reading.to.isValid() ) )
    throw QgsProcessingException(
      tr( "START_DATE and END_DATE need the field of the date: give DATE_FIELD, or leave them empty." ) );
}

void ScoreVictimOffenderLocation::process( Run &run )
{
  const base::Areas areas = readAreas( run );
  countSides( run, areas );
  scoreSides( run, areas );
  std::vector<statistics::Column> indices;
  for ( const Side &side : mSides )
    indices.emplace_back( side.index );
  const SideProfile profile =
    statistics::profileSides( indices, choice( run, "COMBINE" ) == 0 ? statistics::SideCombination::mean
                                                                     : statistics::SideCombination::geometric );
  const std::vector<int> vol = classes( run, profile );
  setNumbers( run, profile, vol );
  write( run, areas, profile, vol );
  writeRejects( run );
}

base::Areas ScoreVictimOffenderLocation::readAreas( Run &run ) const
{
  base::AreasReading reading;
  reading.idField = mIdField;
  for ( const QString &field : { mDenominator, mNameField } )
    if ( !field.isEmpty() )
      reading.fields << field;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;
  base::Areas areas = base::readAreas( run, *mAreas, reading );
  // A point on a shared border belongs to the first area, which must not depend on the order of the features.
  base::sortById( areas );
  return areas;
}

void ScoreVictimOffenderLocation::countSides( Run &run, const base::Areas &areas )
{
  const base::AreaLocator locator( areas );
  double from = 0.1;
  const double step = 0.7 / double( mSides.size() );
  for ( Side &side : mSides )
  {
    side.reading.progressFrom = from;
    side.reading.progressTo = from + step;
    from += step;
    side.counted = base::countSide( run, *side.source, areas, locator, side.reading );
    constexpr double largeHeap = 0.05, leastRecords = 20;
    if ( side.counted.used >= leastRecords && side.counted.heapShare > largeHeap )
      run.warn(
        tr( "‘%1’: one point in area ‘%2’ holds %3 % of the records. A prison, a hostel or a default point would "
            "stand for no neighbourhood." )
          .arg( side.reading.account, areas.id[std::size_t( side.counted.heapArea )] )
          .arg( 100 * side.counted.heapShare, 0, 'f', 0 ) );
  }
}

void ScoreVictimOffenderLocation::scoreSides( Run &run, const base::Areas &areas )
{
  std::vector<double> denominator( areas.size(), 1.0 );
  if ( !mDenominator.isEmpty() )
  {
    denominator = base::numberColumn( run, areas, 0, mAreas->name(), mDenominator );
    base::requireNotNegative( areas, denominator, mAreas->name(), mDenominator );
  }
  for ( Side &side : mSides )
  {
    const statistics::OverRepresentation over = statistics::indexByTotal( side.counted.counts, denominator );
    side.index = over.index;
    if ( over.eventsWithoutDenominator > 0 )
      run.warn( tr( "‘%1’: %2 areas have events and no denominator; they have no index." )
                  .arg( side.reading.account )
                  .arg( over.eventsWithoutDenominator ) );
    if ( side.counted.used == 0 )
      run.warn(
        tr( "‘%1’ has no record in any area, so that no side can be compared with it." ).arg( side.reading.account ) );
  }
}

double ScoreVictimOffenderLocation::events( std::size_t area ) const
{
  double sum = 0;
  for ( const Side &side : mSides )
    sum += side.counted.counts[area];
  return sum;
}

std::vector<int> ScoreVictimOffenderLocation::classes( Run &run, const SideProfile &profile ) const
{
  const double lead = number( run, "LEAD" ) / 100, strongLead = number( run, "STRONG_LEAD" ) / 100;
  const double fewest = number( run, "MIN_EVENTS" );
  const auto classOf = [&]( std::size_t area )
  {
    if ( statistics::isMissing( profile.combined[area] ) )
      return noData;
    if ( events( area ) < fewest || profile.dominant[area] == SideProfile::noSide )
      return tooFewEvents;
    const double margin = profile.margin[area];
    if ( margin < lead || margin == 0 )
      return noSideDominates;
    const std::size_t side = mSides[std::size_t( profile.dominant[area] )].number;
    return int( 2 * side ) + ( margin >= strongLead ? 2 : 1 );
  };
  std::vector<int> classes;
  for ( std::size_t area = 0; area < profile.combined.size(); ++area )
    classes.push_back( classOf( area ) );
  return classes;
}

void ScoreVictimOffenderLocation::setNumbers( Run &run, const SideProfile &profile,
                                              const std::vector<int> &classes ) const
{
  const auto count = [&classes]( int first, int last )
  {
    return double( std::count_if( classes.begin(), classes.end(),
                                  [first, last]( int vol ) { return vol >= first && vol <= last; } ) );
  };
  double highest = statistics::missing, read = 0, used = 0, rejected = 0;
  for ( const double combined : profile.combined )
    highest = std::fmax( highest, combined );
  for ( const base::RejectLedger::Count &account : run.ledger.counts() )
    for ( const Side &side : mSides )
    {
      if ( account.source != side.reading.account )
        continue;
      read += double( account.nRead );
      used += double( account.nUsed );
      rejected += double( account.nRejected() );
    }
  run.setNumber( QStringLiteral( "N_AREAS" ), double( classes.size() ) );
  run.setNumber( QStringLiteral( "N_VICTIM" ), count( 1, 2 ) );
  run.setNumber( QStringLiteral( "N_OFFENDER" ), count( 3, 4 ) );
  run.setNumber( QStringLiteral( "N_LOCATION" ), count( 5, 6 ) );
  run.setNumber( QStringLiteral( "N_MIXED" ), count( noSideDominates, noSideDominates ) );
  run.setNumber( QStringLiteral( "N_FEW" ), count( tooFewEvents, tooFewEvents ) );
  run.setNumber( QStringLiteral( "N_READ" ), read );
  run.setNumber( QStringLiteral( "N_USED" ), used );
  run.setNumber( QStringLiteral( "N_REJECTED" ), rejected );
  run.setNumber( QStringLiteral( "MAXIMUM" ), highest );
}

//! Counts, indices and shares of the sides, and what they say together.
QVector<QVariant> ScoreVictimOffenderLocation::sideCells( const SideProfile &profile, int vol, std::size_t area ) const
{
  QVector<QVariant> cells;
  for ( std::size_t side = 0; side < mSides.size(); ++side )
    cells << mSides[side].counted.counts[area] << base::orNull( mSides[side].index[area] )
          << base::orNull( profile.share[side][area] );
  const bool hasSide = vol > noSideDominates;
  const std::size_t dominant = hasSide ? mSides[std::size_t( profile.dominant[area] )].number : 0;
  const double margin = vol == tooFewEvents ? statistics::missing : 100 * profile.margin[area];
  cells << base::orNull( profile.combined[area] )
        << ( hasSide ? QVariant( base::indexSides()[dominant].name ) : compat::null() ) << base::orNull( margin )
        << ( vol == noData ? compat::null() : QVariant( vol ) ) << base::orNull( wordsOf( vol ) );
  return cells;
}

void ScoreVictimOffenderLocation::write( Run &run, const base::Areas &areas, const SideProfile &profile,
                                         const std::vector<int> &classes )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields =
    base::fields::list( mNameField.isEmpty() ? QStringList{ "area_id" } : QStringList{ "area_id", "area_name" } );
  const std::vector<base::IndexSide> words = base::indexSides();
  for ( const Side &side : mSides )
  {
    const QString &code = words[side.number].name, &label = words[side.number].words;
    spec.fields.append( base::fields::ofCode( code, 'n', tr( "%1: count" ).arg( label ) ) );
    spec.fields.append( base::fields::ofCode( code, 'i', tr( "%1: index (100 = city)" ).arg( label ) ) );
    spec.fields.append( base::fields::ofCode( code, 's', tr( "%1: share of the sides" ).arg( label ) ) );
  }
  for ( const QgsField &field : base::fields::list( { "idx", "side", "margin", "vol_class", "vol_words", "rank" } ) )
    spec.fields.append( field );
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.crs;
  spec.style = QStringLiteral( "scorevictimoffenderlocation_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const std::vector<double> ranks = statistics::rankDescending( profile.combined );
  const statistics::Progress progress = run.progress( 0.8, 0.95 );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( areas.size() ) );
    QVector<QVariant> cells{ areas.id[area] };
    if ( !mNameField.isEmpty() )
      cells << areas.attributes[area].last();
    cells << sideCells( profile, classes[area], area )
          << ( statistics::isMissing( ranks[area] ) ? compat::null() : QVariant( qlonglong( ranks[area] ) ) );
    output->add( cells, areas.geometry[area] );
  }
  output->finish();
}

} // namespace communitysafety::compositeindex
