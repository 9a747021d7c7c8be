#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A million records in the form of police.uk, from CSV to an indexed GeoPackage: this plugin, a bare ogr2ogr, and what QGIS
# itself offers (points from the table, then a spatial join), one after the other, ROUNDS times. Then the memory of the
# plugin at 1, 4 and 20 million rows. Prints seconds, seconds of the processor, and memory.
# speed.sh OUT_DIR BUILD_DIR [ROWS]      MEMORY="1 4" chooses other sizes (in millions); LIMIT stops a program (s)
set -eu
out=$1 build=$2 rows=${3:-1000000}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out" && cd "$out"
export QT_QPA_PLATFORM=offscreen QGIS_PLUGINPATH="$build" QGIS_CUSTOM_CONFIG_PATH="$out/profile" XDG_RUNTIME_DIR="$out/runtime"
mkdir -p "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
qgis=/usr/bin/qgis_process.bin
[ -x "$qgis" ] || qgis=$(command -v qgis_process)
"$qgis" plugins enable communitysafety > enable.log 2>&1

# measure NAME COMMAND...
measure() {
  name=$1
  shift
  if timeout "${LIMIT:-1800}" /usr/bin/time -o "$name.time" -f '%e s, %U + %S s of processor, %M kB' "$@" > "$name.log" 2>&1; then
    echo "$name: $(tail -1 "$name.time")"
  else
    echo "$name: did not end, see $out/$name.log"
  fi
}

# plugin NAME INPUT_FILE|INPUT_FOLDER PATH
plugin() {
  measure "$1" "$qgis" run communitysafety:importpolicedata "--$2=$3" --STUDY_AREA=areas.gpkg --OUTPUT=ours.gpkg
}

python3 "$here/records.py" "$rows" 50000 records.csv areas.csv
rm -f areas.gpkg
ogr2ogr -q -f GPKG areas.gpkg areas.csv -a_srs EPSG:27700 -oo GEOM_POSSIBLE_NAMES=WKT -oo KEEP_GEOM_COLUMNS=NO
for round in $(seq "${ROUNDS:-3}"); do
  rm -f ours.gpkg bare.gpkg points.gpkg joined.gpkg
  plugin "plugin" INPUT_FILE records.csv
  measure "ogr2ogr" ogr2ogr -f GPKG bare.gpkg records.csv -a_srs EPSG:4326 -oo X_POSSIBLE_NAMES=Longitude \
    -oo Y_POSSIBLE_NAMES=Latitude
  [ "$round" = 1 ] || continue
  measure "qgis_points" "$qgis" run native:createpointslayerfromtable --INPUT=records.csv --XFIELD=Longitude \
    --YFIELD=Latitude --TARGET_CRS=EPSG:4326 --OUTPUT=points.gpkg
  measure "qgis_join" "$qgis" run native:joinattributesbylocation --INPUT=points.gpkg --JOIN=areas.gpkg --PREDICATE=0 \
    --METHOD=1 --DISCARD_NONMATCHING=true --OUTPUT=joined.gpkg
done
rm -f bare.gpkg points.gpkg joined.gpkg records.csv
for millions in ${MEMORY:-1 4 20}; do
  python3 "$here/records.py" "${millions}000000" 700000 months areas.csv
  rm -f ours.gpkg
  plugin "${millions}_million" INPUT_FOLDER months
  rm -rf ours.gpkg months
done
