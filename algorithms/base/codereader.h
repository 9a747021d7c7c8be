// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/codedtable.h"

#include <QSet>
#include <QString>

namespace communitysafety::base
{

//! Tells the wanted codes from all other cells.
class CodeReader
{
public:
  //! \a request must outlive it.
  explicit CodeReader( const CodedTableRequest &request );

  const CodedTableRequest &request() const { return mRequest; }
  bool isKnown( const QString &code ) const { return mRequest.known.contains( code ); }

  //! The code of the wanted kind in \a cell; empty where there is none.
  QString code( const QString &cell ) const;

private:
  const CodedTableRequest &mRequest;
  //! Of codes with digits that are no official ones: another of the same shape is one too. Names have no shape.
  QSet<QString> mShapes;
};

} // namespace communitysafety::base
