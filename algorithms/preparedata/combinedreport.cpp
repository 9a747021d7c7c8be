// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/combinedreport.h"

#include "base/numbertext.h"
#include "base/run.h"

#include <algorithm>

namespace communitysafety::preparedata
{
namespace
{

using base::numberText;
using base::Run;
using statistics::LinkageCategory;
using statistics::LinkKind;

class Page
{
public:
  explicit Page( const Combination &combination ) : mCombination( combination ), mRecords( combination.records ) {}

  base::HtmlReport write() const
  {
    base::HtmlReport page( Run::tr( "Incidents combined" ), Run::tr( "%1 incidents of %2 source(s)" )
                                                              .arg( numberText( double( mCombination.nWritten ) ) )
                                                              .arg( nSources() ) );
    tellInShort( page );
    tellSources( page );
    tellPairs( page );
    if ( !mCombination.weights.empty() )
      tellWeights( page );
    tellHowToRead( page );
    return page;
  }

private:
  std::size_t nSources() const { return std::size_t( mRecords.sources().size() ); }

  QString ruleWords() const
  {
    switch ( mCombination.duplicates )
    {
    case DuplicateRule::keepFirst:
      return Run::tr( "of each event the record of the first source was kept, and the others are among the rejects" );
    case DuplicateRule::shareWeight:
      return Run::tr( "all records were kept, and those of one event share one weight" );
    case DuplicateRule::flag:
      break;
    }
    return Run::tr( "all records were kept, and those that tell of an event once more are marked in ‘dup_of’" );
  }

  void tellInShort( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "In short" ) );
    page.list( { Run::tr( "%1 record(s) tell of an event that another record tells of already; %2." )
                   .arg( numberText( double( mCombination.nDuplicates ) ), ruleWords() ),
                 Run::tr( "The weights add up to %1." ).arg( numberText( mCombination.totalWeight, 1 ) ) } );
    for ( const QString &layer : mCombination.repeatedLayers )
      page.note( Run::tr( "‘%1’ holds the same records as an earlier layer, and was left out." ).arg( layer ) );
    if ( mCombination.linkage.nCoarse > 0 )
      page.note( Run::tr( "%1 record(s) tell only the week or month in which they happened. They were held against no "
                          "other record, apart from their ids: how many of them are counted twice is not known." )
                   .arg( numberText( double( mCombination.linkage.nCoarse ) ) ) );
    const auto nMonths = std::count_if( mCombination.linkage.links.begin(), mCombination.linkage.links.end(),
                                        []( const statistics::RecordLink &link ) { return link.isCoarse; } );
    if ( nMonths > 0 )
      page.note( Run::tr( "%1 link(s) rest on the same place and the same month alone, which many events share." )
                   .arg( numberText( double( nMonths ) ) ) );
  }

