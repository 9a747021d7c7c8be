#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every command of README.md does what it says, in a checkout of its own and with an empty home; and what the README
# points to is there. readme.sh BUILD_DIR
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
. "$here/checks.sh"
need /usr/bin/qgis_process cmake ninja ctest
community_safety_profile "$build_dir"
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$profile_dir/runtime"

checkout="$work_dir/checkout"
readme="$checkout/README.md"
home="$work_dir/home"
plugins_of_home="$home/.local/share/QGIS/QGIS3/profiles/default/python/plugins"
plugins_of_system="$work_dir/root/usr/share/qgis/python/plugins"
mkdir -p "$checkout" "$home"

# The cache of the compiler is found although the home is empty, and is of use although the folder is new each time.
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/ccache}" CCACHE_BASEDIR="$checkout" CCACHE_NOHASHDIR=1

copy_sources() {
  if git -C "$root_dir" rev-parse --git-dir >/dev/null 2>&1; then
    git -C "$root_dir" ls-files -z | tar -C "$root_dir" --create --null --files-from=-
  else
    tar -C "$root_dir" --create --exclude='./build*' .
  fi | tar -C "$checkout" --extract
}

as_new_user() { # as_new_user environment... command...
  (cd "$checkout" && env -u QGIS_PLUGINPATH -u QGIS_CUSTOM_CONFIG_PATH -u XDG_DATA_HOME -u COMMUNITYSAFETY_BUILD_DIR \
    HOME="$home" "$@" </dev/null)
}

# Block NUMBER, from 1, of those marked as commands of the shell.
block() { awk -v wanted="$1" '/^```$/ { inside = 0 } inside && n == wanted; /^```sh$/ { n++; inside = 1 }' "$readme"; }
number_of_blocks() { grep -c '^```sh$' "$readme"; }
is_command_file() { [ -x "$checkout/$1" ] && cmp "$checkout/$1" "$root_dir/$1"; }

# What was called is what runs this test: it is started, but builds nothing and only lists.
start_test_run() {
  mkdir -p "$work_dir/builds_nothing"
  printf '#!/bin/sh\n' >"$work_dir/builds_nothing/cmake"
  chmod +x "$work_dir/builds_nothing/cmake"
  PATH="$work_dir/builds_nothing:$PATH" "$root_dir/tests/run.sh" "$build_dir" -N >"$work_dir/listed"
  grep -E 'Total Tests: [1-9]' "$work_dir/listed" || { cat "$work_dir/listed"; false; }
}

run_block() { # the installation for all users goes below another root
  local commands
  commands="$(block "$1")"
  case "$commands" in
    *tests/run.sh*) is_command_file tests/run.sh && start_test_run ;;
    *INSTALL_PROFILE=ON*) as_new_user bash -euc "$commands" ;;
    *) as_new_user DESTDIR="$work_dir/root" bash -euc "$commands" ;;
  esac
}

installed() { # installed FOLDER_OF_PLUGINS
  diff -r -x __pycache__ "$checkout/build/communitysafety" "$1/communitysafety" &&
    compgen -G "$1/communitysafety/communitysafety-*-qgis*.so"
}

files_of_the_demo() { sed -n '/^## What it makes/,/^## /s/^| `\([^`]*\)` .*/\1/p' "$readme"; }
demo_made_its_files() {
  local file
  [ "$(files_of_the_demo | wc -l)" -ge 3 ] || return 1
  for file in $(files_of_the_demo); do
    [ -s "$checkout/community-safety-demo/$file" ] || { echo "missing: $file"; return 1; }
  done
}

# Commands in running text: lines that start with the program. Debian 12 starts it through a wrapper.
run_indented_commands() {
  local commands program=qgis_process
  [ -x /usr/bin/qgis_process.bin ] && program=/usr/bin/qgis_process.bin
  commands="$(sed -n "s|^    qgis_process |$program |p" "$readme")"
  [ -n "$commands" ] && as_new_user bash -euc "$commands"
}

links_lead_somewhere() {
  local target missing=0
  for target in $(grep -oE '\]\([^)#]+' "$readme" | cut -c3- | grep -v '^http'); do
    [ -s "$checkout/$target" ] || { echo "missing: $target"; missing=1; }
  done
  return "$missing"
}
# Files and folders that are named in running text.
named_files_exist() {
  local target missing=0
  for target in $(grep -oE '`(sample-layers|tests|plugin|algorithms|styles)/[^` ]+`' "$readme" | tr -d '`'); do
    [ -e "$checkout/$target" ] || { echo "missing: $target"; missing=1; }
  done
  return "$missing"
}

algorithms_of_the_readme() { sed -n '/^## Algorithms/,/^## /s/^|[^|]*| `\([a-z]*\)` .*/\1/p' "$readme" | sort; }
algorithms_of_the_provider() {
  qgis_process_headless list 2>/dev/null | sed -n 's/^\tcommunitysafety:\([a-z]*\)\t.*/\1/p' | sort
}
algorithms_agree() {
  algorithms_of_the_provider >"$work_dir/listed"
  [ -s "$work_dir/listed" ] && diff <(algorithms_of_the_readme) "$work_dir/listed"
}

echo "== What it points to"
check "the sources are copied" copy_sources
check "every link and picture is there" links_lead_somewhere
check "every file that is named is there" named_files_exist
check "its table holds the algorithms of the provider, each and no other" algorithms_agree

echo "== Its commands, in order"
check "there are commands" test "$(number_of_blocks)" -ge 4
for ((number = 1; number <= $(number_of_blocks); number++)); do
  check "works: $(block "$number" | paste -sd ';')" run_block "$number"
done
check "the demo made the files that are listed" demo_made_its_files
check "the installation for all users lies beside QGIS's own plugins" installed "$plugins_of_system"
check "the installation for one user lies in the profile" installed "$plugins_of_home"
check "from there the commands of the text run" run_indented_commands

finish
