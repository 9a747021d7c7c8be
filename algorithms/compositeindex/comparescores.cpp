// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/comparescores.h"

#include "base/comparisonreport.h"
#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/strictparse.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace communitysafety::compositeindex
{

using base::Run;
using statistics::ChangeClass;
using statistics::ScoreComparison;

base::Identity CompareScores::identity() const
{
  return {
    QStringLiteral( "comparescores" ),
    tr( "Compare scores" ),
    QStringLiteral( "compositeindex" ),
    tr( "Shows which areas became better or worse between two scored layers, and which of the moves may be chance." ),
    tr( "compare,change,trend,years,before and after,rank change,movers,versions,sensitivity,Spearman,significant "
        "change,false discovery rate" )
      .split( ',' ),
    tr( "Compares two scored layers of the same areas: this year's with last year's, or two recipes. Areas are matched "
        "by their id; those that only one layer has are listed among the rejected records.\n\n"
        "Higher is worse. For an index (100 = city) a change of less than 10 points is little, one of 50 points much; "
        "for other scores it is a quarter of, and one standard deviation of the previous scores. Ranks count the areas "
        "that both layers have.\n\n"
        "Where both layers have the field ‘events’, the change of the number of events is tested exactly, allowing for "
        "events that come in clusters, and with a false discovery rate over all areas. By default the question is "
        "whether the area's share of the events of the city has changed, because an index with 100 = city asks the "
        "same; the other choice asks whether events became more or fewer. Where the two layers count different kinds "
        "of events (two recipes), the test means nothing.\n\n"
        "An index compares with the city of its own period. It can rise where events became fewer, when they became "
        "still fewer elsewhere." )
  };
}

void CompareScores::defineParameters()
{
  const QString input = QStringLiteral( "INPUT" ), previous = QStringLiteral( "PREVIOUS" );
  add( new QgsProcessingParameterFeatureSource( input, tr( "Scored layer" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "The newer layer, or the one to judge." ) );
  add( new QgsProcessingParameterFeatureSource( previous, tr( "Previous scored layer" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       tr( "The older layer, or that of another recipe, with the same ids. A table without outlines will do." ) );
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "BASIS" ), tr( "What a change of events is held against" ),
                                    { tr( "The change of the whole city" ), tr( "The months counted" ) }, false, 0 ),
    tr(
      "The city asks whether the area's share of all events has changed. The months ask whether there are more events "
      "than before." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "TOP" ), tr( "Highest areas (%)" ), compat::real, 10, false,
                                         0.01, 100 ),
       tr( "Which share of the areas counts as the highest, when asking how many of them stayed so." ) );
  const auto field = [this]( const char *name, const QString &words, const QString &parent, const QString &help )
  {
    addAdvanced( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), parent, compat::anyField,
                                                  false, true ),
                 help );
  };
  field( "FIELD", tr( "Score" ), input, tr( "Field to compare. Blank: idx, else score." ) );
  field( "PREVIOUS_FIELD", tr( "Previous score" ), previous,
         tr( "Its field in the previous layer. Blank: that of the same name." ) );
  field( "AREA_ID", tr( "Id of the area" ), input,
         tr( "Field that names each area, without repetitions. Blank: area_id or cell_id." ) );
  field( "PREVIOUS_ID", tr( "Id of the area in the previous layer" ), previous,
         tr( "Blank: the field of the same name, else area_id or cell_id." ) );
  const auto number =
    [this]( const char *name, const QString &words, double usual, double lowest, double highest, const QString &help )
  {
    addAdvanced(
      new QgsProcessingParameterNumber( QLatin1String( name ), words, compat::real, usual, false, lowest, highest ),
      help );
  };
  number( "PHI", tr( "Overdispersion" ), 2, 1, 100,
          tr( "How many times more counts vary than independent events would. Crime in small areas: 1.5 to 3. 1 calls "
              "too many changes significant wherever events repeat." ) );
  number( "FALSE_DISCOVERY", tr( "False discovery rate (%)" ), 5, 0, 100,
          tr( "Of the changes called significant, the share that may be so by chance." ) );
  number( "MONTHS", tr( "Months of the newer layer" ), 12, 0.1, 1200,
          tr( "Only where changes are held against the months counted." ) );
  number( "PREVIOUS_MONTHS", tr( "Months of the previous layer" ), 12, 0.1, 1200,
          tr( "Only where changes are held against the months counted." ) );
  addInvalidGeometry();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Change of the score" ),
                                              compat::polygonVector ),
       tr( "The areas of both layers with scores, ranks, their change, its class, and what chance says about it." ) );
  addReport( tr( "Optional page with the main figures, charts of ranks and scores, and the areas that moved most." ) );
  addRejects();
  addNumber( QStringLiteral( "N_COMPARED" ), tr( "Areas with both scores" ) );
  addNumber( QStringLiteral( "N_UNMATCHED" ), tr( "Areas that only one layer has" ) );
  addNumber( QStringLiteral( "N_WORSE" ), tr( "Areas that became worse" ) );
  addNumber( QStringLiteral( "N_BETTER" ), tr( "Areas that became better" ) );
  addNumber( QStringLiteral( "N_SIGNIFICANT" ), tr( "Areas whose events changed more than chance explains" ) );
  addNumber( QStringLiteral( "SPEARMAN" ), tr( "Spearman's correlation of the scores" ) );
  addNumber( QStringLiteral( "MEAN_SHIFT" ), tr( "Places that an area moved on average" ) );
  addNumber( QStringLiteral( "STAYED_TOP" ), tr( "Share of the highest areas that are so in both layers (Jaccard)" ) );
}

