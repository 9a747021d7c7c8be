// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/linearprogramme.h"

#include <csetjmp>
#include <stdexcept>
#include <string>

#include <glpk.h>

namespace communitysafety::statistics
{
namespace
{

//! Takes what GLPK would print, which before an error it does whatever it was told.
int swallow( void *, const char * ) { return 1; }

//! What GLPK keeps for a thread. An error inside it can only be survived by giving all of that up.
class ThreadEnvironment
{
public:
  ThreadEnvironment() { glp_term_hook( swallow, nullptr ); }
  ~ThreadEnvironment() { glp_free_env(); }

  //! Problems of an earlier generation were freed with their environment.
  int generation = 0;
  std::jmp_buf escape;

  void startAnew()
  {
    glp_free_env();
    glp_term_hook( swallow, nullptr );
    ++generation;
  }
};

ThreadEnvironment &environment()
{
  thread_local ThreadEnvironment ofThisThread;
  return ofThisThread;
}

//! GLPK would end the program when this returned.
void leave( void *escape ) { std::longjmp( *static_cast<std::jmp_buf *>( escape ), 1 ); }

//! Calls \a work, which must not own anything: an error of GLPK leaves it without tidying up. \returns false then.
template <typename Work>
bool survives( const Work &work )
{
  ThreadEnvironment &here = environment();
  glp_error_hook( leave, &here.escape );
  if ( setjmp( here.escape ) != 0 )
  {
    here.startAnew();
    return false;
  }
  work();
  glp_error_hook( nullptr, nullptr );
  return true;
}

[[noreturn]] void refuse( const char *what )
{
  throw std::runtime_error( std::string( "The linear programme could not be solved: " ) + what + "." );
}

int kindOfBounds( double lower, double upper )
{
  if ( upper >= LinearProgramme::noLimit )
    return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB;
}

LinearProgramme::Outcome outcomeOf( glp_prob *problem )
{
  switch ( glp_get_status( problem ) )
  {
  case GLP_OPT:
    return LinearProgramme::Outcome::solved;
  case GLP_UNBND:
    return LinearProgramme::Outcome::unlimited;
  case GLP_NOFEAS:
    return LinearProgramme::Outcome::impossible;
  default:
    refuse( "it remained undecided" );
  }
}

} // namespace

class LinearProgramme::Problem
{
public:
  Problem() : mGeneration( environment().generation ), mProblem( glp_create_prob() ) {}
  ~Problem()
  {
    if ( mGeneration == environment().generation )
      glp_delete_prob( mProblem );
  }
  Problem( const Problem & ) = delete;
  Problem &operator=( const Problem & ) = delete;

  glp_prob *get() const { return mProblem; }

private:
  int mGeneration;
  glp_prob *mProblem;
};

LinearProgramme::LinearProgramme( std::size_t columns, const std::vector<double> &values,
                                  const std::vector<Term> &terms )
  : mProblem( std::make_unique<Problem>() )
{
  // GLPK counts from 1.
  std::vector<int> rows( terms.size() + 1 ), places( terms.size() + 1 );
  std::vector<double> factors( terms.size() + 1 );
  for ( std::size_t term = 0; term < terms.size(); ++term )
  {
    rows[term + 1] = static_cast<int>( terms[term].row ) + 1;
    places[term + 1] = static_cast<int>( terms[term].column ) + 1;
    factors[term + 1] = terms[term].factor;
  }
  glp_prob *problem = mProblem->get();
  const bool isBuilt = survives(
    [&]
    {
      glp_add_cols( problem, static_cast<int>( columns ) );
      for ( std::size_t column = 0; column < columns; ++column )
        glp_set_col_bnds( problem, static_cast<int>( column ) + 1, GLP_LO, 0, 0 );
      if ( !values.empty() )
        glp_add_rows( problem, static_cast<int>( values.size() ) );
      for ( std::size_t row = 0; row < values.size(); ++row )
        glp_set_row_bnds( problem, static_cast<int>( row ) + 1, GLP_FX, values[row], values[row] );
      glp_load_matrix( problem, static_cast<int>( terms.size() ), rows.data(), places.data(), factors.data() );
    } );
  if ( !isBuilt )
    refuse( "its terms contradict each other" );
}

LinearProgramme::~LinearProgramme() = default;

void LinearProgramme::setBounds( std::size_t column, double lower, double upper )
{
  glp_set_col_bnds( mProblem->get(), static_cast<int>( column ) + 1, kindOfBounds( lower, upper ), lower, upper );
}

void LinearProgramme::setCost( std::size_t column, double cost )
{
  glp_set_obj_coef( mProblem->get(), static_cast<int>( column ) + 1, cost );
}

LinearProgramme::Outcome LinearProgramme::minimise( Start start ) { return solve( GLP_MIN, start ); }

LinearProgramme::Outcome LinearProgramme::maximise( Start start ) { return solve( GLP_MAX, start ); }

LinearProgramme::Outcome LinearProgramme::solve( int direction, Start start )
{
  glp_prob *problem = mProblem->get();
  glp_set_obj_dir( problem, direction );
  if ( start == Start::anew )
    glp_std_basis( problem );
  int failure = simplex( start == Start::anew ? GLP_DUALP : GLP_PRIMAL );
  if ( failure != 0 )
  {
    // A basis that became singular: once more from the beginning.
    glp_std_basis( problem );
    failure = simplex( GLP_PRIMAL );
  }
  if ( failure != 0 )
    refuse( "the solver lost its way" );
  return outcomeOf( problem );
}

//! \returns what GLPK does.
int LinearProgramme::simplex( int method )
{
  // A pause costs a factorisation of the basis: small programmes have none.
  constexpr int stepsBetweenPauses = 1000;
  glp_smcp settings;
  glp_init_smcp( &settings );
  settings.msg_lev = GLP_MSG_OFF;
  settings.meth = method;
  settings.it_lim = stepsBetweenPauses;
  int failure = GLP_EITLIM;
  while ( failure == GLP_EITLIM )
  {
    if ( !survives( [&] { failure = glp_simplex( mProblem->get(), &settings ); } ) )
      refuse( "the solver stopped with an error" );
    if ( failure == GLP_EITLIM )
      report( mStop, 0 );
  }
  return failure;
}

double LinearProgramme::value( std::size_t column ) const
{
  return glp_get_col_prim( mProblem->get(), static_cast<int>( column ) + 1 );
}

bool LinearProgramme::threadsAllowed() { return glp_config( "TLS" ) != nullptr; }

} // namespace communitysafety::statistics
