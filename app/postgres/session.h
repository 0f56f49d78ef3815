// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "postgres/cluster.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

struct DatabaseFacts {
    QString name;
    QString owner;
    qint64 bytes = 0;
    bool allowsConnections = true;
    bool isTemplate = false;
    bool operator==(const DatabaseFacts &) const = default;
};

/// One row of pg_available_extensions joined with pg_extension of one database.
struct ExtensionFacts {
    QString name;
    QString comment;
    QString defaultVersion;   ///< on disk; empty when its files are gone
    QString installedVersion; ///< in this database; empty when not created
    QString schema;
    QStringList requiredBy; ///< created extensions that depend on it
    QStringList
        updateTargets; ///< versions `ALTER EXTENSION … UPDATE TO` can reach from the installed one
    bool relocatable = false;
    bool superuser = false;
    bool trusted = false;
    QStringList requiredExtensions; ///< from its control file
    bool operator==(const ExtensionFacts &) const = default;
    [[nodiscard]] bool isCreated() const { return !installedVersion.isEmpty(); }
    [[nodiscard]] bool hasUpdate() const
    {
        return isCreated() && !defaultVersion.isEmpty() && installedVersion != defaultVersion;
    }
};

/// An object that would go when an extension is dropped with CASCADE.
struct Dependant {
    QString kind;     ///< "extension", "table", "view", "function"…
    QString identity; ///< as pg_identify_object says it
    bool operator==(const Dependant &) const = default;
};

struct ClientFacts {
    int pid = 0;
    QString user;
    QString database;
    QString application;
    QString state;
    bool operator==(const ClientFacts &) const = default;
};

struct PreloadSetting {
    QString sharedPreload;     ///< shared_preload_libraries as the server runs with it
    QString pendingValue;      ///< what the next start would use (pg_file_settings), else the same
    QString sourceFile;        ///< where it is set; empty: nowhere
    bool fromAutoConf = false; ///< set by ALTER SYSTEM
    bool operator==(const PreloadSetting &) const = default;
    /// Splits a setting's value into library names in order, honouring quotes.
    [[nodiscard]] static QStringList split(const QString &value);
    [[nodiscard]] static QString join(const QStringList &libraries);
};

/// SQL against one database of one server, over QPSQL. Blocks: worker threads only; belongs to the thread
/// that opened it. Errors of kind Database carry the SQLSTATE and the server's hint in `detail`.
class Session
{
public:
    struct Options {
        std::chrono::seconds connectTimeout{5};
        std::chrono::milliseconds statementTimeout{0};
        QString password;
        /// As root through a local socket: connect as the system's user named like the role, which is what
        /// peer authentication asks for. Linux only; no effect for anyone else.
        bool peer = true;
    };
    /// Network/Timeout: not reachable; Permission: refused (wrong password, pg_hba, unknown user).
    [[nodiscard]] static Result<Session> open(const ConnectionParameters &parameters,
                                              const Options &options);
    [[nodiscard]] static Result<Session> open(const ConnectionParameters &parameters);
    Session(Session &&) noexcept;
    Session &operator=(Session &&) noexcept;
    ~Session();

    [[nodiscard]] Result<ServerVersion> version();
    [[nodiscard]] Result<bool> isSuperuser();
    [[nodiscard]] Result<QList<DatabaseFacts>> databases();
    [[nodiscard]] Result<QList<ExtensionFacts>> extensions(); ///< all available or created, by name
    [[nodiscard]] Result<std::optional<ExtensionFacts>> extension(const QString &name);
    [[nodiscard]] Result<QList<Dependant>> dependants(const QString &extension);
    /// What belongs to the extension, by pg_depend: kind and identity, for "what was created".
    [[nodiscard]] Result<QList<Dependant>> members(const QString &extension);
    /// Tables that belong to the extension and hold rows which dropping it would lose; those of its configuration
    /// tables that it says are its own do not count.
    [[nodiscard]] Result<QStringList> filledTables(const QString &extension);
    [[nodiscard]] Result<PreloadSetting> preload();
    [[nodiscard]] Result<QList<ClientFacts>> clients(); ///< others connected to this server
    [[nodiscard]] Result<QString> setting(const QString &name);

    [[nodiscard]] Result<void> createExtension(const QString &name, const QString &version = {},
                                               const QString &schema = {}, bool cascade = true);
    [[nodiscard]] Result<void> updateExtension(const QString &name, const QString &version = {});
    [[nodiscard]] Result<void> dropExtension(const QString &name, bool cascade = false);
    /// ALTER SYSTEM SET / RESET. An empty optional resets.
    [[nodiscard]] Result<void> alterSystem(const QString &name,
                                           const std::optional<QString> &value);
    [[nodiscard]] Result<void> reloadConfiguration();
    [[nodiscard]] Result<void> createDatabase(const QString &name);
    /// `force`: also while others are connected, which PostgreSQL 13 and later can do.
    [[nodiscard]] Result<void> dropDatabase(const QString &name, bool force = false);
    /// `LOAD` of a library: proves that it is there and fits the server. Superuser only.
    [[nodiscard]] Result<void> loadLibrary(const QString &library);
    /// Any statement; the first column of all rows as text.
    [[nodiscard]] Result<QStringList> column(const QString &sql,
                                             const QList<QVariant> &values = {});
    [[nodiscard]] Result<void> execute(const QString &sql, const QList<QVariant> &values = {});

    [[nodiscard]] static QString quotedIdentifier(const QString &name);
    [[nodiscard]] static QString quotedLiteral(const QString &text);

    struct State; ///< internal (sessionstate.h)

private:
    explicit Session(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};
