// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

/// What a registry signs when it publishes a release (`certs.pgxn`, RFC 5 of PGXN; protocol.md 6.2): which
/// bytes lie where, who uploaded them and when.
struct ReleaseCertificate {
    /// Raw; empty ones are not part of it.
    struct Digests {
        QByteArray sha512;
        QByteArray sha256;
        QByteArray sha1;
        bool operator==(const Digests &) const = default;
    };

    QDateTime date; ///< UTC, whole seconds
    Digests digests;
    QString uri; ///< relative to the mirror's root: "dist/NAME/VERSION/NAME-VERSION.zip"
    QString user;
    bool operator==(const ReleaseCertificate &) const = default;

    /// Where a release's archive lies. Names and versions are taken in lower case.
    [[nodiscard]] static QString uriOf(const QString &distribution, const QString &version);

    /// The signed text: members in code-point order, no white space.
    [[nodiscard]] QByteArray payload() const;
    /// Takes that form alone; the error names the member that is wrong.
    [[nodiscard]] static Result<ReleaseCertificate> parse(const QByteArray &payload);

    /// Integrity: it was made for another release.
    [[nodiscard]] Result<void> checkRelease(const QString &distribution,
                                            const QString &version) const;
    /// Compares the strongest digest that both have, and every other they share. Integrity: one differs,
    /// or they share none. The result is the name of the strongest: "SHA-512".
    [[nodiscard]] Result<QString> checkDigests(const Digests &found) const;
};
