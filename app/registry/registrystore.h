// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/clock.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <memory>

/// A registry on this disk in the layout of a PGXN root mirror (protocol.md 1.4), which any web server can
/// serve as it is. A release counts as published once its distribution's document lists it; that document
/// and the statistics are written last, so that a kill at any moment leaves a registry that is right.
/// Thread-safe; several processes may share one folder.
class RegistryStore
{
public:
    /// The folder is made when the first release is imported.
    explicit RegistryStore(QString root);
    RegistryStore(QString root, const Clock &clock);
    ~RegistryStore();
    RegistryStore(const RegistryStore &) = delete;
    RegistryStore &operator=(const RegistryStore &) = delete;

    [[nodiscard]] const QString &root() const;
    /// "file:" URL of the root, which `RegistryClient` reads like a mirror.
    [[nodiscard]] QUrl url() const;

    /// Checks an archive (protocol.md 4.2: hostile content, META.json, names) and publishes it in the name of
    /// `user`, a nickname. A zip that is as it should be is published untouched, anything else is packed anew.
    /// Invalid: META.json is wrong, all problems in the message. Conflict: this version is there already.
    [[nodiscard]] Result<Release> import(const QString &archivePath,
                                         const QString &user = defaultUser(),
                                         const CancellationToken &token = {});
    /// The same for many, writing the documents once at the end. One result for each archive, in their order.
    [[nodiscard]] QList<Result<Release>> importAll(const QStringList &archivePaths,
                                                   const QString &user = defaultUser(),
                                                   const CancellationToken &token = {});
    /// The nickname that local imports get when nobody says another.
    [[nodiscard]] static QString defaultUser();

    /// Writes what a new registry must have, and finishes imports that a crash interrupted.
    [[nodiscard]] Result<void> prepare();

    [[nodiscard]] bool contains(const QString &name, const Version &version) const;
    /// Names as their authors write them, sorted without regard to case.
    [[nodiscard]] QStringList distributions() const;
    [[nodiscard]] Result<Distribution> distribution(const QString &name) const;
    [[nodiscard]] Result<Release> release(const QString &name, const Version &version) const;
    /// Where the archive of a published release lies.
    [[nodiscard]] QString archivePath(const QString &name, const Version &version) const;

    /// What is wrong with the folder: archives whose digest differs, documents that disagree or are missing.
    /// Reads every byte of it. Empty: nothing.
    [[nodiscard]] QStringList verify(const CancellationToken &token = {}) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};
