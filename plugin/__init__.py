# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""Loads the native library of Community Safety into QGIS. All work is done by that library."""

import ctypes
import glob
import os
import re
import sys

from qgis.core import Qgis

FOLDER = os.path.dirname(os.path.abspath(__file__))
QGIS_SERIES = Qgis.QGIS_VERSION_INT // 100
LIBRARY_SUFFIXES = (".so", ".dll", ".dylib")


def versionNumbers(path):
    """The numbers in a file name, so that version 0.10 counts as newer than 0.9."""
    return [int(number) for number in re.findall("[0-9]+", os.path.basename(path))]


def libraryFile():
    """The library built for the running QGIS, or an exception that says what is there instead."""
    candidates = glob.glob(os.path.join(glob.escape(FOLDER), "communitysafety-*-qgis*"))
    libraries = [path for path in candidates if path.endswith(LIBRARY_SUFFIXES)]
    fitting = [path for path in libraries if "-qgis{}.".format(QGIS_SERIES) in os.path.basename(path)]
    if fitting:
        return max(fitting, key=versionNumbers)
    running = "{}.{}".format(QGIS_SERIES // 100, QGIS_SERIES % 100)
    if not libraries:
        raise RuntimeError("its native library is missing from the plugin folder: install the plugin again.")
    found = ", ".join(sorted(os.path.basename(path) for path in libraries))
    raise RuntimeError("no library for QGIS {} in the plugin folder (found {}): build or install the one for {}."
                       .format(running, found, running))


def openLibrary():
    path = libraryFile()
    if hasattr(os, "add_dll_directory"):
        os.add_dll_directory(FOLDER)
    try:
        library = ctypes.CDLL(path)
    except OSError as reason:
        raise RuntimeError("{} does not fit QGIS {} ({}): build or install it for this QGIS."
                           .format(os.path.basename(path), Qgis.QGIS_VERSION, reason))
    if not hasattr(library, "cs_register"):
        raise RuntimeError("{} is not a library of Community Safety: install the plugin again.".format(os.path.basename(path)))
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
        except RuntimeError as reason:
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
