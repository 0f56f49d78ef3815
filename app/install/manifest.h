// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "postgres/cluster.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// What one install changed, so that it can be taken back exactly. Written before the first change, kept until
/// undone.
struct Manifest {
    struct File {
        QString path;      ///< absolute, where it was put
        QByteArray sha256; ///< of what was put there; empty: the file was taken away
        quint32 mode = 0644;
        QString link; ///< a symbolic link with this text was put there instead of a file
        bool replaced =
            false; ///< something was there before: kept under `savedAs` in the manifest's folder
        QString savedAs;
        QByteArray previousSha256;
        quint32 previousMode = 0;
        qint64 previousModified = 0; ///< milliseconds since 1970
        QString previousLink; ///< it was a symbolic link with this text (then nothing is saved)
        bool operator==(const File &) const = default;
    };
    struct SqlChange {
        QString database;
        QString extension;
        QString fromVersion; ///< empty: it was created
        QString toVersion;   ///< empty: it was dropped
        QString schema;      ///< of the one that was there before, for making it again
        bool operator==(const SqlChange &) const = default;
    };
    /// A server setting that was changed with ALTER SYSTEM.
    struct SettingChange {
        QString name;
        std::optional<QString>
            before; ///< its value in postgresql.auto.conf before; empty: it was not there
        QString after;
        std::optional<QString> inForce = std::nullopt; ///< what counted before, wherever it was set
        bool operator==(const SettingChange &) const = default;
    };
    enum class State { InProgress, Complete, Undone };

    QString id;
    QString planId;
    QString title;
    QString distribution;
    QString version;
    QString targetId;
    QString targetTitle;
    QString clusterId;
    QDateTime date;
    State state = State::InProgress;
    QList<File> files;
    QStringList createdFolders; ///< innermost last
    QList<SqlChange> sql;       ///< in the order they were made
    QList<SettingChange> settings;
    QStringList
        testDatabases; ///< that regression tests are making: what is there of them goes again
    bool restarted = false;
    QJsonObject target;     ///< enough to find installation and cluster again
    bool isRemoval = false; ///< of an uninstall: its files are those that were taken away
    QString userFolder;     ///< PostgreSQL 18+: the folder it was installed into
    QStringList folders;    ///< everything it changed is below one of these
    QStringList superseded; ///< complete manifests that an uninstall made void
    bool operator==(const Manifest &) const = default;
};
[[nodiscard]] QString nameOf(Manifest::State state);

/// Manifests and saved files on disk, one folder each.
class ManifestStore
{
public:
    explicit ManifestStore(QString folder);
    [[nodiscard]] QList<Manifest> all() const; ///< newest first
    [[nodiscard]] Result<Manifest> load(const QString &id) const;
    [[nodiscard]] Result<void> save(const Manifest &manifest) const;
    /// An id that is not in use, and its folder.
    [[nodiscard]] Result<QString> create(const QString &distribution, const QDateTime &now) const;
    Result<void> remove(const QString &id) const; ///< with its saved files
    /// Held while a job works on it: what is in progress and not locked was left by a killed process.
    [[nodiscard]] QString lockOf(const QString &id) const;
    [[nodiscard]] QString folderOf(const QString &id) const;
    /// The newest complete manifest of that distribution on that installation.
    [[nodiscard]] std::optional<Manifest> current(const QString &distribution,
                                                  const QString &installationId) const;
    /// Which complete manifest owns a file.
    [[nodiscard]] std::optional<Manifest> ownerOf(const QString &path) const;

private:
    QString m_folder;
};
