#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Shared by the end-to-end tests: a folder of their own, a small study area, and one line per thing that was checked.
# Sourced, not run. Expects `build_dir`.

. "$(dirname "${BASH_SOURCE[0]}")/../../sample-layers/setup.sh"

skipped=77
failures=0
work_dir="$(mktemp -d)"
trap 'rm -rf "$work_dir" "${profile_dir:-}"' EXIT

# Debian's own Python, which has the bindings of QGIS, wherever another one stands first in the path.
system_python=/usr/bin/python3

check() { # check "what must hold" command...
  local sentence="$1"
  shift
  if "$@" >"$work_dir/check.log" 2>&1; then
    echo "PASS: $sentence"
  else
    echo "FAIL: $sentence"
    sed 's/^/      /' "$work_dir/check.log" | tail -n 15
    failures=$((failures + 1))
  fi
}

need() { # need program...
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null && continue
    echo "SKIPPED: $program is not installed."
    exit "$skipped"
  done
}

write_study_area() { # a town of 3 by 2 km on the British National Grid
  cat >"$1" <<'JSON'
{ "type": "FeatureCollection",
  "crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::27700" } },
  "features": [ { "type": "Feature", "properties": { "name": "Town" },
    "geometry": { "type": "Polygon",
      "coordinates": [ [ [400000, 280000], [403000, 280000], [403000, 282000], [400000, 282000], [400000, 280000] ] ] } } ] }
JSON
}

finish() {
  [ "$failures" -eq 0 ] && echo "All checks passed." && exit 0
  echo "$failures checks failed."
  exit 1
}
