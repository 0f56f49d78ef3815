// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrytraffic.h"

#include "registry/http/servermetrics.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace {

constexpr int sampleMilliseconds = 5'000;
constexpr int mostSamples = 120; ///< ten minutes
constexpr qreal lowestTop = 10;

quint64 requestsOf(const ServerMetrics &metrics)
{
    quint64 sum = 0;
    for (const auto &method : metrics.requests) {
        for (const auto &count : method)
            sum += count.load(std::memory_order_relaxed);
    }
    return sum;
}

} // namespace

RegistryTraffic::RegistryTraffic(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(sampleMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] { sample(m_clock.restart()); });
}

RegistryTraffic::~RegistryTraffic() = default;

int RegistryTraffic::capacity() const
{
    return mostSamples;
}

qreal RegistryTraffic::top() const
{
    const qreal highest =
        m_samples.isEmpty() ? 0 : *std::max_element(m_samples.begin(), m_samples.end());
    if (highest <= lowestTop)
        return lowestTop;
    // 1, 2 or 5 with zeros behind.
    const qreal power = std::pow(10.0, std::floor(std::log10(highest)));
    for (const qreal step : {1.0, 2.0, 5.0}) {
        if (highest <= step * power)
            return step * power;
    }
    return 10 * power;
}

QString RegistryTraffic::topText() const
{
    return QLocale().toString(std::llround(top()));
}

QString RegistryTraffic::spanText() const
{
    return tr("%n minutes ago", "", mostSamples * sampleMilliseconds / 60'000);
}

QString RegistryTraffic::text() const
{
    if (!m_metrics)
        return {};
    const QLocale locale;
    return tr("%1 per minute now · %2 since it was switched on")
        .arg(locale.toString(std::llround(m_samples.isEmpty() ? 0.0 : m_samples.constLast())),
             locale.toString(m_counted));
}

void RegistryTraffic::follow(std::shared_ptr<const ServerMetrics> metrics)
{
    m_metrics = std::move(metrics);
    m_samples.clear();
    m_counted = 0;
    if (m_metrics) {
        m_clock.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    Q_EMIT changed();
}

void RegistryTraffic::sample(qint64 milliseconds)
{
    if (!m_metrics || milliseconds <= 0)
        return;
    const quint64 counted = requestsOf(*m_metrics);
    m_samples.append(static_cast<qreal>(counted - m_counted) * 60'000.0
                     / static_cast<qreal>(milliseconds));
    m_counted = counted;
    while (m_samples.size() > mostSamples)
        m_samples.removeFirst();
    Q_EMIT changed();
}
