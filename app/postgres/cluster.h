// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "postgres/installation.h"
#include "postgres/serviceunit.h"

#include <QString>

#include <optional>

/// How to reach a server; the password is asked of Credentials under `credentialKey()`.
struct ConnectionParameters {
    QString host; ///< name, address, or an absolute folder that holds the socket
    int port = 5432;
    QString user; ///< empty: the default of libpq
    QString database = QStringLiteral("postgres");
    QString sslMode; ///< empty: libpq's default
    QString service;
    bool operator==(const ConnectionParameters &) const = default;

    /// From a libpq connection string, key=value or postgresql:// URI; a password in it is an error (Refused).
    [[nodiscard]] static Result<ConnectionParameters> parse(const QString &text);
    [[nodiscard]] QString toConnectionString() const; ///< key=value form, without a password
    [[nodiscard]] QString toUri() const;              ///< postgresql:// form, without a password
    [[nodiscard]] QString credentialKey() const;      ///< "postgresql://user@host:port"
    /// As a psql command line, quoted for a shell.
    [[nodiscard]] QString toPsqlCommand(const QString &psql = QStringLiteral("psql")) const;
};

/// A data directory (or, when it is remote or unreadable, a listening server) of an installation.
struct Cluster {
    enum class Origin { Debian, DataDirectory, Process, Socket, Manual, Sandbox };
    enum class State { Running, Stopped, Unknown };
    /// How this person may restart it.
    enum class Restart { Forbidden, PgCtl, Debian, Service };

    QString installationId; ///< `Installation::id()`; empty when unknown (remote)
    QString name;           ///< "main"; the data directory's base name otherwise
    Origin origin = Origin::Manual;
    State state = State::Unknown;
    QString dataDirectory; ///< may be empty
    QString configFile;    ///< may be empty
    QString owner;         ///< user of the operating system
    ServerVersion version;
    int pid = 0; ///< 0: not running or unknown
    ConnectionParameters connection;
    Restart restart = Restart::Forbidden;
    std::optional<ServiceUnit> service; ///< what systemd runs it as, when it does
    bool isRemote = false;

    bool operator==(const Cluster &) const = default;

    /// Stable over restarts: data directory, else host:port.
    [[nodiscard]] QString id() const;
    /// "PostgreSQL 15.20 · main"
    [[nodiscard]] QString title() const;
};
[[nodiscard]] QString nameOf(Cluster::Origin origin);
[[nodiscard]] QString nameOf(Cluster::State state);

/// Where an action goes: an installation and, when known, one of its clusters.
struct Target {
    Installation installation;
    std::optional<Cluster> cluster;
    bool operator==(const Target &) const = default;
    /// "BINDIR" or "BINDIR|CLUSTERID".
    [[nodiscard]] QString id() const;
    [[nodiscard]] QString title() const;
};
