// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/personalcolumn.h"

#include "base/compat.h"
#include "base/fields.h"
#include "base/hash64.h"
#include "base/postcode.h"
#include "base/run.h"
#include "sharesafely/filetexts.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

//! Letters, digits and blanks of a text, so that the costly patterns are asked of few texts only.
struct Shape
{
  int letters = 0;
  int digits = 0;
  int words = 1;
  bool hasAt = false;

  explicit Shape( const QString &text )
  {
    bool wasBlank = false;
    for ( const QChar character : text )
    {
      letters += character.isLetter() ? 1 : 0;
      digits += character.isDigit() ? 1 : 0;
      hasAt = hasAt || character == '@';
      words += character.isSpace() && !wasBlank ? 1 : 0;
      wasBlank = character.isSpace();
    }
  }
};

QString digitsOf( const QString &text )
{
  QString digits;
  for ( const QChar character : text )
    if ( character.isDigit() )
      digits += character;
  return digits;
}

//! The tenth digit is 11 minus the weighted sum of the others modulo 11 (NHS Data Dictionary, NHS number).
bool hasHealthCheckDigit( const QString &digits )
{
  int sum = 0;
  for ( int place = 0; place < 9; ++place )
    sum += digits[place].digitValue() * ( 10 - place );
  const int check = ( 11 - sum % 11 ) % 11;
  return check != 10 && check == digits[9].digitValue();
}

bool matches( const char *pattern, const QString &text )
{
  return QRegularExpression( QString::fromLatin1( pattern ), QRegularExpression::CaseInsensitiveOption )
    .match( text )
    .hasMatch();
}

bool isPhone( const QString &text )
{
  static const QRegularExpression phone( QStringLiteral( "^(\\+|00)?[\\d][\\d ()-]{8,16}$" ) );
  const QString digits = digitsOf( text );
  return phone.match( text ).hasMatch() &&
         ( digits.startsWith( QLatin1String( "44" ) ) ||
           ( digits.startsWith( '0' ) && ( digits.size() == 10 || digits.size() == 11 ) ) );
}

bool isNationalInsurance( const QString &text )
{
  static const QRegularExpression number(
    QStringLiteral( "^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]$" ),
    QRegularExpression::CaseInsensitiveOption );
  return number.match( text ).hasMatch();
}

bool isAddress( const QString &text )
{
  static const QRegularExpression address(
    QStringLiteral(
      "^(flat|apartment|unit|room)?\\s*\\d+\\s*[a-z]?,?\\s+(\\d+\\s*[a-z]?\\s+)?[a-z'’.-]+(\\s+[a-z'’.-]+)*\\s+"
      "(road|rd|street|st|avenue|ave|lane|ln|close|drive|dr|court|ct|place|terrace|way|gardens|grove|"
      "crescent|square|house|walk|hill|row|view)\\b" ),
    QRegularExpression::CaseInsensitiveOption );
  return address.match( text ).hasMatch();
}

bool isTitledName( const QString &text )
{
  static const QRegularExpression name(
    QStringLiteral( "\\b(Mr|Mrs|Ms|Miss|Dr|Sgt|PC|DC|DS|PCSO)\\.?\\s+[A-Z][\\w'’-]+" ) );
  return name.match( text ).hasMatch();
}

bool isLongId( const QString &text )
{
  static const QRegularExpression id(
    QStringLiteral( "^(\\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\\}?|[0-9a-f]{32,128})$" ),
    QRegularExpression::CaseInsensitiveOption );
  return text.size() >= 32 && id.match( text ).hasMatch();
}

//! Two or three words with capitals and nothing else.
bool isNameLike( const QString &text )
{
  static const QRegularExpression name( QStringLiteral( "^[A-Z][a-z'’-]+( [A-Z][a-z'’-]*\\.?){1,2}$" ) );
  return name.match( text ).hasMatch();
}

