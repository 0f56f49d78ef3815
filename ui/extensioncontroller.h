// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "compatibilitycontroller.h"
#include "extensionmodels.h"
#include "jobwatcher.h"
#include "pagecontroller.h"
#include "reviewscontroller.h"
#include "statscontroller.h"

#include <QVariantList>

class PlanController;

/// One distribution's page.
class ExtensionController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString name READ name NOTIFY contentChanged)
    Q_PROPERTY(QString version READ version NOTIFY contentChanged)
    Q_PROPERTY(QString summary READ abstract NOTIFY contentChanged)
    Q_PROPERTY(QString author READ author NOTIFY contentChanged)
    Q_PROPERTY(QString released READ released NOTIFY contentChanged)
    Q_PROPERTY(QString license READ license NOTIFY contentChanged)
    Q_PROPERTY(QString link READ link NOTIFY contentChanged)
    Q_PROPERTY(bool isSandboxable READ isSandboxable NOTIFY situationChanged)
    Q_PROPERTY(QString situation READ situation NOTIFY situationChanged)
    Q_PROPERTY(bool canUninstall READ canUninstall NOTIFY situationChanged)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY situationChanged)
    Q_PROPERTY(QVariantList tiles READ tiles NOTIFY situationChanged)
    Q_PROPERTY(QString overviewHtml READ overviewHtml NOTIFY contentChanged)
    Q_PROPERTY(QString overviewFile READ overviewFile NOTIFY contentChanged)
    Q_PROPERTY(VersionModel *versions READ versions CONSTANT)
    Q_PROPERTY(DependencyModel *dependencies READ dependencies CONSTANT)
    Q_PROPERTY(FileModel *files READ files CONSTANT)
    Q_PROPERTY(ReviewsController *reviews READ reviews CONSTANT)
    Q_PROPERTY(StatsController *stats READ stats CONSTANT)
    Q_PROPERTY(CompatibilityController *compatibility READ compatibility CONSTANT)
    Q_PROPERTY(QString filesState READ filesState NOTIFY filesChanged)
    Q_PROPERTY(QString filesErrorText READ filesErrorText NOTIFY filesChanged)
    Q_PROPERTY(QString filesSummary READ filesSummary NOTIFY filesChanged)
    Q_PROPERTY(QVariantList places READ places NOTIFY situationChanged)
    Q_PROPERTY(QVariantList links READ links NOTIFY contentChanged)
    Q_PROPERTY(QStringList tags READ tags NOTIFY contentChanged)
    Q_PROPERTY(QString action READ action NOTIFY actionChanged)
    Q_PROPERTY(QString actionText READ actionText NOTIFY actionChanged)
    Q_PROPERTY(double actionProgress READ actionProgress NOTIFY actionChanged)
    Q_PROPERTY(bool actionCancellable READ actionCancellable NOTIFY actionChanged)

public:
    ExtensionController(UiServices &services, const TargetModel &targets, const JobWatcher &watcher,
                        PlanController &plan, ConfirmationController &confirmation,
                        QObject *parent = nullptr);

    [[nodiscard]] QString name() const { return m_release.name; }
    [[nodiscard]] QString version() const { return m_release.version.toString(); }
    [[nodiscard]] QString abstract() const { return m_release.abstract; }
    [[nodiscard]] QString author() const;
    [[nodiscard]] QString released() const;
    [[nodiscard]] QString license() const { return m_release.license; }
    [[nodiscard]] QString link() const;
    [[nodiscard]] bool isSandboxable() const;
    [[nodiscard]] QString situation() const;
    [[nodiscard]] bool canUninstall() const { return !m_manifestId.isEmpty(); }
    [[nodiscard]] bool canUndo() const { return !m_manifestId.isEmpty(); }
    [[nodiscard]] QVariantList tiles() const;
    [[nodiscard]] QString overviewHtml() const { return m_overviewHtml; }
    [[nodiscard]] QString overviewFile() const { return m_entry.readmeFile; }
    [[nodiscard]] VersionModel *versions() { return &m_versions; }
    [[nodiscard]] DependencyModel *dependencies() { return &m_dependencies; }
    [[nodiscard]] FileModel *files() { return &m_files; }
    [[nodiscard]] ReviewsController *reviews() { return &m_reviews; }
    [[nodiscard]] StatsController *stats() { return &m_stats; }
    [[nodiscard]] CompatibilityController *compatibility() { return &m_compatibility; }
    [[nodiscard]] QString filesState() const { return m_filesState; }
    [[nodiscard]] QString filesErrorText() const { return m_filesErrorText; }
    [[nodiscard]] QString filesSummary() const { return m_filesSummary; }
    [[nodiscard]] QVariantList places() const;
    [[nodiscard]] QVariantList links() const;
    [[nodiscard]] QStringList tags() const { return m_release.tags; }
    [[nodiscard]] QString action() const { return m_action.action; }
    [[nodiscard]] QString actionText() const { return m_action.text; }
    [[nodiscard]] double actionProgress() const { return m_action.progress; }
    [[nodiscard]] bool actionCancellable() const { return m_action.isCancellable; }

    /// `version` empty: the best.
    Q_INVOKABLE void open(const QString &name, const QString &version = {});
    Q_INVOKABLE void showVersion(const QString &version);
    Q_INVOKABLE void loadFiles();
    Q_INVOKABLE void retry() { open(m_wantedName, m_wantedVersion); }
    Q_INVOKABLE void uninstall();
    Q_INVOKABLE void undo();
    Q_INVOKABLE void copyScript();

Q_SIGNALS:
    void contentChanged();
    void situationChanged();
    void filesChanged();
    void actionChanged();
    void undoWanted(const QString &manifestId);

private:
    void show(const IndexEntry &entry, const Release &release);
    void updateSituation();
    void askProvenance();
    void updateAction();

    UiServices &m_services;
    const TargetModel &m_targets;
    const JobWatcher &m_watcher;
    PlanController &m_plan;
    QString m_wantedName;
    QString m_wantedVersion;
    IndexEntry m_entry;
    Release m_release;
    Provenance m_provenance; ///< of it; Unknown until told
    QString m_overviewHtml;
    QMap<QString, QString> m_notes; ///< by version, as HTML
    VersionModel m_versions;
    DependencyModel m_dependencies;
    FileModel m_files;
    ReviewsController m_reviews;
    StatsController m_stats;
    CompatibilityController m_compatibility;
    QString m_filesState = QStringLiteral("idle");
    QString m_filesErrorText;
    QString m_filesSummary;
    ActionFacts m_action;
    QString m_manifestId; ///< of this distribution on the current installation
    int m_asked = 0;
};
