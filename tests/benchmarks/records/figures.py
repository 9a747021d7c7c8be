#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""Figures that newcastle.sh needs between its steps, and the tables at the end.

figures.py area LAYER                    square kilometres of the polygons
figures.py density RASTER KM2            from how many times the mean (band 2) that much area is hot
figures.py field LAYER FIELD KM2         from which value of the field on that much area of cells lies
figures.py methods                       names of the methods compared
figures.py tables OUT_DIR                the tables, in Markdown
"""
import sys

from osgeo import gdal, ogr

ogr.UseExceptions()
gdal.UseExceptions()

METHODS = {
    "scan_themes": "Evidence scan, themes",
    "scan_themes_3": "Evidence scan, themes, relative risk from 3",
    "scan_indicators": "Evidence scan, indicators",
    "scan_index": "Evidence scan, composite index",
    "threshold_150": "Smoothed index ≥ 150, joined",
    "threshold_200": "Smoothed index ≥ 200, joined",
    "cells_150": "Cells with index ≥ 150",
    "cells_200": "Cells with index ≥ 200",
    "kde_3": "KDE ≥ 3 × mean",
    "gistar_fdr": "Gi* and FDR 5 %",
}
LIKE = {
    "kde_like_": "KDE",
    "cells_like_": "Cells with the highest index",
    "gistar_like_": "Cells with the highest Gi*",
}
SCANS_MATCHED = ["scan_themes_3"]


def rows_of(path):
    source = ogr.Open(path)
    layer = source.GetLayer(0)
    return [(dict(feature.items()), feature.GetGeometryRef().Area() if feature.GetGeometryRef() else 0.0)
            for feature in layer]


def area(path):
    return sum(square_metres for _, square_metres in rows_of(path)) / 1e6


def density_from(path, square_km):
    raster = gdal.Open(path)
    band = raster.GetRasterBand(2)
    width, height = raster.GetGeoTransform()[1], -raster.GetGeoTransform()[5]
    values = band.ReadAsArray().ravel()
    values = sorted((float(value) for value in values if value != band.GetNoDataValue() and value == value), reverse=True)
    return values[round(square_km * 1e6 / (width * height)) - 1]


def value_from(path, field, square_km):
    rows = [(row[field], square_metres) for row, square_metres in rows_of(path) if row[field] is not None]
    rows.sort(reverse=True)
    return rows[round(square_km * 1e6 / rows[0][1]) - 1][0]


def all_methods():
    return list(METHODS) + [prefix + scan for scan in SCANS_MATCHED for prefix in LIKE]


def number(value, digits):
    return "–" if value is None else f"{value:.{digits}f}"


def table(names, accuracy, overlaps):
    print("| method | areas | km² | % of the city | hit rate % | PAI | PEI | RRI | Jaccard of the years |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for name, words in names:
        row = accuracy.get(name + "_1")
        if row is None:
            print(f"| {words} | 0 | 0 | 0 | – | – | – | – | – |")
            continue
        figures = [row["spots"], number(row["area_km2"], 1), number(100 * row["area_share"], 1),
                   number(100 * row["hit_rate"], 1), number(row["pai"], 2), number(row["pei"], 2),
                   number(row["rri"], 2), number(overlaps.get((name + "_1", name + "_2")), 2)]
        print(f"| {words} | " + " | ".join(str(figure) for figure in figures) + " |")
    print()


def tables(folder):
    accuracy = {row["layer"]: row for row, _ in rows_of(f"{folder}/accuracy.gpkg")}
    overlaps = {(row["layer"], row["other"]): row["jaccard"] for row, _ in rows_of(f"{folder}/overlaps.gpkg")}
    print("Each method as it is used:\n")
    table(METHODS.items(), accuracy, overlaps)
    for scan in SCANS_MATCHED:
        print(f"As much area as “{METHODS[scan]}”:\n")
        table([(scan, METHODS[scan])] + [(prefix + scan, words) for prefix, words in LIKE.items()], accuracy, overlaps)


def main(command, *arguments):
    if command == "area":
        print(f"{area(*arguments):.6g}")
    elif command == "density":
        print(f"{density_from(arguments[0], float(arguments[1])):.9g}")
    elif command == "field":
        print(f"{value_from(arguments[0], arguments[1], float(arguments[2])):.12g}")
    elif command == "methods":
        print("\n".join(all_methods()))
    else:
        tables(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
