// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/fields.h"

#include "base/run.h"

#include <QCoreApplication>

#include <initializer_list>
#include <stdexcept>

namespace communitysafety::base::fields
{
namespace
{

struct Entry
{
  const char *name;
  compat::FieldStorage storage;
  const char *words;
};

using compat::dateField;
using compat::realField;
using compat::textField;
using compat::wholeField;

#define WORDS( text ) QT_TRANSLATE_NOOP( "Fields", text )

constexpr std::initializer_list<Entry> dictionary{
  // incidents
  Entry{ "inc_id", textField, WORDS( "Incident" ) },
  Entry{ "inc_date", dateField, WORDS( "Date (first day of the month where only the month is known)" ) },
  Entry{ "inc_end", dateField, WORDS( "End of the period in which it happened" ) },
  Entry{ "category", textField, WORDS( "Category" ) },
  Entry{ "source", textField, WORDS( "Source" ) },
  Entry{ "side", textField, WORDS( "Side: victim, offender or location" ) },
  Entry{ "weight", realField, WORDS( "Weight" ) },
  Entry{ "precision", realField, WORDS( "Precision of the position (m)" ) },
  Entry{ "lsoa", textField, WORDS( "LSOA code given by the source" ) },
  Entry{ "lsoa_vint", textField, WORDS( "Edition of the LSOA code" ) },
  Entry{ "place", textField, WORDS( "Place given by the source" ) },
  Entry{ "lsoa_orig", textField, WORDS( "LSOA code as published, where it was replaced" ) },
  Entry{ "lsoa_way", textField, WORDS( "How the LSOA code was brought to its edition" ) },
  Entry{ "outcome", textField, WORDS( "Outcome" ) },
  Entry{ "inc_time", textField, WORDS( "Time" ) },
  Entry{ "object", textField, WORDS( "Object of the search" ) },
  Entry{ "law", textField, WORDS( "Legislation" ) },
  Entry{ "age_range", textField, WORDS( "Age range" ) },
  Entry{ "gender", textField, WORDS( "Gender" ) },
  Entry{ "ethn_self", textField, WORDS( "Ethnicity, self-defined" ) },
  Entry{ "ethn_off", textField, WORDS( "Ethnicity, as the officer saw it" ) },
  Entry{ "prec_words", textField, WORDS( "Precision of the position" ) },
  Entry{ "repeat_no", wholeField, WORDS( "Earlier records with the same id" ) },
  // rejects
  Entry{ "row", wholeField, WORDS( "Row" ) },
  Entry{ "rec_id", textField, WORDS( "Record" ) },
  Entry{ "field", textField, WORDS( "Field" ) },
  Entry{ "reason", textField, WORDS( "Reason" ) },
  Entry{ "value", textField, WORDS( "Value" ) },
  // incidents of several sources
  Entry{ "dup_of", textField, WORDS( "Incident that tells of the same event already" ) },
  Entry{ "dup_src", textField, WORDS( "Source of that incident" ) },
  Entry{ "dup_how", textField, WORDS( "How the same event was found" ) },
  Entry{ "dup_id", textField, WORDS( "Incident that tells of the same event once more" ) },
  Entry{ "n_event", wholeField, WORDS( "Records of this event" ) },
  Entry{ "dist_m", realField, WORDS( "Distance (m)" ) },
  Entry{ "minutes", wholeField, WORDS( "Minutes apart" ) },
  // check before release
  Entry{ "found_in", textField, WORDS( "Where" ) },
  Entry{ "severity", textField, WORDS( "May it leave" ) },
  Entry{ "remedy", textField, WORDS( "What to do" ) },
  // coverage by source, month and area
  Entry{ "state", textField, WORDS( "What was delivered" ) },
  Entry{ "mon_some", wholeField, WORDS( "Months with a record of any source" ) },
  Entry{ "mon_all", wholeField, WORDS( "Months with a record of every source" ) },
  Entry{ "mon_silent", wholeField, WORDS( "Months in which a source is silent here while it delivers elsewhere" ) },
  Entry{ "cov_class", wholeField,
         WORDS( "Coverage (0 complete, 1 silent for a while, 2 silent throughout, 3 no record)" ) },
  Entry{ "cov_words", textField, WORDS( "Coverage" ) },
  Entry{ "silent", textField, WORDS( "Sources that are silent here" ) },
  // areas
  Entry{ "cell_id", textField, WORDS( "Cell" ) },
  Entry{ "inside", realField, WORDS( "Share of the cell inside the study area" ) },
  Entry{ "within", textField, WORDS( "Area that holds the centre" ) },
  Entry{ "area_id", textField, WORDS( "Area" ) },
  Entry{ "area_name", textField, WORDS( "Name of the area" ) },
  Entry{ "area_km2", realField, WORDS( "Area (km²)" ) },
  Entry{ "pop", realField, WORDS( "Population" ) },
  // indicators in long form
  Entry{ "code", textField, WORDS( "Indicator" ) },
  Entry{ "label", textField, WORDS( "Label" ) },
  Entry{ "year", wholeField, WORDS( "Year (1 = oldest)" ) },
  Entry{ "year_from", textField, WORDS( "First month of the year" ) },
  Entry{ "year_to", textField, WORDS( "Last month of the year" ) },
  Entry{ "month", textField, WORDS( "Month" ) },
  Entry{ "n", realField, WORDS( "Count" ) },
  Entry{ "d", realField, WORDS( "Denominator (exposure)" ) },
  Entry{ "rate", realField, WORDS( "Rate" ) },
  Entry{ "rate_lo", realField, WORDS( "Rate, lower limit" ) },
  Entry{ "rate_hi", realField, WORDS( "Rate, upper limit" ) },
  Entry{ "rate_eb", realField, WORDS( "Rate, smoothed" ) },
  Entry{ "w_own", realField, WORDS( "Share of the smoothed rate that is the area's own" ) },
  Entry{ "sig", wholeField, WORDS( "Against the city (-2 well below, -1 below, 0 similar, 1 above, 2 well above)" ) },
  Entry{ "quantile", wholeField, WORDS( "Quantile (1 = highest)" ) },
  Entry{ "present", wholeField, WORDS( "Data present" ) },
  Entry{ "records", realField, WORDS( "Records" ) },
  Entry{ "geocoded", realField, WORDS( "Share of records with a position" ) },
  // scores
  Entry{ "idx", realField, WORDS( "Composite index (100 = city)" ) },
  Entry{ "idx_raw", realField, WORDS( "Composite index before small numbers were shrunk" ) },
  Entry{ "idx_smooth", realField, WORDS( "Index averaged with the neighbours" ) },
  Entry{ "score", realField, WORDS( "Composite score" ) },
  Entry{ "idx_lo", realField, WORDS( "Total, lower end of nine in ten draws" ) },
  Entry{ "idx_hi", realField, WORDS( "Total, upper end of nine in ten draws" ) },
  Entry{ "rank_lo", realField, WORDS( "Rank, lower end of nine in ten draws" ) },
  Entry{ "rank_hi", realField, WORDS( "Rank, upper end of nine in ten draws" ) },
  Entry{ "p_above", realField, WORDS( "Probability of lying above the city" ) },
  Entry{ "p_worst", realField, WORDS( "Probability of being in the worst tenth" ) },
  Entry{ "contrib", realField, WORDS( "Points added to the total" ) },
  Entry{ "rank", wholeField, WORDS( "Rank (1 = highest)" ) },
  Entry{ "decile", wholeField, WORDS( "Decile (1 = highest)" ) },
  Entry{ "group", textField, WORDS( "Group within which ranks are given" ) },
  Entry{ "share_ind", realField, WORDS( "Share of indicators with data" ) },
  Entry{ "events", realField, WORDS( "Events behind the score" ) },
  Entry{ "one_event", realField, WORDS( "Most that one event adds to the score (points)" ) },
  Entry{ "driver1", textField, WORDS( "First driver" ) },
  Entry{ "driver2", textField, WORDS( "Second driver" ) },
  Entry{ "driver3", textField, WORDS( "Third driver" ) },
  Entry{ "supp", wholeField, WORDS( "Suppressed" ) },
  Entry{ "supp_share", realField, WORDS( "Share of the counts that are hidden" ) },
  Entry{ "supp_what", textField, WORDS( "Fields whose value is hidden" ) },
  Entry{ "total_of", textField, WORDS( "Field whose areas are summed up" ) },
  Entry{ "total_name", textField, WORDS( "What is summed up" ) },
  // masked points
  Entry{ "k_anon", realField, WORDS( "People or addresses that it could be (spatial k-anonymity)" ) },
  // audit of indicators
  Entry{ "theme", textField, WORDS( "Theme" ) },
  Entry{ "complete", realField, WORDS( "Share of the areas with a value" ) },
  Entry{ "share_zero", realField, WORDS( "Share of the values that are 0" ) },
  Entry{ "share_uniq", realField, WORDS( "Share of the values that differ" ) },
  Entry{ "mean", realField, WORDS( "Mean of the areas" ) },
  Entry{ "sd", realField, WORDS( "Standard deviation" ) },
  Entry{ "skew", realField, WORDS( "Skewness" ) },
  Entry{ "kurtosis", realField, WORDS( "Excess kurtosis" ) },
  Entry{ "r_denom", realField, WORDS( "Correlation with the denominator" ) },
  Entry{ "r_theme", realField, WORDS( "Correlation with the rest of its theme" ) },
  Entry{ "alpha_drop", realField, WORDS( "Cronbach's alpha of its theme without it" ) },
  Entry{ "kmo", realField, WORDS( "Sampling adequacy (KMO)" ) },
  Entry{ "var_share", realField, WORDS( "Share in the variance of the plain mean" ) },
  Entry{ "flags", textField, WORDS( "Flags" ) },
  Entry{ "code_a", textField, WORDS( "First indicator" ) },
  Entry{ "code_b", textField, WORDS( "Second indicator" ) },
  Entry{ "pearson", realField, WORDS( "Pearson's correlation" ) },
  Entry{ "spearman", realField, WORDS( "Spearman's rank correlation" ) },
  Entry{ "kendall", realField, WORDS( "Kendall's tau-b" ) },
  Entry{ "n_areas", wholeField, WORDS( "Areas with both values" ) },
  Entry{ "same_theme", wholeField, WORDS( "In the same theme" ) },
  // sensitivity of an index
  Entry{ "idx_med", realField, WORDS( "Total, median of the runs" ) },
  Entry{ "rank_med", realField, WORDS( "Rank, median of the runs" ) },
  Entry{ "p_top", realField, WORDS( "Runs in which the area is one of the worst (%)" ) },
  Entry{ "top_class", wholeField, WORDS( "One of the worst (0 never, 1 sometimes, 2 mostly, 3 always)" ) },
  Entry{ "top_words", textField, WORDS( "One of the worst" ) },
  Entry{ "switch", textField, WORDS( "What was changed" ) },
  Entry{ "choices", textField, WORDS( "What else could have been chosen" ) },
  Entry{ "first", realField, WORDS( "Share of the shift of ranks by this alone (first order)" ) },
  Entry{ "first_lo", realField, WORDS( "First order, lower limit" ) },
  Entry{ "first_hi", realField, WORDS( "First order, upper limit" ) },
  Entry{ "total", realField, WORDS( "Share of the shift of ranks with interactions (total order)" ) },
  Entry{ "total_lo", realField, WORDS( "Total order, lower limit" ) },
  Entry{ "total_hi", realField, WORDS( "Total order, upper limit" ) },
  Entry{ "rank_shift", realField, WORDS( "Places that an area moves on average" ) },
  // two scores compared
  Entry{ "idx_prev", realField, WORDS( "Previous index" ) },
  Entry{ "score_prev", realField, WORDS( "Previous score" ) },
  Entry{ "chg", realField, WORDS( "Change (above 0: worse)" ) },
  Entry{ "chg_pct", realField, WORDS( "Change (%)" ) },
  Entry{ "chg_class", wholeField, WORDS( "Class of the change (-2 much better … 2 much worse)" ) },
  Entry{ "chg_words", textField, WORDS( "Class of the change" ) },
  Entry{ "rank_prev", wholeField, WORDS( "Previous rank" ) },
  Entry{ "rank_chg", wholeField, WORDS( "Places moved up (above 0: worse)" ) },
  Entry{ "ev_prev", realField, WORDS( "Events behind the previous score" ) },
  Entry{ "p", realField, WORDS( "Chance of at least as much if nothing were going on (p)" ) },
  Entry{ "q", realField, WORDS( "False discovery rate (q)" ) },
  Entry{ "chg_sig", wholeField, WORDS( "Events: 1 more, -1 fewer than chance explains" ) },
  Entry{ "sig_words", textField, WORDS( "What chance says about the events" ) },
  // victims, offenders and locations
  Entry{ "margin", realField, WORDS( "Lead of the dominant side (points of its share)" ) },
  Entry{ "vol_class", wholeField, WORDS( "Class of the dominant side" ) },
  Entry{ "vol_words", textField, WORDS( "Dominant side" ) },
  // hot and cold spots
  Entry{ "val", realField, WORDS( "Value" ) },
  Entry{ "nb", wholeField, WORDS( "Neighbours" ) },
  Entry{ "stat", realField, WORDS( "Local statistic" ) },
  Entry{ "z", realField, WORDS( "z score" ) },
  Entry{ "hs_class", wholeField, WORDS( "Class" ) },
  Entry{ "hs_words", textField, WORDS( "Class in words" ) },
  Entry{ "hs_id", wholeField, WORDS( "Hot spot" ) },
  Entry{ "times_mean", realField, WORDS( "Highest density (times the mean)" ) },
  Entry{ "rr_ext", realField, WORDS( "Most extreme relative risk (1 = as the whole area)" ) },
  Entry{ "p_min", realField, WORDS( "Least chance of so extreme a risk" ) },
  // hot spots of several methods compared
  Entry{ "layer", textField, WORDS( "Hot spots" ) },
  Entry{ "other", textField, WORDS( "Compared with" ) },
  Entry{ "spots", wholeField, WORDS( "Number of hot spots" ) },
  Entry{ "area_share", realField, WORDS( "Share of the study area" ) },
  Entry{ "hits", realField, WORDS( "Events of the next period inside" ) },
  Entry{ "hit_rate", realField, WORDS( "Hit rate: share of the events inside" ) },
  Entry{ "hit_lo", realField, WORDS( "Hit rate, lower limit (95 %)" ) },
  Entry{ "hit_hi", realField, WORDS( "Hit rate, upper limit (95 %)" ) },
  Entry{ "pai", realField, WORDS( "Prediction accuracy index (1 = chance)" ) },
  Entry{ "pei", realField, WORDS( "Prediction efficiency index (1 = best possible)" ) },
  Entry{ "rri", realField, WORDS( "Recapture rate index (1 = as before)" ) },
  Entry{ "jaccard", realField, WORDS( "Overlap of the two (Jaccard)" ) },
  // clusters of a scan
  Entry{ "clust_id", wholeField, WORDS( "Cluster" ) },
  Entry{ "clust_cls", wholeField, WORDS( "In a cluster (2 significant, 1 perhaps by chance, 0 none)" ) },
  Entry{ "clust_wrds", textField, WORDS( "In a cluster" ) },
  Entry{ "centre", textField, WORDS( "Area in the centre" ) },
  Entry{ "radius_m", realField, WORDS( "Radius, of an ellipse half its long axis (m)" ) },
  Entry{ "axis_ratio", realField, WORDS( "Long axis ÷ short axis" ) },
  Entry{ "axis_angle", realField, WORDS( "Direction of the long axis (degrees, anticlockwise from east)" ) },
  Entry{ "areas", wholeField, WORDS( "Areas" ) },
  Entry{ "observed", realField, WORDS( "Observed" ) },
  Entry{ "expected", realField, WORDS( "Expected" ) },
  Entry{ "obs_exp", realField, WORDS( "Observed ÷ expected" ) },
  Entry{ "llr", realField, WORDS( "Log-likelihood ratio" ) },
  Entry{ "llr_pen", realField, WORDS( "Log-likelihood ratio after the penalty of the shape" ) },
  Entry{ "p_gumbel", realField, WORDS( "p by the Gumbel tail" ) },
  Entry{ "mean_in", realField, WORDS( "Mean inside" ) },
  Entry{ "mean_out", realField, WORDS( "Mean outside" ) },
  // neighbourhoods
  Entry{ "nbhd_id", textField, WORDS( "Neighbourhood" ) },
  Entry{ "name", textField, WORDS( "Name" ) },
  Entry{ "local_name", textField, WORDS( "Local name" ) },
  Entry{ "note", textField, WORDS( "Note" ) },
  Entry{ "cells", wholeField, WORDS( "Cells" ) },
  Entry{ "bridge", wholeField, WORDS( "Joined as a bridge or a filled hole" ) },
  Entry{ "peak", realField, WORDS( "Highest index of a cell" ) },
  Entry{ "touches", textField, WORDS( "Administrative areas touched" ) },
  Entry{ "prev_id", textField, WORDS( "Neighbourhood of the previous assessment" ) },
  Entry{ "prev_jacc", realField, WORDS( "Overlap with the previous assessment (Jaccard)" ) },
  Entry{ "rank_idx", wholeField, WORDS( "Rank by mean index" ) },
  Entry{ "rank_ex", wholeField, WORDS( "Rank by incidents above expectation" ) },
  Entry{ "rank_ex_lo", realField, WORDS( "Rank by incidents above expectation, lower limit (95 %)" ) },
  Entry{ "rank_ex_hi", realField, WORDS( "Rank by incidents above expectation, upper limit (95 %)" ) },
  Entry{ "rr", realField, WORDS( "Relative risk, descriptive (too high where the place was chosen for it)" ) },
  Entry{ "rr_corr", realField, WORDS( "Relative risk, corrected for the choice of the place" ) },
  Entry{ "rr_lo", realField, WORDS( "Corrected relative risk, lower limit (95 %)" ) },
  Entry{ "rr_hi", realField, WORDS( "Corrected relative risk, upper limit (95 %)" ) },
  Entry{ "excess", realField, WORDS( "Incidents above expectation" ) },
  Entry{ "drivers", textField, WORDS( "Where the evidence comes from" ) },
  Entry{ "shape", textField, WORDS( "Kind of shape that won" ) },
  Entry{ "found", realField, WORDS( "Share of the resamples in which it is found again" ) },
  Entry{ "stab", realField, WORDS( "Overlap with itself in resamples (Jaccard), median" ) },
  Entry{ "stab_lo", realField, WORDS( "Overlap with itself in resamples (Jaccard), 5 %" ) },
  Entry{ "snap_jacc", realField, WORDS( "Overlap of the outline along lines with its cells (Jaccard)" ) },
  Entry{ "member", realField, WORDS( "Share of the resamples in which the cell belongs" ) },
  Entry{ "zone", textField, WORDS( "Zone" ) },
  Entry{ "zone_class", wholeField, WORDS( "Zone (1 core, 2 likely, 3 fringe)" ) },
  // stability of neighbourhoods
  Entry{ "stab_class", wholeField, WORDS( "Stability (3 firm, 2 stable, 1 edge uncertain, 0 uncertain)" ) },
  Entry{ "stab_words", textField, WORDS( "Stability" ) },
  Entry{ "half_jac", realField, WORDS( "Overlap with what half of the incidents show (Jaccard), median" ) },
  Entry{ "half_lo", realField, WORDS( "Overlap with what half of the incidents show (Jaccard), 5 %" ) },
  Entry{ "half_found", realField, WORDS( "Share of the halves in which it is found again" ) },
  Entry{ "halves_jac", realField, WORDS( "Overlap of one half with the other (Jaccard), median" ) },
  Entry{ "halves_lo", realField, WORDS( "Overlap of one half with the other (Jaccard), 5 %" ) },
  Entry{ "pen_jac", realField, WORDS( "Overlap at other prices of the outline (Jaccard), median" ) },
  Entry{ "pen_lo", realField, WORDS( "Overlap at other prices of the outline (Jaccard), 5 %" ) },
  Entry{ "pen_found", realField, WORDS( "Share of the other prices at which it is found again" ) },
  Entry{ "shift_jac", realField, WORDS( "Overlap in shifted cells (Jaccard), median" ) },
  Entry{ "shift_lo", realField, WORDS( "Overlap in shifted cells (Jaccard), 5 %" ) },
  Entry{ "shift_fnd", realField, WORDS( "Share of the shifted grids on which it is found again" ) },
  Entry{ "now_jac", realField, WORDS( "Overlap with what the search finds as it is (Jaccard)" ) },
  Entry{ "mem_half", realField, WORDS( "Share of the halves in which the cell belongs" ) },
  Entry{ "mem_pen", realField, WORDS( "Share of the other prices of the outline at which the cell belongs" ) },
  Entry{ "mem_shift", realField, WORDS( "Share of the cell that belongs in shifted cells, mean" ) },
  Entry{ "changed", textField, WORDS( "What was changed" ) },
  Entry{ "runs", wholeField, WORDS( "Runs" ) },
  Entry{ "jacc_med", realField, WORDS( "Overlap (Jaccard), median" ) },
  Entry{ "jacc_lo", realField, WORDS( "Overlap (Jaccard), 5 %" ) },
  Entry{ "jacc_hi", realField, WORDS( "Overlap (Jaccard), 95 %" ) },
  // profiles of neighbourhoods
  Entry{ "theme_no", wholeField, WORDS( "Number of the theme that stands out most (0 none)" ) },
  Entry{ "top_theme", textField, WORDS( "Theme that stands out most" ) },
  Entry{ "n_ind", wholeField, WORDS( "Indicators compared with the city" ) },
  Entry{ "n_higher", wholeField, WORDS( "Indicators higher than the city" ) },
  Entry{ "n_lower", wholeField, WORDS( "Indicators lower than the city" ) },
  Entry{ "parent", textField, WORDS( "Larger area that it is compared with" ) },
  Entry{ "par_share", realField, WORDS( "Share of its ground in the larger area" ) },
  Entry{ "n_par_high", wholeField, WORDS( "Indicators higher than the larger area" ) },
  Entry{ "unit", textField, WORDS( "Unit of the rates" ) },
  Entry{ "city_rate", realField, WORDS( "Rate of the city" ) },
  Entry{ "city_class", wholeField, WORDS( "Against the city (-1 lower, 0 similar, 1 higher)" ) },
  Entry{ "city_words", textField, WORDS( "Against the city" ) },
  Entry{ "par_rate", realField, WORDS( "Rate of the larger area" ) },
  Entry{ "par_idx", realField, WORDS( "Against the larger area (100 = as there)" ) },
  Entry{ "par_idx_lo", realField, WORDS( "Against the larger area, lower limit" ) },
  Entry{ "par_idx_hi", realField, WORDS( "Against the larger area, upper limit" ) },
  Entry{ "par_class", wholeField, WORDS( "Against the larger area (-1 lower, 0 similar, 1 higher)" ) },
  Entry{ "par_words", textField, WORDS( "Against the larger area" ) },
  // the gap to the rest of the city
  Entry{ "gap_class", wholeField, WORDS( "Gap (-1 narrowing, 0 unchanged, 1 widening, 9 cannot tell)" ) },
  Entry{ "gap_words", textField, WORDS( "How the gap moves" ) },
  Entry{ "gap_doubt", textField, WORDS( "Why it cannot be told" ) },
  Entry{ "ratio_from", realField, WORDS( "Ratio to the rest of the city, first of the years compared" ) },
  Entry{ "ratio_to", realField, WORDS( "Ratio to the rest of the city, last of the years compared" ) },
  Entry{ "ratio_chg", realField, WORDS( "Factor of the ratio from the first to the last year" ) },
  Entry{ "chg_lo", realField, WORDS( "Factor of the ratio, lower limit" ) },
  Entry{ "chg_hi", realField, WORDS( "Factor of the ratio, upper limit" ) },
  Entry{ "diff_from", realField, WORDS( "Absolute gap, first of the years compared" ) },
  Entry{ "diff_to", realField, WORDS( "Absolute gap, last of the years compared" ) },
  Entry{ "gap_share", realField, WORDS( "Share of the gap of the last year (%)" ) },
  Entry{ "scope", textField, WORDS( "Of what" ) },
  Entry{ "chosen", wholeField, WORDS( "The neighbourhoods were chosen on this year" ) },
  Entry{ "n_in", realField, WORDS( "Incidents inside" ) },
  Entry{ "n_out", realField, WORDS( "Incidents in the rest of the city" ) },
  Entry{ "rate_in", realField, WORDS( "Rate inside" ) },
  Entry{ "in_lo", realField, WORDS( "Rate inside, lower limit" ) },
  Entry{ "in_hi", realField, WORDS( "Rate inside, upper limit" ) },
  Entry{ "rate_out", realField, WORDS( "Rate in the rest of the city" ) },
  Entry{ "out_lo", realField, WORDS( "Rate in the rest of the city, lower limit" ) },
  Entry{ "out_hi", realField, WORDS( "Rate in the rest of the city, upper limit" ) },
  Entry{ "gap_ratio", realField, WORDS( "Relative gap: rate inside ÷ rate in the rest of the city" ) },
  Entry{ "ratio_lo", realField, WORDS( "Relative gap, lower limit" ) },
  Entry{ "ratio_hi", realField, WORDS( "Relative gap, upper limit" ) },
  Entry{ "gap_diff", realField, WORDS( "Absolute gap: rate inside − rate in the rest of the city" ) },
  Entry{ "diff_lo", realField, WORDS( "Absolute gap, lower limit" ) },
  Entry{ "diff_hi", realField, WORDS( "Absolute gap, upper limit" ) },
  Entry{ "exp_ratio", realField, WORDS( "Relative gap to be expected without any change" ) },
  Entry{ "exp_lo", realField, WORDS( "Expected relative gap, lower limit" ) },
  Entry{ "exp_hi", realField, WORDS( "Expected relative gap, upper limit" ) },
  Entry{ "part_from", realField, WORDS( "Part of the absolute gap, first of the years compared" ) },
  Entry{ "part_to", realField, WORDS( "Part of the absolute gap, last of the years compared" ) },
  Entry{ "part_chg", realField, WORDS( "Part of the change of the absolute gap" ) },
  Entry{ "rel_from", realField, WORDS( "Part of the relative gap (ratio − 1), first of the years compared" ) },
  Entry{ "rel_to", realField, WORDS( "Part of the relative gap (ratio − 1), last of the years compared" ) },
  Entry{ "rel_chg", realField, WORDS( "Part of the change of the relative gap" ) },
  // this assessment and the previous one
  Entry{ "cmp_class", wholeField, WORDS( "Against the previous one (1 new, 2 kept, 3 grown, 4 shrunk, 5 gone)" ) },
  Entry{ "cmp_words", textField, WORDS( "Against the previous assessment" ) },
  Entry{ "now_id", textField, WORDS( "Id in this assessment" ) },
  Entry{ "relation", textField, WORDS( "What the one is to the other" ) },
  Entry{ "area_prev", realField, WORDS( "Previous area (km²)" ) },
  Entry{ "area_chg", realField, WORDS( "Change of the area (%)" ) },
  Entry{ "gain_km2", realField, WORDS( "Ground gained (km²)" ) },
  Entry{ "lost_km2", realField, WORDS( "Ground lost (km²)" ) },
  Entry{ "common_km2", realField, WORDS( "Ground in common (km²)" ) },
  Entry{ "share_now", realField, WORDS( "Share of this one's ground in common (%)" ) },
  Entry{ "share_prev", realField, WORDS( "Share of the previous one's ground in common (%)" ) },
  Entry{ "pop_prev", realField, WORDS( "Previous population" ) },
  // deprivation
  Entry{ "has_row", wholeField, WORDS( "The table has a row for the area (1) or not (0)" ) },
  Entry{ "dep_tenth", wholeField, WORDS( "Tenth by deprivation (1 = most deprived)" ) },
  Entry{ "dep_fifth", wholeField, WORDS( "Fifth by deprivation (1 = most deprived)" ) },
  Entry{ "dep_score", realField, WORDS( "Deprivation score, population-weighted" ) },
  Entry{ "dep_rank", realField, WORDS( "Deprivation rank, population-weighted mean" ) },
  Entry{ "dep_pop", realField, WORDS( "Population of the deprivation areas inside" ) },
  Entry{ "dep_cover", realField, WORDS( "Share of the area covered by deprivation data" ) },
  Entry{ "dep_10", realField, WORDS( "Share of population in the most deprived 10 %" ) },
  Entry{ "dep_20", realField, WORDS( "Share of population in the most deprived 20 %" ) },
  Entry{ "dep_30", realField, WORDS( "Share of population in the most deprived 30 %" ) },
  Entry{ "idx_class", wholeField, WORDS( "Third of the city by index (1 = low)" ) },
  Entry{ "dep_class", wholeField, WORDS( "Third of the city by deprivation (1 = low)" ) },
  Entry{ "biv_class", textField, WORDS( "Index and deprivation together" ) },
  Entry{ "dep_nocrim", realField, WORDS( "Deprivation score without its crime domain, population-weighted" ) },
  Entry{ "dep_avrank", realField, WORDS( "Average rank (official measure: high = deprived)" ) },
  Entry{ "dep_prop", realField, WORDS( "Proportion of deprivation areas in the most deprived 10 %" ) },
  Entry{ "dep_extent", realField, WORDS( "Extent: share of population in the most deprived 30 %, graded" ) },
  Entry{ "dep_conc", realField, WORDS( "Local concentration: average rank of the most deprived tenth of people" ) },
  Entry{ "loc_class", wholeField, WORDS( "Index with deprivation around it (0 not significant, 1 to 4)" ) },
  Entry{ "loc_words", textField, WORDS( "Index with deprivation around it" ) },
  Entry{ "loc_p", realField, WORDS( "Index with deprivation around it: chance of as much (p)" ) },
  Entry{ "loc_q", realField, WORDS( "Index with deprivation around it: false discovery rate (q)" ) },
  Entry{ "prof_kind", textField, WORDS( "Domain or census" ) },
  Entry{ "city_val", realField, WORDS( "The same in the whole city" ) },
  // figures carried over to other areas
  Entry{ "cover", realField, WORDS( "Share of the ground that has source areas" ) },
  Entry{ "gap", realField, WORDS( "Share of its sources whose value is not known" ) },
  Entry{ "certain", realField, WORDS( "Share of the first figure from areas wholly inside (certain)" ) },
  Entry{ "by_ground", realField, WORDS( "First figure by areal weighting, for comparison" ) },
  Entry{ "rel_err", realField, WORDS( "Standard error of the first figure (%)" ) },
  Entry{ "err_class", wholeField, WORDS( "How sure the first figure is (3 firm, 2 fair, 1 weak)" ) },
  Entry{ "err_words", textField, WORDS( "How sure the first figure is" ) },
  Entry{ "kind", textField, WORDS( "Kind of figure" ) },
  Entry{ "in_source", realField, WORDS( "Sum of the sources" ) },
  Entry{ "in_target", realField, WORDS( "Sum of the targets" ) },
  Entry{ "outside", realField, WORDS( "In no target" ) },
  Entry{ "no_value", wholeField, WORDS( "Source areas without a value" ) },
  Entry{ "fell_back", wholeField, WORDS( "Source areas shared by ground" ) },
  Entry{ "by_pieces", realField, WORDS( "Spread of the parts of an area beyond chance (0 none, 1 all in one)" ) },
  Entry{ "pred_areas", wholeField, WORDS( "Areas predicted from larger ones, to judge the method" ) },
  Entry{ "pred_med", realField, WORDS( "Median error of these predictions (%)" ) },
  Entry{ "pred_rmse", realField, WORDS( "Root mean square error of these predictions (% of the mean)" ) },
  Entry{ "diff_grnd", realField, WORDS( "Median difference from areal weighting (%)" ) },
  Entry{ "misplaced", realField, WORDS( "Part that best fit puts into another target (%)" ) },
  // boundary versions
  Entry{ "est", realField, WORDS( "Share that is estimated (largest of the fields)" ) },
  Entry{ "cert_class", wholeField, WORDS( "Certainty (3 certain, 2 partly estimated, 1 estimated)" ) },
  Entry{ "cert_words", textField, WORDS( "Certainty" ) },
  Entry{ "bnd_change", textField, WORDS( "Change of the boundary (U none, S split, M merged, X irregular)" ) },
  Entry{ "origins", textField, WORDS( "Areas of the old version that go in" ) },
  Entry{ "version", textField, WORDS( "Version of the boundaries" ) },
  Entry{ "issue", textField, WORDS( "Issue" ) },
  Entry{ "detail", textField, WORDS( "Detail" ) },
};

#undef WORDS

} // namespace

QgsField named( const QString &name )
{
  for ( const Entry &entry : dictionary )
  {
    if ( name != QLatin1String( entry.name ) )
      continue;
    QgsField field( name, entry.storage );
    field.setAlias( QCoreApplication::translate( "Fields", entry.words ) );
    return field;
  }
  throw std::logic_error( "no field " + name.toStdString() + " in the dictionary" );
}

QgsField named( const QString &name, const QString &words )
{
  QgsField field = named( name );
  field.setAlias( words );
  return field;
}

QgsFields list( const QStringList &names )
{
  QgsFields fields;
  for ( const QString &name : names )
    fields.append( named( name ) );
  return fields;
}

QgsField ofCode( const QString &code, QChar suffix, const QString &label )
{
  QgsField field( code + '_' + suffix, realField );
  field.setAlias( label );
  return field;
}

bool holds( const QgsFields &fields, const QString &name )
{
  for ( const QgsField &field : fields )
    if ( field.name().compare( name, Qt::CaseInsensitive ) == 0 )
      return true;
  return false;
}

void requireRoom( const QgsFields &fields )
{
  // SQLite, and with it GeoPackage, ends at 2,000.
  constexpr int mostColumns = 1900;
  if ( fields.count() > mostColumns )
    throw QgsProcessingException( Run::tr( "The output needs %1 columns, more than the %2 that a table can hold: use "
                                           "fewer indicators, or split the recipe into several." )
                                    .arg( fields.count() )
                                    .arg( mostColumns ) );
}

QStringList names()
{
  QStringList all;
  for ( const Entry &entry : dictionary )
    all << QString::fromLatin1( entry.name );
  return all;
}

} // namespace communitysafety::base::fields
