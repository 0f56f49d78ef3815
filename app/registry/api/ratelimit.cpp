// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/ratelimit.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRemembered = 10'000;

} // namespace

RateLimit::RateLimit(int most, std::chrono::seconds window, const Clock &clock)
    : m_most(most), m_window(window), m_clock(clock)
{
}

Result<void> RateLimit::take(const QString &key)
{
    const QDateTime now = m_clock.now();
    const QMutexLocker locker(&m_mutex);
    const auto isOver = [&](const Count &count) {
        return count.since.secsTo(now) >= m_window.count();
    };
    if (m_counts.size() >= mostRemembered) {
        m_counts.removeIf([&](const auto &item) { return isOver(item.value()); });
        // So many clients at once are one attacker: better that all are counted anew than that memory grows.
        if (m_counts.size() >= mostRemembered)
            m_counts.clear();
    }
    Count &count = m_counts[key];
    if (!count.since.isValid() || isOver(count))
        count = {0, now};
    if (count.taken >= m_most)
        return Error{
            Error::Kind::Timeout,
            QCoreApplication::translate("RateLimit", "That was too often. Try again in %1 seconds.")
                .arg(m_window.count() - count.since.secsTo(now)),
            {}};
    ++count.taken;
    return {};
}

QString RateLimit::keyOf(const QString &address)
{
    const QHostAddress host(address);
    if (host.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    Q_IPV6ADDR bytes = host.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes).toString();
}
