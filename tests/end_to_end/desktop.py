# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""What a user does in the Desktop: looks into the toolbox, opens dialogs, runs algorithms and a model, disables us.

Started by desktop.sh through `qgis --code`. Writes PASS and FAIL lines and, as the last one, END into the file named by
COMMUNITYSAFETY_REPORT, and screenshots into the folder COMMUNITYSAFETY_SCREENSHOTS.
To cover another algorithm, add a line to RUNS.
"""

import os
import re
import time
import traceback

import processing
from qgis import utils
from qgis.core import (QgsApplication, QgsProcessingModelAlgorithm, QgsProcessingModelChildAlgorithm,
                       QgsProcessingModelChildParameterSource, QgsProcessingModelOutput, QgsProcessingModelParameter,
                       QgsProcessingParameterFeatureSource, QgsProject, QgsVectorLayer, QgsWkbTypes)
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QDialog, QDockWidget, QTreeView
from qgis.PyQt.QtXml import QDomDocument
from qgis.utils import iface

PLUGIN = "communitysafety"
WORK = os.environ["COMMUNITYSAFETY_WORK"]
SCREENSHOTS = os.environ["COMMUNITYSAFETY_SCREENSHOTS"]
SAMPLES = os.environ["COMMUNITYSAFETY_SAMPLES"]
TOWN = os.path.join(WORK, "town.geojson")
CITY = os.path.join(SAMPLES, "city")
BOUNDARIES = os.path.join(CITY, "boundaries.gpkg") + "|layername="
DEPRIVATION = os.path.join(WORK, "deprivation_areas.gpkg")

# algorithm, parameters, {output: style, or None for a table}; an output becomes a GeoPackage, which asks nothing when
# QGIS closes.
RUNS = [
    ("createanalysisgrid", {"STUDY_AREA": TOWN, "SIZE": 200}, {"OUTPUT": "createanalysisgrid_output"}),
    ("importpolicedata",
     {"INPUT_FOLDER": os.path.join(CITY, "police"), "STUDY_AREA": BOUNDARIES + "study_area"},
     {"OUTPUT": "importpolicedata_output", "REJECTS": None}),
    ("strategicassessment",
     {"STUDY_AREA": BOUNDARIES + "study_area", "RECIPE": os.path.join(SAMPLES, "recipes", "police_counts.csv"),
      # The output of the run above.
      "INCIDENTS": [os.path.join(WORK, "importpolicedata_output.gpkg")], "SOURCES_FOLDER": CITY, "YEARS": 3,
      "POPULATION": "population_points.residents",
      "NAMES": BOUNDARIES + "neighbourhood_names", "NAMES_FIELD": "name",
      "DEPRIVATION": DEPRIVATION,
      "DECILE_FIELD": "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"},
     {"indicators:OUTPUT": "buildindicators_output", "indicators:LONG": None, "indicators:COVERAGE": None,
      "index:OUTPUT": "scorecompositeindex_output_index",
      "neighbourhoods:OUTPUT": "delineatepriorityneighbourhoods_output_index",
      "deprivation:OUTPUT": "overlaydeprivation_output", "deprivation:CITY": "overlaydeprivation_city"}),
]
# One step of the model that is made below: algorithm, its input, its output, the other parameters.
MODEL_STEP = ("createanalysisgrid", "STUDY_AREA", "OUTPUT", {"SIZE": 500, "SHAPE": 1})
# In the order of the work, which is also the order of the toolbox.
GROUPS = ["preparedata", "countandcompare", "timeandtrend", "hotspots", "compositeindex", "priorityneighbourhoods",
          "deprivation", "perceptions", "sharesafely", "assessandreport"]

report = open(os.environ["COMMUNITYSAFETY_REPORT"], "w", encoding="utf-8", buffering=1)


def check(sentence, holds, detail=""):
    report.write("{}: {}{}\n".format("PASS" if holds else "FAIL", sentence, "" if holds else " ({})".format(detail)))


def waitFor(condition, seconds=60):
    """Lets QGIS work until the condition holds."""
    end = time.time() + seconds
    while not condition() and time.time() < end:
        QCoreApplication.processEvents()
        time.sleep(0.02)
    return bool(condition())


def picture(widget, name):
    pause = time.time() + 0.5
    waitFor(lambda: time.time() > pause)
    check("the screenshot {} is saved".format(name), widget.grab().save(os.path.join(SCREENSHOTS, name + ".png")))


def provider():
    return QgsApplication.processingRegistry().providerById(PLUGIN)


def children(model, parent):
    return [model.index(row, 0, parent) for row in range(model.rowCount(parent))]


def toolbox():
    return iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")


def toolboxEntry(tree):
    """Our entry in the toolbox as it is shown, or None."""
    model = tree.model()
    entries = [index for index in children(model, tree.rootIndex()) if index.data() == "Community Safety"]
    return entries[0] if entries else None


def checkToolbox():
    dock = toolbox()
    dock.show()
    tree = dock.findChild(QTreeView)
    check("the toolbox lists the provider", waitFor(lambda: toolboxEntry(tree) is not None, 10))
    entry = toolboxEntry(tree)
    shown = [index.data() for index in children(tree.model(), entry)]
    names = {algorithm.groupId(): algorithm.group() for algorithm in provider().algorithms()}
    unknown = sorted(set(names) - set(GROUPS) - {""})
    check("every group is a known one", not unknown, unknown)
    expected = [names[group] for group in GROUPS if group in names]
    check("the toolbox shows the groups in the order of the work", [name for name in shown if name in expected] == expected,
          shown)
    tree.expand(entry)
    algorithms = []
    for group in children(tree.model(), entry):
        tree.expand(group)
        algorithms += [index.data() for index in children(tree.model(), group)]
    missing = [a.displayName() for a in provider().algorithms() if a.displayName() not in algorithms]
    check("the toolbox shows every algorithm", not missing, missing)
    tree.scrollTo(entry, QTreeView.PositionAtTop)


def legend(layer):
    """What the reader of the map sees of a renderer: symbols and words."""
    return [(item.label(), item.symbol().dump() if item.symbol() else "") for item in layer.renderer().legendSymbolItems()]


def layerWithStyle(style, geometryType):
    """A layer with a style of the plugin as its file has it."""
    import communitysafety
    with open(os.path.join(communitysafety.FOLDER, "styles", style + ".qml"), encoding="utf-8") as file:
        document = QDomDocument()
        document.setContent(file.read())
    layer = QgsVectorLayer(QgsWkbTypes.geometryDisplayString(geometryType), "expected", "memory")
    layer.importNamedStyle(document)
    return layer


def checkStyle(layer, style):
    expected = layerWithStyle(style, layer.geometryType())
    check("{}: the renderer is ours, not the random default".format(layer.name()),
          layer.renderer().type() == expected.renderer().type() and legend(layer) == legend(expected),
          "{} instead of {}".format(legend(layer), legend(expected)))
    saved = QgsVectorLayer(layer.source(), "saved", "ogr")
    check("{}: the saved style is the shown one".format(layer.name()), legend(saved) == legend(layer), legend(saved))


def layersOf(path):
    return [node.layer() for node in QgsProject.instance().layerTreeRoot().findLayers()
            if node.layer() and path in node.layer().source()]


def joinDeprivation():
    """The table of deprivation and the areas it belongs to, as a user joins them with QGIS's own tools."""
    processing.run("native:joinattributestable", {
        "INPUT": BOUNDARIES + "lsoa", "FIELD": "LSOA11CD",
        "INPUT_2": os.path.join(CITY, "imd2019_aldermouth.csv"), "FIELD_2": "LSOA code (2011)", "OUTPUT": DEPRIVATION})


