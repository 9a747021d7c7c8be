#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The provider in the real QGIS Desktop on a virtual display. The screenshots are kept in the folder
# COMMUNITYSAFETY_SCREENSHOTS, or in BUILD_DIR/screenshots. desktop.sh BUILD_DIR
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
. "$here/checks.sh"
need /usr/bin/qgis xvfb-run xauth
community_safety_profile "$build_dir"
export COMMUNITYSAFETY_SCREENSHOTS="${COMMUNITYSAFETY_SCREENSHOTS:-$build_dir/screenshots}"
export COMMUNITYSAFETY_WORK="$work_dir" COMMUNITYSAFETY_REPORT="$work_dir/report.txt"
export COMMUNITYSAFETY_SAMPLES="$root_dir/sample-layers"
mkdir -p "$COMMUNITYSAFETY_SCREENSHOTS"
write_study_area "$work_dir/town.geojson"

program=/usr/bin/qgis
[ -x /usr/bin/qgis.bin ] && program=/usr/bin/qgis.bin
env -u QT_QPA_PLATFORM QGIS_CUSTOM_CONFIG_PATH="$profile_dir" QGIS_PLUGINPATH="$plugin_path" \
  XDG_RUNTIME_DIR="$profile_dir/runtime" LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8 \
  timeout "${COMMUNITYSAFETY_DESKTOP_SECONDS:-400}" xvfb-run -a -s "-screen 0 1600x1000x24" \
  "$program" --nologo --noversioncheck --code "$here/desktop.py" >"$work_dir/desktop.log" 2>&1 </dev/null
code=$?

cat "$work_dir/report.txt" 2>/dev/null
failures="$(grep -c '^FAIL' "$work_dir/report.txt" 2>/dev/null)"
failures="${failures:-0}"
check "the script came to its end" grep -qx END "$work_dir/report.txt"
check "QGIS leaves with 0 (it left with $code)" test "$code" -eq 0
check "nothing crashed" sh -c "! grep -iE 'segmentation|assert|fatal:|core dumped' '$work_dir/desktop.log'"
[ "$failures" -eq 0 ] || tail -n 30 "$work_dir/desktop.log"
echo "Screenshots: $COMMUNITYSAFETY_SCREENSHOTS"
finish
