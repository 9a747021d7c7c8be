// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

//! What a cell holds where a postcode is expected.
struct Postcode
{
  enum class Kind
  {
    unit,     //!< `B1 1AA`: about fifteen addresses
    sector,   //!< `B1 1`: some thousand addresses
    district, //!< `B1`
    missing,  //!< Blank, or a code that stands for no fixed abode or an unknown address
    invalid
  };

  Kind kind = Kind::missing;
  QString text; //!< In capitals, one blank before the last three letters; empty without a place

  bool hasPlace() const { return kind != Kind::missing && kind != Kind::invalid; }
};

/**
 * Reads a British postcode or the beginning of one, whatever its capitals, blanks and hyphens. An O or I where only a
 * digit can stand, the first of the last three characters, is read as 0 or 1. A text of two to four characters
 * without a blank is a district: `B11` is the district B11 and `B1 1` the sector.
 *
 * Valid are the six forms A9, A99, AA9, AA99, A9A and AA9A of the first half and 9AA of the second, and GIR 0AA, with
 * the letters that occur in each place. Whether such a postcode exists is another question: see postcodedirectory.h.
 * Codes beginning with ZZ99, which the health service writes for patients without a fixed or known address, are
 * missing.
 *
 * Source: Ordnance Survey, Code-Point Open technical specification, valid formats of postcodes.
 */
Postcode parsePostcode( const QString &text );

//! `B1 1` of `B1 1AA`; a sector itself stays. REQUIRES: a unit or a sector as parsePostcode() writes it.
QString postcodeSector( const QString &postcode );

//! `B1` of `B1 1AA`, `B1 1` or `B1`. REQUIRES: a text as parsePostcode() writes it.
QString postcodeDistrict( const QString &postcode );

} // namespace communitysafety::base
