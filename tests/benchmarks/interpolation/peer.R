# SPDX-License-Identifier: GPL-2.0-or-later
# Areal weighting of counts by the R package sf: peer.R SOURCES CELLS FIELD OUT.csv
suppressPackageStartupMessages(library(sf))
given <- commandArgs(trailingOnly = TRUE)
sources <- st_read(given[1], quiet = TRUE)[given[3]]
cells <- st_read(given[2], quiet = TRUE)
st_agr(sources) <- "constant"
carried <- suppressWarnings(st_interpolate_aw(sources, cells["cell_id"], extensive = TRUE, keep_NA = TRUE))
write.csv(data.frame(area_id = cells$cell_id, value = carried[[given[3]]]), given[4], row.names = FALSE)
