#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The provider in qgis_process and in PyQGIS: it lists, helps and runs; and whatever is wrong with the installation, it
# says so in one sentence and nothing crashes. loading.sh BUILD_DIR LIBRARY_FOR_ANOTHER_QGIS
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
another_library="$2"
. "$here/checks.sh"
need /usr/bin/qgis_process "$system_python"
community_safety_profile "$build_dir"
export TMPDIR="$work_dir/tmp" LC_ALL=C.UTF-8
mkdir "$TMPDIR"
write_study_area "$work_dir/town.geojson"

# run_process NAME argument...: leaves NAME.out, NAME.err and NAME.code in the work folder.
run_process() {
  local name="$work_dir/$1"
  shift
  qgis_process_headless "$@" >"$name.out" 2>"$name.err" </dev/null
  echo $? >"$name.code"
}

run_python() {
  local name="$work_dir/$1"
  shift
  QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH="$profile_dir" XDG_RUNTIME_DIR="$profile_dir/runtime" \
    timeout 120 "$system_python" "$here/loading.py" "$@" >"$name.out" 2>"$name.err" </dev/null
  echo $? >"$name.code"
}

leaves_with() { [ "$(cat "$work_dir/$1.code")" -eq "$2" ] || { cat "$work_dir/$1.out" "$work_dir/$1.err"; false; }; }
says() { grep -qF -- "$2" "$work_dir/$1.out" || { cat "$work_dir/$1.out" "$work_dir/$1.err"; false; }; }
is_silent() { ! grep -E 'Community Safety|Traceback|rror' "$work_dir/$1.err"; }
# One sentence of ours on stderr, and it is the expected one.
complains() {
  local sentences
  sentences="$(grep 'Community Safety' "$work_dir/$1.err")"
  [ "$(grep -c . <<<"$sentences")" -eq 1 ] && grep -qF -- "$2" <<<"$sentences" && ! grep -q Traceback "$work_dir/$1.err" ||
    { cat "$work_dir/$1.err"; false; }
}
query() { # query FILE SQL EXPECTED
  [ "$("$system_python" -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])' \
    "$1" "$2")" = "$3" ]
}

