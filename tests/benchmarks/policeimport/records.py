#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""Made-up records in the form of police.uk, written as they are made: records.py ROWS POINTS RECORDS AREAS.csv

RECORDS is a file that ends in .csv, or a folder that gets one file for each of 36 months, as a download has them.
POINTS map points over a county; the areas are a grid of 20 × 20 squares over the middle of it, as WKT in EPSG:27700.
"""
import os
import random
import sys

HEADINGS = ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
            "Last outcome category,Context\n")
CATEGORIES = ["Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime",
              "Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person",
              "Vehicle crime", "Violence and sexual offences"]


def month_of(row, rows):
    return f"{2022 + row * 3 // rows}-{row * 36 // rows % 12 + 1:02d}"


def open_file(records, month):
    if records.endswith(".csv"):
        path, mode = records, "a"
    else:
        os.makedirs(os.path.join(records, month), exist_ok=True)
        path, mode = os.path.join(records, month, f"{month}-some-street.csv"), "w"
    out = open(path, mode)
    if out.tell() == 0:
        out.write(HEADINGS)
    return out


def main(rows, points, records, areas):
    chance = random.Random(7)
    places = [f"{chance.uniform(-2.6, -1.2):.6f},{chance.uniform(52.1, 52.9):.6f},On or near Street {point},"
              f"E01{point % 33000:06d}" for point in range(points)]
    if os.path.isfile(records):
        os.remove(records)
    out, written = None, None
    for row in range(rows):
        month = month_of(row, rows)
        if month != written:
            if out:
                out.close()
            out, written = open_file(records, month), month
        category = CATEGORIES[chance.randrange(len(CATEGORIES))]
        crime = "" if category == "Anti-social behaviour" else f"{chance.getrandbits(256):064x}"
        out.write(f"{crime},{month},Some Police,Some Police,{places[chance.randrange(points)]},City 001A,{category},"
                  "Investigation complete; no suspect identified,\n")
    out.close()
    with open(areas, "w") as out:
        out.write("area,WKT\n")
        for square in range(400):
            x, y = 375000 + square % 20 * 3200, 260000 + square // 20 * 3200
            out.write(f'{square},"POLYGON(({x} {y},{x + 3200} {y},{x + 3200} {y + 3200},{x} {y + 3200},{x} {y}))"\n')


main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
