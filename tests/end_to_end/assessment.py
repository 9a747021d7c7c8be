# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""Questions to the outputs of an assessment. assessment.py QUESTION ARGUMENT...; leaves with 0 when the answer is yes, and
otherwise says what is wrong."""

import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import zipfile

OURS = "communitysafety:"
# Made anew with the time of each run, or kept by SQLite itself.
VOLATILE = {"run_log", "layer_styles", "gpkg_contents", "gpkg_metadata", "gpkg_metadata_reference", "sqlite_sequence"}
# In the order of the layer panel of the project.
GROUPS = ["Priority neighbourhoods", "Background", "Deprivation and census", "Composite index", "Prepare data", "Tables"]
TABLES = {
    "features": {"priority_neighbourhoods", "neighbourhood_zones", "wards", "neighbourhoods_deprivation",
                 "index_and_deprivation", "composite_index", "indicators", "police"},
    "attributes": {"member_cells", "indicators_by_year", "coverage", "rejects", "police_rejects"},
}
NOT_OURS = {"wards"}

projects = []


def ask(holds, problem):
    if not holds:
        sys.exit(problem)


def opened(folder):
    return sqlite3.connect("file:{}?mode=ro".format(os.path.join(folder, "assessment.gpkg")), uri=True)


def rows(database, statement, *values):
    return database.execute(statement, values).fetchall()


def tableNames(database):
    return [name for (name,) in rows(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def number(text):
    return int(text.replace(",", ""))


def summaryAddsUp(log):
    """Every line of the summary accounts for all its records, down to the reasons."""
    accounts = re.findall(r"^  (.+): ([\d,]+)(?: rows)? read = ([\d,]+) used \+ ([\d,]+) rejected(?: \((.*)\))?",
                          open(log, encoding="utf-8").read(), re.MULTILINE)
    ask(len(accounts) >= 10, "only {} sources are accounted for".format(len(accounts)))
    for source, read, used, rejected, reasons in accounts:
        ask(number(read) == number(used) + number(rejected), source + " does not add up")
        given = sum(number(count) for count in re.findall(r" ([\d,]+)(?:, (?=\D)|$)", reasons))
        ask(not reasons or given == number(rejected), "the reasons of {} do not add up".format(source))


def hasEveryTable(folder):
    database = opened(folder)
    for kind, expected in TABLES.items():
        found = {name for (name,) in rows(database, "SELECT table_name FROM gpkg_contents WHERE data_type = ?", kind)}
        ask(expected <= found, "{} lack {}".format(kind, sorted(expected - found)))
        for table in expected:
            ask(rows(database, 'SELECT count(*) FROM "{}"'.format(table))[0][0] > 0, table + " is empty")


def hasDefaultStyles(folder):
    database = opened(folder)
    for table in sorted(TABLES["features"]):
        styles = rows(database, "SELECT length(styleQML) FROM layer_styles WHERE f_table_name = ? AND useAsDefault = 1", table)
        ask(len(styles) == 1 and styles[0][0] > 500, "{} has the default styles {}".format(table, styles))


def runLogIsComplete(folder):
    """One row for each table of ours, with all that is needed to run it again."""
    records = rows(opened(folder), "SELECT tables, algorithm, run_time, version, qgis, parameters, inputs FROM run_log")
    writers = {}
    for tables, algorithm, *details in records:
        ask(all(details), "the record of {} is not complete".format(tables))
        json.loads(details[3])
        inputs = json.loads(details[4])
        if algorithm == OURS + "buildassessmentproject":
            continue
        writers.setdefault(tables, []).append(algorithm)
        ask(inputs and all(re.fullmatch("[0-9a-f]{64}", entry["sha256"]) for entry in inputs),
            "the inputs of {} have no hashes".format(tables))
    expected = set.union(*TABLES.values()) - NOT_OURS
    ask(set(writers) == expected, "run_log names {}".format(sorted(writers)))
    ask(all(len(algorithms) == 1 for algorithms in writers.values()), writers)


def namesNoFolder(folder, *folders):
    """Neither the tables nor the project tell where on this machine they were made."""
    database = opened(folder)
    with zipfile.ZipFile(os.path.join(folder, "assessment.qgz")) as project:
        texts = {name: project.read(name).decode("utf-8", "replace") for name in project.namelist()}
    for table in tableNames(database):
        texts[table] = "\n".join(value for row in rows(database, 'SELECT * FROM "{}"'.format(table))
                                 for value in row if isinstance(value, str))
    for name, text in texts.items():
        for path in folders:
            ask(path not in text, "{} holds the folder {}".format(name, path))


def tablesAreEqual(one, other):
    first, second = opened(one), opened(other)
    ask(tableNames(first) == tableNames(second), "the files hold other tables")
    compared = [table for table in tableNames(first) if table not in VOLATILE]
    ask(set.union(*TABLES.values()) <= set(compared), "not every table is compared")
    for table in compared:
        statement = 'SELECT * FROM "{}" ORDER BY rowid'.format(table)
        here, there = rows(first, statement), rows(second, statement)
        ask(len(here) == len(there), "{}: {} and {} rows".format(table, len(here), len(there)))
        for place, (left, right) in enumerate(zip(here, there), 1):
            ask(left == right, "{} differs in row {}:\n{}\n{}".format(table, place, left, right))


def indexValues(path):
    return dict(rows(sqlite3.connect(path), "SELECT area_id, idx FROM " + os.path.basename(path)[:-len(".gpkg")]))


def indexIsEqual(one, other):
    ask(indexValues(one) == indexValues(other), "the indices differ")


def indexDiffers(one, other):
    left, right = indexValues(one), indexValues(other)
    ask(set(left) == set(right), "these are other areas")
    changed = sum(left[area] != right[area] for area in left)
    ask(changed > len(left) / 2, "only {} of {} areas have another index".format(changed, len(left)))


def startQgis():
    """Only some of the questions need QGIS, which takes seconds to start."""
    global application, core, QImage
    from qgis import core
    from qgis.PyQt.QtGui import QImage
    application = core.QgsApplication.instance() or core.QgsApplication([], True)
    application.initQgis()


def readProject(folder):
    startQgis()
    project = core.QgsProject()
    # Its layers live only as long as it does.
    projects.append(project)
    ask(project.read(os.path.join(folder, "assessment.qgz")), "the project cannot be read")
    return project


def projectOpensElsewhere(folder):
    """The project and the GeoPackage are handed on together: nothing else may be needed."""
    elsewhere = tempfile.mkdtemp()
    for name in ("assessment.gpkg", "assessment.qgz"):
        shutil.copy(os.path.join(folder, name), elsewhere)
    layers = list(readProject(elsewhere).mapLayers().values())
    ask(len(layers) == sum(map(len, TABLES.values())), "the project has {} layers".format(len(layers)))
    for layer in layers:
        ask(layer.isValid() and layer.featureCount() > 0, layer.name() + " does not open")
        ask(layer.source().startswith(elsewhere), "{} lies at {}".format(layer.name(), layer.source()))
    shutil.rmtree(elsewhere)


def groupsAreInOrder(folder):
    root = readProject(folder).layerTreeRoot()
    groups = [node.name() for node in root.children()]
    ask(groups == GROUPS, "the groups are {}".format(groups))
    ask(all(group.findLayers() for group in root.children()), "a group is empty")


def table(layer):
    return re.search(r"layername=(\w+)", layer.source()).group(1)


def legends(project):
    """What the reader of the map sees of each layer: symbols and words."""
    return {table(layer): [(item.label(), item.symbol().dump() if item.symbol() else "")
                           for item in layer.renderer().legendSymbolItems()]
            for layer in project.mapLayers().values() if layer.isSpatial()}


def legendsAreOurs(one, other):
    """A default renderer of QGIS has one symbol without words, in a colour that is drawn by chance for each project."""
    first, second = legends(readProject(one)), legends(readProject(other))
    for name, items in first.items():
        ask(items == second[name], "{} is drawn in another way in the other project".format(name))
        ask(name in NOT_OURS or (len(items) > 1 and all(label for label, _ in items)),
            "{} has the legend {}".format(name, items))


def showsAMap(picture):
    startQgis()
    image = QImage(picture)
    ask(image.width() > 1000 and image.height() > 700, "{} x {} pixels".format(image.width(), image.height()))
    sampled = [image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    colours = {colour: 0 for colour in sampled}
    for colour in sampled:
        colours[colour] += 1
    ask(len(colours) > 30, "only {} colours".format(len(colours)))
    ask(max(colours.values()) < 0.9 * len(sampled), "nearly all of it is empty")
    # The classes of the index and the labels; what smooths the edges is rarer.
    ask(sum(count > 0.001 * len(sampled) for count in colours.values()) >= 6, "fewer than six classes are drawn")


def topNeighbourhoodHolds(folder, *places):
    """PLACE is name,easting,northing."""
    distances = distancesTo(folder, places)
    for name, ofRank in distances.items():
        ask(ofRank[1] == 0, "{} lies {:.0f} m from the first".format(name, ofRank[1]))


def neighbourhoodsReach(folder, metres, *places):
    for name, ofRank in distancesTo(folder, places).items():
        ask(min(ofRank.values()) <= float(metres), "the nearest to {} is {:.0f} m away".format(name, min(ofRank.values())))


def distancesTo(folder, places):
    startQgis()
    layer = core.QgsVectorLayer(os.path.join(folder, "assessment.gpkg") + "|layername=priority_neighbourhoods")
    ask(layer.crs().authid() == "EPSG:27700", layer.crs().authid())
    distances = {}
    for name, easting, northing in (place.split(",") for place in places):
        point = core.QgsGeometry.fromPointXY(core.QgsPointXY(float(easting), float(northing)))
        distances[name] = {feature["rank"]: feature.geometry().distance(point) for feature in layer.getFeatures()}
    return distances


globals()[sys.argv[1]](*sys.argv[2:])
# Without this QGIS tears down its objects in an order of chance.
sys.stdout.flush()
os._exit(0)
