#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds and tests the plugin with the QGIS of other Debian suites, each in a folder of its own (a chroot) that is kept
# between runs. Left out are the tests of the mathematics, which never see QGIS.
# tests/versions.sh [SUITE...], by default trixie (QGIS 3.40) and forky (QGIS 3.44).
# tests/versions.sh --load SUITE... asks less, in half the time: does the plugin build, load and answer?
# tests/versions.sh --make SUITE... only makes those folders, which takes minutes and little of the processor.
#
# Where no such folder can be made (no mmdebstrap, no right to mount, no package registry) a line SKIPPED says why.
set -uo pipefail
cd "$(dirname "$0")/.."
. sample-layers/setup.sh

cache_dir="${COMMUNITYSAFETY_CACHE:-/var/cache/communitysafety}"
suite_packages=qgis,qgis-providers,libqgis-dev,python3-qgis,cmake,ninja-build,g++,ccache,libeigen3-dev,libboost-dev
suite_packages+=,libglpk-dev,nlohmann-json3-dev,python3-gdal,fonts-dejavu-core,xvfb,xauth
log_dir="$(mktemp -d)"
failed=0
only_load=false
mounted=()

unmount_all() {
  local folder
  for folder in "${mounted[@]}"; do as_root umount "$folder"; done
  mounted=()
}
trap 'unmount_all; rm -rf "$log_dir"' EXIT
trap 'exit 130' INT TERM

skip() { echo "SKIPPED: $suite: $1"; }

# The marker is written last: a folder that was left half made is made anew.
is_made() { [ -x "$root/usr/bin/qgis_process" ] && [ -x "$root/usr/bin/cmake" ] && [ ! -e "$root.unfinished" ]; }

make_root() {
  is_made && return 0
  if ! command -v mmdebstrap >/dev/null && ! install_missing mmdebstrap; then
    skip "mmdebstrap is not installed and cannot be installed."
    return 1
  fi
  echo "Making $root (about 3 GB)"
  as_root mkdir -p "$cache_dir"
  as_root rm -rf "$root"
  as_root touch "$root.unfinished"
  if ! as_root mmdebstrap --variant=apt --include="$suite_packages" --aptopt='APT::Install-Recommends "false"' \
    --aptopt='Acquire::Check-Valid-Until "false"' "$suite" "$root" >"$log_dir/make.log" 2>&1; then
    tail -n 5 "$log_dir/make.log"
    as_root rm -rf "$root" "$root.unfinished"
    skip "its packages could not be fetched; is the package registry reachable?"
    return 1
  fi
  as_root rm -f "$root.unfinished"
}

# QGIS finds its own files through /proc.
mount_proc() {
  mountpoint -q "$root/proc" && return 0
  if ! as_root mount --bind /proc "$root/proc" 2>/dev/null; then
    skip "/proc cannot be mounted in $root."
    return 1
  fi
  mounted+=("$root/proc")
}

# The files under version control as they are now; their times are kept, so that only what changed is built again.
copy_sources() {
  as_root rm -rf "$root/src"
  as_root mkdir -p "$root/src"
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files -z | tar --create --null --ignore-failed-read --files-from=- 2>/dev/null
  else
    tar --create --exclude='./build*' .
  fi | as_root tar --extract --no-same-owner --directory="$root/src"
}

# inside NAME command...: runs in the suite, with the words in NAME.log.
inside() {
  local log="$log_dir/$1.log"
  shift
  as_root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 CCACHE_DIR=/var/cache/ccache \
    DEBIAN_FRONTEND=noninteractive chroot "$root" "$@" >"$log" 2>&1 </dev/null
}

fail() { # fail WHAT LOG
  echo "FAILED: $suite: $1"
  grep -E 'error|FAIL|Failed|\*\*\*' "$log_dir/$2.log" | head -n 20
  tail -n 15 "$log_dir/$2.log"
  summary+=", $1 FAILED"
  failed=1
}

build() {
  local targets=(all)
  $only_load && targets=(communitysafety communitysafety_another_qgis)
  # Whether it compiles and is right is the question here, not how fast it is: little optimisation saves minutes.
  inside configure cmake -G Ninja -S /src -B /build -DCOMMUNITYSAFETY_DEVELOPER=ON \
    -DCOMMUNITYSAFETY_TEST_STATISTICS=OFF "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG" &&
    inside build cmake --build /build --parallel 2 --target "${targets[@]}" -- -k 0
}

run_tests() {
  if inside tests ctest --test-dir /build --parallel 2 --output-on-failure --label-exclude 'end_to_end|desktop'; then
    summary+=", $(grep -E 'tests passed' "$log_dir/tests.log")"
  else
    fail "$(grep -E 'tests passed' "$log_dir/tests.log" || echo tests)" tests
  fi
}

load() {
  local test
  for test in loading desktop; do
    if inside "$test" bash "/src/tests/end_to_end/$test.sh" /build \
      /build/tests/end_to_end/communitysafety_another_qgis.so; then
      summary+=", $test passed"
    else
      fail "$test" "$test"
    fi
  done
}

run_demo() {
  [ -f "$root/src/sample-layers/demo.sh" ] || return 0
  if inside demo env COMMUNITYSAFETY_BUILD_DIR=/build bash /src/sample-layers/demo.sh /build/demo; then summary+=", demo passed"; else fail demo demo; fi
}

# Debian builds QGIS with Qt 5. That our own sources are ready for Qt 6 is seen by compiling them, without linking,
# against its headers; what the compiler finds in the headers of QGIS is not ours.
qt6_headers() { find "$root/usr/include" -maxdepth 3 -path '*/qt6/QtSvg' -printf '%h\n' -quit; }

check_qt6() {
  if [ -z "$(qt6_headers)" ] &&
    ! { inside qt6_update apt-get update && inside qt6_install apt-get install --yes --no-install-recommends \
      qt6-base-dev qt6-svg-dev; }; then
    summary+=", Qt 6 SKIPPED (its headers could not be fetched)"
    return 0
  fi
  local headers
  headers="$(qt6_headers)"
  if inside qt6 bash /src/tests/qt6.sh "${headers#"$root"}"; then
    summary+=", $(tail -n 1 "$log_dir/qt6.log")"
  else
    fail "Qt 6" qt6
  fi
}

check_suite() {
  suite="$1"
  root="$cache_dir/$suite"
  make_root && mount_proc || return 0
  rm -f "$log_dir"/*
  copy_sources
  local version
  version="$(grep -oE '[0-9]+\.[0-9]+\.[0-9]+' "$root/usr/include/qgis/qgsconfig.h" | head -n 1)"
  summary="SUMMARY: $suite: QGIS $version"
  if [ "${version%%.*}" -ge 4 ]; then
    echo "$summary: reported only, since versions from 4 on are not supported yet."
    return 0
  fi
  if build; then
    summary+=": built"
    load
    if ! $only_load; then
      run_tests
      run_demo
      local minor="${version#*.}"
      [ "${minor%%.*}" -lt 44 ] || check_qt6
    fi
  else
    if [ -s "$log_dir/build.log" ]; then fail build build; else fail configuration configure; fi
  fi
  echo "$summary"
}

if [ "${1:-}" = --make ]; then
  shift
  for suite in "$@"; do
    root="$cache_dir/$suite"
    make_root
  done
  exit 0
fi

if [ "${1:-}" = --load ]; then
  only_load=true
  shift
fi
[ $# -gt 0 ] || set -- trixie forky
for name in "$@"; do
  check_suite "$name"
  unmount_all
done
exit "$failed"
