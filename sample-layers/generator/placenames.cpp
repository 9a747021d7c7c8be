// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "placenames.h"
#include "random.h"

#include <algorithm>

namespace communitysafety::samplecity
{

namespace
{
const std::string &pickOne( const std::vector<std::string> &from, Random &random )
{
  return from[random.below( from.size() )];
}
} // namespace

const std::vector<std::string> &wardNames()
{
  static const std::vector<std::string> names{ "Abbot's Holm",  "Alderside",       "Barkfold",     "Brindlecross",
                                               "Castle Garth",  "Coldmarsh Road",  "Dunmere",      "Eastferry",
                                               "Fallowgate",    "Glebe End",       "Hallowmere",   "Kiln Bank",
                                               "Larkswell",     "Minster & Quays", "Nether Wold",  "Oxlease",
                                               "Priory Fields", "Ravensgill",      "St Aldhelm's", "Thornmoor",
                                               "Upper Weir",    "Vicar's Moor",    "Westferry",    "Yewbarrow" };
  return names;
}

const std::vector<std::string> &constituencyNames()
{
  static const std::vector<std::string> names{ "Aldermouth East", "Aldermouth North", "Aldermouth South and Quays",
                                               "Aldermouth West" };
  return names;
}

std::vector<std::string> localityNames( std::size_t count, Random &random )
{
  static const std::vector<std::string> beginnings{ "Bramble", "Cinder",  "Copper", "Fern",  "Gorse", "Hazel",
                                                    "Juniper", "Kestrel", "Linden", "Marl",  "Otter", "Pebble",
                                                    "Rushy",   "Sorrel",  "Teasel", "Withy", "Wren" };
  static const std::vector<std::string> endings{ "bank", "brook", "combe",  "croft", "fold", "garth",
                                                 "lea",  "marsh", "meadow", "stead", "wick" };
  std::vector<std::string> names;
  while ( names.size() < count )
  {
    // In two statements: compilers may evaluate the sides of a sum in either order.
    const std::string &beginning = pickOne( beginnings, random );
    const std::string name = beginning + pickOne( endings, random );
    if ( std::find( names.begin(), names.end(), name ) == names.end() )
      names.push_back( name );
  }
  return names;
}

std::string streetName( Random &random )
{
  static const std::vector<std::string> names{
    "Abbey",    "Acacia",   "Alder",   "Alma",    "Anchor",   "Ash",      "Beech",  "Bell",     "Birch",   "Bridge",
    "Canal",    "Castle",   "Cedar",   "Chapel",  "Cherry",   "Church",   "Clay",   "Cobden",   "Corn",    "Cross",
    "Dale",     "Derby",    "Duke",    "East",    "Elm",      "Fair",     "Farm",   "Ferry",    "Field",   "Foundry",
    "Garden",   "George",   "Glebe",   "Grange",  "Green",    "Hawthorn", "Heath",  "High",     "Hill",    "Holly",
    "Ivy",      "Jubilee",  "Kiln",    "King",    "Laburnum", "Lark",     "Laurel", "Lime",     "Lock",    "Manor",
    "Maple",    "Market",   "Mill",    "Minster", "Moor",     "Nelson",   "North",  "Oak",      "Orchard", "Park",
    "Poplar",   "Priory",   "Quarry",  "Queen",   "Raven",    "Rectory",  "River",  "Rowan",    "Salt",    "School",
    "South",    "Spring",   "Station", "Stone",   "Sycamore", "Tanner",   "Temple", "Thorn",    "Tower",   "Union",
    "Vicarage", "Victoria", "Walnut",  "Water",   "Weir",     "Wharf",    "Willow", "Windmill", "Wood",    "York"
  };
  static const std::vector<std::string> kinds{ "Road",  "Street",   "Avenue", "Close", "Lane",   "Drive",
                                               "Grove", "Crescent", "Way",    "Place", "Terrace" };
  const std::string &name = pickOne( names, random );
  return name + " " + pickOne( kinds, random );
}

} // namespace communitysafety::samplecity
