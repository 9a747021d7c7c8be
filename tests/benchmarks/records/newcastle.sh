#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# How steady hot spots and priority neighbourhoods are from one year to the next on real records, and how much of the
# next year happens inside: police records of Newcastle upon Tyne, March 2021 to February 2022 against the year after.
#
#   tests/benchmarks/records/newcastle.sh OUT_DIR [BUILD_DIR]     prints the tables, and makes the map in OUT_DIR
#
# Every step is an algorithm run through qgis_process; a step whose result is in OUT_DIR already is not repeated. The
# open data are not part of the project: they are looked for in $COMMUNITYSAFETY_SHARED, or beside the checkout.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../../sample-layers/setup.sh"

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out_dir="${1:?usage: newcastle.sh OUT_DIR [BUILD_DIR]}"
build_dir="${2:-$root_dir/build}"
data="${COMMUNITYSAFETY_SHARED:-$root_dir/../shared}/data/newcastle"
if [ ! -d "$data/street" ]; then
  echo "SKIPPED: the open data of Newcastle are not on this machine."
  exit 77
fi

[ -e "$build_dir/communitysafety/metadata.txt" ] || community_safety_build "$build_dir" communitysafety
community_safety_profile "$build_dir"
mkdir -p "$out_dir/logs"
out_dir="$(cd "$out_dir" && pwd)"
city="$data/lsoa11_newcastle_generalised.gpkg"
recipe="$root_dir/sample-layers/recipes/police_counts.csv"

# make NAME ALGORITHM --PARAMETER=value...: one step, unless it was done before; its words are in OUT_DIR/logs.
make() {
  local name="$1"
  shift
  [ -e "$out_dir/$name.done" ] && return 0
  run_step "$name" "$out_dir/logs/$name.log" "$@" >&2
  touch "$out_dir/$name.done"
}

layer() { echo "$out_dir/$1.gpkg"; }

# January 2022 was never published, so that of 2023 is left out: both years have the same eleven months.
make records communitysafety:importpolicedata --INPUT_FOLDER="$data/street" \
  --FIRST_MONTH=2020-05 --LAST_MONTH=2023-02 --STUDY_AREA="$city" --OUTPUT="$(layer records)"
make common native:extractbyexpression --INPUT="$(layer records)" \
  --EXPRESSION="inc_date <> to_date('2023-01-01')" --OUTPUT="$(layer common)"
make points_1 native:extractbyexpression --INPUT="$(layer common)" \
  --EXPRESSION="inc_date >= to_date('2021-03-01') and inc_date < to_date('2022-03-01')" --OUTPUT="$(layer points_1)"
make points_2 native:extractbyexpression --INPUT="$(layer common)" \
  --EXPRESSION="inc_date >= to_date('2022-03-01')" --OUTPUT="$(layer points_2)"
make grid communitysafety:createanalysisgrid --STUDY_AREA="$city" --SIZE=200 --OUTPUT="$(layer grid)"

# The counts of the year and of the one before tell how much more they vary than independent events would.
count_and_score() {
  local year="$1" last_month="$2"
  make "indicators_$year" communitysafety:buildindicators --AREAS="$(layer grid)" --RECIPE="$recipe" \
    --INCIDENTS="$(layer common)" --END_DATE="$last_month" --YEARS=1 --OUTPUT="$(layer "indicators_$year")"
  make "years_$year" communitysafety:buildindicators --AREAS="$(layer grid)" --RECIPE="$recipe" \
    --INCIDENTS="$(layer common)" --END_DATE="$last_month" --YEARS=2 --OUTPUT=memory: --LONG="$(layer "years_$year")"
  make "index_$year" communitysafety:scorecompositeindex --INPUT="$(layer "indicators_$year")" --RECIPE="$recipe" \
    --LONG="$(layer "years_$year")" --OUTPUT="$(layer "index_$year")"
}

