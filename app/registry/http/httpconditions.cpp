// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/httpconditions.h"

#include "registry/http/httpmessage.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString dateFormat()
{
    return u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s;
}

QDateTime dateOf(const QByteArray &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text), dateFormat());
    date.setTimeSpec(Qt::UTC);
    return date;
}

/// HTTP dates know whole seconds only.
QDateTime wholeSeconds(const QDateTime &date)
{
    return QDateTime::fromSecsSinceEpoch(date.toSecsSinceEpoch(), Qt::UTC);
}

bool listContains(const QByteArray &list, QByteArrayView etag)
{
    for (QByteArray item : list.split(',')) {
        item = item.trimmed();
        if (item.startsWith("W/"))
            item.remove(0, 2);
        if (item == "*" || item == etag)
            return true;
    }
    return false;
}

} // namespace

QByteArray HttpConditions::dateText(const QDateTime &date)
{
    return QLocale::c().toString(date.toUTC(), dateFormat()).toLatin1();
}

bool HttpConditions::isUnchanged(const RegistryRequest &request, const Validators &current)
{
    const QByteArray etags = request.header("If-None-Match");
    if (!etags.isEmpty())
        return listContains(etags, current.etag);
    const QDateTime since = dateOf(request.header("If-Modified-Since"));
    return since.isValid() && wholeSeconds(current.modified) <= since;
}

std::optional<HttpConditions::Range> HttpConditions::rangeOf(const RegistryRequest &request,
                                                             const Validators &current, qint64 size)
{
    static const QRegularExpression pattern(u"\\Abytes=(\\d{0,18})-(\\d{0,18})\\z"_s);
    const auto match = pattern.match(QString::fromLatin1(request.header("Range").trimmed()));
    if (!match.hasMatch() || (match.capturedLength(1) == 0 && match.capturedLength(2) == 0))
        return {};
    const QByteArray onlyIf = request.header("If-Range");
    if (!onlyIf.isEmpty() && onlyIf != current.etag
        && dateOf(onlyIf) != wholeSeconds(current.modified))
        return {};
    if (match.capturedLength(1) == 0) {
        const qint64 last = std::min(match.captured(2).toLongLong(), size);
        return Range{size - last, last, last > 0};
    }
    const qint64 first = match.captured(1).toLongLong();
    qint64 end = size;
    if (match.capturedLength(2) > 0) {
        const qint64 last = match.captured(2).toLongLong();
        if (last < first)
            return {};
        end = std::min(last + 1, size);
    }
    return Range{first, end - first, first < size};
}
