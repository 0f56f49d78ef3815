// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/version.h"
#include "install/failure.h"
#include "jobs/job.h"
#include "postgres/cluster.h"

#include <QDateTime>
#include <QString>
#include <QVariantList>

/// Sentences and colour words that several controllers need. All translated, numbers and dates in the person's locale.
namespace Texts {

[[nodiscard]] QString date(const QDateTime &time); ///< "3 March 2024"; empty when not valid
[[nodiscard]] QString ago(const QDateTime &time,
                          const QDateTime &now); ///< "just now", "2 hours ago"
[[nodiscard]] QString seconds(double seconds);   ///< "0.8 s", "2 min"; empty when negative
[[nodiscard]] QString bytes(qint64 bytes);       ///< "1.2 MB"
[[nodiscard]] QString languageName(const QString &language);            ///< "C", "SQL only", "Rust"
[[nodiscard]] QString platform(const QString &os, const QString &arch); ///< "Linux amd64"
/// The author's name without the address.
[[nodiscard]] QString personName(const QString &maintainer);

struct ServerText {
    QString title;
    QString detail; ///< "port 5432 · Debian package"
    QString kind;   ///< colour word
    QString status; ///< "running", "stopped", "no cluster"
};
[[nodiscard]] ServerText server(const Target &target);

[[nodiscard]] QString jobKind(const QString &state); ///< colour word of a job's state
/// {headline, action, command, evidence} as pages show it; empty when there is no error.
[[nodiscard]] QVariantMap failure(const std::optional<Error> &error, const QString &log);
[[nodiscard]] QVariantMap badge(const QString &text, const QString &kind = {},
                                const QString &icon = {});

} // namespace Texts
