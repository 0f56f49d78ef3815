// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/retrypolicy.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

std::optional<milliseconds> parseRetryAfter(const QByteArray &header, const QDateTime &now)
{
    const QByteArray text = header.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    if (isNumber)
        return milliseconds(std::clamp<qint64>(seconds, 0, 1'000'000) * 1000);
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return milliseconds(std::max<qint64>(0, now.msecsTo(date)));
}

} // namespace

RetryPolicy::RetryPolicy(int retries, milliseconds firstBackoff)
    : m_retries(retries), m_firstBackoff(firstBackoff)
{
}

bool RetryPolicy::isRepeatable(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE"
           || method == "OPTIONS";
}

bool RetryPolicy::isPassing(int status)
{
    // 501 and 505 say that the server never will.
    return status == 429 || (status >= 500 && status != 501 && status != 505);
}

std::optional<milliseconds> RetryPolicy::pauseBefore(int retry, const QByteArray &retryAfter,
                                                     const QDateTime &now) const
{
    if (retry >= m_retries)
        return std::nullopt;
    if (const auto asked = parseRetryAfter(retryAfter, now)) {
        if (*asked > longestPause)
            return std::nullopt;
        return asked;
    }
    const milliseconds whole =
        std::min<milliseconds>(m_firstBackoff * (qint64(1) << std::min(retry, 16)), longestPause);
    const double part = 0.5 + QRandomGenerator::global()->generateDouble() / 2;
    return milliseconds(qint64(double(whole.count()) * part));
}
