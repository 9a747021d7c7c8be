#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what is missing, builds the fuzz programs and lets each search for a while; fails on a finding.
# tests/fuzz/run.sh [SECONDS], by default 30 for each. What the search learns is kept in build-fuzz for the next one.
set -euo pipefail
cd "$(dirname "$0")/../.."
. sample-layers/setup.sh

seconds="${1:-30}"
build_dir="${COMMUNITYSAFETY_FUZZ_DIR:-build-fuzz}"
install_missing "${packages[@]}" clang libclang-rt-dev
cmake --preset fuzz -B "$build_dir" >/dev/null
cmake --build "$build_dir" --target tests/fuzz/all

# QGIS keeps its registries, and what its expression parser made before an error, until the program ends.
export ASAN_OPTIONS=detect_leaks=0

# search PARSER: texts that break a law are left in the folder of findings, to be replayed with the same program.
search() {
  local learnt="$build_dir/fuzz/$1" log="$build_dir/fuzz/$1.log"
  local options=(-max_total_time="$seconds" -max_len=2048 -timeout=30 -rss_limit_mb=2048
    -dict="tests/fuzz/$1.dict" -artifact_prefix="$build_dir/fuzz/findings/$1-")
  mkdir -p "$learnt" "$build_dir/fuzz/findings"
  if "$build_dir/tests/fuzz/$1_fuzz" "${options[@]}" "$learnt" "tests/fuzz/corpus/$1" 2>"$log"; then
    echo "$1: $(grep -E '^Done ' "$log"), branches$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1 | cut -d: -f2), no finding"
  else
    grep -vE '^#[0-9]' "$log" | tail -n 40
    echo "$1: FINDING, see above and $log"
    return 1
  fi
}

outcome=0
for program in tests/fuzz/*_fuzz.cpp; do
  search "$(basename "$program" _fuzz.cpp)" || outcome=1
done
exit "$outcome"
