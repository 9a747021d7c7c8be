#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The assessment of real records: all are accounted for, and what it finds is what everybody knows of the city.
# newcastle_test.sh BUILD_DIR
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
. "$here/checks.sh"
need /usr/bin/qgis_process "$system_python"
community_safety_profile "$build_dir"
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$profile_dir/runtime" LC_ALL=C.UTF-8

log="$work_dir/newcastle.log"
out_dir="$work_dir/newcastle"
bash "$here/newcastle.sh" "$out_dir" "$build_dir" >"$log" 2>&1 </dev/null
code=$?
if [ "$code" -eq "$skipped" ]; then
  cat "$log"
  exit "$skipped"
fi

assessment() { "$system_python" "$here/assessment.py" "$@"; }
succeeded() { [ "$code" -eq 0 ] || { tail -n 15 "$log"; false; }; }
says() { grep -qE -- "$1" "$log" || { cat "$log"; false; }; }
found_at_least() {
  local found
  found="$(sed -nE 's/^Neighbourhoods found: ([0-9]+)$/\1/p' "$log")"
  echo "found: $found"
  [ "${found:-0}" -ge "$1" ]
}

check "the assessment ends well" succeeded
# The lines of the monthly files, less those outside the district or without a position.
check "every row of the files is accounted for" says 'All files: 95,577 rows read = 94,906 used \+ 671 rejected'
check "the month that was never published is named" grep -q "2022-01.*absent" "$out_dir/steps/import.log"
check "14 categories in 2 years" says '^Indicators x years: 14 x 2$'
check "at least 5 neighbourhoods are found" found_at_least 5
check "run_log names no folder" assessment namesNoFolder "$out_dir" "$work_dir" "$root_dir"
check "the picture shows a map" assessment showsAMap "$out_dir/map.png"
# Grey's Monument, the middle of the shopping streets (LSOA E01033543, Newcastle upon Tyne 024G).
check "the first neighbourhood holds the city centre" assessment topNeighbourhoodHolds "$out_dir" monument,424779,564405
# In LSOAs E01008302 (026B), E01008429 (028D), E01008437 (029F) and E01008332 (029B) of the boundaries in use; the
# distance leaves room for a neighbourhood to end a few cells earlier.
check "Byker, Walker, Elswick and Benwell each have one nearby" assessment neighbourhoodsReach "$out_dir" 600 \
  Byker,427600,564700 Walker,429000,564300 Elswick,423000,563800 Benwell,421900,564100

finish
