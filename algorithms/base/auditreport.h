// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "base/indexplan.h"
#include "statistics/indicatoraudit.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! What the report on an audit is made of; everything must outlive the making.
struct AuditReport
{
  const IndexPlan &plan;
  const std::vector<statistics::AuditInput> &inputs;
  const statistics::AuditLimits &limits;
  const statistics::IndicatorAudit &audit;
};

//! What is wrong with one indicator, in words that name its partners; empty when nothing is.
QString flagsInWords( const AuditReport &content, std::size_t indicator );

//! What is to be said about one pair; empty when nothing is.
QString flagsInWords( const AuditReport &content, const statistics::ColumnPair &pair );

/**
 * The page on the indicators of an index before they are combined: what is flagged, what tells the same thing twice,
 * how well the themes hang together, how many things there are to tell, and what carries the index.
 */
HtmlReport reportOnAudit( const AuditReport &content );

} // namespace communitysafety::base
