// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "partnertables.h"

namespace communitysafety::samplecity
{

namespace
{
using T = Theme;
using S = Siting;

PartnerTable fire()
{
  return { "fire",
           "incident_no",
           "FR",
           "incident_date",
           DateStyle::DateTime,
           "incident_type",
           "station",
           { "Aldermouth Central", "Northgate", "Quayside" },
           nullptr,
           { { "Accidental dwelling fire", 560, T::Fire, S::Residents, 0.05, 0.15, 12 },
             { "Deliberate primary fire", 420, T::Fire, S::Everywhere, 0.15, 0.15, 7 },
             { "Deliberate secondary fire", 1000, T::Fire, S::Everywhere, 0.25, 0.40, 6 },
             { "Deliberate vehicle fire", 300, T::Fire, S::Everywhere, 0.10, 0.10, 10 },
             { "Malicious false alarm", 360, T::Fire, S::Mixed, 0.30, 0.10, 8 },
             { "Home safety visit", 900, T::None, S::Residents, 0.02, 0.05, 10 } },
           { 0.006, 0.002, 0.004, 0, 0, 0.003, 0 } };
}

PartnerTable ambulance()
{
  return { "ambulance",
           "call_ref",
           "AMB",
           "call_date",
           DateStyle::BritishTimeText,
           "nature",
           "age_band",
           { "0-17", "18-24", "25-44", "25-44", "45-64", "65+", "" },
           nullptr,
           { { "Assault", 1600, T::Violence, S::Shops, 0.15, 0.12, 7 },
             { "Stabbing or bladed wound", 180, T::Violence, S::Mixed, 0.10, 0.08, 6 },
             { "Gunshot wound", 12, T::Violence, S::Mixed, 0.00, 0.00, 1 },
             { "Overdose", 950, T::Drugs, S::Mixed, 0.30, 0.05, 1 },
             { "Alcohol intoxication", 1150, T::Drugs, S::Shops, 0.15, 0.15, 12 },
             { "Mental health crisis", 950, T::Vulnerable, S::Residents, 0.35, 0.05, 3 },
             { "Fall", 700, T::None, S::Residents, 0.15, 0.10, 1 } },
           { 0.015, 0.004, 0.006, 0.001, 0.003, 0.004, 0.02 },
           true };
}

PartnerTable antisocialBehaviour()
{
  return { "antisocial_behaviour",
           "case_ref",
           "CC",
           "date_reported",
           DateStyle::BritishText,
           "complaint_type",
           "channel",
           { "Phone", "Web", "App" },
           nullptr,
           { { "Noise nuisance", 1800, T::Antisocial, S::Residents, 0.35, 0.25, 7 },
             { "Fly-tipping", 2000, T::Antisocial, S::Everywhere, 0.30, 0.10, 4, 0.04 },
             { "Graffiti", 620, T::Antisocial, S::Shops, 0.20, 0.10, 5 },
             { "Abandoned vehicle", 720, T::Antisocial, S::Mixed, 0.08, 0.05, 9 },
             { "Neighbour dispute", 740, T::Antisocial, S::Residents, 0.35, 0.15, 7 },
             { "Street drinking", 520, T::Antisocial, S::Shops, 0.30, 0.30, 7 },
             { "Discarded needles", 420, T::Drugs, S::Mixed, 0.25, 0.10, 7 } },
           { 0.02, 0.005, 0.006, 0.003, 0.004, 0.005, 0 } };
}

PartnerTable youthOffending()
{
  return { "youth_offending",
           "yot_ref",
           "Y",
           "offence_date",
           DateStyle::Date,
           "offence_group",
           "first_time",
           { "Y", "N", "N" },
           "gravity",
           { { "Violence", 650, T::Youth, S::Residents, 0.25, 0.08, 6 },
             { "Theft and burglary", 520, T::Youth, S::Residents, 0.25, 0.05, 10 },
             { "Criminal damage", 380, T::Youth, S::Residents, 0.20, 0.10, 7 },
             { "Drugs", 260, T::Youth, S::Residents, 0.15, 0.05, 5 } },
           { 0.03, 0, 0.01, 0, 0, 0.004, 0 } };
}

PartnerTable drugServices()
{
  return { "drug_services",
           "client_ref",
           "DS",
           "referral_date",
           DateStyle::Date,
           "substance",
           "route",
           { "Self", "GP", "Court", "Custody" },
           nullptr,
           { { "Opiates", 950, T::Drugs, S::Residents, 0.15, 0.05, 1 },
             { "Alcohol", 850, T::Drugs, S::Residents, 0.12, 0.08, 1 },
             { "Cannabis", 320, T::Drugs, S::Residents, 0.08, 0.05, 9 } },
           { 0.04, 0.003, 0.01, 0, 0.006, 0.004, 0 },
           false,
           18 };
}

PartnerTable domesticAbuse()
{
  return { "domestic_abuse",
           "da_ref",
           "DA",
           "reported_on",
           DateStyle::IsoText,
           "case_type",
           "child_present",
           { "Y", "N", "N" },
           nullptr,
           { { "Incident", 1550, T::Vulnerable, S::Residents, 0.40, 0.10, 7 },
             { "Crime", 950, T::Vulnerable, S::Residents, 0.35, 0.10, 7 },
             { "Risk conference", 480, T::Vulnerable, S::Residents, 0.20, 0.00, 1 } },
           { 0.03, 0.002, 0.008, 0.002, 0.005, 0.006, 0 } };
}

PartnerTable offenders()
{
  return { "offenders",
           "offender_ref",
           "OFF",
           "offence_date",
           DateStyle::Date,
           "offence_category",
           "age_band",
           { "10-17", "18-24", "25-34", "25-34", "35-49", "50+" },
           nullptr,
           { { "Violence", 950, T::Violence, S::Residents, 0.25, 0.05, 7 },
             { "Robbery", 170, T::Violence, S::Residents, 0.20, 0.05, 11 },
             { "Burglary", 380, T::Acquisitive, S::Residents, 0.30, 0.10, 11 },
             { "Theft", 620, T::Acquisitive, S::Residents, 0.35, 0.05, 11 },
             { "Criminal damage", 300, T::Antisocial, S::Residents, 0.15, 0.05, 6 },
             { "Hate crime", 80, T::Vulnerable, S::Residents, 0.10, 0.05, 7 },
             { "Domestic abuse", 250, T::Vulnerable, S::Residents, 0.25, 0.05, 7 } },
           { 0.04, 0.003, 0.03, 0, 0.003, 0.005, 0.015 } };
}

PartnerTable victims()
{
  return { "victims",
           "victim_ref",
           "VIC",
           "occurred_on",
           DateStyle::IsoText,
           "offence_category",
           "repeat_victim",
           { "N", "N", "N", "N", "Y" },
           nullptr,
           { { "Violence", 1600, T::Violence, S::Residents, 0.20, 0.08, 7 },
             { "Robbery", 280, T::Violence, S::Residents, 0.08, 0.08, 11 },
             { "Burglary", 850, T::Acquisitive, S::Residents, 0.20, 0.12, 12 },
             { "Theft", 620, T::Acquisitive, S::Residents, 0.10, 0.05, 8 },
             { "Hate crime", 340, T::Vulnerable, S::Residents, 0.25, 0.08, 7, 0.05 },
             { "Sexual offence", 280, T::Vulnerable, S::Residents, 0.10, 0.05, 7 },
             { "Domestic abuse", 520, T::Vulnerable, S::Residents, 0.35, 0.08, 7 } },
           { 0.05, 0.003, 0.02, 0.001, 0.003, 0.004, 0 } };
}
} // namespace

const std::vector<PartnerTable> &partnerTables()
{
  static const std::vector<PartnerTable> tables{ fire(),           ambulance(),    antisocialBehaviour(),
                                                 youthOffending(), drugServices(), domesticAbuse(),
                                                 offenders(),      victims() };
  return tables;
}

} // namespace communitysafety::samplecity
