// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace communitysafety::statistics
{

/**
 * A linear programme of columns with bounds and costs, and of rows that are sums of columns with a fixed value: find
 * the least (or greatest) cost. Solved by the simplex methods of GLPK, which neither prints nor ends the program here:
 * what it cannot solve is thrown as std::runtime_error.
 *
 * Build it (columns, rows, terms), then solve it as often as wanted with other bounds and costs. Not thread-safe; one
 * for each thread may be used at the same time where threadsAllowed().
 */
class LinearProgramme
{
public:
  //! Where each solve begins: at what the last one left, good when costs changed (primal simplex), or anew, good when
  //! all costs are 0 or more and bounds changed (dual simplex).
  enum class Start
  {
    fromLast,
    anew
  };
  enum class Outcome
  {
    solved,
    impossible,
    unlimited
  };

  //! One coefficient.
  struct Term
  {
    std::size_t row;
    std::size_t column;
    double factor;
  };

  //! No upper bound.
  static constexpr double noLimit = 1e300;

  //! \param values what each row sums up to. Terms with the same row and column must not repeat.
  LinearProgramme( std::size_t columns, const std::vector<double> &values, const std::vector<Term> &terms );
  ~LinearProgramme();
  LinearProgramme( const LinearProgramme & ) = delete;
  LinearProgramme &operator=( const LinearProgramme & ) = delete;

  //! DEFAULT of every column: 0 to noLimit.
  void setBounds( std::size_t column, double lower, double upper );
  //! DEFAULT of every column: 0.
  void setCost( std::size_t column, double cost );

  //! \a stop is asked every thousand steps of each solve from now on, which then throws Cancelled.
  void listenTo( const Progress &stop ) { mStop = stop; }

  Outcome minimise( Start start );
  Outcome maximise( Start start );

  //! REQUIRES: solved, or unlimited; then these are columns that are possible, not yet beyond all limits.
  double value( std::size_t column ) const;

  //! Whether the installed library may be used from several threads.
  static bool threadsAllowed();

private:
  class Problem;

  Outcome solve( int direction, Start start );
  int simplex( int method );

  std::unique_ptr<Problem> mProblem;
  Progress mStop;
};

} // namespace communitysafety::statistics
