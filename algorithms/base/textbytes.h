// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QtGlobal>

#include <cpl_vsi.h>

#include <string>

namespace communitysafety::base
{

/**
 * The bytes of a text file, piece by piece, in UTF-8: plain, gzipped or inside a zip, read in place. UTF-16 is told by
 * its mark, or by the zeros between the letters of its first line; what is no UTF-8 in other files stays as it is.
 */
class TextBytes
{
public:
  enum class State
  {
    more,
    atEnd,
    //! A packed file that was broken off, or a disk that fails.
    damaged,
    //! It grew, or shrank, while it was read.
    changed
  };

  //! \param path as GDAL opens it. An unreadable file is one without bytes.
  explicit TextBytes( const QString &path );
  ~TextBytes();
  TextBytes( const TextBytes & ) = delete;
  TextBytes &operator=( const TextBytes & ) = delete;

  bool isOpen() const { return mFile != nullptr; }

  //! Appends the next megabyte or so to \a text. After anything but `more` there is nothing more to come.
  State append( std::string &text );

  //! Share of the file that was read, 0 to 1; a guess for packed files.
  double done() const;

private:
  enum class Encoding
  {
    unknown,
    bytes,
    utf16Little,
    utf16Big
  };

  void tellEncoding( std::string &piece );
  void appendUtf16( const std::string &piece, std::string &text );
  State stateAtEnd() const;

  QString mPath;
  VSILFILE *mFile = nullptr;
  quint64 mSize = 0; //!< As long as the file was when it was opened; of gzipped ones unknown
  quint64 mRead = 0;
  Encoding mEncoding = Encoding::unknown;
  std::string mHalf; //!< Of a character that two pieces share
};

} // namespace communitysafety::base
