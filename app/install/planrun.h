// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/ownerlock.h"
#include "install/buildjail.h"
#include "install/buildrecipe.h"
#include "install/copybatch.h"
#include "install/databasework.h"
#include "install/installationlock.h"
#include "install/installjob.h"
#include "install/manifest.h"
#include "install/regressionreport.h"
#include "install/stagedtree.h"
#include "install/takeback.h"
#include "install/workfolder.h"

#include <QJsonArray>
#include <QList>
#include <QSet>

#include <memory>
#include <optional>

class ArchiveFetcher;

/// Carries out one plan, step by step, on the calling worker thread; takes everything back when a step fails or the
/// person cancels. What `InstallJob` and `TryJob` run.
class PlanRun
{
public:
    struct Options {
        /// The installation to build against when the target is a copy of it: what is built is then the same, and the
        /// build cache serves both.
        std::optional<Installation> builtFor;
        int firstStep = 0; ///< number of the plan's first step in the job's list
        Builds builds = Builds::Reuse;
    };
    PlanRun(const Plan &plan, const InstallServices &services, JobReporter &reporter,
            Options options);
    ~PlanRun();

    [[nodiscard]] Result<void> run();
    /// "manifest", "installed", "tests", "receipts"; complete after a successful run.
    [[nodiscard]] QJsonObject outcome() const;
    [[nodiscard]] const RegressionReport &tests() const { return m_tests; }

    /// The steps as a job shows them.
    [[nodiscard]] static QList<JobStep> jobSteps(const Plan &plan);

private:
    struct Work {
        QString archive;
        QByteArray sha512; ///< of the archive, as far as it is known
        QString source;
        QList<StagedFile> files;
        QString cacheKey;
        bool isFromCache = false;
    };

    [[nodiscard]] Result<void> runSteps();
    [[nodiscard]] Result<void> perform(const Step &step, int number);
    [[nodiscard]] Result<void> takeBack();

    [[nodiscard]] Result<void> fetch(const Step &step);
    [[nodiscard]] Result<void> checkSignature(int release);
    [[nodiscard]] Result<void> verify(const Step &step);
    [[nodiscard]] Result<void> unpack(const Step &step);
    [[nodiscard]] Result<void> build(const Step &step);
    [[nodiscard]] Result<void> runTasks(const BuildRecipe &recipe, const JailView &view,
                                        const QString &name);
    [[nodiscard]] bool takeFromCache(int release);
    [[nodiscard]] Result<void> makeWorkFolder();
    [[nodiscard]] Result<QString> room(const QString &name);
    [[nodiscard]] Result<void> check(const Step &step);
    [[nodiscard]] Result<void> checkCollisions(const QList<StagedFile> &files) const;
    [[nodiscard]] Result<void> copy();
    [[nodiscard]] Result<void> carryOutChanges(const CopyBatch &batch);
    [[nodiscard]] Result<void> lookInUserFolder();
    [[nodiscard]] Result<void> checkPreload() const;
    [[nodiscard]] Result<void> preload(const Step &step);
    [[nodiscard]] Result<void> restart();
    [[nodiscard]] Result<void> create(const Step &step);
    [[nodiscard]] Result<void> prove(const Step &step);
    [[nodiscard]] Result<void> drop(const Step &step);
    [[nodiscard]] Result<void> remove();
    [[nodiscard]] Result<void> test(const Step &step);
    [[nodiscard]] QStringList testDatabases(const Command &tests, const BuildJail &walls,
                                            const JailView &view);
    [[nodiscard]] Result<void> dropTestDatabases(Session &session, const QStringList &before);
    [[nodiscard]] Result<void> finishSql();
    [[nodiscard]] Result<void> finish();
    void attest();
    [[nodiscard]] Error explained(const Error &error) const;

    [[nodiscard]] Result<void> beginManifest();
    [[nodiscard]] Result<BuildJail> jail();
    [[nodiscard]] bool isLeftOut(const Step &step) const;
    [[nodiscard]] QStringList modulesOf(const Step &step) const;
    [[nodiscard]] const Installation &builtFor() const;
    [[nodiscard]] TargetLayout destination() const;
    [[nodiscard]] bool isThrowAway() const;
    [[nodiscard]] Result<JailView> view(const Installation &installation,
                                        const QStringList &writable);
    [[nodiscard]] bool needsSource(int release) const;
    void say(const QString &line);
    void progress(double withinStep, const QString &activity);

    const Plan &m_plan;
    const InstallServices &m_services;
    JobReporter &m_reporter;
    Options m_options;
    ManifestStore m_store;
    std::optional<Manifest> m_manifest;
    std::optional<InstallationLock> m_installationLock; ///< from the first change to the end
    std::optional<OwnerLock> m_lock;
    std::unique_ptr<WorkFolder> m_work;
    std::unique_ptr<ArchiveFetcher> m_fetcher;
    std::optional<BuildJail> m_jail;
    QList<Work> m_works;
    DatabaseWork m_databases;
    RegressionReport m_tests;
    QJsonArray m_installed;
    QSet<int> m_proven; ///< releases of which an extension was proven
    QJsonArray m_receipts;
    QStringList m_log; ///< of the current step, for explaining its failure
    QString m_skipped; ///< why the current step had nothing to do
    QString m_note;    ///< what to say of the current step when it is done
    bool m_testsFailed = false;
    bool m_isStillCopying = false; ///< the helper was given up, and may yet change files
    double m_seconds = 0;
    double m_secondsDone = 0;
    double m_secondsNow = 0;
};