namespace
{

QString firstFieldOf( const base::Source &source, const QStringList &names )
{
  for ( const QString &name : names )
    if ( const int index = source.fields().lookupField( name ); index >= 0 )
      return source.fields().at( index ).name();
  return QString();
}

} // namespace

//! The fields of one layer: as chosen, else as our own layers call them.
CompareScores::Edition CompareScores::edition( Run &run, const char *parameter, const char *fieldParameter,
                                               const char *idParameter ) const
{
  Edition edition;
  edition.source = std::make_unique<base::Source>( source( run, QLatin1String( parameter ) ) );
  const bool isEarlier = mNow.source != nullptr;
  const auto chosen = [&]( const char *name, const QStringList &usual )
  {
    const QString field = text( run, name );
    return field.isEmpty() ? firstFieldOf( *edition.source, usual )
                           : edition.source->fields().at( edition.source->fieldIndex( field ) ).name();
  };
  const QStringList ids{ QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) };
  const QStringList scores{ QStringLiteral( "idx" ), QStringLiteral( "score" ) };
  edition.idField = chosen( idParameter, isEarlier ? QStringList{ mNow.idField } + ids : ids );
  edition.scoreField = chosen( fieldParameter, isEarlier ? QStringList{ mNow.scoreField } : scores );
  edition.eventsField = firstFieldOf( *edition.source, { QStringLiteral( "events" ) } );
  if ( edition.idField.isEmpty() )
    throw QgsProcessingException( tr( "The layer ‘%1’ has no field area_id or cell_id: choose %2." )
                                    .arg( edition.source->name(), QLatin1String( idParameter ) ) );
  if ( edition.scoreField.isEmpty() )
    throw QgsProcessingException( tr( "The layer ‘%1’ has no field %2: choose %3." )
                                    .arg( edition.source->name(),
                                          isEarlier ? mNow.scoreField : scores.join( tr( " or " ) ),
                                          QLatin1String( fieldParameter ) ) );
  return edition;
}

void CompareScores::prepare( Run &run )
{
  mNow = edition( run, "INPUT", "FIELD", "AREA_ID" );
  mEarlier = edition( run, "PREVIOUS", "PREVIOUS_FIELD", "PREVIOUS_ID" );
  mEarlier.source->requireFeatures();
  mNameField = firstFieldOf( *mNow.source, { QStringLiteral( "area_name" ) } );
}

//! Layers scored as an index have the field idx; all other scales are in the field score.
bool CompareScores::isIndex() const
{
  const QStringList idx{ QStringLiteral( "idx" ) };
  return !firstFieldOf( *mNow.source, idx ).isEmpty() && !firstFieldOf( *mEarlier.source, idx ).isEmpty();
}

