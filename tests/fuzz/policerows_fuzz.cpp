// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policerows.h"

#include "fuzz.h"
#include "policetexts.h"

#include <qgsexception.h>

#include <QByteArray>
#include <QStringList>

#include <cpl_vsi.h>
#include <gdal_priv.h>

#include <optional>

using namespace communitysafety::base;
using communitysafety::fuzz::law;
using communitysafety::test::PoliceTexts;
using communitysafety::test::policeTexts;

namespace
{

const char *const memoryFile = "/vsimem/2024-01-city-street.csv";

//! A file in memory, as long as this lives.
class MemoryFile
{
public:
  explicit MemoryFile( QByteArray content ) : mContent( std::move( content ) )
  {
    VSIFCloseL( VSIFileFromMemBuffer( memoryFile, reinterpret_cast<GByte *>( mContent.data() ),
                                      static_cast<vsi_l_offset>( mContent.size() ), FALSE ) );
  }
  MemoryFile( const MemoryFile & ) = delete;
  MemoryFile &operator=( const MemoryFile & ) = delete;
  ~MemoryFile() { VSIUnlink( memoryFile ); }

private:
  QByteArray mContent;
};

void checkCategory( const QString &written )
{
  const PoliceCategory category = policeCategory( written );
  law( category.isOfficial || category.name == written, "a category of no official name keeps its own" );
  const PoliceCategory again = policeCategory( category.name );
  law( again.name == category.name && again.isOfficial == category.isOfficial, "an official name stands for itself" );
}

void checkRow( const PoliceTexts &row )
{
  for ( const QString &text : { row.id, row.month, row.x, row.y, row.place, row.lsoa, row.category } )
  {
    law( text == text.trimmed(), "no text has blanks around it" );
    law( text.compare( QLatin1String( "null" ), Qt::CaseInsensitive ) != 0, "a mark of no value is empty" );
  }
  law( row.lsoa == row.lsoa.toUpper(), "a code of an area is in capitals" );
  checkCategory( row.category );
}

//! The hash of what was read; nothing where the file is refused. Any other exception is a finding.
std::optional<QString> hashOf( const PoliceFile &file, PoliceKind kind )
{
  try
  {
    PoliceRows rows( file, kind );
    const std::vector<PoliceTexts> all = policeTexts( rows );
    law( rows.rowsRead() == static_cast<qint64>( all.size() ), "every row is counted" );
    const bool hasLsoa = rows.layout().has( PoliceColumn::lsoa );
    for ( const PoliceTexts &row : all )
    {
      law( hasLsoa || row.lsoa.isEmpty(), "no code of an area where there is no column for it" );
      checkRow( row );
    }
    return rows.contentHash();
  }
  catch ( const QgsProcessingException &refusal )
  {
    law( refusal.what().startsWith( QStringLiteral( "The file ‘city’" ) ), "a refusal names the file" );
    return std::nullopt;
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  static const bool isRegistered = ( GDALAllRegister(), true );
  law( isRegistered, "GDAL is ready" );
  const MemoryFile content( QByteArray( reinterpret_cast<const char *>( data ), static_cast<int>( size ) ) );
  PoliceFile file;
  file.path = QString::fromLatin1( memoryFile );
  file.place = QStringLiteral( "city" );
  for ( const PoliceKind kind : { PoliceKind::street, PoliceKind::outcomes, PoliceKind::search } )
  {
    const std::optional<QString> hash = hashOf( file, kind );
    law( !hash || hash->size() == 64, "a SHA-256 has 64 hexadecimal digits" );
    law( hashOf( file, kind ) == hash, "what is read does not change from one reading to the next" );
  }
  return 0;
}
