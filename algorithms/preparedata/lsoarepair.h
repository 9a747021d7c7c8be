// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/lsoaeditions.h"

#include <qgspointxy.h>

#include <QByteArray>
#include <QHash>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace communitysafety::preparedata
{

//! How a code was brought to the wanted edition.
enum class LsoaWay
{
  asPublished, //!< It exists in that edition
  certain,     //!< All of its area went to one other
  byPosition,  //!< Its area was divided: the point lies in this part, or nearest to it
  notResolved, //!< Its area was divided, and nothing tells into which part the point fell: the code stays
  unknown      //!< Of no edition that is known: the code stays
};

inline constexpr std::size_t lsoaWayCount = static_cast<std::size_t>( LsoaWay::unknown ) + 1;

//! "one area", "position" ...: what the field of the output says.
QString lsoaWayWords( LsoaWay way );

/**
 * Brings LSOA codes of two census editions, mixed in one source, to one of them. Police files mix those of 2011 and
 * 2021 by the date of the download; about one row in twenty has a code that only one edition knows.
 */
class LsoaRepair
{
public:
  /**
   * \param edition 2011 or 2021
   * \param editions the lookup; may be null where there are boundaries
   * \param boundaries LSOAs of \a edition with their codes as ids, in the system of the points; may be null
   */
  LsoaRepair( int edition, const base::LsoaEditions *editions, std::unique_ptr<base::Areas> boundaries );
  ~LsoaRepair();

  struct Code
  {
    std::string_view code; //!< With a zero byte behind it, as long as the repair lives or \a published does
    LsoaWay way = LsoaWay::asPublished;
  };

  //! The code of the wanted edition for \a published, a code in capitals, of a record at \a point. Counts it.
  Code repaired( std::string_view published, const QgsPointXY &point );

  int edition() const { return mEdition; }
  //! Records by way.
  const std::array<qint64, lsoaWayCount> &counts() const { return mCounts; }

  //! U, S, M or X of the ways that codes of the other edition took, with the records on each, as part of a sentence.
  QString changesInWords() const;

private:
  struct Origin
  {
    std::vector<std::string> targets;
    QString change;
    qint64 records = 0;
  };

  void readLinks( const base::LsoaEditions &editions );
  bool isOfEdition( std::string_view code ) const;
  Code byPosition( std::string_view published, const Origin *origin, const QgsPointXY &point ) const;
  int areaOf( const std::string &code ) const;

  int mEdition;
  const base::LsoaEditions *mEditions;
  std::unique_ptr<base::Areas> mBoundaries;
  std::unique_ptr<base::AreaLocator> mLocator;
  std::vector<std::string> mBoundaryCodes;
  QHash<QByteArray, int> mAreaOfCode;
  //! Codes of the other edition alone, and where they went.
  QHash<QByteArray, Origin> mOrigins;
  QHash<QByteArray, bool> mIsOfEdition;
  std::array<qint64, lsoaWayCount> mCounts{};
};

} // namespace communitysafety::preparedata
