#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Residents of the LSOAs of England carried over to cells of 500 m by areal weighting: this plugin, the R package sf and
# the intersection of QGIS, one after the other on the same files. Prints seconds, memory, and how far the figures agree.
# speed.sh LSOAS.gpkg OUT_DIR BUILD_DIR [CELLS]
set -eu
lsoas=$1 out=$2 build=$3 cells=${4:-500000}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out" && cd "$out"
export QT_QPA_PLATFORM=offscreen QGIS_PLUGINPATH="$build" QGIS_CUSTOM_CONFIG_PATH="$out/profile" XDG_RUNTIME_DIR="$out/runtime"
mkdir -p "$XDG_RUNTIME_DIR" && chmod 700 "$XDG_RUNTIME_DIR"
qgis=/usr/bin/qgis_process.bin
[ -x "$qgis" ] || qgis=$(command -v qgis_process)
"$qgis" plugins enable communitysafety > enable.log 2>&1

gdal_rasterize -q -burn 1 -at -tr 500 500 -tap -ot Byte -of ENVI "$lsoas" land.bin
python3 - "$cells" > cells.csv << 'PYTHON'
import re, sys
header = open('land.hdr').read()
width = int(re.search(r'samples *= *(\d+)', header).group(1))
corner = re.search(r'map info *= *\{(.*?)\}', header, re.S).group(1).split(',')
west, north, side, left = float(corner[3]), float(corner[4]), 500, int(sys.argv[1])
print('cell_id,WKT')
for place, land in enumerate(open('land.bin', 'rb').read()):
    if land and left:
        left -= 1
        row, column = divmod(place, width)
        x, y = int(west + column * side), int(north - (row + 1) * side)
        print(f'{x}_{y},"POLYGON(({x} {y},{x + side} {y},{x + side} {y + side},{x} {y + side},{x} {y}))"')
PYTHON
rm -f cells.gpkg
ogr2ogr -q -f GPKG cells.gpkg cells.csv -a_srs EPSG:27700 -oo GEOM_POSSIBLE_NAMES=WKT -oo KEEP_GEOM_COLUMNS=NO -nln cells

# measure NAME COMMAND...
measure() {
  name=$1
  shift
  if timeout "${LIMIT:-900}" /usr/bin/time -o "$name.time" -f '%e s, %U s of processor, %M kB' "$@" > "$name.log" 2>&1; then
    echo "$name: $(tail -1 "$name.time")"
  else
    echo "$name: did not end within ${LIMIT:-900} s"
  fi
}

rm -f ours.gpkg pieces.gpkg
measure ours "$qgis" run communitysafety:interpolatetoareas --SOURCE="$lsoas" --TARGET=cells.gpkg --METHOD=2 \
  --COUNT_FIELDS=total_residents --OUTPUT=ours.gpkg
measure sf Rscript "$here/peer.R" "$lsoas" cells.gpkg total_residents sf.csv
measure qgis_intersection "$qgis" run native:intersection --INPUT=cells.gpkg --OVERLAY="$lsoas" \
  --OVERLAY_FIELDS=total_residents --OUTPUT=pieces.gpkg

if [ -f sf.csv ]; then
  Rscript -e 'suppressPackageStartupMessages(library(sf)); a <- st_read("ours.gpkg", quiet = TRUE); b <- read.csv("sf.csv");
    m <- merge(st_drop_geometry(a)[c("area_id", "total_resi")], b);
    cat("cells", nrow(m), "largest difference", max(abs(m$total_resi - m$value), na.rm = TRUE), "sums", sum(m$total_resi, na.rm = TRUE),
        sum(m$value, na.rm = TRUE), "\n")'
fi
