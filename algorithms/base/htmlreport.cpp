// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/htmlreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/runrecord.h"
#include "statistics/column.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

#include <stdexcept>

namespace communitysafety::base
{
namespace
{

//! Dark on white throughout, so that the page looks on paper as on the screen.
const char *const styleSheet = R"(
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #222; background: #fff;
  max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.3rem 0; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 0.5rem; border-bottom: 2px solid #0072b2; padding-bottom: 0.2rem; }
p { margin: 0.5rem 0; max-width: 45rem; }
.subtitle { color: #444; font-size: 1.1rem; }
.audience { display: inline-block; border: 1px solid #222; padding: 0.1rem 0.6rem; font-size: 0.85rem; }
.note { border-left: 4px solid #d55e00; padding: 0.3rem 0.8rem; background: #fdf3ec; max-width: 45rem; }
nav ul { columns: 2; padding-left: 1.2rem; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
th, td { padding: 0.25rem 0.7rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #222; }
tbody th { font-weight: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1.2rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { font-size: 0.9rem; color: #444; max-width: 45rem; }
footer { margin-top: 3rem; font-size: 0.85rem; color: #444; overflow-wrap: anywhere; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .wide { overflow: visible; }
  figure, tr, .note { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
)";

QString element( const char *name, const QString &text, const char *attributes = "" )
{
  return QStringLiteral( "<%1%2>%3</%1>\n" )
    .arg( QLatin1String( name ), QLatin1String( attributes ), text.toHtmlEscaped() );
}

QString listOf( const QStringList &items )
{
  QString html = QStringLiteral( "<ul>\n" );
  for ( const QString &item : items )
    html += element( "li", item );
  return html + QStringLiteral( "</ul>\n" );
}

bool isNumberOrNone( const QString &cell )
{
  static const QRegularExpression number(
    QStringLiteral( "^([+−-]?\\d[\\d,]*(\\.\\d+)?([eE][+-]?\\d+)?[  ]?%?|–|)$" ) );
  return number.match( cell ).hasMatch();
}

//! Which columns hold numbers only; one of dashes alone does not.
std::vector<bool> numberColumns( int columns, const std::vector<QStringList> &rows )
{
  std::vector<bool> areNumbers;
  for ( int column = 0; column < columns; ++column )
  {
    bool hasNumber = false, hasOther = false;
    for ( const QStringList &row : rows )
    {
      const QString cell = row.value( column );
      hasOther = hasOther || !isNumberOrNone( cell );
      hasNumber = hasNumber || ( !cell.isEmpty() && cell != QStringLiteral( "–" ) );
    }
    areNumbers.push_back( hasNumber && !hasOther );
  }
  return areNumbers;
}

QString tableHead( const QStringList &header, const std::vector<bool> &areNumbers )
{
  QString html = QStringLiteral( "<thead><tr>\n" );
  for ( int column = 0; column < header.size(); ++column )
    html += element( "th", header[column],
                     areNumbers[std::size_t( column )] ? " scope=\"col\" class=\"number\"" : " scope=\"col\"" );
  return html + QStringLiteral( "</tr></thead>\n" );
}

QString tableRow( const QStringList &row, const std::vector<bool> &areNumbers )
{
  QString html = QStringLiteral( "<tr>\n" );
  html += element( "th", row.value( 0 ), areNumbers[0] ? " scope=\"row\" class=\"number\"" : " scope=\"row\"" );
  for ( int column = 1; column < int( areNumbers.size() ); ++column )
    html += element( "td", row.value( column ), areNumbers[std::size_t( column )] ? " class=\"number\"" : "" );
  return html + QStringLiteral( "</tr>\n" );
}

QString tableOf( const QString &caption, const QStringList &header, const std::vector<QStringList> &rows )
{
  const std::vector<bool> areNumbers = numberColumns( int( header.size() ), rows );
  QString html = QStringLiteral( "<div class=\"wide\" tabindex=\"0\" role=\"group\"><table>\n" );
  html += element( "caption", caption ) + tableHead( header, areNumbers ) + QStringLiteral( "<tbody>\n" );
  for ( const QStringList &row : rows )
    html += tableRow( row, areNumbers );
  return html + QStringLiteral( "</tbody></table></div>\n" );
}

//! A value of the record as text: a list or an object in the notation in which it can be typed again.
QString textOf( const QJsonValue &value )
{
  if ( value.isArray() )
    return QString::fromUtf8( QJsonDocument( value.toArray() ).toJson( QJsonDocument::Compact ) );
  if ( value.isObject() )
    return QString::fromUtf8( QJsonDocument( value.toObject() ).toJson( QJsonDocument::Compact ) );
  return value.toVariant().toString();
}

QString memberOf( const QJsonObject &object, const char *name )
{
  return textOf( object.value( QLatin1String( name ) ) );
}

QString parameterTable( const QJsonObject &parameters )
{
  std::vector<QStringList> rows;
  for ( auto parameter = parameters.constBegin(); parameter != parameters.constEnd(); ++parameter )
    rows.push_back( { parameter.key(), textOf( parameter.value() ) } );
  return tableOf( Run::tr( "Parameters" ), { Run::tr( "Parameter" ), Run::tr( "Value" ) }, rows );
}

QString inputTable( const QJsonArray &inputs )
{
  std::vector<QStringList> rows;
  for ( const QJsonValue &value : inputs )
  {
    const QJsonObject input = value.toObject();
    rows.push_back( { memberOf( input, "parameter" ), memberOf( input, "name" ), memberOf( input, "features" ),
                      memberOf( input, "sha256" ) } );
  }
  return tableOf( Run::tr( "Inputs" ),
                  { Run::tr( "Parameter" ), Run::tr( "Name" ), Run::tr( "Rows" ), Run::tr( "SHA-256 of the content" ) },
                  rows );
}

QString recordOf( const QJsonObject &record )
{
  QString html = element( "h2", Run::tr( "How this report was made" ), " id=\"record\"" );
  html += element( "p", Run::tr( "%1, version %2, QGIS %3, %4." )
                          .arg( memberOf( record, "algorithm" ), memberOf( record, "version" ),
                                memberOf( record, "qgis" ), memberOf( record, "time" ) ) );
  html += parameterTable( record.value( QLatin1String( "parameters" ) ).toObject() );
  html += inputTable( record.value( QLatin1String( "inputs" ) ).toArray() );
  QStringList remarks;
  for ( const QJsonValue remark : record.value( QLatin1String( "remarks" ) ).toArray() )
    remarks << remark.toString();
  return remarks.isEmpty() ? html : html + element( "p", Run::tr( "What the run said:" ) ) + listOf( remarks );
}

QString contents( const QStringList &headings )
{
  QString html = QStringLiteral( "<nav aria-label=\"%1\"><ul>\n" ).arg( Run::tr( "Contents" ).toHtmlEscaped() );
  for ( int index = 0; index < headings.size(); ++index )
    html += QStringLiteral( "<li><a href=\"#s%1\">%2</a></li>\n" )
              .arg( QString::number( index + 1 ), headings[index].toHtmlEscaped() );
  html += QStringLiteral( "<li><a href=\"#record\">%1</a></li>\n" )
            .arg( Run::tr( "How this report was made" ).toHtmlEscaped() );
  return html + QStringLiteral( "</ul></nav>\n" );
}

} // namespace

HtmlReport::HtmlReport( const QString &title, const QString &subtitle ) : mTitle( title ), mSubtitle( subtitle ) {}

void HtmlReport::heading( const QString &text )
{
  mHeadings << text;
  mBody +=
    QStringLiteral( "<h2 id=\"s%1\">%2</h2>\n" ).arg( QString::number( mHeadings.size() ), text.toHtmlEscaped() );
}

void HtmlReport::paragraph( const QString &text ) { mBody += element( "p", text ); }

void HtmlReport::note( const QString &text ) { mBody += element( "p", text, " class=\"note\" role=\"note\"" ); }

void HtmlReport::list( const QStringList &items ) { mBody += listOf( items ); }

void HtmlReport::links( const std::vector<std::pair<QString, QString>> &pages )
{
  mBody += QStringLiteral( "<ul>\n" );
  for ( const auto &[text, address] : pages )
    mBody += QStringLiteral( "<li><a href=\"%1\">%2</a></li>\n" ).arg( address.toHtmlEscaped(), text.toHtmlEscaped() );
  mBody += QStringLiteral( "</ul>\n" );
}

void HtmlReport::table( const QString &caption, const QStringList &header, const std::vector<QStringList> &rows )
{
  if ( header.isEmpty() )
    throw std::invalid_argument( "report: a table needs at least one column" );
  for ( const QStringList &row : rows )
    if ( row.size() > header.size() )
      throw std::invalid_argument( "report: a row of a table is longer than its header" );
  mBody += tableOf( caption, header, rows );
}

void HtmlReport::chart( const QString &svg, const QString &caption )
{
  mBody += QStringLiteral( "<figure>\n" ) + svg + element( "figcaption", caption ) + QStringLiteral( "</figure>\n" );
}

QString HtmlReport::page( const RunRecord &record ) const
{
  const QString language = Run::tr( "en", "code (BCP 47) of the language of this translation" );
  QString html = QStringLiteral( "<!DOCTYPE html>\n<html lang=\"" ) + language.toHtmlEscaped() +
                 QStringLiteral( "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                                 "style-src 'unsafe-inline'\"/>\n" );
  html += element( "title", mTitle ) + QStringLiteral( "<style>" ) + QLatin1String( styleSheet ) +
          QStringLiteral( "</style>\n</head>\n<body>\n<header>\n" );
  html += element( "p", Run::tr( "For internal use until checked for release" ), " class=\"audience\"" );
  html += element( "h1", mTitle );
  if ( !mSubtitle.isEmpty() )
    html += element( "p", mSubtitle, " class=\"subtitle\"" );
  html += QStringLiteral( "</header>\n" ) + contents( mHeadings );
  html += QStringLiteral( "<main>\n" ) + mBody + QStringLiteral( "</main>\n<footer>\n" );
  return html + recordOf( record.toJson() ) + QStringLiteral( "</footer>\n</body>\n</html>\n" );
}

void HtmlReport::write( const QString &path, const RunRecord &record ) const
{
  QSaveFile file( path );
  const QByteArray bytes = page( record ).toUtf8();
  if ( !file.open( QIODevice::WriteOnly ) || file.write( bytes ) != bytes.size() || !file.commit() )
    throw QgsProcessingException(
      Run::tr( "The report could not be written to %1 (%2): choose a folder in which you may write." )
        .arg( path, file.errorString() ) );
}

void addBooks( HtmlReport &report, const QString &caption, const RejectLedger::Count &books )
{
  std::vector<QStringList> rows;
  const auto add = [&rows, &books]( const QString &words, qint64 n )
  {
    const double share = books.nRead > 0 ? 100.0 * double( n ) / double( books.nRead ) : statistics::missing;
    rows.push_back( { words, countText( n ),
                      books.nRead > 0 ? Run::tr( "%1 %" ).arg( numberText( share, 1 ) ) : numberText( share ) } );
  };
  add( Run::tr( "Read" ), books.nRead );
  add( Run::tr( "Used" ), books.nUsed );
  for ( std::size_t reason = 0; reason < rejectReasonCount; ++reason )
    if ( books.nByReason[reason] > 0 )
      add( Run::tr( "Rejected: %1" ).arg( rejectText( static_cast<RejectReason>( reason ) ) ),
           books.nByReason[reason] );
  report.table( caption, { Run::tr( "Records" ), Run::tr( "Number" ), Run::tr( "Share" ) }, rows );
}

} // namespace communitysafety::base
