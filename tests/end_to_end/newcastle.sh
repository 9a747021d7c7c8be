#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The assessment model on the police records of Newcastle upon Tyne, March 2021 to February 2023 (January 2022 was never
# published), with the Index of Multiple Deprivation 2019. tests/end_to_end/newcastle.sh OUT_DIR [BUILD_DIR]
#
# The open data are not part of the project: they are looked for in $COMMUNITYSAFETY_SHARED, or beside the checkout.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../sample-layers/setup.sh"

out_dir="${1:?usage: newcastle.sh OUT_DIR [BUILD_DIR]}"
build_dir="${2:-$root_dir/build}"
data="${COMMUNITYSAFETY_SHARED:-$root_dir/../shared}/data"
if [ ! -d "$data/newcastle/street" ]; then
  echo "SKIPPED: the open data of Newcastle are not on this machine."
  exit 77
fi

[ -e "$build_dir/communitysafety/metadata.txt" ] || community_safety_build "$build_dir" communitysafety
community_safety_profile "$build_dir"
mkdir -p "$out_dir/steps"
out_dir="$(cd "$out_dir" && pwd)"
steps="$out_dir/steps"

run_step "1/4 Importing police records" "$steps/import.log" communitysafety:importpolicedata \
  --INPUT_FOLDER="$data/newcastle/street" --FIRST_MONTH=2021-03 --LAST_MONTH=2023-02 \
  --STUDY_AREA="$data/newcastle/lsoa11_newcastle_generalised.gpkg" \
  --OUTPUT="$steps/police.gpkg" --REJECTS="$steps/police_rejects.gpkg"

run_step "2/4 Joining the Index of Multiple Deprivation to its areas" "$steps/join.log" native:joinattributestable \
  --INPUT="$data/newcastle/lsoa11_newcastle_generalised.gpkg" --FIELD=LSOA11CD \
  --INPUT_2="$(ls "$data"/national/imd2019_official/File_2*.csv.gz)" --FIELD_2="LSOA code (2011)" \
  --OUTPUT="$steps/deprivation_areas.gpkg"

run_step "3/4 Indicators, index, neighbourhoods, deprivation" "$steps/assess.log" communitysafety:strategicassessment \
  --STUDY_AREA="$data/newcastle/lsoa11_newcastle_generalised.gpkg" \
  --RECIPE="$root_dir/sample-layers/recipes/police_counts.csv" \
  --INCIDENTS="$steps/police.gpkg" --END_DATE=2023-02 --YEARS=2 --MAX_AREA=2 \
  --DEPRIVATION="$steps/deprivation_areas.gpkg" \
  --RANK_FIELD="Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)" \
  --DECILE_FIELD="Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)" \
  --indicators:OUTPUT="$steps/indicators.gpkg" \
  --indicators:LONG="$steps/indicators_by_year.gpkg" \
  --indicators:COVERAGE="$steps/coverage.gpkg" \
  --index:OUTPUT="$steps/composite_index.gpkg" \
  --neighbourhoods:OUTPUT="$steps/priority_neighbourhoods.gpkg" \
  --deprivation:OUTPUT="$steps/neighbourhoods_deprivation.gpkg" \
  --deprivation:CITY="$steps/index_and_deprivation.gpkg"

run_step "4/4 Project and map" "$steps/project.log" communitysafety:buildassessmentproject \
  --LAYERS="$steps/priority_neighbourhoods.gpkg" --LAYERS="$steps/neighbourhoods_deprivation.gpkg" \
  --LAYERS="$steps/index_and_deprivation.gpkg" --LAYERS="$steps/composite_index.gpkg" \
  --LAYERS="$steps/indicators.gpkg" --LAYERS="$steps/police.gpkg" --LAYERS="$steps/indicators_by_year.gpkg" \
  --LAYERS="$steps/coverage.gpkg" --LAYERS="$steps/police_rejects.gpkg" \
  --TITLE="Newcastle upon Tyne: police records March 2021 to February 2023" \
  --ATTRIBUTION="Contains public sector information licensed under the Open Government Licence v3.0. Contains OS data © Crown copyright and database right. Source: ONS, MHCLG, data.police.uk." \
  --GEOPACKAGE="$out_dir/assessment.gpkg" --PROJECT="$out_dir/assessment.qgz" --MAP="$out_dir/map.png"

/usr/bin/python3 "$root_dir/sample-layers/summary.py" "$out_dir/assessment.gpkg"
