# SPDX-License-Identifier: GPL-2.0-or-later
# communitysafety_flags: what every one of our targets needs. communitysafety_developer_flags: what only we want.
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(communitysafety_flags INTERFACE)
add_library(communitysafety_developer_flags INTERFACE)

if(MSVC)
  target_compile_options(communitysafety_flags INTERFACE /utf-8 /permissive- /fp:precise)
  target_compile_definitions(communitysafety_flags INTERFACE _USE_MATH_DEFINES NOMINMAX)
else()
  # Contraction of a*b+c differs between processors: results must not.
  # One spelling of -fPIC for libraries and programs lets them share a precompiled header.
  target_compile_options(communitysafety_flags INTERFACE -fPIC -fvisibility=hidden -ffp-contract=off)
endif()

if(COMMUNITYSAFETY_DEVELOPER AND NOT MSVC)
  target_compile_options(communitysafety_developer_flags INTERFACE -Wall -Wextra -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # A false alarm of GCC 12 in moves of std::string inside QVector.
    target_compile_options(communitysafety_developer_flags INTERFACE -Wno-stringop-overflow)
  endif()
endif()

if(COMMUNITYSAFETY_SANITIZE)
  target_compile_options(communitysafety_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                                                         -fno-omit-frame-pointer)
  target_link_options(communitysafety_flags INTERFACE -fsanitize=address,undefined)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # The sloppiness is what ccache's manual asks for when precompiled headers are used.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(communitysafety_flags INTERFACE -fpch-preprocess)
  endif()
endif()
