// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/clock.h"
#include "core/result.h"
#include "registry/database/registrydatabase.h"
#include "registry/registryfolder.h"

#include <QString>
#include <QStringList>

#include <memory>

class DocumentWriter;
class Publisher;
class RegistryKeys;
class RegistrySearch;

/// A registry on this disk. In its folder: `mirror/`, a tree in the layout of a PGXN root mirror (protocol.md 1.4),
/// which any web server can serve as it is; `api/`, what an API server adds to it, and `search/`, both made from the
/// rest at any time; `incoming/` for what is being taken in; `keys/` with what it signs by; `registry.sqlite` with
/// accounts, releases and all else that is no file, unless another database holds these. What the database does not
/// know is not released, whatever lies in the tree. Thread-safe; several processes may share one registry.
class RegistryStore
{
public:
    /// Nothing is made before `prepare()` or the first import.
    explicit RegistryStore(QString folder);
    RegistryStore(QString folder, const Clock &clock);
    RegistryStore(QString folder, const Clock &clock, DatabaseAddress database);
    ~RegistryStore();
    RegistryStore(const RegistryStore &) = delete;
    RegistryStore &operator=(const RegistryStore &) = delete;

    [[nodiscard]] const QString &folder() const;
    /// The mirror tree: of released files and documents only.
    [[nodiscard]] const RegistryFolder &tree() const;
    /// Documents that tell more than the mirror's of the same path.
    [[nodiscard]] const RegistryFolder &apiTree() const;
    /// Where temporary files lie that may become released ones.
    [[nodiscard]] QString incomingFolder() const;
    /// "file:" URL of the tree, which `RegistryClient` reads like a mirror.
    [[nodiscard]] QUrl url() const;

    /// Opens the database, writes what a new registry must have, and finishes what a crash interrupted.
    [[nodiscard]] Result<void> prepare();
    /// Of a registry that was prepared.
    [[nodiscard]] RegistryDatabase &database() const;
    [[nodiscard]] Publisher &publisher() const;
    /// What it signs releases with.
    [[nodiscard]] RegistryKeys &keys() const;
    [[nodiscard]] DocumentWriter &documents() const;
    [[nodiscard]] RegistrySearch &search() const;
    [[nodiscard]] const Clock &clock() const;

    /// Checks an archive (protocol.md 4.2: hostile content, META.json, names) and publishes it in the name of `user`, a
    /// nickname, as whoever runs the registry: an account is made when there is none, versions come in any order. A zip
    /// that is as it should be is published untouched, anything else is packed anew. Invalid: META.json is wrong, all
    /// problems in the message. Conflict: this version is there already.
    [[nodiscard]] Result<Release> import(const QString &archivePath,
                                         const QString &user = defaultUser(),
                                         const CancellationToken &token = {});
    /// The same for many, writing the documents once at the end. One result for each archive, in their order.
    [[nodiscard]] QList<Result<Release>> importAll(const QStringList &archivePaths,
                                                   const QString &user = defaultUser(),
                                                   const CancellationToken &token = {});
    /// The nickname that local imports get when nobody says another.
    [[nodiscard]] static QString defaultUser();

    [[nodiscard]] bool contains(const QString &name, const Version &version) const;
    /// Names as their authors write them, sorted without regard to case.
    [[nodiscard]] QStringList distributions() const;
    [[nodiscard]] Result<Distribution> distribution(const QString &name) const;
    [[nodiscard]] Result<Release> release(const QString &name, const Version &version) const;
    /// Where the archive of a published release lies.
    [[nodiscard]] QString archivePath(const QString &name, const Version &version) const;

    /// What is wrong: archives whose digest differs, documents of both trees that disagree or are missing, files
    /// that were never released. Reads every byte of the mirror, and makes the API server's documents once more. Empty: nothing.
    [[nodiscard]] QStringList verify(const CancellationToken &token = {}) const;
    /// Removes temporary files that no living process can be writing any more.
    [[nodiscard]] Result<void> sweep();
    /// Writes every document of both trees, and the search index, anew from the database.
    [[nodiscard]] Result<void> reindex(const CancellationToken &token = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};
