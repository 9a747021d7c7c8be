# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""The shipped model as its file has it, as a user opens it in the modeller. model.py QUESTION FOLDER_OF_PLUGINS MODEL_FILE"""

import os
import sys

sys.path.insert(0, sys.argv[2])

from qgis.analysis import QgsNativeAlgorithms  # noqa: E402
from qgis.core import QgsApplication, QgsProcessingModelAlgorithm  # noqa: E402

STEPS = ["grid", "indicators", "index", "neighbourhoods", "deprivation"]


def ask(holds, problem):
    if not holds:
        sys.exit(str(problem))


def fromFile():
    model = QgsProcessingModelAlgorithm()
    ask(model.fromFile(sys.argv[3]), "the file cannot be read")
    return model


def isValid():
    """Else the modeller warns before each run."""
    valid, issues = fromFile().validate()
    ask(valid, "\n".join(issues))


def hasTheSteps():
    steps = fromFile().childAlgorithms()
    ask(sorted(steps) == sorted(STEPS), sorted(steps))
    strangers = [step for step in STEPS if not steps[step].algorithmId().startswith("communitysafety:")]
    ask(not strangers, strangers)


def neighbourhoodsFollowTheEvidence():
    """Without the counts of the years the search would take repeats for neighbourhoods."""
    # What it returns lives only as long as the model.
    model = fromFile()
    sources = model.childAlgorithm("neighbourhoods").parameterSources()
    fixed = {name: sources[name][0].staticValue() for name in ("METHOD", "SCAN_ON")}
    ask(fixed == {"METHOD": 1, "SCAN_ON": 1}, fixed)
    handedOn = {name: sources[name][0].outputName() for name in ("INDICATORS", "LONG")}
    ask(handedOn == {"INDICATORS": "OUTPUT", "LONG": "LONG"}, handedOn)
    ask(sources["RECIPE"][0].parameterName() == "RECIPE", "the recipe is not handed on")


def everyParameterHasHelp():
    registry = QgsApplication.processingRegistry()
    for model in fromFile(), registry.algorithmById("communitysafety:strategicassessment"):
        silent = [parameter.name() for parameter in model.parameterDefinitions() if not parameter.help()]
        ask(not silent, silent)


qgis = QgsApplication([], True)
qgis.initQgis()
QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
import communitysafety  # noqa: E402

plugin = communitysafety.classFactory(None)
plugin.initProcessing()
globals()[sys.argv[1]]()
# Without this QGIS tears down its objects in an order of chance.
sys.stdout.flush()
os._exit(0)
