// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <QStringList>

#include <vector>

//! The cells of a published table as text, by the names of its columns.
class SharedCells
{
public:
  //! False where the folder of shared research data is absent.
  bool isEmpty() const { return mRows.isEmpty(); }
  QStringList header() const { return mHeader; }

  QStringList texts( const QString &column ) const
  {
    QStringList values;
    for ( const QStringList &row : mRows )
      values << row.value( mHeader.indexOf( column ) );
    return values;
  }

  //! What is no number is missing, and so is -999, the mark of the Social Vulnerability Index.
  std::vector<double> numbers( const QString &column ) const
  {
    std::vector<double> values;
    for ( const QString &text : texts( column ) )
    {
      bool isNumber = false;
      const double value = text.toDouble( &isNumber );
      values.push_back( isNumber && value != -999 ? value : communitysafety::statistics::missing );
    }
    return values;
  }

protected:
  QStringList mHeader;
  QList<QStringList> mRows;
};
