// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

class QgsVectorLayer;

namespace communitysafety::assessandreport
{

//! Where the layers of one algorithm stand in the project; those that compare less stand further up.
struct Presentation
{
  const char *algorithm;
  const char *group;
  bool visible;
};

//! The place of \a layer; of one that no algorithm made, by what it holds. A reference into one list, as all are.
const Presentation &presentationOf( const QgsVectorLayer &layer );

//! Whether the layers of \a algorithm have a place of their own.
bool hasPresentation( const QString &algorithm );

//! Whether it is that of polygons of another origin.
bool isOutline( const Presentation &presentation );

//! The group as people read it.
QString groupWords( const Presentation &presentation );

//! The algorithm that made \a layer, from its run record; empty for a layer of another origin.
QString makerOf( const QgsVectorLayer &layer );

} // namespace communitysafety::assessandreport