void CompareScores::process( Run &run )
{
  base::Areas areas = readNow( run );
  const Earlier earlier = readEarlier( run );
  const Matched matched = match( run, std::move( areas ), earlier );
  const ScoreComparison comparison = statistics::compareScores( matched.before, matched.after, matched.eventsBefore,
                                                                matched.eventsAfter, options( run ) );
  statistics::report( run.progress( 0.6, 0.7 ), 1.0 );
  if ( comparison.ranks.compared == 0 )
    throw QgsProcessingException( tr( "No area has a score in both layers: check FIELD and PREVIOUS_FIELD." ) );
  setNumbers( run, matched, comparison );
  write( run, matched, comparison );
  writePage( run, matched, comparison );
  writeRejects( run );
}

base::Areas CompareScores::readNow( Run &run ) const
{
  base::AreasReading reading;
  reading.idField = mNow.idField;
  reading.fields << mNow.scoreField;
  if ( hasEvents() )
    reading.fields << mNow.eventsField;
  if ( !mNameField.isEmpty() )
    reading.fields << mNameField;
  reading.invalidGeometry = invalidGeometry( run );
  // Nothing is measured: the areas stay where they are.
  reading.crs = mNow.source->crs();
  reading.progressTo = 0.3;
  base::Areas areas = base::readAreas( run, *mNow.source, reading );
  base::sortById( areas );
  return areas;
}

//! The books of the previous layer, which may bear the same name as the newer one.
QString CompareScores::earlierAccount() const
{
  const QString name = mEarlier.source->name();
  return name == mNow.source->name() ? tr( "%1 (previous)" ).arg( name ) : name;
}

CompareScores::Earlier CompareScores::readEarlier( Run &run ) const
{
  const base::Source &source = *mEarlier.source;
  const QString account = earlierAccount();
  const int idField = source.fieldIndex( mEarlier.idField );
  const int scoreField = source.fieldIndex( mEarlier.scoreField );
  const int eventsField = hasEvents() ? source.fieldIndex( mEarlier.eventsField ) : -1;
  base::Source::Reading reading;
  reading.attributes << idField << scoreField;
  if ( eventsField >= 0 )
    reading.attributes << eventsField;
  reading.geometry = false;
  reading.progressFrom = 0.3;
  reading.progressTo = 0.6;
  Earlier earlier;
  source.forEach(
    run, reading,
    [&]( const QgsFeature &feature, qint64 row )
    {
      run.ledger.read( account );
      const QString id = feature.attribute( idField ).toString().trimmed();
      if ( id.isEmpty() )
        return run.ledger.reject( account, row, id, mEarlier.idField, base::RejectReason::missingId );
      if ( earlier.place.contains( id ) )
        return run.ledger.reject( account, row, id, mEarlier.idField, base::RejectReason::repeatedAreaId );
      const base::ParsedNumber score = base::parseNumber( feature.attribute( scoreField ) );
      if ( score.kind == base::ParsedNumber::Kind::NotANumber )
        return run.ledger.rejectValue( account, row, id, mEarlier.scoreField, base::RejectReason::numberNotReadable,
                                       feature.attribute( scoreField ).toString() );
      earlier.place.insert( id, int( earlier.row.size() ) );
      earlier.row.push_back( row );
      earlier.id.push_back( id );
      earlier.score.push_back( score.value );
      earlier.events.push_back( eventsField < 0 ? statistics::missing
                                                : base::parseNumber( feature.attribute( eventsField ) ).value );
    } );
  return earlier;
}

namespace
{

//! \a values of the rows \a kept.
template <typename Value>
std::vector<Value> onlyRows( const std::vector<std::size_t> &kept, const std::vector<Value> &values )
{
  std::vector<Value> chosen;
  for ( const std::size_t row : kept )
    chosen.push_back( values[row] );
  return chosen;
}

base::Areas onlyRows( const std::vector<std::size_t> &kept, const base::Areas &areas )
{
  base::Areas chosen;
  chosen.crs = areas.crs;
  chosen.geometry = onlyRows( kept, areas.geometry );
  chosen.id = onlyRows( kept, areas.id );
  chosen.row = onlyRows( kept, areas.row );
  chosen.attributes = onlyRows( kept, areas.attributes );
  chosen.squareMetres = onlyRows( kept, areas.squareMetres );
  return chosen;
}

} // namespace

