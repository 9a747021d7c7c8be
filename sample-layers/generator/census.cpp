// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "census.h"
#include "deprivation.h"
#include "random.h"
#include "samplecity.h"
#include "summary.h"
#include "textfile.h"

#include <cmath>
#include <vector>

namespace communitysafety::samplecity
{

namespace
{
constexpr const char *areaHeading = "2011 super output area - lower layer,mnemonic";

//! A category of a census table: its share of the whole in the least and in the most deprived area.
struct Category
{
  const char *heading;
  double leastDeprived;
  double mostDeprived;
};

const std::vector<Category> &tenures()
{
  static const std::vector<Category> all{ { "Owned: Owns outright", 0.42, 0.14 },
                                          { "Owned: Owns with a mortgage or loan", 0.38, 0.18 },
                                          { "Shared ownership: Shared ownership", 0.01, 0.01 },
                                          { "Social rented: Rents from council or Local Authority", 0.03, 0.28 },
                                          { "Social rented: Other social rented", 0.03, 0.14 },
                                          { "Private rented: Private landlord or letting agency", 0.11, 0.22 },
                                          { "Private rented: Other private rented", 0.01, 0.02 },
                                          { "Lives rent free", 0.001, 0.001 } };
  return all;
}

const std::vector<Category> &ages()
{
  static const std::vector<Category> all{
    { "Aged 4 years and under", 0.045, 0.080 }, { "Aged 5 to 9 years", 0.052, 0.082 },
    { "Aged 10 to 15 years", 0.066, 0.090 },    { "Aged 16 to 19 years", 0.042, 0.056 },
    { "Aged 20 to 24 years", 0.050, 0.078 },    { "Aged 25 to 34 years", 0.115, 0.165 },
    { "Aged 35 to 49 years", 0.195, 0.195 },    { "Aged 50 to 64 years", 0.215, 0.155 },
    { "Aged 65 to 74 years", 0.120, 0.055 },    { "Aged 75 to 84 years", 0.072, 0.032 },
    { "Aged 85 years and over", 0.028, 0.012 }
  };
  return all;
}

std::string footer( std::size_t columns )
{
  const std::string blank( columns, ',' );
  const std::string rest( columns - 1, ',' );
  return blank + "\n" + blank + "\n" + ",\"In order to protect against disclosure of personal information, records\"" +
         rest + "\n" + ",have been swapped between different geographic areas and counts perturbed" + rest + "\n" +
         ",by small amounts." + rest + "\n";
}

std::string tableOf( const SampleCity &city, const char *total, const std::vector<Category> &categories,
                     int SmallArea::*whole, Random &random )
{
  std::string text = std::string( areaHeading ) + "," + total;
  for ( const Category &category : categories )
    text += std::string( "," ) + category.heading;
  text += "\n";
  const std::vector<double> shares = deprivationShares( city );
  for ( std::size_t i = 0; i < shares.size(); ++i )
  {
    const SmallArea &area = city.areas.areas()[i];
    text += area.name + "," + area.code + "," + std::to_string( area.*whole );
    std::vector<double> parts;
    double sum = 0;
    for ( const Category &category : categories )
    {
      const double mean = category.leastDeprived + shares[i] * ( category.mostDeprived - category.leastDeprived );
      parts.push_back( mean * random.between( 0.75, 1.25 ) );
      sum += parts.back();
    }
    // Each count is rounded by itself, so rows do not quite add up: so it is in the published tables.
    for ( const double part : parts )
      text += "," + std::to_string( std::lround( area.*whole * part / sum ) );
    text += "\n";
  }
  return text + footer( categories.size() + 2 );
}
} // namespace

void writeCensus( const SampleCity &city, const std::string &folder, Summary &summary )
{
  Random tenureRandom( city.seed, "tenure" );
  writeTextFile( folder + "/census2021_tenure.csv",
                 tableOf( city, "Total: All households", tenures(), &SmallArea::households, tenureRandom ) );
  summary.add( "census2021_tenure.csv", SmallAreas::count );
  Random ageRandom( city.seed, "age" );
  writeTextFile( folder + "/census2021_age.csv",
                 tableOf( city, "Total: All usual residents", ages(), &SmallArea::residents, ageRandom ) );
  summary.add( "census2021_age.csv", SmallAreas::count );
}

} // namespace communitysafety::samplecity
