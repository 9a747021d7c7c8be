// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

/**
 * Every difference between the supported QGIS versions (3.22 to 3.44, source-ready for 4.x), in one place.
 *
 * QGIS moved most nested enumerations into the Qgis class, in 3.30 (geometry and units) and 3.36 (processing and
 * requests); the old C++ names are gone after that. The rest of the project uses only the names below.
 */

#include <qgis.h>
#include <qgsconfig.h>
#include <qgsfeaturerequest.h>
#include <qgsfeaturesink.h>
#include <qgsfield.h>
#include <qgsprocessing.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingprovider.h>
#include <qgsprocessingutils.h>
#include <qgsunittypes.h>
#include <qgsvectorlayer.h>
#include <qgswkbtypes.h>

#include <QVariant>

namespace communitysafety::compat
{

inline constexpr int builtForQgis = _QGIS_VERSION_INT;

#if _QGIS_VERSION_INT >= 33000
using WkbType = Qgis::WkbType;
using GeometryType = Qgis::GeometryType;
using DistanceUnit = Qgis::DistanceUnit;
inline constexpr GeometryType pointGeometry = Qgis::GeometryType::Point;
inline constexpr GeometryType polygonGeometry = Qgis::GeometryType::Polygon;
inline constexpr DistanceUnit metres = Qgis::DistanceUnit::Meters;
#else
using WkbType = QgsWkbTypes::Type;
using GeometryType = QgsWkbTypes::GeometryType;
using DistanceUnit = QgsUnitTypes::DistanceUnit;
inline constexpr GeometryType pointGeometry = QgsWkbTypes::PointGeometry;
inline constexpr GeometryType polygonGeometry = QgsWkbTypes::PolygonGeometry;
inline constexpr DistanceUnit metres = QgsUnitTypes::DistanceMeters;
#endif
inline constexpr WkbType noGeometry = WkbType::NoGeometry;
inline constexpr WkbType point = WkbType::Point;
inline constexpr WkbType polygon = WkbType::Polygon;
inline constexpr WkbType multiPolygon = WkbType::MultiPolygon;

#if _QGIS_VERSION_INT >= 33600
using SourceType = Qgis::ProcessingSourceType;
using AlgorithmFlags = Qgis::ProcessingAlgorithmFlags;
using NumberType = Qgis::ProcessingNumberParameterType;
using FieldType = Qgis::ProcessingFieldParameterDataType;
inline constexpr SourceType anyVector = SourceType::Vector;
inline constexpr SourceType anyMapLayer = SourceType::MapLayer;
inline constexpr SourceType pointVector = SourceType::VectorPoint;
inline constexpr SourceType polygonVector = SourceType::VectorPolygon;
inline constexpr auto noThreading = Qgis::ProcessingAlgorithmFlag::NoThreading;
inline constexpr auto advanced = Qgis::ProcessingParameterFlag::Advanced;
inline constexpr auto optional = Qgis::ProcessingParameterFlag::Optional;
inline constexpr NumberType integer = NumberType::Integer;
inline constexpr NumberType real = NumberType::Double;
inline constexpr FieldType anyField = FieldType::Any;
inline constexpr auto singleFile = Qgis::ProcessingFileParameterBehavior::File;
inline constexpr auto folder = Qgis::ProcessingFileParameterBehavior::Folder;
inline constexpr auto withoutGeometry = Qgis::FeatureRequestFlag::NoGeometry;
inline constexpr auto uncheckedGeometry = Qgis::InvalidGeometryCheck::NoCheck;
inline constexpr auto skipValidityChecks = Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks;
#else
using SourceType = QgsProcessing::SourceType;
using AlgorithmFlags = QgsProcessingAlgorithm::Flags;
using NumberType = QgsProcessingParameterNumber::Type;
using FieldType = QgsProcessingParameterField::DataType;
inline constexpr SourceType anyVector = QgsProcessing::TypeVector;
inline constexpr SourceType anyMapLayer = QgsProcessing::TypeMapLayer;
inline constexpr SourceType pointVector = QgsProcessing::TypeVectorPoint;
inline constexpr SourceType polygonVector = QgsProcessing::TypeVectorPolygon;
inline constexpr auto noThreading = QgsProcessingAlgorithm::FlagNoThreading;
inline constexpr auto advanced = QgsProcessingParameterDefinition::FlagAdvanced;
inline constexpr auto optional = QgsProcessingParameterDefinition::FlagOptional;
inline constexpr NumberType integer = QgsProcessingParameterNumber::Integer;
inline constexpr NumberType real = QgsProcessingParameterNumber::Double;
inline constexpr FieldType anyField = QgsProcessingParameterField::Any;
inline constexpr auto singleFile = QgsProcessingParameterFile::File;
inline constexpr auto folder = QgsProcessingParameterFile::Folder;
inline constexpr auto withoutGeometry = QgsFeatureRequest::NoGeometry;
inline constexpr auto uncheckedGeometry = QgsFeatureRequest::GeometryNoCheck;
inline constexpr auto skipValidityChecks = QgsProcessingFeatureSource::FlagSkipGeometryValidityChecks;
#endif

#if _QGIS_VERSION_INT >= 33800
using FieldStorage = QMetaType::Type;
inline constexpr FieldStorage textField = QMetaType::Type::QString;
inline constexpr FieldStorage wholeField = QMetaType::Type::LongLong;
inline constexpr FieldStorage realField = QMetaType::Type::Double;
inline constexpr FieldStorage dateField = QMetaType::Type::QDate;
#else
using FieldStorage = QVariant::Type;
inline constexpr FieldStorage textField = QVariant::String;
inline constexpr FieldStorage wholeField = QVariant::LongLong;
inline constexpr FieldStorage realField = QVariant::Double;
inline constexpr FieldStorage dateField = QVariant::Date;
#endif

//! Null in the sense of a database, whatever the Qt version makes of a QVariant that holds a null object.
inline bool isNull( const QVariant &value )
{
  if ( !value.isValid() || value.isNull() )
    return true;
  if ( value.userType() == qMetaTypeId<QgsGeometry>() )
    return false;
#if QT_VERSION >= QT_VERSION_CHECK( 6, 0, 0 )
  if ( value.userType() == QMetaType::QString )
    return value.toString().isNull();
  if ( value.userType() == QMetaType::QDate )
    return value.toDate().isNull();
  if ( value.userType() == QMetaType::QDateTime )
    return value.toDateTime().isNull();
#endif
  return false;
}

//! The names chosen in a field parameter that allows several.
inline QStringList fieldNames( const QgsProcessingParameterDefinition *definition, const QVariantMap &parameters,
                               QgsProcessingContext &context )
{
#if _QGIS_VERSION_INT >= 34000
  return QgsProcessingParameters::parameterAsStrings( definition, parameters, context );
#else
  return QgsProcessingParameters::parameterAsFields( definition, parameters, context );
#endif
}

//! A null that a field accepts.
inline QVariant null() { return QVariant(); }

//! Closes a sink so that late write errors are seen where QGIS can tell them (3.42 on).
inline void finalize( QgsFeatureSink &sink )
{
#if _QGIS_VERSION_INT >= 34200
  sink.finalize();
#else
  Q_UNUSED( sink )
#endif
}

//! \returns the provider's complaint, empty on success.
inline QString saveStyleToDatabase( QgsVectorLayer &layer, const QString &name, const QString &description,
                                    bool isDefault )
{
  QString error;
#if _QGIS_VERSION_INT >= 34400
  layer.saveStyleToDatabaseV2( name, description, isDefault, QString(), error );
#else
  layer.saveStyleToDatabase( name, description, isDefault, QString(), error );
#endif
  return error;
}

} // namespace communitysafety::compat
