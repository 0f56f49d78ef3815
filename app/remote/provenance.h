// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QUrl>

/// Who vouches for a release's archive, as far as was found out.
struct Provenance {
    enum class State {
        Unknown,   ///< nobody asked, or the registry could not be reached
        NotSigned, ///< by its registry; digests are all there is
        Signed,    ///< by a key of its registry that is trusted
        Refused    ///< the signature is wrong, or missing where there must be one
    };
    State state = State::Unknown;
    QUrl registry;   ///< as `TrustStore` knows it
    QString key;     ///< Signed: thumbprint
    QString keyName; ///< Signed: the thumbprint as people compare it
    QString user;    ///< Signed: who uploaded it
    QDateTime date;  ///< Signed: when, UTC
    Digests digests; ///< Signed: of the archive
    QJsonObject jws; ///< Signed: the signature itself, for checking it again
    QString message; ///< Refused, Unknown: why, for a person
    bool operator==(const Provenance &) const = default;
};
[[nodiscard]] inline QString nameOf(Provenance::State state)
{
    switch (state) {
    case Provenance::State::NotSigned:
        return QStringLiteral("not-signed");
    case Provenance::State::Signed:
        return QStringLiteral("signed");
    case Provenance::State::Refused:
        return QStringLiteral("refused");
    case Provenance::State::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}