echo "== A good installation"
# Here the plugin is enabled as a user would do it, in a profile that knows nothing of it.
rm -f "$profile_dir"/profiles/default/QGIS/*.ini
run_process enable plugins enable communitysafety
check "a fresh profile enables the plugin" leaves_with enable 0
run_process list list
check "list ends well" leaves_with list 0
check "list shows the provider" says list "Community Safety"
check "list shows the algorithm" says list "createanalysisgrid"
check "list is silent about us" is_silent list
run_process help help communitysafety:createanalysisgrid
check "help ends well" leaves_with help 0
check "help explains a parameter" says help "Size of a cell"

create_grid=(run communitysafety:createanalysisgrid "--STUDY_AREA=$work_dir/town.geojson" --SIZE=500)
grid="$work_dir/grid.gpkg"
for time in first second; do
  run_process "$time" "${create_grid[@]}" "--OUTPUT=$grid"
  check "the $time run into a GeoPackage ends well" leaves_with "$time" 0
  check "the $time run is silent on stderr" is_silent "$time"
  check "the $time run has no warning" sh -c "! grep -i warning '$work_dir/$time.out'"
done
check "the cells are there" query "$grid" "select count(*) from grid" 24
check "the style is saved as the default" query "$grid" "select count(*) from layer_styles where useAsDefault = 1" 1
check "the run is in the run_log" query "$grid" "select tables from run_log" grid
check "the metadata says audience = internal" query "$grid" \
  "select count(*) from gpkg_metadata where metadata like '%vocabulary=\"audience\"%<keyword>internal<%'" 1
for time in first second; do
  run_process "table_$time" "${create_grid[@]}" "--OUTPUT=ogr:dbname='$work_dir/city.gpkg' table=\"cells\" (geom)"
  check "the $time run into a table of a file ends well" leaves_with "table_$time" 0
done
check "both runs into the table are in the run_log" query "$work_dir/city.gpkg" "select count(*) from run_log" 2
check "no folder of this machine is in the run_log" query "$work_dir/city.gpkg" \
  "select count(*) from run_log where parameters like '%$work_dir%'" 0
run_process refused run communitysafety:createanalysisgrid "--STUDY_AREA=$work_dir/town.geojson" --SIZE=0.01 "--OUTPUT=$grid"
check "a run that is refused ends with 1" leaves_with refused 1
check "nothing is left in the temporary folder" test -z "$(find "$TMPDIR" -type f)"

echo "== A bad installation"
# damage NAME: a copy of the plugin folder to spoil, which the next runs use.
damage() {
  plugin_path="$work_dir/$1"
  mkdir -p "$plugin_path"
  cp -r "$build_dir/communitysafety" "$plugin_path/"
  library="$(ls "$plugin_path"/communitysafety/communitysafety-*.so)"
}
# The rest of QGIS goes on working, ours is absent, and one sentence says why.
check_refusal() { # check_refusal NAME SENTENCE
  run_process "$1" list
  check "$1: QGIS goes on" leaves_with "$1" 0
  check "$1: the other providers are there" says "$1" "native:buffer"
  check "$1: ours is not" sh -c "! grep -q createanalysisgrid '$work_dir/$1.out'"
  check "$1: one sentence says why" complains "$1" "$2"
  run_process "$1_run" "${create_grid[@]}" "--OUTPUT=$work_dir/none.gpkg"
  check "$1: a run ends with 1" leaves_with "$1_run" 1
}

damage no_library
rm "$library"
check_refusal no_library "cannot be loaded: its native library is missing from the plugin folder"

damage other_series
mv "$library" "${library/-qgis*.so/-qgis999.so}"
check_refusal other_series "qgis999.so): build or install the one for"

damage other_build
cp "$another_library" "$library"
check_refusal other_build "cannot be loaded: this library was built for QGIS"

# The point release is part of the name under which a library asks for QGIS.
damage other_release
LC_ALL=C sed -i -E 's/(libqgis_core\.so\.)[0-9]\./\19./g' "$library"
check_refusal other_release "does not fit QGIS"

damage broken_file
echo "not a library" >"$library"
check_refusal broken_file "does not fit QGIS"

damage wrong_library
cp "$(ls /usr/lib/*/libz.so.1 /lib/*/libz.so.1 2>/dev/null | head -n 1)" "$library"
check_refusal wrong_library "is not a library of Community Safety"

damage two_versions
# By the letters 0.9.0 would come after 0.10.0.
mv "$library" "$(sed -E 's/-[0-9.]+-qgis/-0.10.0-qgis/' <<<"$library")"
echo "not a library" >"$(sed -E 's/-[0-9.]+-qgis/-0.9.0-qgis/' <<<"$library")"
run_process two_versions list
check "of two versions in a folder the newer is loaded" says two_versions "createanalysisgrid"

damage second_copy
cp -r "$plugin_path/communitysafety" "$plugin_path/communitysafety_copy"
qgis_process_headless plugins enable communitysafety_copy >/dev/null 2>&1
run_process second_copy list
check "second_copy: QGIS goes on" leaves_with second_copy 0
check "second_copy: the provider is there once" sh -c "[ \$(grep -c 'createanalysisgrid' '$work_dir/second_copy.out') -eq 1 ]"
check "second_copy: one sentence says why" complains second_copy "another copy of Community Safety is already loaded"

echo "== Reloading and disabling, in PyQGIS without a display"
for case in twice reload disable copies; do
  run_python "python_$case" "$case" "$work_dir/second_copy"
  check "$case: ends well" leaves_with "python_$case" 0
done
check "twice, reload and disable have nothing to complain of" sh -c \
  "! cat '$work_dir'/python_{twice,reload,disable}.err | grep 'Community Safety'"
check "copies: one sentence says why" complains python_copies "another copy of Community Safety is already loaded"

finish
