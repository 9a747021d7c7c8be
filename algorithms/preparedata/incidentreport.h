// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "base/rejects.h"
#include "preparedata/incidentremarks.h"

namespace communitysafety::preparedata
{

/**
 * The page that goes back to the partner: how many records were used and why the others were not, where their
 * positions come from, how dates and categories were read, and which places hold suspiciously many.
 * \param books of the table
 * \param warnings what the log warned of
 */
base::HtmlReport incidentReport( const IncidentFindings &findings, const base::RejectLedger::Count &books,
                                 const QStringList &warnings );

} // namespace communitysafety::preparedata
