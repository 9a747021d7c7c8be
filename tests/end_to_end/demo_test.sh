#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The demo gives a whole assessment of the sample city, and the same one in any folder, without a home and without a
# locale. demo_test.sh BUILD_DIR
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
. "$here/checks.sh"
need /usr/bin/qgis_process "$system_python" cmake
community_safety_profile "$build_dir"
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$profile_dir/runtime" COMMUNITYSAFETY_BUILD_DIR="$build_dir"
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/ccache}"

first="$work_dir/first"
second="$work_dir/deuxième essai"

# The last lines are what the user would see of a failure.
run_demo() { # run_demo OUT_DIR environment...
  local out_dir="$1"
  shift
  (cd "$work_dir" && env "$@" bash "$root_dir/sample-layers/demo.sh" "$out_dir") >"$work_dir/demo.log" 2>&1 </dev/null
  local code=$?
  [ "$code" -eq 0 ] || tail -n 15 "$work_dir/demo.log"
  return "$code"
}
assessment() { "$system_python" "$here/assessment.py" "$@"; }
says() { grep -qE -- "$2" "$1" || { cat "$1"; false; }; }
recovers() { # recovers AT_LEAST LOG
  local found
  found="$(sed -nE 's/^Planted neighbourhoods recovered: ([0-9]+) of 12$/\1/p' "$2")"
  echo "recovered: $found"
  [ "${found:-0}" -ge "$1" ]
}

echo "== Two runs"
check "the demo ends well" run_demo "$first" HOME="$HOME"
cp "$work_dir/demo.log" "$work_dir/first.log"
# Not even root can write below /dev/null. The path is relative, as a user would type it.
check "it ends well without a home, without a locale, in a folder with a space and an accent" \
  run_demo "deuxième essai" -u LANG -u LC_ALL -u LC_CTYPE HOME=/dev/null/home
cp "$work_dir/demo.log" "$work_dir/second.log"

echo "== What it says"
check "each source has all its records accounted for" assessment summaryAddsUp "$work_dir/first.log"
check "there are 47 indicators in 3 years" says "$work_dir/first.log" '^Indicators x years: 47 x 3$'
check "it tells how many neighbourhoods were found" says "$work_dir/first.log" '^Neighbourhoods found: [1-9][0-9]*$'
check "at least 11 of the 12 planted neighbourhoods are recovered" recovers 11 "$work_dir/first.log"
check "it says where the map is" says "$work_dir/first.log" "^Map: +$first/map.png$"
check "both runs say the same, but for the building and the folders" diff \
  <(sed -n '/^Records/,/recovered/p' "$work_dir/first.log") <(sed -n '/^Records/,/recovered/p' "$work_dir/second.log")

echo "== What it makes"
for folder in "$first" "$second"; do
  name="$(basename "$folder")"
  check "$name: the GeoPackage has every table" assessment hasEveryTable "$folder"
  check "$name: each map layer has one default style" assessment hasDefaultStyles "$folder"
  check "$name: run_log is complete" assessment runLogIsComplete "$folder"
  check "$name: no folder of this machine is in the outputs" assessment namesNoFolder "$folder" "$work_dir" "$root_dir"
  check "$name: the project opens at another place, with every layer" assessment projectOpensElsewhere "$folder"
  check "$name: the groups of the project are in order" assessment groupsAreInOrder "$folder"
  check "$name: the picture shows a map" assessment showsAMap "$folder/map.png"
done
check "no layer has the random default renderer" assessment legendsAreOurs "$first" "$second"
check "both runs give the same tables, row by row" assessment tablesAreEqual "$first" "$second"

echo "== The recipe rules the index"
recipes="$root_dir/sample-layers/recipes"
score() { # score RECIPE OUTPUT
  qgis_process_headless run communitysafety:scorecompositeindex --INPUT="$first/steps/indicators.gpkg" \
    --RECIPE="$1" --OUTPUT="$2"
}
"$system_python" - "$recipes/birmingham47.csv" "$work_dir/edited.csv" <<'PYTHON'
import csv, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    recipe = list(csv.DictReader(file))
theme = next(row for row in recipe if row["type"] == "group" and row["parent"] == "total")
theme["weight"] = str(3 * float(theme["weight"]))
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    writer = csv.DictWriter(file, recipe[0])
    writer.writeheader()
    writer.writerows(recipe)
PYTHON
check "the recipe is scored as it is" score "$recipes/birmingham47.csv" "$work_dir/as_it_is.gpkg"
check "it gives the index of the demo" assessment indexIsEqual "$work_dir/as_it_is.gpkg" "$first/steps/composite_index.gpkg"
check "the recipe with another weight is scored" score "$work_dir/edited.csv" "$work_dir/edited.gpkg"
check "it gives another index" assessment indexDiffers "$work_dir/as_it_is.gpkg" "$work_dir/edited.gpkg"

finish
