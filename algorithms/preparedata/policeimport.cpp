// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/policeimport.h"

#include "base/hash64.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/parallel.h"

#include <algorithm>
#include <utility>

namespace communitysafety::preparedata
{

using base::PoliceColumn;
using base::PoliceFile;
using base::PoliceKind;
using base::RejectReason;
using base::Run;

//! A file from its first block to its last.
struct PoliceImport::OpenFile
{
  OpenFile( const PoliceFile &of, PoliceKind kind, std::size_t place, int monthOfNext )
    : file( of ), rows( of, kind ), number( place ), nextMonth( monthOfNext ),
      source( of.isCopy ? Run::tr( "%1 (again)" ).arg( of.name ) : of.name ), key( of.key.toStdString() )
  {
  }

  PoliceFile file;
  base::PoliceRows rows;
  std::size_t number;
  int nextMonth;  //!< Of the file after it; they are in the order of their months
  QString source; //!< Its name in the ledger
  std::string key;
};

//! A block to be judged and taken, or the end of a file.
struct PoliceImport::Step
{
  std::shared_ptr<OpenFile> file;
  std::unique_ptr<JudgedBlock> block; //!< Null at the end of the file
  qint64 firstRow = 1;
  double done = 0; //!< Share of the file
};

PoliceImport::PoliceImport( Run &run, PoliceRules &rules, const base::PolicePositions &positions,
                            IncidentWriter &writer )
  : mRun( run ), mRules( rules ), mPositions( positions ), mWriter( writer ), mBooks( rules.kind )
{
}

PoliceImport::~PoliceImport() = default;

void PoliceImport::read( const std::vector<PoliceFile> &files, const QString &parameter,
                         const statistics::Progress &progress )
{
  mNextFile = 0;
  Steps steps;
  while ( gather( files, steps ) )
  {
    judge( steps );
    for ( const Step &step : steps )
    {
      takeStep( step, parameter );
      statistics::report( progress, ( double( step.file->number ) + step.done ) / double( files.size() ) );
    }
  }
  statistics::report( progress, 1.0 );
}

//! The next blocks, as many as are judged at the same time. \returns false when there are none.
bool PoliceImport::gather( const std::vector<PoliceFile> &files, Steps &steps )
{
  const std::size_t most = 4 * std::size_t( statistics::availableThreads() );
  steps.clear();
  while ( steps.size() < most && ( mReading || mNextFile < files.size() ) )
  {
    if ( !mReading )
    {
      const int nextMonth = mNextFile + 1 < files.size() ? files[mNextFile + 1].month : PoliceFile::unknownMonth;
      mReading = std::make_shared<OpenFile>( files[mNextFile], mRules.kind, mNextFile, nextMonth );
      ++mNextFile;
    }
    Step step;
    step.file = mReading;
    step.block = std::make_unique<JudgedBlock>();
    if ( !mReading->rows.nextBlock( step.block->cells ) )
    {
      step.block.reset();
      mReading.reset();
    }
    step.done = step.block ? step.file->rows.done() : 1.0;
    steps.push_back( std::move( step ) );
  }
  return !steps.empty();
}

void PoliceImport::judge( Steps &steps )
{
  std::vector<Step *> blocks;
  for ( Step &step : steps )
    if ( step.block )
      blocks.push_back( &step );
  statistics::forEachInParallel( blocks.size(), 0,
                                 [&blocks]( std::size_t item )
                                 { blocks[item]->block->cells.split( blocks[item]->file->rows.layout().csv() ); } );
  std::vector<std::vector<Step *>> ofFile;
  for ( Step *step : blocks )
  {
    step->firstRow = step->file->rows.rowsRead() + 1;
    step->file->rows.count( step->block->cells );
    if ( ofFile.empty() || ofFile.back().front()->file != step->file )
      ofFile.emplace_back();
    ofFile.back().push_back( step );
  }
  while ( mMemories.size() < blocks.size() )
    mMemories.push_back( std::make_unique<base::PolicePositions::Memory>() );
  // The hash of a file follows its rows in order: one item for each file, the others one for each block.
  statistics::forEachInParallel( ofFile.size() + blocks.size(), 0,
                                 [&]( std::size_t item )
                                 {
                                   if ( item < ofFile.size() )
                                     for ( Step *step : ofFile[item] )
                                       step->file->rows.addToHash( step->block->cells );
                                   else
                                   {
                                     const std::size_t number = item - ofFile.size();
                                     const Step &step = *blocks[number];
                                     step.block->judge( step.file->rows.layout(), mPositions, *mMemories[number] );
                                   }
                                 } );
}

void PoliceImport::endFile( const QString &parameter )
{
  mFile->rows.requireSound();
  mBooks.latinCells += mFile->rows.latinCells();
  mEqualRows = base::HashSet();
  mNotedMonth = PoliceFile::unknownMonth;
  if ( mFile->nextMonth != PoliceFile::unknownMonth )
    mLocatedIds.forgetBefore( mFile->nextMonth );
  mRun.record.addInput( parameter, mFile->file.name, mFile->rows.rowsRead(), mFile->rows.contentHash() );
}

void PoliceImport::takeStep( const Step &step, const QString &parameter )
{
  mFile = step.file.get();
  if ( !step.block )
    return endFile( parameter );
  mBlock = step.block.get();
  mFirstRow = step.firstRow;
  const qint64 before = mBooks.used;
  const auto rows = static_cast<qint64>( mBlock->cells.rows() );
  mBooks.read += rows;
  mRun.ledger.read( mFile->source, rows );
  for ( std::size_t number = 0; number < mBlock->cells.rows(); ++number )
    take( number );
  mRun.ledger.used( mFile->source, mBooks.used - before );
}

void PoliceImport::take( std::size_t number )
{
  const JudgedRow &row = mBlock->row( number );
  if ( mFile->file.isCopy )
  {
    ++mBooks.leftOut;
    return reject( number, RejectReason::duplicateFile );
  }
  if ( !row.isComplete )
    return reject( number, RejectReason::malformedRow );
  const base::PolicePosition &position = row.position;
  mBooks.located += position.fault ? 0 : 1;
  if ( !position.fault )
    mBooks.points.add( base::hashOfPoint( position.point ) );
  const QString dateField = mRules.kind == PoliceKind::search ? QStringLiteral( "Date" ) : QStringLiteral( "Month" );
  if ( row.date.state == PoliceDate::State::missing )
    return reject( number, RejectReason::noDate, dateField );
  if ( row.date.state == PoliceDate::State::notReadable )
    return rejectValue( number, RejectReason::dateNotReadable, dateField, text( number, PoliceColumn::month ) );
  const int month = base::monthNumber( row.date.date );
  if ( !mRules.period.contains( month ) )
    return rejectValue( number, RejectReason::outsidePeriod, dateField, text( number, PoliceColumn::month ) );
  if ( month != mNotedMonth )
    mBooks.months.add( mFile->file.force, month );
  mNotedMonth = month;
  mBooks.otherMonth += mFile->file.month != PoliceFile::unknownMonth && mFile->file.month != month ? 1 : 0;
  if ( position.fault )
    return rejectPosition( number, *position.fault );
  if ( isRepeated( number ) )
    return reject( number, RejectReason::repeatedId, QStringLiteral( "Crime ID" ) );
  if ( !position.isInside )
    return reject( number, RejectReason::outsideStudyArea );
  ++mBooks.used;
  mBooks.mapPoints.add( position.point, month );
  write( number );
}

bool PoliceImport::isRepeated( std::size_t number )
{
  // One crime has several outcomes, and searches have no ID.
  if ( mRules.kind != PoliceKind::street || mRules.keepsAllIds || mBlock->cell( number, PoliceColumn::id ).empty() )
    return false;
  const JudgedRow &row = mBlock->row( number );
  const MonthlyIds::Answer answer = mLocatedIds.insert( base::monthNumber( row.date.date ), row.idHash );
  mBooks.lateIds += answer == MonthlyIds::Answer::forgotten ? 1 : 0;
  return answer == MonthlyIds::Answer::repeated;
}

void PoliceImport::noteEqualRows( std::size_t number )
{
  quint64 hash = 0;
  for ( int column = 0; column < base::policeColumnCount; ++column )
    hash = base::mixed64( hash + 1 ) ^ base::hash64( mBlock->cell( number, static_cast<PoliceColumn>( column ) ) );
  mBooks.equalRows += mEqualRows.insert( hash ) ? 0 : 1;
}

QString PoliceImport::text( std::size_t number, PoliceColumn column ) const
{
  return base::textOf( mBlock->cell( number, column ) );
}

void PoliceImport::reject( std::size_t number, RejectReason reason, const QString &field )
{
  mRun.ledger.reject( mFile->source, mFirstRow + static_cast<qint64>( number ), text( number, PoliceColumn::id ), field,
                      reason );
}

void PoliceImport::rejectValue( std::size_t number, RejectReason reason, const QString &field, const QString &value )
{
  mRun.ledger.rejectValue( mFile->source, mFirstRow + static_cast<qint64>( number ), text( number, PoliceColumn::id ),
                           field, reason, value );
}

void PoliceImport::rejectPosition( std::size_t number, RejectReason reason )
{
  const QString fields =
    mFile->rows.inDegrees() ? QStringLiteral( "Longitude, Latitude" ) : QStringLiteral( "Easting, Northing" );
  if ( reason == RejectReason::noLocation )
    return reject( number, reason, fields );
  rejectValue( number, reason, fields,
               QStringLiteral( "%1, %2" ).arg( text( number, PoliceColumn::x ), text( number, PoliceColumn::y ) ) );
}

void PoliceImport::write( std::size_t number )
{
  const JudgedRow &judged = mBlock->row( number );
  const PoliceBooks::Category &category = mBooks.category( mBlock->cell( number, PoliceColumn::category ) );
  mBooks.addUsed( category, base::monthNumber( judged.date.date ) );
  mRow.id = mBlock->cell( number, PoliceColumn::id );
  if ( mRow.id.empty() )
  {
    // Without an ID of its own the incident is named by where its row stands.
    mOwnId = mFile->key + ':' + std::to_string( mFirstRow + static_cast<qint64>( number ) );
    mRow.id = mOwnId;
  }
  const QDate date = judged.date.date;
  const QDate firstDay( date.year(), date.month(), 1 );
  const bool hasDay = mRules.kind == PoliceKind::search;
  mRow.date = hasDay ? date : firstDay;
  mRow.end = hasDay ? date : firstDay.addDays( firstDay.daysInMonth() - 1 );
  mRow.category = category.name;
  mRow.point = judged.position.point;
  mRow.further.clear();
  fillFurther( number );
  mWriter.write( mRow );
}

void PoliceImport::fillFurther( std::size_t number )
{
  if ( mRules.kind == PoliceKind::search )
  {
    noteEqualRows( number );
    const QTime &time = mBlock->row( number ).date.time;
    mTime = time.isValid() ? time.toString( QStringLiteral( "HH:mm" ) ).toStdString() : std::string();
    mRow.further.emplace_back( mTime );
    for ( const PoliceColumn detail : mRules.details )
      mRow.further.push_back( mBlock->cell( number, detail ) );
    return;
  }
  addLsoa( number );
  if ( !mRules.outcomes )
    return;
  const std::string_view id = mBlock->cell( number, PoliceColumn::id );
  const std::string_view latest = id.empty() ? std::string_view() : mRules.outcomes->of( mBlock->row( number ).idHash );
  mRow.further.push_back( latest.empty() ? mBlock->cell( number, PoliceColumn::outcome ) : latest );
}

void PoliceImport::addLsoa( std::size_t number )
{
  const std::string_view published = mBlock->cell( number, PoliceColumn::lsoa );
  LsoaRepair::Code code{ published, LsoaWay::asPublished };
  if ( mRules.repair && !published.empty() )
    code = mRules.repair->repaired( published, mBlock->row( number ).position.point );
  mRow.further.push_back( code.code );
  mRow.further.emplace_back( editionOf( code.code ) );
  mRow.further.push_back( mBlock->cell( number, PoliceColumn::place ) );
  if ( !mRules.repair )
    return;
  static const std::vector<std::string> words = []
  {
    std::vector<std::string> all;
    for ( std::size_t way = 0; way < lsoaWayCount; ++way )
      all.push_back( lsoaWayWords( static_cast<LsoaWay>( way ) ).toStdString() );
    return all;
  }();
  mRow.further.push_back( code.code == published ? std::string_view() : published );
  mRow.further.push_back( published.empty() ? std::string_view() : words[static_cast<std::size_t>( code.way )] );
}

//! In which census the code that is written exists, by the lookup; counted.
const std::string &PoliceImport::editionOf( std::string_view lsoa )
{
  static const std::string none;
  if ( !mRules.editions || lsoa.empty() )
    return none;
  constexpr int mostRemembered = 200000;
  auto known = mEditions.find( QByteArray::fromRawData( lsoa.data(), static_cast<int>( lsoa.size() ) ) );
  if ( known == mEditions.end() )
  {
    if ( mEditions.size() == mostRemembered )
      mEditions.clear();
    const QByteArray code( lsoa.data(), static_cast<int>( lsoa.size() ) );
    const QString edition = mRules.editions->editionOf( QString::fromUtf8( code ) );
    known = mEditions.insert( code, { edition.toStdString(), &mBooks.editions[edition] } );
  }
  ++*known->records;
  return known->words;
}

} // namespace communitysafety::preparedata