CompareScores::Matched CompareScores::match( Run &run, base::Areas areas, const Earlier &earlier ) const
{
  Matched matched;
  std::vector<std::size_t> kept, places;
  std::vector<bool> isFound( earlier.row.size(), false );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    const int place = earlier.place.value( areas.id[area], -1 );
    if ( place < 0 )
    {
      // It was booked as used when it was read.
      run.ledger.used( mNow.source->name(), -1 );
      run.ledger.reject( mNow.source->name(), areas.row[area], areas.id[area], mNow.idField,
                         base::RejectReason::noCounterpart );
      continue;
    }
    kept.push_back( area );
    places.push_back( std::size_t( place ) );
    isFound[std::size_t( place )] = true;
  }
  run.ledger.used( earlierAccount(), qint64( kept.size() ) );
  matched.unmatched = areas.size() - kept.size() + earlier.row.size() - kept.size();
  if ( kept.empty() )
    throw QgsProcessingException(
      tr( "No id of ‘%1’ (field %2) stands in ‘%3’ (field %4): choose AREA_ID and PREVIOUS_ID." )
        .arg( mNow.source->name(), mNow.idField, mEarlier.source->name(), mEarlier.idField ) );
  for ( std::size_t place = 0; place < earlier.row.size(); ++place )
    if ( !isFound[place] )
      run.ledger.reject( earlierAccount(), earlier.row[place], earlier.id[place], mEarlier.idField,
                         base::RejectReason::noCounterpart );

  matched.areas = onlyRows( kept, areas );
  matched.before = onlyRows( places, earlier.score );
  if ( hasEvents() )
    matched.eventsBefore = onlyRows( places, earlier.events );
  readColumns( run, matched );
  return matched;
}