QStringList wordsOfName( const QString &field )
{
  // crimeId, crime_id and "Crime ID" are two words each.
  static const QRegularExpression border( QStringLiteral( "(?<=[a-z])(?=[A-Z])|[^A-Za-z]+" ) );
  QStringList words;
  for ( const QString &word : field.split( border, Qt::SkipEmptyParts ) )
    words << word.toLower();
  return words;
}

} // namespace

PersonalForm personalFormOf( const QString &text )
{
  const Shape shape( text );
  if ( shape.hasAt && matches( "[\\w.+-]+@[\\w-]+\\.[\\w.-]+", text ) )
    return PersonalForm::email;
  if ( shape.digits == 6 && shape.letters == 3 && isNationalInsurance( text ) )
    return PersonalForm::nationalInsurance;
  if ( shape.digits >= 9 && shape.letters == 0 && isPhone( text ) )
    return PersonalForm::phone;
  if ( shape.digits == 10 && shape.letters == 0 && hasHealthCheckDigit( digitsOf( text ) ) )
    return PersonalForm::nhsNumber;
  if ( text.size() <= 9 && shape.digits >= 2 && shape.letters >= 3 &&
       base::parsePostcode( text ).kind == base::Postcode::Kind::unit )
    return PersonalForm::postcode;
  if ( shape.digits > 0 && shape.words >= 3 && isAddress( text ) )
    return PersonalForm::address;
  if ( shape.words >= 2 && isTitledName( text ) )
    return PersonalForm::titledName;
  return isLongId( text ) ? PersonalForm::longId : PersonalForm::none;
}

bool speaksOfPersons( const QString &field, bool isOfAreas )
{
  static const QStringList persons{
    "forename", "forenames", "firstname",   "surname",     "lastname",    "fullname",   "dob",       "birth",
    "birthday", "address",   "addr",        "postcode",    "pcode",       "uprn",       "phone",     "telephone",
    "tel",      "mobile",    "email",       "mail",        "nhs",         "nino",       "passport",  "vrm",
    "victim",   "offender",  "suspect",     "accused",     "person",      "persons",    "patient",   "occupant",
    "occupier", "owner",     "complainant", "witness",     "officer",     "collar",     "pnc",       "crn",
    "custody",  "ethnicity", "ethnic",      "religion",    "nationality", "disability", "sexuality", "sex",
    "gender",   "age",       "notes",       "comment",     "comments",    "narrative",  "remarks",   "modus",
    "freetext", "household", "licence",     "registration"
  };
  static const QStringList areas{ "area",   "ward",   "lsoa",  "msoa", "lad",  "local", "nbhd",        "district",
                                  "parish", "place",  "cell",  "lpa",  "csp",  "pfa",   "region",      "street",
                                  "theme",  "source", "layer", "file", "city", "town",  "constituency" };
  const bool isName = field.compare( QLatin1String( "name" ), Qt::CaseInsensitive ) == 0;
  if ( isName || base::fields::names().contains( field ) )
    return isName && !isOfAreas;
  const QStringList words = wordsOfName( field );
  for ( const QString &word : words )
    if ( persons.contains( word ) )
      return true;
  if ( !words.contains( QStringLiteral( "name" ) ) )
    return false;
  return std::none_of( words.begin(), words.end(), [&]( const QString &word ) { return areas.contains( word ); } );
}

bool speaksOfRecords( const QString &field )
{
  static const QStringList known{ "inc_id", "rec_id", "dup_of", "dup_id" };
  if ( known.contains( field.toLower() ) )
    return true;
  const QStringList words = wordsOfName( field );
  static const QStringList records{ "crime", "incident", "record",     "case",      "log",
                                    "call",  "job",      "occurrence", "reference", "urn" };
  const bool isId = words.contains( "id" ) || words.contains( "ref" ) || words.contains( "number" ) ||
                    words.contains( "no" ) || words.contains( "reference" ) || words.contains( "urn" );
  return isId &&
         std::any_of( words.begin(), words.end(), [&]( const QString &word ) { return records.contains( word ); } );
}

