// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/combination.h"

#include "base/incidentlayer.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::numberText;
using base::RejectReason;
using base::Run;
using base::textIn;
using statistics::RecordLink;

std::vector<std::size_t> countLinks( const std::vector<RecordLink> &links,
                                     const std::vector<statistics::LinkageRecord> &records, std::size_t nSources )
{
  std::vector<std::size_t> counts( nSources * nSources, 0 );
  for ( const RecordLink &link : links )
  {
    const std::size_t one = records[link.original].source, other = records[link.duplicate].source;
    ++counts[std::min( one, other ) * nSources + std::max( one, other )];
  }
  return counts;
}

QString wordsOf( const RecordLink &link )
{
  if ( link.kind == statistics::LinkKind::sameId )
    return Run::tr( "same id" );
  return link.isCoarse ? Run::tr( "same place and month" ) : Run::tr( "same place and time" );
}

namespace
{

QString inWords( const WeighedCategory &category )
{
  const QString name = category.name.isEmpty() ? Run::tr( "(blank)" ) : Run::tr( "‘%1’" ).arg( category.name );
  const QString nearest = category.nearest.isEmpty() ? QString() : Run::tr( ", perhaps ‘%1’" ).arg( category.nearest );
  return Run::tr( "%1 (%2%3)" ).arg( name, numberText( double( category.n ) ), nearest );
}

//! The categories without a weight, the most frequent first.
QString listed( std::vector<WeighedCategory> unmatched )
{
  constexpr std::size_t mostListed = 20;
  std::sort( unmatched.begin(), unmatched.end(),
             []( const WeighedCategory &a, const WeighedCategory &b )
             { return a.n != b.n ? a.n > b.n : a.name < b.name; } );
  QStringList words;
  for ( std::size_t place = 0; place < std::min( mostListed, unmatched.size() ); ++place )
    words << inWords( unmatched[place] );
  const QString more =
    unmatched.size() > mostListed ? Run::tr( " and %1 more" ).arg( unmatched.size() - mostListed ) : QString();
  return words.join( QStringLiteral( ", " ) ) + more;
}

} // namespace

std::vector<WeighedCategory> weighCategories( Run &run, const WeightTable &table, UnmatchedRule rule,
                                              CombinedRecords &records )
{
  std::vector<WeighedCategory> weights;
  std::vector<WeighedCategory> unmatched;
  for ( const CombinedRecords::Category &category : records.categories() )
  {
    weights.push_back( { category.name, category.n, table.weightOf( category.name ), true, QString() } );
    WeighedCategory &weight = weights.back();
    if ( weight.weight || weight.n == 0 )
      continue;
    weight.isInTable = false;
    weight.nearest = table.nearestTo( weight.name );
    unmatched.push_back( weight );
  }
  if ( unmatched.empty() )
    return weights;
  const QString list = listed( unmatched );
  if ( rule == UnmatchedRule::stop )
    throw QgsProcessingException(
      Run::tr( "No weight for the categories %1: add them to WEIGHTS, or choose in UNMATCHED "
               "what is done with their records." )
        .arg( list ) );
  if ( rule == UnmatchedRule::reject )
  {
    run.warn( Run::tr( "Rejected, since their categories have no weight: %1." ).arg( list ) );
    records.leaveOut( [&weights]( std::uint32_t category ) { return !weights[category].weight; },
                      RejectReason::missingNumber );
    return weights;
  }
  run.warn( Run::tr( "Counted as 1, since their categories have no weight: %1." ).arg( list ) );
  for ( WeighedCategory &weight : weights )
    if ( !weight.weight )
      weight.weight = 1;
  return weights;
}

void readIds( Run &run, Combination &combination, double progressFrom, double progressTo )
{
  for ( const RecordLink &link : combination.linkage.links )
    for ( const CombinedRecords::Row record :
          { link.original, link.duplicate, combination.linkage.keeper[link.duplicate] } )
      combination.ids[record];
  if ( combination.ids.empty() )
    return;
  const CombinedRecords &records = combination.records;
  const double step = ( progressTo - progressFrom ) / double( records.layers().size() );
  for ( std::size_t layer = 0; layer < records.layers().size(); ++layer )
  {
    const base::Source &source = *records.layers()[layer].layer;
    base::Source::Reading reading;
    reading.geometry = false;
    const int idColumn = source.fieldIndex( QStringLiteral( "inc_id" ) );
    reading.attributes = { idColumn };
    reading.progressFrom = progressFrom + step * double( layer );
    reading.progressTo = reading.progressFrom + step;
    reading.isRecorded = false;
    source.forEach( run, reading,
                    [&]( const QgsFeature &feature, qint64 number )
                    {
                      const std::size_t row = records.firstRow( layer ) + std::size_t( number - 1 );
                      if ( records.faultOf( row ) )
                        return;
                      const auto wanted = combination.ids.find( records.recordOf( row ) );
                      if ( wanted == combination.ids.end() )
                        return;
                      const QString id = textIn( feature, idColumn );
                      wanted->second = id.isEmpty() ? Run::tr( "row %1" ).arg( number ) : id;
                    } );
  }
}

namespace
{

//! Takes the rows of all layers, one by one, to the output or to the rejects.
class Writer
{
public:
  Writer( Run &run, Combination &combination, base::OutputLayer *output )
    : mRun( run ), mCombination( combination ), mRecords( combination.records ), mOutput( output )
  {
    for ( const RecordLink &link : combination.linkage.links )
      mLinkOf.emplace( link.duplicate, &link );
  }