  void tellSources( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "Sources, in order of preference" ) );
    std::vector<qint64> records( nSources() ), duplicates( nSources() );
    for ( std::size_t record = 0; record < mRecords.records().size(); ++record )
    {
      const std::size_t source = mRecords.records()[record].source;
      ++records[source];
      duplicates[source] += mCombination.linkage.keeper[record] == record ? 0 : 1;
    }
    std::vector<QStringList> rows;
    for ( std::size_t source = 0; source < nSources(); ++source )
      rows.push_back(
        { mRecords.sources().at( int( source ) ), numberText( double( records[source] ) ),
          numberText( double( duplicates[source] ) ),
          numberText( 100.0 * double( duplicates[source] ) / std::max( 1.0, double( records[source] ) ), 1 ) } );
    page.table(
      Run::tr( "Records that took part" ),
      { Run::tr( "Source" ), Run::tr( "Records" ), Run::tr( "Told by another record already" ), Run::tr( "%" ) },
      rows );
  }

  std::size_t nOfKind( std::size_t source, LinkKind kind ) const
  {
    const std::vector<statistics::LinkageRecord> &all = mRecords.records();
    return std::size_t( std::count_if( mCombination.linkage.links.begin(), mCombination.linkage.links.end(),
                                       [&]( const statistics::RecordLink &link ) {
                                         return link.kind == kind && all[link.original].source == source &&
                                                all[link.duplicate].source == source;
                                       } ) );
  }

  void tellPairs( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "Counted twice" ) );
    std::vector<QStringList> within, between;
    for ( std::size_t a = 0; a < nSources(); ++a )
    {
      within.push_back( { mRecords.sources().at( int( a ) ), QString::number( nOfKind( a, LinkKind::sameId ) ),
                          QString::number( nOfKind( a, LinkKind::samePlaceAndTime ) ) } );
      for ( std::size_t b = a + 1; b < nSources(); ++b )
        between.push_back(
          { Run::tr( "%1 and %2" ).arg( mRecords.sources().at( int( a ) ), mRecords.sources().at( int( b ) ) ),
            QString::number( mCombination.nLinks[a * nSources() + b] ),
            QString::number( mCombination.coincidences[a * nSources() + b] ) } );
    }
    page.table( Run::tr( "Within a source" ),
                { Run::tr( "Source" ), Run::tr( "Same id" ), Run::tr( "Same place, time and category" ) }, within );
    if ( between.empty() )
      return;
    page.table( Run::tr( "Between two sources" ),
                { Run::tr( "Sources" ), Run::tr( "Events that both tell" ), Run::tr( "By chance alone, about" ) },
                between );
    page.paragraph(
      Run::tr( "By chance: as many as are found when the times of one source are moved by whole weeks, so "
               "that no event can meet itself. Where this is not far below the number found, most of "
               "those found are coincidences: choose a smaller distance or time." ) );
  }

  static QString inTableWords( const WeighedCategory &category )
  {
    if ( category.isInTable )
      return Run::tr( "yes" );
    return category.nearest.isEmpty() ? Run::tr( "no" ) : Run::tr( "no; perhaps ‘%1’" ).arg( category.nearest );
  }

  void tellWeights( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "Weights" ) );
    std::vector<WeighedCategory> categories = mCombination.weights;
    categories.erase( std::remove_if( categories.begin(), categories.end(),
                                      []( const WeighedCategory &category ) { return category.n == 0; } ),
                      categories.end() );
    std::sort( categories.begin(), categories.end(),
               []( const WeighedCategory &a, const WeighedCategory &b )
               { return a.n != b.n ? a.n > b.n : a.name < b.name; } );
    std::vector<QStringList> rows;
    for ( const WeighedCategory &category : categories )
      rows.push_back(
        { category.name.isEmpty() ? Run::tr( "(blank)" ) : category.name, numberText( double( category.n ) ),
          category.weight ? numberText( *category.weight, 2 ) : QStringLiteral( "–" ), inTableWords( category ) } );
    page.table(
      Run::tr( "Categories" ),
      { Run::tr( "Category" ), Run::tr( "Records" ), Run::tr( "Weight" ), Run::tr( "In the table of weights" ) },
      rows );
  }

  QString categoryWords() const
  {
    switch ( mCombination.rule.category )
    {
    case LinkageCategory::same:
      return Run::tr( "of the same category" );
    case LinkageCategory::sameWithinSource:
      return Run::tr( "of the same category within a source, of any category between two" );
    case LinkageCategory::any:
      break;
    }
    return Run::tr( "of any category" );
  }

  void tellHowToRead( base::HtmlReport &page ) const
  {
    const statistics::LinkageRule &rule = mCombination.rule;
    page.heading( Run::tr( "How to read it" ) );
    page.list(
      { Run::tr(
          "Two records are taken for one event when they are at most %1 m apart, %2, and at most %3 minutes apart "
          "where both tell the time, or else their days are at most %4 apart." )
          .arg( numberText( rule.metres ), categoryWords() )
          .arg( rule.minutes )
          .arg( rule.days ),
        Run::tr(
          "Between sources the nearest in place and then in time go together first, and an event has one record of "
          "each source at most: two ambulances to one place are two records of which the police may know one." ),
        Run::tr( "Positions that were moved to map points, rounded or set to a station make strangers neighbours and "
                 "neighbours strangers. A link is a reason to look, not a proof." ) } );
  }

  const Combination &mCombination;
  const CombinedRecords &mRecords;
};

} // namespace

base::HtmlReport reportOnCombination( const Combination &combination ) { return Page( combination ).write(); }

} // namespace communitysafety::preparedata
