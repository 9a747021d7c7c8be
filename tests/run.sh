#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what is missing, builds, and runs every test. tests/run.sh [BUILD_DIR] [ctest option...]
set -euo pipefail
cd "$(dirname "$0")/.."
. sample-layers/setup.sh

build_dir="${1:-build}"
[ $# -gt 0 ] && shift
packages+=(xvfb xauth)
community_safety_build "$build_dir" all -DBUILD_TESTING=ON ${COMMUNITYSAFETY_CMAKE_OPTIONS:-}
ctest --test-dir "$build_dir" --parallel "$(nproc)" --output-on-failure "$@"
