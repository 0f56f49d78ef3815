// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/base64url.h"

namespace {

constexpr QByteArray::Base64Options form =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

namespace Base64Url {

QByteArray encode(QByteArrayView bytes)
{
    return bytes.toByteArray().toBase64(form);
}

QString text(QByteArrayView bytes)
{
    return QString::fromLatin1(encode(bytes));
}

std::optional<QByteArray> decode(const QByteArray &text)
{
    const QByteArray::FromBase64Result result =
        QByteArray::fromBase64Encoding(text, form | QByteArray::AbortOnBase64DecodingErrors);
    if (!result || result.decoded.toBase64(form) != text)
        return std::nullopt;
    return result.decoded;
}

} // namespace Base64Url
