#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Checks the syntax of our sources against the headers of Qt 6 and of the installed QGIS, without linking: QGIS built
# with Qt 6 may be absent. Errors in our own files fail. qt6.sh QT6_HEADERS
set -uo pipefail
cd "$(dirname "$0")/.."
qt6="$1"
scratch="$(mktemp -d)"
log="$scratch/log"
trap 'rm -rf "$scratch"' EXIT

flags=(-std=c++17 -fPIC -w -DQT_NO_VERSION_TAGGING -DCOMMUNITYSAFETY_VERSION='"0"' -Ialgorithms -Iplugin
  -isystem "$qt6")
for module in QtCore QtGui QtWidgets QtXml QtNetwork QtSvg QtPrintSupport QtSql QtConcurrent; do
  flags+=(-isystem "$qt6/$module")
done
flags+=(-isystem /usr/include/qgis -isystem /usr/include/gdal -isystem /usr/include/eigen3)

# The headers of QGIS are read once.
echo '#include "base/precompiled.h"' >"$scratch/headers.h"
if g++ "${flags[@]}" -x c++-header "$scratch/headers.h" -o "$scratch/headers.h.gch" 2>>"$log"; then
  flags+=(-include "$scratch/headers.h")
fi

sources=(algorithms/base/*.cpp plugin/*.cpp)
for folder in algorithms/*/; do
  case "$folder" in */base/ | */statistics/) ;; *) sources+=("$folder"*.cpp) ;; esac
done
printf '%s\n' "${sources[@]}" | xargs -P 2 -I{} g++ -fsyntax-only "${flags[@]}" {} 2>>"$log"
ours="$(grep -E '^(algorithms|plugin)/[^ ]*: (fatal )?error' "$log")"
theirs="$(grep -E '^/[^ ]*: (fatal )?error' "$log" | sort -u)"
if [ -n "$ours" ]; then
  echo "$ours" | sort -u | head -n 20
  echo "Qt 6: errors in our own files"
  exit 1
fi
if [ -n "$theirs" ]; then
  echo "$theirs" | head -n 5
  echo "Qt 6: stopped by the headers of QGIS, nothing found in ours"
  exit 0
fi
echo "Qt 6: ${#sources[@]} sources compile"