def pathOf(algorithm, output):
    return os.path.join(WORK, "{}_{}.gpkg".format(algorithm, output.lower().replace(":", "_")))


def runThroughDialog(algorithm, parameters, outputs):
    paths = {output: pathOf(algorithm, output) for output in outputs}
    dialog = processing.createAlgorithmDialog("{}:{}".format(PLUGIN, algorithm), {**parameters, **paths})
    check("{}: the dialog opens".format(algorithm), isinstance(dialog, QDialog))
    dialog.show()
    picture(dialog, "dialog_" + algorithm)
    dialog.runAlgorithm()
    # QGIS runs every model in the foreground.
    if not isinstance(dialog.algorithm(), QgsProcessingModelAlgorithm):
        check("{}: runs as a background task".format(algorithm), QgsApplication.taskManager().countActiveTasks() > 0)
    waitFor(lambda: QgsApplication.taskManager().countActiveTasks() == 0, 240)
    for output, style in outputs.items():
        arrived = waitFor(lambda: layersOf(paths[output]), 20)
        check("{}: {} arrives in the layer tree".format(algorithm, output), arrived)
        if arrived and style:
            checkStyle(layersOf(paths[output])[0], style)
    picture(dialog, "log_" + algorithm)
    dialog.close()


def smallModel(path):
    algorithm, inputName, outputName, values = MODEL_STEP
    model = QgsProcessingModelAlgorithm("Small model", "Tests", "")
    model.addModelParameter(QgsProcessingParameterFeatureSource("areas", "Areas"), QgsProcessingModelParameter("areas"))
    step = QgsProcessingModelChildAlgorithm("{}:{}".format(PLUGIN, algorithm))
    step.setChildId("step")
    step.addParameterSources(inputName, [QgsProcessingModelChildParameterSource.fromModelParameter("areas")])
    for name, value in values.items():
        step.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
    output = QgsProcessingModelOutput("Model result")
    output.setChildId("step")
    output.setChildOutputName(outputName)
    step.setModelOutputs({"Model result": output})
    model.addChildAlgorithm(step)
    check("the model is saved and read again", model.toFile(path) and model.fromFile(path))
    return model


