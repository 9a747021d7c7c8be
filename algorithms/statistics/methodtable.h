// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/methodspec.h"

#include <vector>

namespace communitysafety::statistics
{

//! The signatures of a table of methods, a row of which has one as its first field, in the order of the table.
template <typename Method>
std::vector<MethodSignature> signaturesOf( const std::vector<Method> &methods )
{
  std::vector<MethodSignature> signatures;
  for ( const Method &method : methods )
    signatures.push_back( method.signature );
  return signatures;
}

} // namespace communitysafety::statistics
