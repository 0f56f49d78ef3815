// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

struct ServerMetrics;

/// How much a server is asked, for a chart: its counters looked at every few seconds.
class RegistryTraffic : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QList<qreal> samples READ samples NOTIFY changed)
    Q_PROPERTY(int capacity READ capacity CONSTANT)
    Q_PROPERTY(qreal top READ top NOTIFY changed)
    Q_PROPERTY(QString topText READ topText NOTIFY changed)
    Q_PROPERTY(QString spanText READ spanText CONSTANT)
    Q_PROPERTY(QString text READ text NOTIFY changed)

public:
    explicit RegistryTraffic(QObject *parent = nullptr);
    ~RegistryTraffic() override;

    /// Requests per minute, oldest first.
    [[nodiscard]] QList<qreal> samples() const { return m_samples; }
    [[nodiscard]] int capacity() const;
    /// Upper end of the chart: a round number.
    [[nodiscard]] qreal top() const;
    [[nodiscard]] QString topText() const;
    [[nodiscard]] QString spanText() const;
    [[nodiscard]] QString text() const;

    /// Null: nothing is served. Forgets what was.
    void follow(std::shared_ptr<const ServerMetrics> metrics);
    /// Takes a sample over what passed since the last one.
    void sample(qint64 milliseconds);

Q_SIGNALS:
    void changed();

private:
    std::shared_ptr<const ServerMetrics> m_metrics;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QList<qreal> m_samples;
    quint64 m_counted = 0;
};
