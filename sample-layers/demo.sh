#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The whole assessment of the sample city, from raw records to map, with qgis_process alone.
#
#   sample-layers/demo.sh [OUT_DIR]     default: community-safety-demo
#
# Installs what is missing, builds, uses a QGIS profile of its own, and needs no display.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

out_dir="${1:-community-safety-demo}"
build_dir="${COMMUNITYSAFETY_BUILD_DIR:-$root_dir/build}"
city="$root_dir/sample-layers/city"
mkdir -p "$out_dir/steps"
out_dir="$(cd "$out_dir" && pwd)"
steps="$out_dir/steps"

echo "1/5 Building"
community_safety_build "$build_dir" communitysafety
community_safety_profile "$build_dir"

run_step "2/5 Importing police records" "$steps/import.log" communitysafety:importpolicedata \
  --INPUT_FOLDER="$city/police" \
  --STUDY_AREA="$city/boundaries.gpkg|layername=study_area" \
  --OUTPUT="$steps/police.gpkg" \
  --REJECTS="$steps/police_rejects.gpkg"

run_step "3/5 Joining the Index of Multiple Deprivation to its areas" "$steps/join.log" native:joinattributestable \
  --INPUT="$city/boundaries.gpkg|layername=lsoa" --FIELD=LSOA11CD \
  --INPUT_2="$city/imd2019_aldermouth.csv" --FIELD_2="LSOA code (2011)" \
  --OUTPUT="$steps/deprivation_areas.gpkg"

run_step "4/5 Indicators, index, neighbourhoods, deprivation" "$steps/assess.log" communitysafety:strategicassessment \
  --STUDY_AREA="$city/boundaries.gpkg|layername=study_area" \
  --RECIPE="$root_dir/sample-layers/recipes/birmingham47.csv" \
  --INCIDENTS="$steps/police.gpkg" \
  --SOURCES_FOLDER="$city" \
  --END_DATE=2024-03 --YEARS=3 \
  --POPULATION=population_points.residents \
  --BARRIERS="$city/boundaries.gpkg|layername=river" \
  --NAMES="$city/boundaries.gpkg|layername=neighbourhood_names" --NAMES_FIELD=name \
  --ADMIN_AREAS="$city/boundaries.gpkg|layername=wards" --ADMIN_FIELD=WD24NM \
  --DEPRIVATION="$steps/deprivation_areas.gpkg" \
  --SCORE_FIELD="Index of Multiple Deprivation (IMD) Score" \
  --RANK_FIELD="Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)" \
  --DECILE_FIELD="Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)" \
  --POPULATION_FIELD=population \
  --indicators:OUTPUT="$steps/indicators.gpkg" \
  --indicators:LONG="$steps/indicators_by_year.gpkg" \
  --indicators:COVERAGE="$steps/coverage.gpkg" \
  --indicators:REJECTS="$steps/rejects.gpkg" \
  --index:OUTPUT="$steps/composite_index.gpkg" \
  --index:REPORT="$out_dir/index_report.html" \
  --neighbourhoods:OUTPUT="$steps/priority_neighbourhoods.gpkg" \
  --neighbourhoods:ZONES="$steps/neighbourhood_zones.gpkg" \
  --neighbourhoods:MEMBERS="$steps/member_cells.gpkg" \
  --deprivation:OUTPUT="$steps/neighbourhoods_deprivation.gpkg" \
  --deprivation:CITY="$steps/index_and_deprivation.gpkg"

run_step "5/5 Project and map" "$steps/project.log" communitysafety:buildassessmentproject \
  --LAYERS="$steps/priority_neighbourhoods.gpkg" \
  --LAYERS="$steps/neighbourhood_zones.gpkg" \
  --LAYERS="$steps/neighbourhoods_deprivation.gpkg" \
  --LAYERS="$steps/index_and_deprivation.gpkg" \
  --LAYERS="$steps/composite_index.gpkg" \
  --LAYERS="$steps/indicators.gpkg" \
  --LAYERS="$steps/police.gpkg" \
  --LAYERS="$city/boundaries.gpkg|layername=wards" \
  --LAYERS="$steps/member_cells.gpkg" \
  --LAYERS="$steps/indicators_by_year.gpkg" \
  --LAYERS="$steps/coverage.gpkg" \
  --LAYERS="$steps/rejects.gpkg" \
  --LAYERS="$steps/police_rejects.gpkg" \
  --TITLE="Aldermouth: strategic assessment April 2021 to March 2024" \
  --ATTRIBUTION="Aldermouth is an invented city; all records are synthetic." \
  --GEOPACKAGE="$out_dir/assessment.gpkg" --PROJECT="$out_dir/assessment.qgz" --MAP="$out_dir/map.png"

/usr/bin/python3 "$root_dir/sample-layers/summary.py" "$out_dir/assessment.gpkg" \
  --truth "$city/boundaries.gpkg" planted_neighbourhoods
echo
echo "All layers, styled: $out_dir/assessment.gpkg"
echo "QGIS project:       $out_dir/assessment.qgz"
echo "Map:                $out_dir/map.png"
echo "Report:             $out_dir/index_report.html"
