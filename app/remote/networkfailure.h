// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"

#include <QList>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslError>
#include <QString>
#include <QUrl>

/// What went wrong with a transfer, told for a person: which host and port, why, what to do.
struct NetworkFailure {
    Error error;
    bool mayPass = true; ///< worth another try in a moment

    [[nodiscard]] static NetworkFailure
    of(const QNetworkReply &reply, const QList<QSslError> &tlsErrors, const QNetworkProxy &proxy);
    [[nodiscard]] static Error noConnectionInTime(const QUrl &url, qint64 milliseconds);
    [[nodiscard]] static Error silent(const QUrl &url, qint64 milliseconds);
    [[nodiscard]] static Error cancelled(const QUrl &url);
    [[nodiscard]] static Error tooLarge(const QUrl &url, qint64 limit);
    [[nodiscard]] static Error incomplete(const QUrl &url, qint64 promised, qint64 received);

    /// "host:port", with the scheme's port when none is given; never a password.
    [[nodiscard]] static QString placeOf(const QUrl &url);
    /// The address without user name and password.
    [[nodiscard]] static QString addressOf(const QUrl &url);
};
