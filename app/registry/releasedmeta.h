// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/digest.h"
#include "catalog/release.h"
#include "core/result.h"
#include "signing/signingkey.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

/// The META.json that a registry publishes, made of the author's (protocol.md 1.4).
namespace ReleasedMeta {

struct Facts {
    QString user;
    QDateTime date; ///< UTC
    FileDigests digests;
};

/// v1: the release's members are added and what the registry drops is left out, but the author's order and
/// all extension names stay. v2: the author's document with `certs.pgxn`, a JWS that carries all digests, and
/// with those v1 members without which old clients cannot install it. Without a `signer` that JWS is unsecured
/// ("alg": "none").
[[nodiscard]] Result<QByteArray> make(const QByteArray &authorText, const Facts &facts,
                                      const SigningKey *signer = nullptr);

/// The document CERT.json beside a release's META.json (template `certs`): {"certs": {"pgxn": …}}, the same
/// member that v2 META.json has. It is there for both versions, as v1 has no room for it and its clients know
/// every member.
[[nodiscard]] QByteArray certificateDocument(const Release &release, const Facts &facts,
                                             const SigningKey &signer);

/// "2026-11-22T10:11:12Z"
[[nodiscard]] QString dateText(const QDateTime &date);

} // namespace ReleasedMeta
