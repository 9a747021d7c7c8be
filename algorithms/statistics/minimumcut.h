// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/column.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The heaviest set of places whose outline has its price: argmax over all sets S of Σ_{i in S} wᵢ − penalty ×
 * perimeter( S ), exact over all 2ⁿ sets, by one minimum cut.
 *
 * Of several best sets it is the smallest, the one that all others contain. So the empty set is returned unless
 * something is gained, and places of weight 0 are members only where they shorten the outline. The set need not be
 * connected: parts that do not touch are best each for itself.
 *
 * Exact means: weights and lengths are rounded to multiples of one quantum, a power of 2 near 2⁻²⁵ times the largest
 * outline of one place (for penalties above 16: times penalty / 16), weights away from 0 so that none loses its sign;
 * on these integers there is no error and no tie decided by chance.
 *
 * By push and relabel on the places alone: what a weight has above 0 flows along the borders, at most penalty × length
 * each, into weights below 0; the set is where the rest can still get. On maps most flow ends beside its source, which
 * is why this takes two to seven times less than the search trees of Boost.Graph (see tests/benchmarks).
 *
 * Holds the arcs of the graph and all working memory: reusable without allocation but for the result, one object per
 * thread. About 35 bytes per place and 24 per direction of a border. The cost of one cut grows about linearly on maps,
 * most where weights above and below 0 are in balance.
 *
 * Source: Greig, Porteous and Seheult 1989, Exact maximum a posteriori estimation for binary images, Journal of the
 * Royal Statistical Society B 51 (2), doi:10.1111/j.2517-6161.1989.tb01764.x, for the cut; Goldberg and Tarjan 1988, A
 * new approach to the maximum-flow problem, Journal of the ACM 35 (4), doi:10.1145/48014.61051, for the flow, in the
 * order first in, first out and with distances measured anew from time to time.
 */
class MinimumCut
{
public:
  using Places = std::vector<std::uint32_t>;

  //! Copies what it needs: the graph may go.
  explicit MinimumCut( const BorderGraph &borders );

  /**
   * The places of the heaviest set, ascending. A place whose weight is missing is never a member.
   *
   * A \a penalty of 0 gives all places of positive weight; the higher, the shorter and smoother the outline, until
   * whole connected parts of the map are in or out. Not nested in the penalty, since a higher one may fill a hole; but
   * nested in the weights: higher weights give a set that contains the one before.
   * Throws std::invalid_argument when there are not as many weights as places, a weight is infinite or the penalty is
   * outside 0 to 10¹⁰⁰.
   */
  Places heaviestSet( Column weight, double penalty );

  /**
   * The same for several \a penalties, which must be ascending: one set each, equal to what heaviestSet() gives (above
   * a penalty of 16 they share the quantum of the highest). Each goes on from the flow of the one before, and stops for
   * good at the first empty set, since all further ones are empty too.
   */
  std::vector<Places> heaviestSets( Column weight, const std::vector<double> &penalties );

private:
  struct Arc
  {
    std::uint32_t head;
    //! The arc in the other direction.
    std::uint32_t sister;
    std::int32_t residual;
  };

  struct Node
  {
    std::uint32_t firstArc;
    //! At most as many arcs as there are to the nearest place with a weight below 0 left.
    std::uint32_t distance;
    //! What the flow has left of the weight.
    std::int32_t excess;
    bool isQueued;
  };

  void requireInput( Column weight, const std::vector<double> &penalties ) const;
  void start( Column weight, double largestPenalty );
  void raisePenalty( double penalty );
  void maximiseFlow();
  void pushToNeighbours();
  void guessDistances();
  void measureDistances();
  void queueExcess();
  void discharge( std::uint32_t place );
  void push( Node &from, Arc &arc, std::int32_t flow );
  Places placesWithinReach();

  std::size_t mPlaces;
  //! One more than places, so that every row has an end.
  std::vector<Node> mNodes;
  std::vector<Arc> mArcs;
  std::vector<double> mLengths;
  //! The lengths at the penalty, in quanta.
  std::vector<std::int32_t> mCapacities;
  std::vector<double> mOutlines;
  double mQuantaPerUnit = 1;
  double mLargestOutline = 0;
  Places mQueue;
  Places mNextQueue;
};

} // namespace communitysafety::statistics
