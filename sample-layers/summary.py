#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""What an assessment found, read from its GeoPackage: records, indicators and years, neighbourhoods, and, where the
truth is known, how many planted neighbourhoods were recovered (Jaccard index of the areas at least 0.3)."""

import argparse
import re

from osgeo import ogr

RECOVERED_FROM_JACCARD = 0.3
ogr.UseExceptions()


def values(dataset, statement):
    rows = dataset.ExecuteSQL(statement)
    found = [[row.GetField(index) for index in range(row.GetFieldCount())] for row in rows]
    dataset.ReleaseResultSet(rows)
    return found


def geometries(layer):
    return [feature.GetGeometryRef().Clone() for feature in layer]


def jaccard(one, other):
    common = one.Intersection(other).Area()
    return common / (one.Area() + other.Area() - common)


def written(value, form):
    """What is not known is not zero."""
    return "-" if value is None else form.format(value)


def printRecords(dataset):
    """One line per source, from the records of the runs that read raw records."""
    print("\nRecords")
    readers = "'communitysafety:importpolicedata', 'communitysafety:buildindicators'"
    remarks = values(dataset, "SELECT DISTINCT remarks FROM run_log WHERE algorithm IN ({})".format(readers))
    lines = [line for (text,) in remarks for line in (text or "").splitlines()]
    for line in dict.fromkeys(lines):
        if re.search(r" read = .* used \+ ", line) and not re.match(r"\d{4}-\d{2}-", line):
            print("  " + line)


def printIndicators(dataset):
    (indicators, years), = values(dataset, "SELECT COUNT(DISTINCT code), COUNT(DISTINCT year) FROM indicators_by_year")
    print("\nIndicators x years: {} x {}".format(indicators, years))


def printNeighbourhoods(dataset):
    """Relative risks are those corrected for the choice of the place."""
    rows = values(dataset, 'SELECT n."rank", n."name", n.idx, n.p, n.rr_corr, n.rr_lo, n.rr_hi, n.pop, d.dep_20, n.drivers '
                           "FROM priority_neighbourhoods n JOIN neighbourhoods_deprivation d ON d.nbhd_id = n.nbhd_id "
                           'ORDER BY n."rank"')
    print("Neighbourhoods found: {}".format(len(rows)))
    for rank, name, index, p, risk, lowest, highest, population, deprived, drivers in rows:
        chance = "< 0.001" if p < 0.001 else "{:.3f}".format(p)
        print("  {:>2}  {:<28} index {:>4.0f}  risk {} ({} to {})  p {}  population {:>6}  in most deprived fifth {:>4}"
              .format(rank, name or "", index, written(risk, "{:.1f}"), written(lowest, "{:.1f}"),
                      written(highest, "{:.1f}"), chance, written(population, "{:,.0f}"), written(deprived, "{:.0%}")))
        print("      " + (drivers or ""))


def printRecovered(dataset, truthFile, truthTable):
    found = geometries(dataset.GetLayerByName("priority_neighbourhoods"))
    truth = ogr.Open(truthFile)
    planted = geometries(truth.GetLayerByName(truthTable))
    recovered = sum(any(jaccard(one, other) >= RECOVERED_FROM_JACCARD for other in found) for one in planted)
    print("Planted neighbourhoods recovered: {} of {}".format(recovered, len(planted)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("geopackage")
    arguments.add_argument("--truth", nargs=2, metavar=("GEOPACKAGE", "TABLE"))
    options = arguments.parse_args()
    dataset = ogr.Open(options.geopackage)
    printRecords(dataset)
    printIndicators(dataset)
    printNeighbourhoods(dataset)
    if options.truth:
        printRecovered(dataset, *options.truth)


main()
