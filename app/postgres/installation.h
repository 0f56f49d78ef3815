// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/commandrunner.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

/// PostgreSQL's own version: 15.20, 18beta2, 9.6.24.
struct ServerVersion {
    int major = 0; ///< 15; for 9.x: 9
    int minor = 0; ///< 20; for 9.6.24: 6
    int patch = 0; ///< only before 10
    QString text;  ///< as the program says it: "15.20 (Debian 15.20-0+deb12u1)"

    bool operator==(const ServerVersion &) const = default;

    /// From "PostgreSQL 15.20 (Debian …)", "15.20", "18beta2", "9.6.24"…; major 0 when unreadable.
    [[nodiscard]] static ServerVersion parse(const QString &text);
    /// From server_version_num, e.g. 150020.
    [[nodiscard]] static ServerVersion fromNumber(int number);
    [[nodiscard]] int number() const;        ///< as server_version_num
    [[nodiscard]] QString shortText() const; ///< "15.20"
    /// As three-part SemVer text for version ranges: 15.20 -> "15.20.0", 9.6.24 -> "9.6.24".
    [[nodiscard]] QString semVer() const;
};

/// A set of PostgreSQL binaries: everything one `pg_config` says, asked once. A value; never changes.
struct Installation {
    enum class Origin {
        Debian, ///< /usr/lib/postgresql/MAJOR
        Pgdg,   ///< /usr/pgsql-MAJOR
        Source, ///< /usr/local/pgsql and the like
        Homebrew,
        PostgresApp,
        Edb, ///< EDB's installer: folders and the Windows registry
        Pgenv,
        Path,    ///< a pg_config on PATH
        Process, ///< of a running postmaster
        Manual,  ///< added by hand
        Sandbox, ///< a private copy of ours
    };

    QString pgConfig; ///< absolute path of the program
    ServerVersion version;
    Origin origin = Origin::Manual;
    QString bindir;
    QString libdir;
    QString pkglibdir;
    QString sharedir;
    QString docdir;
    QString htmldir;
    QString includedir;
    QString pkgincludedir;
    QString includedirServer;
    QString localedir;
    QString mandir;
    QString sysconfdir;
    QString pgxs;      ///< path of pgxs.mk, whether it exists or not
    QString configure; ///< the arguments of configure
    QString cc;
    QString cflags;
    bool hasServerHeaders = false; ///< postgres.h and pgxs.mk are there: extensions can be built
    bool isWritable = false;       ///< this process may write extensions into it

    bool operator==(const Installation &) const = default;

    /// Stable over restarts: the canonical bindir.
    [[nodiscard]] QString id() const { return bindir; }
    [[nodiscard]] QString extensionDir() const { return sharedir + QStringLiteral("/extension"); }
    [[nodiscard]] QString program(const QString &name) const { return bindir + u'/' + name; }
    /// "PostgreSQL 15.20"
    [[nodiscard]] QString title() const;
    /// "Debian package", "Homebrew", "added by hand"…
    [[nodiscard]] QString originText() const;
    /// The folders extension files may go to: sharedir, pkglibdir, docdir; and bindir, libdir… as long as they are
    /// PostgreSQL's own and not the whole system's (Debian: libdir is /usr/lib/x86_64-linux-gnu).
    [[nodiscard]] QStringList allowedFolders() const;
    /// PostgreSQL 18 and later find extensions in other folders (extension_control_path).
    [[nodiscard]] bool supportsExtensionControlPath() const { return version.major >= 18; }
    /// `pg_config`'s answers. Errors: NotFound, Process (not a pg_config), Unsupported (older than 9.1).
    [[nodiscard]] static Result<Installation> inspect(const QString &pgConfig, Origin origin,
                                                      CommandRunner &runner,
                                                      const CancellationToken &token = {});
};
[[nodiscard]] QString nameOf(Installation::Origin origin); ///< "debian", "pgdg"…, for JSON
