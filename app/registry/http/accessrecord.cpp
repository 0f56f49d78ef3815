// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/accessrecord.h"

namespace {

/// Bytes that a client chose, as a JSON text: what is not printable ASCII is escaped, so that no client can
/// break a line or write anything but its own value.
void appendText(QByteArray &json, QByteArrayView bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    json += '"';
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\') {
            json += '\\';
            json += byte;
        } else if (code < 0x20 || code >= 0x7f) {
            json += "\\u00";
            json += digits[code >> 4];
            json += digits[code & 15];
        } else {
            json += byte;
        }
    }
    json += '"';
}

} // namespace

QByteArray loggablePath(QByteArrayView path)
{
    for (const QByteArrayView secret :
         {QByteArrayView("/api/v2/account/password-resets/"), QByteArrayView("/account/reset/")}) {
        if (path.startsWith(secret))
            return secret.toByteArray() + "...";
    }
    return path.toByteArray();
}

QByteArray AccessRecord::toJsonLine() const
{
    QByteArray json;
    json.reserve(256 + path.size() + userAgent.size());
    json += "{\"time\":\"" + time.toString(Qt::ISODateWithMs).toLatin1() + "\",\"peer\":";
    appendText(json, peer.toLatin1());
    json += ",\"method\":";
    appendText(json, method);
    json += ",\"path\":";
    appendText(json, loggablePath(path));
    json += ",\"status\":" + QByteArray::number(status);
    json += ",\"bytes\":" + QByteArray::number(bytes);
    json += ",\"microseconds\":" + QByteArray::number(microseconds);
    json += ",\"agent\":";
    appendText(json, userAgent);
    json += ",\"id\":";
    appendText(json, id);
    if (!isComplete)
        json += ",\"incomplete\":true";
    json += "}\n";
    return json;
}
