// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/compat.h"
#include "base/run.h"
#include "base/source.h"

#include <qgsprocessingalgorithm.h>

#include <memory>
#include <vector>

namespace communitysafety::base
{

class HtmlReport;

//! Who an algorithm is, in one place at the top of its file.
struct Identity
{
  //! Verb and object run together, lower case; never changed and never translated.
  QString id;
  QString name;
  //! One of the toolbox groups; see groupName().
  QString groupId;
  //! One sentence.
  QString summary;
  //! Words people search for, among them those of rival tools.
  QStringList tags;
  //! Paragraphs; the help of each parameter stands with the parameter.
  QString help;
};

//! The words for a toolbox group.
QString groupName( const QString &groupId );

//! What is done with an area whose outline crosses itself. The order is that of the INVALID_GEOMETRY parameter.
enum class InvalidGeometry
{
  repair,
  skip,
  stop
};

/**
 * The contract that all algorithms share. A derived class says who it is, which parameters it has and how it computes;
 * this class turns errors into one sentence, a cancel into an empty hand, and finished outputs into styled, described
 * layers in every way of running (toolbox, model, command line).
 */
class Algorithm : public QgsProcessingAlgorithm
{
public:
  QString name() const final { return identity().id; }
  QString displayName() const final { return identity().name; }
  QString groupId() const final { return identity().groupId; }
  QString group() const final { return groupName( identity().groupId ); }
  QStringList tags() const final { return identity().tags; }
  QString shortDescription() const final { return identity().summary; }
  QString shortHelpString() const final { return identity().help; }
  QIcon icon() const final;
  QString svgIconPath() const final;
  void initAlgorithm( const QVariantMap &configuration ) final;

protected:
  virtual Identity identity() const = 0;

  //! Adds parameters and outputs, in the order of the dialog, basic before advanced.
  virtual void defineParameters() = 0;

  //! Everything that can refuse the run before anything is read; sources that need the main thread are made here.
  virtual void prepare( Run &run );

  //! Reads, computes, and only then creates outputs. Numbers and results are set on \a run.
  virtual void process( Run &run ) = 0;

  //! Adds \a parameter with its help. \returns it, for further settings.
  template <typename Parameter>
  Parameter *add( Parameter *parameter, const QString &help )
  {
    parameter->setHelp( help );
    addParameter( parameter );
    return parameter;
  }

  //! As add(), folded away under "Advanced" in the dialog.
  template <typename Parameter>
  Parameter *addAdvanced( Parameter *parameter, const QString &help )
  {
    parameter->setFlags( parameter->flags() | compat::advanced );
    return add( parameter, help );
  }

  //! Adds a numeric output, its words doubling as its description.
  void addNumber( const QString &name, const QString &words );

  //! Adds INVALID_GEOMETRY, which every algorithm that reads areas has.
  void addInvalidGeometry();
  InvalidGeometry invalidGeometry( Run &run ) const;

  //! Adds AREA_ID and AREA_NAME, the fields that name the areas of INPUT; both advanced.
  void addAreaIdAndName();

  //! Adds the table of rejected records, REJECTS.
  void addRejects();
  //! Writes it, when it was asked for; all other outputs stand by then.
  void writeRejects( Run &run );

  //! Adds the optional report, REPORT: one HTML file.
  void addReport( const QString &help );
  //! Whether the report was asked for: what only it needs can be left out otherwise.
  bool wantsReport( const Run &run ) const;
  //! Writes \a report with the record and the books of \a run at its foot, when it was asked for. All layers stand by
  //! then.
  void writeReport( Run &run, const HtmlReport &report ) const;

  //! The values of the parameters of \a run.
  QString text( const Run &run, const char *parameter ) const;
  double number( const Run &run, const char *parameter ) const;
  //! The place of an enumeration's value.
  int choice( const Run &run, const char *parameter ) const;
  bool isTicked( const Run &run, const char *parameter ) const;
  //! False when an optional parameter was left empty.
  static bool isGiven( const QVariantMap &parameters, const char *parameter );

  //! The input named by \a parameter. Throws QgsProcessingException when it cannot be opened.
  Source source( Run &run, const QString &parameter ) const;
  //! As source(), for an optional parameter: null when it was left empty.
  std::unique_ptr<Source> optionalSource( Run &run, const QString &parameter ) const;
  //! The layers of a multiple input. Only in prepare(): layers belong to the main thread.
  std::vector<Source> layerSources( Run &run, const QString &parameter ) const;

  //! \returns null when the output is optional and was not asked for.
  std::unique_ptr<OutputLayer> createOutput( Run &run, OutputSpec spec );

  bool prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                         QgsProcessingFeedback *feedback ) final;
  QVariantMap processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                QgsProcessingFeedback *feedback ) final;
  QVariantMap postProcessAlgorithm( QgsProcessingContext &context, QgsProcessingFeedback *feedback ) final;

private:
  //! True when at least one layer or file came out of the run.
  bool wroteAnything() const;

  std::unique_ptr<Run> mRun;
};

} // namespace communitysafety::base