//! What the newer layer says, in the order of readNow().
void CompareScores::readColumns( Run &run, Matched &matched ) const
{
  matched.after = base::numberColumn( run, matched.areas, 0, mNow.source->name(), mNow.scoreField );
  if ( hasEvents() )
    matched.eventsAfter = base::numberColumn( run, matched.areas, 1, mNow.source->name(), mNow.eventsField );
  const int nameField = hasEvents() ? 2 : 1;
  std::vector<std::size_t> order( matched.areas.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  matched.names = base::areaNames( matched.areas, order, mNameField.isEmpty() ? -1 : nameField );
}

statistics::ComparisonOptions CompareScores::options( Run &run ) const
{
  statistics::ComparisonOptions options;
  options.isIndex = isIndex();
  options.topShare = number( run, "TOP" ) / 100;
  options.basis = choice( run, "BASIS" ) == 0 ? statistics::EventBasis::city : statistics::EventBasis::time;
  options.monthsBefore = number( run, "PREVIOUS_MONTHS" );
  options.monthsAfter = number( run, "MONTHS" );
  options.phi = number( run, "PHI" );
  options.falseDiscovery = number( run, "FALSE_DISCOVERY" ) / 100;
  return options;
}

void CompareScores::setNumbers( Run &run, const Matched &matched, const ScoreComparison &comparison ) const
{
  const auto count = [&comparison]( ChangeClass first, ChangeClass second )
  { return double( comparison.count( first ) + comparison.count( second ) ); };
  if ( matched.unmatched > 0 )
    run.warn( tr( "Areas that only one of the layers has, and that are not compared: %1." ).arg( matched.unmatched ) );
  if ( !hasEvents() )
    run.warn( tr( "The layers do not both have the field ‘events’: which changes may be chance cannot be told." ) );
  const std::vector<double> &verdicts = comparison.significant;
  const auto isBeyondChance = []( double verdict ) { return verdict == 1 || verdict == -1; };
  run.setNumber( QStringLiteral( "N_COMPARED" ), double( comparison.ranks.compared ) );
  run.setNumber( QStringLiteral( "N_UNMATCHED" ), double( matched.unmatched ) );
  run.setNumber( QStringLiteral( "N_WORSE" ), count( ChangeClass::worse, ChangeClass::muchWorse ) );
  run.setNumber( QStringLiteral( "N_BETTER" ), count( ChangeClass::better, ChangeClass::muchBetter ) );
  run.setNumber( QStringLiteral( "N_SIGNIFICANT" ),
                 double( std::count_if( verdicts.begin(), verdicts.end(), isBeyondChance ) ) );
  run.setNumber( QStringLiteral( "SPEARMAN" ), comparison.ranks.spearman );
  run.setNumber( QStringLiteral( "MEAN_SHIFT" ), comparison.ranks.meanShift );
  run.setNumber( QStringLiteral( "STAYED_TOP" ), comparison.ranks.stayedTop );
}

namespace
{

QStringList outputNames( bool isIndex, bool hasName, bool hasEvents )
{
  QStringList names{ QStringLiteral( "area_id" ) };
  if ( hasName )
    names << QStringLiteral( "area_name" );
  names << ( isIndex ? QStringList{ QStringLiteral( "idx" ), QStringLiteral( "idx_prev" ) }
                     : QStringList{ QStringLiteral( "score" ), QStringLiteral( "score_prev" ) } );
  names << QStringLiteral( "chg" ) << QStringLiteral( "chg_pct" ) << QStringLiteral( "chg_class" )
        << QStringLiteral( "chg_words" ) << QStringLiteral( "rank" ) << QStringLiteral( "rank_prev" )
        << QStringLiteral( "rank_chg" );
  if ( hasEvents )
    names << QStringLiteral( "events" ) << QStringLiteral( "ev_prev" );
  return names << QStringLiteral( "p" ) << QStringLiteral( "q" ) << QStringLiteral( "chg_sig" )
               << QStringLiteral( "sig_words" );
}

double valueAt( const std::vector<double> &column, std::size_t row )
{
  return column.empty() ? statistics::missing : column[row];
}

} // namespace

void CompareScores::write( Run &run, const Matched &matched, const ScoreComparison &comparison )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( outputNames( isIndex(), !mNameField.isEmpty(), hasEvents() ) );
  spec.geometryType = compat::multiPolygon;
  spec.crs = matched.areas.crs;
  spec.style = QStringLiteral( "comparescores_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.7, 0.95 );
  for ( std::size_t area = 0; area < matched.areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( matched.areas.size() ) );
    const ChangeClass changeClass = comparison.changeClass[area];
    QVector<QVariant> values{ matched.areas.id[area] };
    if ( !mNameField.isEmpty() )
      values << matched.names.at( int( area ) );
    values << base::orNull( matched.after[area] ) << base::orNull( matched.before[area] )
           << base::orNull( comparison.change[area] ) << base::orNull( comparison.changePercent[area] )
           << ( changeClass == ChangeClass::unknown ? compat::null() : QVariant( int( changeClass ) ) )
           << base::orNull( base::wordsOf( changeClass ) ) << base::wholeOrNull( comparison.ranks.after[area] )
           << base::wholeOrNull( comparison.ranks.before[area] ) << base::wholeOrNull( comparison.ranks.moved[area] );
    if ( hasEvents() )
      values << base::orNull( matched.eventsAfter[area] ) << base::orNull( matched.eventsBefore[area] );
    const double significant = valueAt( comparison.significant, area );
    values << base::orNull( valueAt( comparison.p, area ) ) << base::orNull( valueAt( comparison.q, area ) )
           << base::wholeOrNull( significant ) << base::orNull( base::significanceWords( significant ) );
    output->add( values, matched.areas.geometry[area] );
  }
  output->finish();
}

void CompareScores::writePage( Run &run, const Matched &matched, const ScoreComparison &comparison ) const
{
  if ( !wantsReport( run ) )
    return;
  writeReport( run,
               base::reportOnComparison( { mEarlier.source->name(), mNow.source->name(), matched.names, matched.before,
                                           matched.after, comparison, options( run ), matched.unmatched } ) );
}

} // namespace communitysafety::compositeindex
