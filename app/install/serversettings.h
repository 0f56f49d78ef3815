// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "install/manifest.h"
#include "postgres/session.h"
#include "settings/credentials.h"

#include <QString>

/// A session on one of the target's databases, with the password from the keychain. An empty `database`: the
/// connection's own.
[[nodiscard]] Result<Session> openSession(const Target &target, const QString &database,
                                          Credentials &credentials);

/// Changes a server's settings with ALTER SYSTEM so that they can be taken back exactly, even when the server does
/// not come up with them: where its data directory is accessible, postgresql.auto.conf is kept as it was.
class ServerSettings
{
public:
    ServerSettings(Target target, CommandRunner &runner, Credentials &credentials,
                   const ManifestStore &store);

    /// Notes in `manifest` what is there, saves it, then changes; no value resets. `sql`: the statement the person was
    /// shown; empty: one is made. The new value is in force after a reload or restart.
    [[nodiscard]] Result<void> change(const QString &name, const std::optional<QString> &value,
                                      const QString &sql, Manifest &manifest) const;
    /// Takes back what `manifest` notes and nothing that was set since: with SQL, or in the file when the server does
    /// not answer. Conflict when that cannot be told apart, unless `force`. What another install into the same folder
    /// of a person's own needs stays, and is noted in that one's manifest from then on.
    [[nodiscard]] Result<void> putBack(const Manifest &manifest, bool force = false) const;
    /// `removed` is being uninstalled: takes the search paths for its folder of a person's own out of the server's
    /// settings, as a change of `uninstall`; what another install into that folder needs stays, as in putBack().
    [[nodiscard]] Result<void> leaveUserFolder(const Manifest &removed, Manifest &uninstall) const;
    /// The Conflict that putBack() would end with, before anything is changed.
    [[nodiscard]] Result<void> checkPutBack(const Manifest &manifest) const;
    [[nodiscard]] Result<void> reload() const;
    /// Restarts. Should the server not come up, the settings are put back and it is started again; the error says
    /// what it complained about.
    [[nodiscard]] Result<void> restart(const Manifest &manifest,
                                       const CancellationToken &token) const;

private:
    [[nodiscard]] QString autoConf() const;
    [[nodiscard]] QString savedAutoConf(const Manifest &manifest) const;
    /// One setting and what it becomes.
    struct Return {
        QString name;
        std::optional<QString> now;
        std::optional<QString> value;
    };
    [[nodiscard]] Result<QList<Return>> returns(Session &session, const Manifest &manifest,
                                                bool force) const;
    [[nodiscard]] std::optional<Manifest> heirOf(const Manifest &manifest,
                                                 const Manifest::SettingChange &change) const;
    [[nodiscard]] Result<void> handOver(const Manifest &manifest) const;
    [[nodiscard]] Result<void> putBackFile(const Manifest &manifest, bool force) const;
    [[nodiscard]] Result<void> writeAutoConf(const QByteArray &content) const;
    Target m_target;
    CommandRunner &m_runner;
    Credentials &m_credentials;
    const ManifestStore &m_store;
};
