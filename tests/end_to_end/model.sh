#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The model of the whole assessment, as qgis_process and the modeller see it. model.sh BUILD_DIR
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
build_dir="$(cd "$1" && pwd)"
. "$here/checks.sh"
need /usr/bin/qgis_process "$system_python"
community_safety_profile "$build_dir"
export LC_ALL=C.UTF-8

model="$root_dir/sample-layers/models/strategicassessment.model3"
outputs=(indicators:OUTPUT indicators:LONG indicators:COVERAGE indicators:REJECTS index:OUTPUT neighbourhoods:OUTPUT
  neighbourhoods:ZONES neighbourhoods:MEMBERS deprivation:OUTPUT deprivation:CITY)

write_help() {
  qgis_process_headless help communitysafety:strategicassessment >"$work_dir/help" 2>&1 || { cat "$work_dir/help"; false; }
}
# Each stands in two lists: the places to write to, and what comes out.
offers_output() {
  grep -A 2 -E "^$1: " "$work_dir/help" | grep -q 'Argument type:.*sink' && grep -qE "^$1: <outputVector>" "$work_dir/help"
}
number_of_outputs() { grep -cE '^[A-Za-z:_]+: <outputVector>' "$work_dir/help"; }
file_answers() {
  QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH="$profile_dir" XDG_RUNTIME_DIR="$profile_dir/runtime" \
    "$system_python" "$here/model.py" "$1" "$build_dir" "$model" </dev/null
}

check "qgis_process explains it" write_help
for output in "${outputs[@]}"; do
  check "it offers $output" offers_output "$output"
done
check "it offers no other output" test "$(number_of_outputs)" -eq "${#outputs[@]}"
check "the plugin holds the model of the sample layers" cmp "$model" "$build_dir/communitysafety/models/strategicassessment.model3"
check "the file has the five steps, all of ours" file_answers hasTheSteps
check "the modeller finds nothing to complain of" file_answers isValid
check "neighbourhoods are drawn by the evidence of the themes" file_answers neighbourhoodsFollowTheEvidence
check "every parameter has help" file_answers everyParameterHasHelp

finish
