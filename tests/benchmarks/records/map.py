#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright (C) Community Safety developers
"""map.py OUT_DIR CITY: what four methods chose in the first year (filled) and in the second (outlined)."""
import sys

from qgis.core import (QgsApplication, QgsFillSymbol, QgsMapRendererParallelJob, QgsMapSettings,
                       QgsSingleSymbolRenderer, QgsVectorLayer)
from qgis.PyQt.QtCore import QRect, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen

PANELS = {
    "scan_themes_3": "Evidence scan, relative risk from 3",
    "cells_200": "Cells with index ≥ 200",
    "kde_3": "KDE ≥ 3 × mean",
    "gistar_fdr": "Gi* and FDR 5 %",
}
ATTRIBUTION = ("Contains public sector information licensed under the Open Government Licence v3.0. "
               "Contains OS data © Crown copyright and database right. Source: ONS, data.police.uk.")
WIDTH, HEIGHT, HEADING, LEGEND, FOOTING = 500, 440, 30, 30, 26
FIRST_YEAR, SECOND_YEAR = "#e6a33c", "#2b4c8c"


def layer_of(path, fill, line, width):
    layer = QgsVectorLayer(path, path, "ogr")
    symbol = QgsFillSymbol.createSimple({"color": fill or "0,0,0,0", "style": "solid" if fill else "no",
                                         "outline_color": line, "outline_width": str(width)})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabelsEnabled(False)
    return layer


def panel(out_dir, city, name):
    layers = [layer_of(f"{out_dir}/{name}_2.gpkg", None, SECOND_YEAR, 0.45),
              layer_of(f"{out_dir}/{name}_1.gpkg", FIRST_YEAR, FIRST_YEAR, 0.1),
              layer_of(city, "#f1f1ef", "#d4d4d0", 0.1)]
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[-1].crs())
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    extent = layers[-1].extent()
    extent.scale(1.02)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def write(painter, area, text, size, bold=False):
    font = QFont("DejaVu Sans", size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor("#222222"))
    painter.drawText(area, Qt.AlignVCenter | Qt.AlignLeft, text)


def key(painter, y):
    painter.fillRect(QRect(12, y + 7, 26, 14), QColor(FIRST_YEAR))
    write(painter, QRect(46, y, 400, 28), "chosen from March 2021 to February 2022", 10)
    painter.setPen(QPen(QColor(SECOND_YEAR), 2))
    painter.drawRect(QRect(452, y + 7, 26, 14))
    write(painter, QRect(486, y, 500, 28), "chosen from March 2022 to February 2023", 10)


def main(out_dir, city):
    image = QImage(2 * WIDTH, 2 * (HEIGHT + HEADING) + LEGEND + FOOTING, QImage.Format_RGB32)
    image.fill(Qt.white)
    painter = QPainter(image)
    key(painter, 2)
    for number, (name, title) in enumerate(PANELS.items()):
        x = number % 2 * WIDTH
        y = LEGEND + number // 2 * (HEIGHT + HEADING)
        write(painter, QRect(x + 12, y, WIDTH, HEADING), title, 12, bold=True)
        painter.drawImage(x, y + HEADING, panel(out_dir, city, name))
    write(painter, QRect(12, image.height() - FOOTING, image.width(), FOOTING), ATTRIBUTION, 8)
    painter.end()
    image.save(f"{out_dir}/newcastle.png")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(*sys.argv[1:])
    application.exitQgis()
