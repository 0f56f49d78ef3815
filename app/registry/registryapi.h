// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

/// What a client asks for, as the server read it.
struct RegistryRequest {
    QByteArray method;
    QByteArray target; ///< path and query, percent-encoded
    QList<std::pair<QByteArray, QByteArray>> headers = {};

    /// The value of a header that may be given once; empty when it is not there. Case does not matter.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// What is answered: bytes, or a part of a file to stream. The server adds Date, Content-Length and
/// Connection, and leaves out the content when the method was HEAD.
struct RegistryResponse {
    struct File {
        QString path;
        qint64 offset = 0;
        qint64 length = 0;
    };
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::optional<File> file;

    [[nodiscard]] qint64 length() const { return file ? file->length : body.size(); }
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// Answers requests for the documents and archives of a registry (protocol.md 1.2 to 1.4) from its folder.
/// Pure but for reading files. Never opens a path taken from a URL: each part is decoded and must be a name
/// that a registry can hold, in one of the few places there are.
class RegistryApi
{
public:
    explicit RegistryApi(QString root);

    [[nodiscard]] RegistryResponse handle(const RegistryRequest &request) const;

private:
    QString m_root;
};
