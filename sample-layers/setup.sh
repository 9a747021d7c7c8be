#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Shared by demo.sh and the tests: installs what is missing (Debian 12 and 13, Ubuntu 24.04), builds, and offers
# qgis_process with a profile of its own. Sourced, not run.
#
#   community_safety_build BUILD_DIR TARGET [cmake option...]   installs packages, configures and builds
#   community_safety_profile BUILD_DIR                   a private QGIS profile in which the plugin is enabled
#   qgis_process_headless ...                            qgis_process in that profile, without a display
#   run_step HEADING LOG ALGORITHM --NAME=value...       one algorithm, its words in the file LOG unless it fails

root_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

packages=(g++ cmake ninja-build libqgis-dev qgis qgis-providers python3-qgis libeigen3-dev libboost-dev libglpk-dev
  nlohmann-json3-dev python3-gdal fonts-dejavu-core)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

community_safety_build() {
  local build_dir="$1" target="$2"
  shift 2
  install_missing "${packages[@]}"
  cmake -G Ninja -S "$root_dir" -B "$build_dir" "$@" >/dev/null
  cmake --build "$build_dir" --target "$target"
}

community_safety_profile() {
  local build_dir="$1"
  profile_dir="$(mktemp -d)"
  # Settings that name the plugin are enough: nothing of the user's own profile is read or changed.
  mkdir -p "$profile_dir/profiles/default/QGIS" "$profile_dir/runtime"
  chmod 700 "$profile_dir/runtime"
  printf '[PythonPlugins]\ncommunitysafety=true\nprocessing=true\n' >"$profile_dir/profiles/default/QGIS/QGIS3.ini"
  plugin_path="$build_dir"
}

qgis_process_headless() {
  # Debian 12 starts qgis_process through a wrapper that hands it an option it does not know.
  local program=qgis_process
  [ -x /usr/bin/qgis_process.bin ] && program=/usr/bin/qgis_process.bin
  QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH="$profile_dir" QGIS_PLUGINPATH="$plugin_path" \
    XDG_RUNTIME_DIR="$profile_dir/runtime" "$program" "$@"
}

run_step() {
  local log="$2"
  echo "$1"
  shift 2
  if ! qgis_process_headless run "$@" >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
}
