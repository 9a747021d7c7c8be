// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/tablefile.h"

#include "base/packedfiles.h"
#include "base/run.h"
#include "base/source.h"

#include <qgsprocessingutils.h>
#include <qgsproviderregistry.h>
#include <qgsvectorlayer.h>

#include <QCryptographicHash>
#include <QFileInfo>
#include <QRegularExpression>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <numeric>

namespace communitysafety::base
{
namespace
{

struct CloseFile
{
  void operator()( VSILFILE *file ) const { VSIFCloseL( file ); }
};

bool isDelimitedText( const QString &path )
{
  static const QRegularExpression ending( QStringLiteral( "\\.(csv|txt|tsv|tab)(\\.gz)?$" ),
                                          QRegularExpression::CaseInsensitiveOption );
  return ending.match( path ).hasMatch();
}

bool isWorkbook( const QString &path )
{
  static const QRegularExpression ending( QStringLiteral( "\\.(xlsx|xlsm|xls|ods)$" ),
                                          QRegularExpression::CaseInsensitiveOption );
  return ending.match( path ).hasMatch();
}

//! The layer that \a value names as a whole; null where only its selection or some of its rows were asked for.
const QgsVectorLayer *wholeLayer( const QVariant &value, QgsProcessingContext &context )
{
  if ( value.userType() == qMetaTypeId<QgsProcessingFeatureSourceDefinition>() )
  {
    const auto definition = value.value<QgsProcessingFeatureSourceDefinition>();
    const bool isWhole = definition == QgsProcessingFeatureSourceDefinition( definition.source );
    return isWhole ? wholeLayer( definition.source.staticValue(), context ) : nullptr;
  }
  if ( auto *layer = qobject_cast<QgsVectorLayer *>( qvariant_cast<QObject *>( value ) ) )
    return layer;
  return qobject_cast<QgsVectorLayer *>( QgsProcessingUtils::mapLayerFromString( value.toString(), context ) );
}

QByteArray contentOf( const Run &run, const QString &path, const QString &name )
{
  const QString opened = path.startsWith( QLatin1String( "/vsi" ) ) ? path : openedPath( path );
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  const std::unique_ptr<VSILFILE, CloseFile> file( VSIFOpenL( opened.toUtf8().constData(), "rb" ) );
  QByteArray content;
  QByteArray chunk( 1 << 20, 0 );
  std::size_t got = 0;
  while ( file && ( got = VSIFReadL( chunk.data(), 1, static_cast<std::size_t>( chunk.size() ), file.get() ) ) > 0 )
  {
    run.stopIfCancelled();
    content.append( chunk.constData(), static_cast<int>( got ) );
  }
  if ( content.isEmpty() || CPLGetLastErrorType() >= CE_Failure )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ cannot be read: it is empty or damaged. Download it again." ).arg( name ) );
  return content;
}

TextTable readText( const TablePlace &place, const QByteArray &content, const statistics::Progress &progress )
{
  DelimitedText text = readDelimitedText( content, progress );
  if ( text.unclosedRow > 0 )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ is damaged: in row %2 a quotation mark is opened that "
                                           "nothing closes. Download it again or close it." )
                                    .arg( place.name )
                                    .arg( text.unclosedRow ) );
  return std::move( text.table );
}

TextTable readSheet( const Run &run, OGRLayer &sheet )
{
  TextTable table( QString::fromUtf8( sheet.GetName() ) );
  for ( const OGRFeatureUniquePtr &row : sheet )
  {
    if ( table.rows() % 1024 == 0 )
      run.stopIfCancelled();
    table.startRow();
    for ( int column = 0; column < row->GetFieldCount(); ++column )
      table.add( row->IsFieldSetAndNotNull( column ) ? row->GetFieldAsString( column ) : "" );
  }
  return table;
}

std::vector<TextTable> readWorkbook( const Run &run, const TablePlace &place )
{
  // Every row as it stands, its cells as text: the driver's guess at headings and types would lose some.
  std::vector<std::unique_ptr<CPLConfigOptionSetter>> options;
  for ( const char *driver : { "XLSX", "XLS", "ODS" } )
  {
    const QByteArray name = QByteArrayLiteral( "OGR_" ) + driver;
    options.push_back( std::make_unique<CPLConfigOptionSetter>( name + "_HEADERS", "DISABLE", false ) );
    options.push_back( std::make_unique<CPLConfigOptionSetter>( name + "_FIELD_TYPES", "STRING", false ) );
  }
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const std::unique_ptr<GDALDataset> workbook(
    GDALDataset::Open( place.path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY ) );
  if ( !workbook || workbook->GetLayerCount() == 0 )
    throw QgsProcessingException(
      Run::tr( "The workbook ‘%1’ cannot be read: it is damaged or protected. Save its sheet as CSV and choose that." )
        .arg( place.name ) );
  std::vector<TextTable> sheets;
  for ( OGRLayer *sheet : workbook->GetLayers() )
    sheets.push_back( readSheet( run, *sheet ) );
  return sheets;
}

} // namespace

TablePlace tablePlace( const QVariant &value, QgsProcessingContext &context )
{
  const QgsVectorLayer *layer = wholeLayer( value, context );
  if ( !layer || !layer->isValid() || !layer->subsetString().isEmpty() )
    return {};
  const QVariantMap parts = QgsProviderRegistry::instance()->decodeUri( layer->providerType(), layer->source() );
  const QString path = parts.value( QStringLiteral( "path" ) ).toString();
  if ( isDelimitedText( path ) )
    return { path, QFileInfo( path ).fileName(), QString() };
  if ( isWorkbook( path ) )
    return { path, QFileInfo( path ).fileName(), parts.value( QStringLiteral( "layerName" ) ).toString() };
  return {};
}

std::vector<TextTable> readTableFile( Run &run, const QString &parameter, const TablePlace &place, double progressFrom,
                                      double progressTo )
{
  const QByteArray content = contentOf( run, place.path, place.name );
  std::vector<TextTable> sheets;
  if ( isWorkbook( place.path ) )
    sheets = readWorkbook( run, place );
  else
    sheets.push_back( readText( place, content, run.progress( progressFrom, progressTo ) ) );
  const std::size_t rows =
    std::accumulate( sheets.begin(), sheets.end(), std::size_t( 0 ),
                     []( std::size_t sum, const TextTable &sheet ) { return sum + sheet.rows(); } );
  run.record.addInput( parameter, place.name, static_cast<qint64>( rows ),
                       QString::fromLatin1( QCryptographicHash::hash( content, QCryptographicHash::Sha256 ).toHex() ) );
  return sheets;
}

TextTable readTableOf( Run &run, const Source &source, double progressFrom, double progressTo )
{
  TextTable table;
  table.startRow();
  Source::Reading reading;
  for ( int field = 0; field < source.fields().count(); ++field )
  {
    reading.attributes << field;
    table.add( source.fields().at( field ).name().toStdString() );
  }
  reading.geometry = false;
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  source.forEach( run, reading,
                  [&table, &reading]( const QgsFeature &feature, qint64 )
                  {
                    table.startRow();
                    for ( const int field : std::as_const( reading.attributes ) )
                      table.add( feature.attribute( field ).toString().toStdString() );
                  } );
  return table;
}

} // namespace communitysafety::base
