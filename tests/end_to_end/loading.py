# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""Loads, reloads and disables the plugin as the plugin manager does. loading.py CASE FOLDER_OF_PLUGINS"""

import sys

sys.path.insert(0, sys.argv[2])

from qgis.core import (QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext,  # noqa: E402
                       QgsProcessingFeedback, QgsVectorLayer)

PLUGIN = "communitysafety"


def provider():
    return QgsApplication.processingRegistry().providerById("communitysafety")


def runsOnce():
    """One run of an algorithm: proof that the registered provider is alive."""
    town = QgsVectorLayer("Polygon?crs=EPSG:27700", "town", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("Polygon((400000 280000, 403000 280000, 403000 282000, 400000 280000))"))
    town.dataProvider().addFeatures([feature])
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("communitysafety:createanalysisgrid")
    parameters = {"STUDY_AREA": town, "SIZE": 500, "OUTPUT": "memory:"}
    results, succeeded = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback())
    assert succeeded and results["N_CELLS"] > 0, results


def twice():
    """The same plugin made twice, as when two parts of QGIS ask for it."""
    import communitysafety
    first, second = communitysafety.classFactory(None), communitysafety.classFactory(None)
    first.initProcessing()
    second.initProcessing()
    runsOnce()
    first.unload()
    second.unload()
    assert provider() is None


def reload():
    from qgis import utils
    utils.plugin_paths = [sys.argv[2]]
    utils.updateAvailablePlugins()
    for _ in range(3):
        assert utils.loadPlugin(PLUGIN)
        assert utils.startProcessingPlugin(PLUGIN)
        assert provider() is not None
        runsOnce()
        assert utils.unloadPlugin(PLUGIN)
        assert PLUGIN not in sys.modules
        assert provider() is None


def disable():
    """Disabled while somebody still holds one of its algorithms, then enabled and left to the end of QGIS."""
    import communitysafety
    plugin = communitysafety.classFactory(None)
    plugin.initProcessing()
    held = QgsApplication.processingRegistry().createAlgorithmById("communitysafety:createanalysisgrid")
    plugin.unload()
    assert provider() is None
    assert QgsApplication.processingRegistry().algorithmById("communitysafety:createanalysisgrid") is None
    assert held.displayName() == "Create analysis grid"
    plugin.initProcessing()
    runsOnce()


def copies():
    import communitysafety
    import communitysafety_copy
    first, second = communitysafety.classFactory(None), communitysafety_copy.classFactory(None)
    first.initProcessing()
    second.initProcessing()
    runsOnce()
    # The copy that was refused must not take the other one's provider away.
    second.unload()
    assert provider() is not None
    runsOnce()


qgis = QgsApplication([], True)
qgis.initQgis()
{"twice": twice, "reload": reload, "disable": disable, "copies": copies}[sys.argv[1]]()
qgis.exitQgis()