  void take( const CombinedLayer &layer, const CombinedColumns &columns, std::size_t row, const QgsFeature &feature,
             qint64 number )
  {
    mRun.ledger.read( layer.account );
    if ( const std::optional<RejectReason> fault = mRecords.faultOf( row ) )
      return reject( layer, columns, feature, number, *fault );
    const CombinedRecords::Row record = mRecords.recordOf( row );
    const CombinedRecords::Row keeper = mCombination.linkage.keeper[record];
    mCombination.nDuplicates += keeper == record ? 0 : 1;
    if ( keeper != record && mCombination.duplicates == DuplicateRule::keepFirst )
      return mRun.ledger.reject( layer.account, number, textIn( feature, columns.id ), QString(),
                                 RejectReason::sameEvent );
    mRun.ledger.used( layer.account );
    write( layer, columns, feature, record, keeper );
  }

private:
  void reject( const CombinedLayer &layer, const CombinedColumns &columns, const QgsFeature &feature, qint64 number,
               RejectReason reason )
  {
    const QString id = textIn( feature, columns.id );
    const QString date = QStringLiteral( "inc_date" ), weight = QStringLiteral( "weight" );
    switch ( reason )
    {
    case RejectReason::dateNotReadable:
      return mRun.ledger.rejectValue( layer.account, number, id, date, reason, textIn( feature, columns.date ) );
    case RejectReason::noDate:
      return mRun.ledger.reject( layer.account, number, id, date, reason );
    case RejectReason::numberNotReadable:
    case RejectReason::numberOutOfRange:
    case RejectReason::suppressedNumber:
      return mRun.ledger.rejectValue( layer.account, number, id, weight, reason, textIn( feature, columns.weight ) );
    case RejectReason::missingNumber:
      return mRun.ledger.reject( layer.account, number, id, weight, reason );
    default:
      return mRun.ledger.reject( layer.account, number, id, QString(), reason );
    }
  }

  base::Incident incident( const CombinedLayer &layer, const CombinedColumns &columns, const QgsFeature &feature,
                           CombinedRecords::Row record ) const
  {
    const auto number = [&feature]( int column, double otherwise )
    {
      const base::ParsedNumber value = base::parseNumber( textIn( feature, column ) );
      return value.isNumber() ? value.value : otherwise;
    };
    const statistics::LinkageRecord &compared = mRecords.records()[record];
    base::Incident incident;
    incident.id = textIn( feature, columns.id );
    incident.date = base::parseDate( feature.attribute( columns.date ) ).date;
    incident.end = incident.date.addDays( compared.to / minutesPerDay - compared.from / minutesPerDay );
    incident.category = textIn( feature, columns.category );
    incident.source = mRecords.sources().at( compared.source );
    const QString side = layer.side.isEmpty() ? textIn( feature, columns.side ) : layer.side;
    incident.side = side.isEmpty() ? incident.side : side;
    incident.weight = number( columns.weight, 1 );
    if ( !mCombination.weights.empty() )
      incident.weight *= *mCombination.weights[compared.category].weight;
    if ( mCombination.duplicates == DuplicateRule::shareWeight )
      incident.weight /= double( mCombination.linkage.size[record] );
    incident.precision = number( columns.precision, statistics::missing );
    return incident;
  }

  void write( const CombinedLayer &layer, const CombinedColumns &columns, const QgsFeature &feature,
              CombinedRecords::Row record, CombinedRecords::Row keeper )
  {
    const base::Incident row = incident( layer, columns, feature, record );
    ++mCombination.nWritten;
    mCombination.totalWeight += row.weight;
    if ( !mOutput )
      return;
    QString original, originalSource, how;
    if ( keeper != record )
    {
      original = mCombination.ids.at( keeper );
      originalSource = mRecords.sources().at( mRecords.records()[keeper].source );
      // A record that stood for others of its own source was linked by one of these links alone.
      const auto link = mLinkOf.find( record );
      how = link == mLinkOf.end() ? Run::tr( "through another record" ) : wordsOf( *link->second );
    }
    mOutput->add( base::incidentValues( row ) << base::orNull( original ) << base::orNull( originalSource )
                                              << base::orNull( how ) << qlonglong( mCombination.linkage.size[record] ),
                  // One point of several dimensions, or in a list of one, becomes a plain one.
                  QgsGeometry::fromPointXY( QgsPointXY( feature.geometry().vertexAt( 0 ) ) ) );
  }

  static constexpr int minutesPerDay = 1440;

  Run &mRun;
  Combination &mCombination;
  const CombinedRecords &mRecords;
  base::OutputLayer *mOutput;
  std::map<CombinedRecords::Row, const RecordLink *> mLinkOf;
};

} // namespace

void writeCombined( Run &run, Combination &combination, const QString &timeField,
                    const QgsCoordinateReferenceSystem &metric, base::OutputLayer *output, double progressFrom,
                    double progressTo )
{
  Writer writer( run, combination, output );
  const std::vector<CombinedLayer> &layers = combination.records.layers();
  const double step = ( progressTo - progressFrom ) / std::max( 1.0, double( layers.size() ) );
  for ( std::size_t layer = 0; layer < layers.size(); ++layer )
  {
    const CombinedColumns columns( *layers[layer].layer, timeField );
    base::Source::Reading reading;
    reading.attributes = columns.all();
    reading.crs = metric;
    reading.progressFrom = progressFrom + step * double( layer );
    reading.progressTo = reading.progressFrom + step;
    layers[layer].layer->forEach( run, reading,
                                  [&]( const QgsFeature &feature, qint64 number )
                                  {
                                    writer.take( layers[layer], columns,
                                                 combination.records.firstRow( layer ) + std::size_t( number - 1 ),
                                                 feature, number );
                                  } );
  }
}

} // namespace communitysafety::preparedata
