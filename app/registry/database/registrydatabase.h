// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/sqlconnection.h"

#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <type_traits>

/// Where a registry keeps what is not a released file.
struct DatabaseAddress {
    QString sqliteFile; ///< used when `postgres` is empty
    QUrl postgres;      ///< postgresql://user:password@host:port/database?host=/socket/folder

    /// "sqlite", "sqlite:FILE" or "postgresql://…"; `defaultFile` is meant by "sqlite" and "".
    [[nodiscard]] static Result<DatabaseAddress> parse(const QString &text,
                                                       const QString &defaultFile);
    /// Without the password.
    [[nodiscard]] QString display() const;
};

/// The registry's database: accounts, releases, events and all else that is no file. Has threads of its own
/// with one connection each, one that writes and some that read; thread-safe, every call waits for its
/// answer. Two processes may share one database.
class RegistryDatabase
{
public:
    /// Makes a missing SQLite file, and brings the schema up to date. Unsupported: the database is of a
    /// newer version of this program. Network or Permission: PostgreSQL cannot be reached.
    [[nodiscard]] static Result<std::unique_ptr<RegistryDatabase>>
    open(const DatabaseAddress &address);
    ~RegistryDatabase();
    RegistryDatabase(const RegistryDatabase &) = delete;
    RegistryDatabase &operator=(const RegistryDatabase &) = delete;

    [[nodiscard]] SqlConnection::Dialect dialect() const;
    [[nodiscard]] const DatabaseAddress &address() const;

    /// `work` gets a connection and returns a Result<…>; it must only read.
    template <typename Work>
    [[nodiscard]] auto read(Work &&work) -> std::invoke_result_t<Work, SqlConnection &>
    {
        return call<Work>(Access::Read, std::forward<Work>(work));
    }
    /// `work` runs inside a transaction, committed when it returns a value, undone when an Error. It must
    /// not wait for anything but the database, and call no other function of this class.
    template <typename Work>
    [[nodiscard]] auto write(Work &&work) -> std::invoke_result_t<Work, SqlConnection &>
    {
        return call<Work>(Access::Write, std::forward<Work>(work));
    }

private:
    enum class Access { Read, Write };
    struct Threads;
    explicit RegistryDatabase(std::unique_ptr<Threads> threads);

    /// Runs on a thread of `access`; for writing, begins and ends the transaction: `work` tells whether it
    /// is to be committed.
    [[nodiscard]] Result<void> dispatch(Access access,
                                        const std::function<bool(SqlConnection &)> &work);

    template <typename Work>
    auto call(Access access, Work &&work) -> std::invoke_result_t<Work, SqlConnection &>
    {
        using Answer = std::invoke_result_t<Work, SqlConnection &>;
        std::optional<Answer> answer;
        const Result<void> done = dispatch(access, [&](SqlConnection &connection) {
            answer.emplace(work(connection));
            return answer->has_value();
        });
        // Whoever's own work failed knows better why than the commit that did not happen.
        if (!done && (!answer || answer->has_value()))
            return done.error();
        return std::move(*answer);
    }

    std::unique_ptr<Threads> m_threads;
};
