// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"

#include <QObject>
#include <QString>

/// What every page says of itself: loading, ready, empty or error, with the error's texts.
class PageController : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString errorTitle READ errorTitle NOTIFY stateChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY stateChanged)
    Q_PROPERTY(QString errorDetails READ errorDetails NOTIFY stateChanged)

public:
    [[nodiscard]] QString state() const { return m_state; }
    [[nodiscard]] QString errorTitle() const { return m_errorTitle; }
    [[nodiscard]] QString errorText() const { return m_error.message; }
    [[nodiscard]] QString errorDetails() const { return m_error.detail; }

Q_SIGNALS:
    void stateChanged();

protected:
    explicit PageController(const QString &state, QObject *parent) : QObject(parent), m_state(state)
    {
    }

    void setState(const QString &state)
    {
        if (m_state == state)
            return;
        m_state = state;
        Q_EMIT stateChanged();
    }
    /// `state`: "error", or "empty" where nothing is there and trying again would not help.
    void setError(const QString &title, const Error &error,
                  const QString &state = QStringLiteral("error"))
    {
        m_state = state;
        m_errorTitle = title;
        m_error = error;
        Q_EMIT stateChanged();
    }

private:
    QString m_state;
    QString m_errorTitle;
    Error m_error;
};