scan() {
  local name="$1" year="$2"
  shift 2
  make "${name}_$year" communitysafety:delineatepriorityneighbourhoods --INPUT="$(layer "index_$year")" --METHOD=1 \
    --INDICATORS="$(layer "indicators_$year")" --RECIPE="$recipe" --LONG="$(layer "years_$year")" \
    --NULL_MAPS=99 --RESAMPLES=0 "$@" --OUTPUT="$(layer "${name}_$year")"
}

density() {
  local name="$1" year="$2" times="$3"
  make "${name}_$year" communitysafety:estimatedensity --INPUT="$(layer "points_$year")" --STUDY_AREA="$city" \
    --BANDWIDTH=300 --CELL=50 --HOT="$times" --OUTPUT="$out_dir/${name}_$year.tif" --HOTSPOTS="$(layer "${name}_$year")"
}

select_cells() {
  local name="$1" year="$2" from="$3" expression="$4"
  make "${name}_$year" native:extractbyexpression --INPUT="$(layer "${from}_$year")" --EXPRESSION="$expression" \
    --OUTPUT="$(layer "${name}_$year")"
}

methods() {
  local year="$1" index
  scan scan_themes "$year" --SCAN_ON=1
  scan scan_themes_3 "$year" --SCAN_ON=1 --MIN_RELATIVE_RISK=3
  scan scan_indicators "$year" --SCAN_ON=2
  scan scan_index "$year" --SCAN_ON=0
  for index in 150 200; do
    make "threshold_${index}_$year" communitysafety:delineatepriorityneighbourhoods --INPUT="$(layer "index_$year")" \
      --METHOD=0 --THRESHOLD=$index --OUTPUT="$(layer "threshold_${index}_$year")"
    select_cells "cells_$index" "$year" index "idx >= $index"
  done
  density kde_3 "$year" 3
  make "gistar_$year" communitysafety:detecthotspots --INPUT="$(layer "index_$year")" --FIELD=idx \
    --OUTPUT="$(layer "gistar_$year")" --HOTSPOTS="$(layer "gistar_fdr_$year")"
}

# Without its class, of which only the hot ones would count.
statistic_of_cells() {
  make "gistar_z_$1" native:retainfields --INPUT="$(layer "gistar_$1")" --FIELDS=z --OUTPUT="$(layer "gistar_z_$1")"
}

# The other methods with as much area as a scan of the first year chose, in both years.
like() {
  local scan="$1" year="$2" area
  area="$("$here/figures.py" area "$(layer "${scan}_1")")"
  density "kde_like_$scan" "$year" "$("$here/figures.py" density "$out_dir/kde_3_$year.tif" "$area")"
  select_cells "cells_like_$scan" "$year" index "idx >= $("$here/figures.py" field "$(layer "index_$year")" idx "$area")"
  select_cells "gistar_like_$scan" "$year" gistar_z "z >= $("$here/figures.py" field "$(layer "gistar_z_$year")" z "$area")"
}

count_and_score 1 2022-02
count_and_score 2 2023-02
methods 2 &
other_year=$!
methods 1
wait "$other_year"
for year in 1 2; do
  statistic_of_cells "$year"
  like scan_themes_3 "$year"
done

hot_spots=()
while read -r name; do
  for year in 1 2; do
    [ "$("$here/figures.py" area "$(layer "${name}_$year")")" = 0 ] || hot_spots+=(--HOTSPOTS="$(layer "${name}_$year")")
  done
done < <("$here/figures.py" methods)
make accuracy communitysafety:comparehotspots "${hot_spots[@]}" --STUDY_AREA="$city" --NEXT="$(layer points_2)" \
  --PREVIOUS="$(layer points_1)" --OUTPUT="$(layer accuracy)" --OVERLAPS="$(layer overlaps)"

"$here/figures.py" tables "$out_dir"
qgis_python="QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH=$profile_dir XDG_RUNTIME_DIR=$profile_dir/runtime"
env $qgis_python /usr/bin/python3 "$here/map.py" "$out_dir" "$city"
echo "Map: $out_dir/newcastle.png" >&2
