// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/httpmessage.h"

#include "registry/http/eventstream.h"
#include "registry/http/readyanswer.h"

#include <QStringDecoder>

namespace {

constexpr qsizetype longestPath = 2048;

const QByteArray *valueOf(const QList<std::pair<QByteArray, QByteArray>> &headers,
                          QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return &value;
    }
    return nullptr;
}

/// Calls with the value of each line "NAME: value", until told to stop.
template <typename Take>
void eachLineValue(QByteArrayView lines, QByteArrayView name, Take take)
{
    while (!lines.isEmpty()) {
        const qsizetype end = lines.indexOf('\n');
        const QByteArrayView line = end < 0 ? lines : lines.first(end);
        lines = end < 0 ? QByteArrayView() : lines.sliced(end + 1);
        if (line.size() > name.size() && line[name.size()] == ':'
            && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0
            && !take(line.sliced(name.size() + 1).trimmed()))
            return;
    }
}

std::optional<QByteArrayView> lineValue(QByteArrayView lines, QByteArrayView name)
{
    std::optional<QByteArrayView> found;
    eachLineValue(lines, name, [&](QByteArrayView value) {
        found = value;
        return false;
    });
    return found;
}

int hexDigit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

} // namespace

QByteArray RegistryRequest::header(QByteArrayView name) const
{
    if (const QByteArray *value = valueOf(headers, name))
        return *value;
    const std::optional<QByteArrayView> value = lineValue(headerLines, name);
    return value ? value->toByteArray() : QByteArray();
}

bool RegistryRequest::hasHeader(QByteArrayView name) const
{
    return valueOf(headers, name) || lineValue(headerLines, name);
}

QList<QByteArray> RegistryRequest::headerList(QByteArrayView name) const
{
    QByteArray all;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            all += value + ',';
    }
    eachLineValue(headerLines, name, [&](QByteArrayView value) {
        all += value;
        all += ',';
        return true;
    });
    QList<QByteArray> items;
    for (const QByteArray &item : all.split(',')) {
        if (const QByteArray text = item.trimmed(); !text.isEmpty())
            items.append(text);
    }
    return items;
}

QByteArrayView RegistryRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArrayView(target) : QByteArrayView(target).first(mark);
}

QByteArrayView RegistryRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArrayView() : QByteArrayView(target).sliced(mark + 1);
}

std::optional<QString> RegistryRequest::decoded(QByteArrayView part)
{
    QByteArray bytes;
    bytes.reserve(part.size());
    for (qsizetype at = 0; at < part.size(); ++at) {
        char byte = part[at];
        if (byte == '%') {
            if (at + 2 >= part.size())
                return {};
            const int high = hexDigit(part[at + 1]);
            const int low = hexDigit(part[at + 2]);
            if (high < 0 || low < 0)
                return {};
            byte = char(high * 16 + low);
            at += 2;
        }
        if (byte == '\0')
            return {};
        bytes += byte;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional<QString>(text);
}

std::optional<QStringList> RegistryRequest::pathParts() const
{
    QByteArrayView rest = path();
    if (!rest.startsWith('/') || rest.size() > longestPath || rest.contains('#'))
        return {};
    rest = rest.sliced(1);
    QStringList parts;
    while (!rest.isEmpty() || !parts.isEmpty()) {
        const qsizetype slash = rest.indexOf('/');
        const std::optional<QString> text = decoded(slash < 0 ? rest : rest.first(slash));
        if (!text)
            return {};
        parts.append(*text);
        if (slash < 0)
            break;
        rest = rest.sliced(slash + 1);
    }
    return parts;
}

std::optional<QString> RegistryRequest::queryValue(QByteArrayView name) const
{
    QByteArrayView rest = query();
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView pair = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        const qsizetype equals = pair.indexOf('=');
        if ((equals < 0 ? pair : pair.first(equals)) != name)
            continue;
        if (equals < 0)
            return QString::fromLatin1("");
        return decoded(pair.sliced(equals + 1).toByteArray().replace('+', ' '));
    }
    return {};
}

qint64 RegistryResponse::length() const
{
    if (stream)
        return -1;
    if (ready)
        return ready->body.size();
    return file ? file->length : body.size();
}

QByteArray RegistryResponse::header(QByteArrayView name) const
{
    if (ready) {
        const std::optional<QByteArrayView> value = lineValue(ready->headerLines, name);
        return value ? value->toByteArray() : QByteArray();
    }
    const QByteArray *value = valueOf(headers, name);
    return value ? *value : QByteArray();
}

RegistryResponse RegistryResponse::text(int status, const QByteArray &body)
{
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                        {"X-Content-Type-Options", "nosniff"}};
    response.body = body;
    return response;
}
