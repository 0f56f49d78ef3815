// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/jsonp.h"

#include "registry/http/httpmessage.h"

namespace {

constexpr qsizetype longestName = 128;

bool isLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_'
           || byte == '$';
}

} // namespace

bool Jsonp::isCallback(QByteArrayView name)
{
    if (name.isEmpty() || name.size() > longestName || !isLetter(name.front()))
        return false;
    for (const char byte : name) {
        if (!isLetter(byte) && byte != '.' && !(byte >= '0' && byte <= '9'))
            return false;
    }
    return true;
}

QByteArray Jsonp::wrapped(QByteArrayView name, const QByteArray &json)
{
    QByteArray script = "/**/";
    script.append(name);
    script += '(';
    // Line ends in old JavaScript, but not in JSON.
    script +=
        QByteArray(json).replace("\xe2\x80\xa8", "\\u2028").replace("\xe2\x80\xa9", "\\u2029");
    script += ')';
    return script;
}

void Jsonp::apply(const RegistryRequest &request, RegistryResponse &response)
{
    const std::optional<QString> callback = request.queryValue("callback");
    if (!callback || callback->isEmpty() || response.file || response.ready || response.stream
        || !response.header("Content-Type").startsWith("application/json"))
        return;
    if (!request.isShared) {
        response = RegistryResponse::text(403, "this registry is for its own computer only\n");
        return;
    }
    const QByteArray name = callback->toUtf8();
    if (!isCallback(name)) {
        response = RegistryResponse::text(400, "the callback is no name of a function\n");
        return;
    }
    response.body = wrapped(name, response.body);
    response.headers.removeIf([](const std::pair<QByteArray, QByteArray> &header) {
        return header.first.compare("Content-Type", Qt::CaseInsensitive) == 0
               || header.first.compare("ETag", Qt::CaseInsensitive) == 0;
    });
    response.headers.emplaceBack("Content-Type", "text/javascript; charset=utf-8");
}
