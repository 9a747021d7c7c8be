// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/overlayassociation.h"

namespace communitysafety::base
{
class Run;
} // namespace communitysafety::base

namespace communitysafety::deprivation
{

//! Sets the numeric outputs of the association over the city and tells it in the log, with a doubt where it runs the
//! other way than deprivation and crime do.
void tellAssociation( base::Run &run, const CityAssociation &found );

} // namespace communitysafety::deprivation