def runModel():
    model = smallModel(os.path.join(WORK, "small.model3"))
    complete, reasons = model.canExecute(), model.validate() if hasattr(model, "validate") else ""
    check("the model finds its steps", complete, reasons)
    result = os.path.join(WORK, "model_result.gpkg")
    destinations = [d.name() for d in model.destinationParameterDefinitions()]
    check("the model offers one output", len(destinations) == 1, destinations)
    processing.runAndLoadResults(model, {"areas": TOWN, destinations[0]: result})
    arrived = waitFor(lambda: layersOf(result))
    check("the output of the model arrives in the layer tree", arrived)
    if arrived:
        checkStyle(layersOf(result)[0], MODEL_STEP[0] + "_" + MODEL_STEP[2].lower())


def disableAndEnable():
    tree = toolbox().findChild(QTreeView)
    for time_ in ("first", "second"):
        check("the plugin is disabled for the {} time".format(time_), utils.unloadPlugin(PLUGIN))
        check("the provider is gone", provider() is None and waitFor(lambda: toolboxEntry(tree) is None, 10))
        check("the plugin is enabled again", utils.loadPlugin(PLUGIN) and utils.startPlugin(PLUGIN))
        check("the provider is back", provider() is not None and waitFor(lambda: toolboxEntry(tree) is not None, 10))


def showOnlyTheResult():
    """The neighbourhoods over the index; every other layer leaves."""
    index, neighbourhoods = (layersOf(pathOf("strategicassessment", output))[0]
                             for output in ("index:OUTPUT", "neighbourhoods:OUTPUT"))
    # QGIS 3.22 names the outputs of a model by their ids.
    index.setName("Composite index")
    neighbourhoods.setName("Priority neighbourhoods")
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        if node.layer() not in (index, neighbourhoods):
            QgsProject.instance().removeMapLayer(node.layerId())
    root = QgsProject.instance().layerTreeRoot()
    root.setHasCustomLayerOrder(True)
    root.setCustomLayerOrder([neighbourhoods, index])
    iface.mapCanvas().setDestinationCrs(index.crs())
    iface.mapCanvas().setExtent(index.extent())


def tidyWindow():
    window = iface.mainWindow()
    window.resize(1280, 800)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in ("Layers", "ProcessingToolbox"))
    window.resizeDocks([window.findChild(QDockWidget, "Layers"), toolbox()], [350, 330], Qt.Horizontal)
    iface.messageBar().clearWidgets()


def takeMainPicture():
    showOnlyTheResult()
    tidyWindow()
    # What was used of late stands on top of the tree now.
    checkToolbox()
    canvas = iface.mapCanvas()
    canvas.zoomByFactor(1.1)
    canvas.waitWhileRendering()
    waitFor(lambda: not canvas.isDrawing(), 20)
    picture(iface.mainWindow(), "toolbox_and_map")


def run():
    check("the plugin was loaded at the start", provider() is not None)
    iface.mainWindow().resize(1600, 1000)
    town = QgsVectorLayer(TOWN, "Town", "ogr")
    # Pale, so that the screenshots show what lies on it.
    town.renderer().symbol().setColor(QColor(240, 236, 226))
    QgsProject.instance().addMapLayer(town)
    checkToolbox()
    joinDeprivation()
    for algorithm, parameters, outputs in RUNS:
        runThroughDialog(algorithm, parameters, outputs)
    runModel()
    takeMainPicture()
    disableAndEnable()
    runThroughDialog(*RUNS[0])


def runAndLeave():
    try:
        run()
    except Exception:
        check("the script comes to its end", False, re.sub(r"\s+", " ", traceback.format_exc()))
    report.write("END\n")
    QgsProject.instance().setDirty(False)
    QgsProject.instance().clear()
    QTimer.singleShot(0, iface.actionExit().trigger)


QTimer.singleShot(2000, runAndLeave)
