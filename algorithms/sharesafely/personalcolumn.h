// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/hashset.h"
#include "sharesafely/releasefinding.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace communitysafety::sharesafely
{

//! The kinds of personal values that are told from their form.
enum class PersonalForm
{
  none,
  email,
  phone,
  nationalInsurance,
  nhsNumber,
  postcode,
  address,
  titledName,
  //! A long number or code that tells one record from all others.
  longId
};

/**
 * What \a text looks like. Ten digits are a health service number only when the check digit is right (modulus 11),
 * which one in eleven numbers is by chance; see PersonalColumn for what follows from it.
 */
PersonalForm personalFormOf( const QString &text );

/**
 * The reason for which a field of this name must not leave: one of the built-in words for persons, their addresses, ids
 * and notes; nothing for the names of this house's own dictionary and the names of areas (ward_name, LSOA21NM).
 * \param isOfAreas rows are areas, so that `name` is that of an area
 */
bool speaksOfPersons( const QString &field, bool isOfAreas );

//! True for names of record ids: inc_id, crime id, reference.
bool speaksOfRecords( const QString &field );

//! The values of one column as they pass by. Keeps counts, and hashes of some of the values.
class PersonalColumn
{
public:
  explicit PersonalColumn( const QString &field ) : mField( field ) {}

  const QString &field() const { return mField; }
  void add( const QVariant &value );

  /**
   * What was found, without layer. E-mail addresses, phone and National Insurance numbers, addresses and titled names
   * are told from the first; health service numbers and postcodes where they are most of the values; long texts that
   * differ are free text; names of two or three words, dates over a lifetime and codes that are never repeated are to
   * be looked at.
   * \param isOfAreas rows are areas, so that names and codes of their own are to be expected
   */
  std::vector<Finding> findings( bool isOfAreas ) const;

private:
  void addText( const QString &text );

  QString mField;
  qint64 mValues = 0;
  qint64 mTexts = 0;
  qint64 mForms[9] = {};
  qint64 mTenDigits = 0;
  qint64 mLong = 0;
  qint64 mNameLike = 0;
  qint64 mPaths = 0;
  QDate mEarliest;
  QDate mLatest;
  base::HashSet mDifferent;
  qint64 mWatched = 0; //!< Values among which mDifferent counts
};

} // namespace communitysafety::sharesafely
