#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `cmake --install` puts the plugin where QGIS looks for it: for all users, below another prefix, and in the profile of
# one user, where it runs without any help from the environment. install.sh BUILD_DIR
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
. "$here/checks.sh"
need cmake ninja /usr/bin/qgis_process
community_safety_profile "$build_dir"
export LC_ALL=C.UTF-8
write_study_area "$work_dir/town.geojson"
program=/usr/bin/qgis_process
[ -x /usr/bin/qgis_process.bin ] && program=/usr/bin/qgis_process.bin

echo "== For all users"
system_folder=/usr/share/qgis/python/plugins
check "the default folder is the one of QGIS's own plugins" test -d "$system_folder/processing"
check "the installation for all users succeeds" env DESTDIR="$work_dir/root" cmake --install "$build_dir"
check "the plugin lies beside QGIS's own plugins" test -f "$work_dir/root$system_folder/communitysafety/metadata.txt"
check "nothing else is installed" sh -c "[ \$(find '$work_dir/root' -type f | grep -cv '/communitysafety/') -eq 0 ]"

echo "== Below another prefix"
check "the installation below a prefix succeeds" cmake --install "$build_dir" --prefix "$work_dir/prefix"
plugin_path="$work_dir/prefix/share/qgis/python/plugins"
check "it is the plugin that was built" diff -r -x __pycache__ "$build_dir/communitysafety" "$plugin_path/communitysafety"
qgis_process_headless run communitysafety:createanalysisgrid "--STUDY_AREA=$work_dir/town.geojson" --SIZE=500 \
  "--OUTPUT=$work_dir/prefix.gpkg" >"$work_dir/prefix.log" 2>&1
check "it runs from there" test -s "$work_dir/prefix.gpkg"

echo "== In the profile of one user"
home="$work_dir/home"
mkdir -p "$home"
as_user() {
  env -u QGIS_PLUGINPATH -u QGIS_CUSTOM_CONFIG_PATH -u XDG_DATA_HOME HOME="$home" QT_QPA_PLATFORM=offscreen \
    XDG_RUNTIME_DIR="$profile_dir/runtime" "$@"
}
check "the build is configured for the profile" as_user cmake -G Ninja -S "$root_dir" -B "$work_dir/build" \
  -DCOMMUNITYSAFETY_INSTALL_PROFILE=ON -DBUILD_TESTING=OFF
# What is installed does not depend on that choice, so it need not be built again.
cp -r "$build_dir/communitysafety" "$work_dir/build/"
check "the installation into the profile succeeds" as_user cmake --install "$work_dir/build"
check "the plugin lies in the profile" \
  test -f "$home/.local/share/QGIS/QGIS3/profiles/default/python/plugins/communitysafety/metadata.txt"
check "it can be enabled" as_user "$program" plugins enable communitysafety
check "it runs from the profile" as_user "$program" run communitysafety:createanalysisgrid \
  "--STUDY_AREA=$work_dir/town.geojson" --SIZE=500 "--OUTPUT=$work_dir/profile.gpkg"
check "its output is there" test -s "$work_dir/profile.gpkg"

finish
