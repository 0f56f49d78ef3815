// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

/// A real browser without a window, driven over the pipe of its DevTools protocol.
class Chromium
{
public:
    Chromium() = default;
    ~Chromium();
    Chromium(const Chromium &) = delete;
    Chromium &operator=(const Chromium &) = delete;

    /// Empty when none is installed.
    [[nodiscard]] static QString program();
    [[nodiscard]] bool start();

    /// As large as the screen of a computer or a telephone, in the light or dark scheme.
    void setView(int width, int height, bool isDark);
    /// Opens a page and waits until it is loaded; false when it could not be. What it complained of: `complaints()`.
    [[nodiscard]] bool open(const QString &address);
    /// Of the browser's console since the last `open()`: errors, warnings, what the content policy refused.
    [[nodiscard]] const QStringList &complaints() const { return m_complaints; }
    [[nodiscard]] QJsonValue evaluate(const QString &expression);
    [[nodiscard]] QByteArray screenshot();

private:
    QJsonObject call(const QString &method, const QJsonObject &parameters = {});
    /// The next message, or nothing when none comes.
    [[nodiscard]] QJsonObject read();
    void note(const QJsonObject &message);

    QTemporaryDir m_profile;
    QProcess m_process;
    QByteArray m_received;
    QString m_session;
    QStringList m_complaints;
    bool m_isLoaded = false;
    int m_toBrowser = -1;
    int m_fromBrowser = -1;
    int m_lastId = 0;
};
