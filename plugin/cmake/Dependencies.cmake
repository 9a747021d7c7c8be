# SPDX-License-Identifier: GPL-2.0-or-later
# Finds QGIS, Qt, GDAL, Eigen, Boost and GLPK and wraps them as imported targets.
set(qt Qt${COMMUNITYSAFETY_QT_MAJOR})
find_package(${qt} REQUIRED COMPONENTS Core Gui Widgets Xml Svg PrintSupport Network Sql Concurrent)
if(BUILD_TESTING)
  find_package(${qt} REQUIRED COMPONENTS Test)
endif()
find_package(GDAL REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
if(POLICY CMP0167)
  # Boost brings its own CMake package; the module that CMake had for it is gone.
  cmake_policy(SET CMP0167 NEW)
endif()
find_package(Boost REQUIRED)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

# GLPK comes without any word for CMake.
find_path(GLPK_INCLUDE_DIR glpk.h REQUIRED)
find_library(GLPK_LIBRARY glpk REQUIRED)
add_library(GLPK::GLPK UNKNOWN IMPORTED)
set_target_properties(GLPK::GLPK PROPERTIES IMPORTED_LOCATION "${GLPK_LIBRARY}")
target_include_directories(GLPK::GLPK SYSTEM INTERFACE "${GLPK_INCLUDE_DIR}")

# QGIS ships a find module, not a CMake package; a copy of the few lines we need stands in where it is absent.
find_path(QGIS_INCLUDE_DIR qgsprocessingalgorithm.h
          HINTS ${QGIS_PREFIX_PATH}/include $ENV{OSGEO4W_ROOT}/apps/qgis-ltr/include $ENV{OSGEO4W_ROOT}/apps/qgis/include
          PATH_SUFFIXES qgis REQUIRED)
find_library(QGIS_CORE_LIBRARY qgis_core
             HINTS ${QGIS_PREFIX_PATH}/lib $ENV{OSGEO4W_ROOT}/apps/qgis-ltr/lib $ENV{OSGEO4W_ROOT}/apps/qgis/lib REQUIRED)

file(STRINGS "${QGIS_INCLUDE_DIR}/qgsconfig.h" versionLine REGEX "#define VERSION \"")
string(REGEX REPLACE ".*\"([0-9]+\\.[0-9]+\\.[0-9]+).*" "\\1" QGIS_VERSION "${versionLine}")
if(QGIS_VERSION VERSION_LESS 3.22)
  message(FATAL_ERROR "QGIS ${QGIS_VERSION} was found; Community Safety needs 3.22 or later.")
endif()
message(STATUS "QGIS ${QGIS_VERSION}, Qt ${${qt}_VERSION}")

# QGIS looks for plugins below its own prefix only (/usr on Debian, never /usr/local): install there unless told otherwise.
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  if(WIN32)
    get_filename_component(qgisPrefix "${QGIS_INCLUDE_DIR}/.." ABSOLUTE)
  else()
    get_filename_component(qgisPrefix "${QGIS_INCLUDE_DIR}/../.." ABSOLUTE)
  endif()
  set_property(CACHE CMAKE_INSTALL_PREFIX PROPERTY VALUE "${qgisPrefix}")
endif()

add_library(QGIS::Core UNKNOWN IMPORTED)
set_target_properties(QGIS::Core PROPERTIES IMPORTED_LOCATION "${QGIS_CORE_LIBRARY}")
# As system headers: warnings inside them are not ours to mend.
target_include_directories(QGIS::Core SYSTEM INTERFACE "${QGIS_INCLUDE_DIR}")
target_link_libraries(QGIS::Core INTERFACE ${qt}::Core ${qt}::Gui ${qt}::Widgets ${qt}::Xml ${qt}::Network ${qt}::Svg ${qt}::PrintSupport
                                           GDAL::GDAL)
