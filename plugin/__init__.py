# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""Loads the native library of Community Safety into QGIS. All work is done by that library."""

import ctypes
import glob
import os
import sys

from qgis.core import Qgis

FOLDER = os.path.dirname(os.path.abspath(__file__))
QGIS_SERIES = Qgis.QGIS_VERSION_INT // 100


def libraryFile():
    """The library built for the running QGIS, or an exception that says what is there instead."""
    libraries = glob.glob(os.path.join(FOLDER, "communitysafety-*-qgis*.*"))
    fitting = [path for path in libraries if "-qgis{}.".format(QGIS_SERIES) in os.path.basename(path)]
    if fitting:
        return sorted(fitting)[-1]
    running = "{}.{}".format(QGIS_SERIES // 100, QGIS_SERIES % 100)
    if not libraries:
        raise RuntimeError("its native library is missing from the plugin folder: install the plugin again.")
    found = ", ".join(sorted(os.path.basename(path) for path in libraries))
    raise RuntimeError("no library for QGIS {} in the plugin folder (found {}): build or install the one for {}."
                       .format(running, found, running))


def openLibrary():
    if hasattr(os, "add_dll_directory"):
        os.add_dll_directory(FOLDER)
    library = ctypes.CDLL(libraryFile())
    library.cs_register.argtypes = [ctypes.c_char_p]
    library.cs_register.restype = ctypes.c_int
    library.cs_unregister.argtypes = []
    library.cs_unregister.restype = None
    library.cs_last_error.argtypes = []
    library.cs_last_error.restype = ctypes.c_char_p
    return library


class CommunitySafety:
    def __init__(self, iface):
        self.iface = iface
        self.library = None

    def initProcessing(self):
        """Called by qgis_process and by the Desktop; failing must neither be silent nor stop QGIS."""
        try:
            self.library = self.library or openLibrary()
            if self.library.cs_register(FOLDER.encode("utf-8")) != 0:
                raise RuntimeError(self.library.cs_last_error().decode("utf-8"))
        except (OSError, AttributeError, RuntimeError) as reason:
            self.tell("Community Safety cannot be loaded: {}".format(reason))

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.library:
            self.library.cs_unregister()

    def tell(self, sentence):
        print(sentence, file=sys.stderr)
        if self.iface:
            self.iface.messageBar().pushWarning("Community Safety", sentence)


def classFactory(iface):
    return CommunitySafety(iface)
