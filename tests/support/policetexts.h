// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/policerows.h"

#include <QString>

#include <vector>

namespace communitysafety::test
{

//! One row of a police file as texts.
struct PoliceTexts
{
  bool isComplete = false;
  QString id;
  QString month;
  QString x;
  QString y;
  QString place;
  QString lsoa;
  QString category;
};

//! All rows from here on, read as the algorithms do. Throws QgsProcessingException when the file is damaged.
inline std::vector<PoliceTexts> policeTexts( base::PoliceRows &rows )
{
  std::vector<PoliceTexts> texts;
  base::CsvBlock block;
  while ( rows.nextBlock( block ) )
  {
    block.split( rows.layout().csv() );
    rows.addToHash( block );
    rows.count( block );
    for ( std::size_t row = 0; row < block.rows(); ++row )
    {
      const auto text = [&block, row]( base::PoliceColumn column )
      {
        const std::string_view cell = block.cell( row, static_cast<int>( column ) );
        return QString::fromUtf8( cell.data(), static_cast<int>( cell.size() ) );
      };
      texts.push_back( { rows.layout().isComplete( block.columns( row ) ), text( base::PoliceColumn::id ),
                         text( base::PoliceColumn::month ), text( base::PoliceColumn::x ),
                         text( base::PoliceColumn::y ), text( base::PoliceColumn::place ),
                         text( base::PoliceColumn::lsoa ), text( base::PoliceColumn::category ) } );
    }
  }
  rows.requireSound();
  return texts;
}

} // namespace communitysafety::test
