// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/evidencescan.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! Sums, shares, relative risk and excess of \a found by its places.
void describeEvidence( EvidenceNeighbourhood &found, const std::vector<ScanStream> &streams );

//! Whether the counts of all Poisson streams together reach the least relative risk; always true without them.
bool isHighEnough( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places,
                   const EvidenceScanOptions &options );

//! Whether there are places, they are high enough and within the limits of size.
bool qualifies( const ScanSupport &support, const std::vector<ScanStream> &streams,
                const std::vector<std::uint32_t> &places, const EvidenceScanOptions &options );

//! Of the connected parts of \a places the one with the most evidence, which is its score; without places where none
//! has any.
ScanCandidate strongestPart( const std::vector<std::uint32_t> &places, const BorderGraph &borders,
                             const std::vector<ScanStream> &streams );

//! q of the list, the candidate at which the search ended included among the tests.
void setFalseDiscoveryRates( EvidenceScan &scan );

} // namespace communitysafety::statistics
