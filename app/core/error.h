// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// Why something could not be done. Code branches on `kind`; `message` is for a person and says what
/// to do next; `detail` is for the log (a compiler's output, an SQLSTATE, an errno).
struct Error {
    enum class Kind {
        Invalid,     ///< the input is wrong: a file, a name, an argument
        NotFound,    ///< what was asked for does not exist
        Conflict,    ///< it exists already, is in use, or contradicts something
        Unsupported, ///< understood, but this program or this server cannot do it
        Missing,     ///< a prerequisite on this machine is not there (compiler, headers, a tool)
        Permission,  ///< this user may not
        Refused,   ///< a safety rule forbids it (hostile archive, file outside the allowed folders)
        Integrity, ///< bytes are not what they should be (digest, size, truncated)
        Network,   ///< the other side could not be reached or answered wrongly
        Timeout,   ///< nothing happened in time
        DiskFull,  ///< no space left
        Process,   ///< a child process failed
        Database,  ///< PostgreSQL or SQLite refused a statement
        Cancelled, ///< the person asked to stop
        Internal,  ///< a defect of ours
    };

    Kind kind = Kind::Internal;
    QString message;
    QString detail;

    bool operator==(const Error &) const = default;

    /// The same error, told from one level higher: "CONTEXT: message".
    [[nodiscard]] Error within(const QString &context) const
    {
        return {kind, context + QStringLiteral(": ") + message, detail};
    }
};

/// A stable lower-case word for each kind, used in JSON output and logs.
[[nodiscard]] QString nameOf(Error::Kind kind);
/// The kind named by `nameOf()`; `Internal` for anything else.
[[nodiscard]] Error::Kind errorKindFromString(const QString &word);
