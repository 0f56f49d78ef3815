// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <utility>

/// Sends one HTTP request to an address that somebody else chose. The name is resolved once and the connection goes to
/// the very address that was checked, so that no second look-up can lead elsewhere; TLS still proves the name.
/// Redirects are answers like any other, proxies are not used. Blocks; call it on a thread of Qt's.
class WebhookSender
{
public:
    struct Options {
        std::chrono::milliseconds connectTimeout{5'000};
        std::chrono::milliseconds totalTimeout{10'000};
        QList<QSslCertificate> extraAuthorities = {};
        /// Names to addresses; the system's when there is none.
        std::function<QList<QHostAddress>(const QString &)> resolve = {};
    };
    struct Request {
        QUrl url;
        QList<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;
        bool allowsPrivate = false; ///< any address, and http
    };
    struct Outcome {
        int status = 0;    ///< 0: no answer
        QByteArray answer; ///< its beginning
        QString problem;   ///< empty: 2xx
        qint64 milliseconds = 0;
    };
    static constexpr qsizetype mostAnswer = 1024;

    WebhookSender() = default;
    explicit WebhookSender(Options options) : m_options(std::move(options)) {}

    /// Why nothing may be sent there; empty: it may, as far as the URL tells.
    [[nodiscard]] static QString problemOf(const QUrl &url, bool allowsPrivate);
    [[nodiscard]] Outcome send(const Request &request) const;

private:
    Options m_options;
};
