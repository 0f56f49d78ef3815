// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/jws.h"
#include "signing/keyset.h"
#include "signing/releasecertificate.h"
#include "signing/signingkey.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>

/// Signatures in all three forms: nothing that was not signed with the key is ever taken for it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const SigningKey key = SigningKey::make(QDateTime::currentDateTimeUtc());
    static const KeySet keys({key.verifyingKey()});
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto check = [](const Result<Jws> &jws) {
        if (jws && jws->verify(keys))
            std::abort();
    };
    check(Jws::parseCompact(text));
    check(Jws::parseJson(QJsonDocument::fromJson(text).object()));
    (void)KeySet::parse(text);
    (void)ReleaseCertificate::parse(text);
    return 0;
}