void PersonalColumn::addText( const QString &text )
{
  constexpr int longText = 8;
  ++mTexts;
  ++mForms[static_cast<std::size_t>( personalFormOf( text ) )];
  const Shape shape( text );
  mTenDigits += shape.digits == 10 && shape.letters == 0 ? 1 : 0;
  mLong += shape.words >= longText ? 1 : 0;
  mNameLike += shape.words >= 2 && shape.words <= 3 && isNameLike( text ) ? 1 : 0;
  mPaths += countPaths( text );
}

void PersonalColumn::add( const QVariant &value )
{
  // Enough to tell whether values are repeated.
  constexpr qint64 mostWatched = 50000;
  if ( compat::isNull( value ) || value.toString().trimmed().isEmpty() )
    return;
  const QString text = value.toString().trimmed();
  ++mValues;
  if ( mWatched < mostWatched )
  {
    ++mWatched;
    mDifferent.insert( base::hash64( text.toStdString() ) );
  }
  if ( value.userType() == QMetaType::QDate || value.userType() == QMetaType::QDateTime )
  {
    const QDate date = value.toDate();
    mEarliest = mEarliest.isValid() ? std::min( mEarliest, date ) : date;
    mLatest = mLatest.isValid() ? std::max( mLatest, date ) : date;
    return;
  }
  const bool isNumber = value.userType() == QMetaType::Double;
  if ( !isNumber )
    addText( text );
}

std::vector<Finding> PersonalColumn::findings( bool isOfAreas ) const
{
  std::vector<Finding> found;
  const auto n = [this]( PersonalForm form ) { return mForms[static_cast<std::size_t>( form )]; };
  const auto note = [&]( FindingKind kind, qint64 count, const QString &detail )
  {
    if ( count > 0 )
      found.push_back( { QString(), mField, kind, count, detail } );
  };
  note( FindingKind::personalValue, n( PersonalForm::email ), Run::tr( "e-mail addresses" ) );
  note( FindingKind::personalValue, n( PersonalForm::phone ), Run::tr( "phone numbers" ) );
  note( FindingKind::personalValue, n( PersonalForm::nationalInsurance ), Run::tr( "National Insurance numbers" ) );
  note( FindingKind::personalValue, n( PersonalForm::address ), Run::tr( "addresses" ) );
  note( FindingKind::personalValue, n( PersonalForm::titledName ), Run::tr( "names of persons" ) );
  note( FindingKind::recordId, n( PersonalForm::longId ), Run::tr( "long codes" ) );
  const auto isMost = []( qint64 part, qint64 all ) { return part > 0 && double( part ) >= 0.5 * double( all ); };
  if ( isMost( n( PersonalForm::nhsNumber ), mTenDigits ) )
    note( FindingKind::personalValue, n( PersonalForm::nhsNumber ), Run::tr( "NHS numbers" ) );
  if ( isMost( n( PersonalForm::postcode ), mTexts ) )
    note( FindingKind::personalValue, n( PersonalForm::postcode ), Run::tr( "postcodes" ) );
  note( FindingKind::pathInStyle, mPaths, Run::tr( "in the values" ) );
  const bool differ = mWatched >= 5 && double( mDifferent.size() ) >= 0.5 * double( mWatched );
  if ( differ && isMost( mLong, mTexts ) )
    note( FindingKind::freeText, mLong, QString() );
  if ( !isOfAreas && differ && double( mNameLike ) >= 0.8 * double( mTexts ) )
    note( FindingKind::maybePersonal, mNameLike, Run::tr( "two or three words with capitals" ) );
  const bool isNamedId =
    wordsOfName( mField ).contains( QStringLiteral( "id" ) ) && !base::fields::names().contains( mField );
  if ( !isOfAreas && found.empty() && isNamedId && mWatched >= 5 && mDifferent.size() == mWatched )
    note( FindingKind::maybePersonal, mValues, Run::tr( "ids that are never repeated" ) );
  constexpr int lifetime = 40;
  if ( mEarliest.isValid() && mEarliest.addYears( lifetime ) < mLatest )
    note( FindingKind::maybePersonal, mValues, Run::tr( "dates over a lifetime" ) );
  return found;
}

} // namespace communitysafety::sharesafely
