// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>

class EventStream;
class ReadyAnswer;

/// What a client asks for, as the server read it. Everything in it is a copy that may be kept.
struct RegistryRequest {
    QByteArray method;
    QByteArray target; ///< path and query, percent-encoded; always begins with "/"
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    /// The header's lines as they came ("Name: value\r\n"…), checked by the server; looked at by `header()`
    /// when `headers` does not have the name. So that nothing is taken apart that nobody asks for.
    QByteArray headerLines = {};

    QByteArray body =
        {}; ///< the content, when it has at most `RegistryRequest::largestInMemory` bytes
    QString bodyFile = {}; ///< else the file that holds it; the server removes it after the answer
    qint64 bodySize = 0;

    QString peer =
        {}; ///< the client's address, "192.0.2.7", "::1"; behind a trusted proxy: what it says
    bool isLoopback =
        false; ///< the client is on this computer (a trusted proxy does not count as it)
    bool isEncrypted = false; ///< came over TLS, to us or to a trusted proxy
    /// The server is there for other computers: web pages of other sites may read what anybody may. Otherwise a page
    /// somewhere could read the registry of whoever looks at it.
    bool isShared = false;
    QByteArray scheme = "http"; ///< for absolute addresses
    QByteArray host =
        {};             ///< with its port, as the client named this server: "registry.example:7432"
    QByteArray id = {}; ///< of this request, as in the access log

    static constexpr qint64 largestInMemory = 64 * 1024;

    /// The value of a header that may be given once; empty when it is not there. Case does not matter.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;
    /// The items of a header that is a list, however many lines it came in ("a, b" and "c" give "a", "b", "c").
    [[nodiscard]] QList<QByteArray> headerList(QByteArrayView name) const;
    /// The target up to its "?", percent-encoded.
    [[nodiscard]] QByteArrayView path() const;
    /// The path's parts, each decoded after they were split ("/a/b%20c" gives "a", "b c"; "/" gives none; "/a/"
    /// gives "a", ""). Nothing when one cannot be read: see `decoded()`.
    [[nodiscard]] std::optional<QStringList> pathParts() const;
    /// The target behind its "?", percent-encoded.
    [[nodiscard]] QByteArrayView query() const;
    /// The first value of a query parameter, decoded ("+" is a blank). Nothing when it is not given or cannot be
    /// read; empty text when it is given without a value.
    [[nodiscard]] std::optional<QString> queryValue(QByteArrayView name) const;

    /// Strict percent-decoding: each "%" begins two hexadecimal digits, and the bytes are UTF-8 without NUL.
    [[nodiscard]] static std::optional<QString> decoded(QByteArrayView part);
};

/// What is answered: bytes, a part of a file to stream, or events as they happen. The server adds Date,
/// Content-Length and Connection, and leaves out the content when the method was HEAD.
struct RegistryResponse {
    struct File {
        QString path;
        qint64 offset = 0;
        qint64 length = 0;
    };
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    std::optional<File> file = {};
    /// Server-sent events: sent as the producer gives them, until it closes or the client goes. Status and headers
    /// are sent first (Content-Type: text/event-stream unless given).
    std::shared_ptr<EventStream> stream = {};
    /// Header lines and content as they go over the wire, made beforehand; instead of all of the above.
    std::shared_ptr<const ReadyAnswer> ready = {};

    /// Of the content; -1 for a stream.
    [[nodiscard]] qint64 length() const;
    [[nodiscard]] QByteArray header(QByteArrayView name) const;

    /// A plain text answer.
    [[nodiscard]] static RegistryResponse text(int status, const QByteArray &body);
};
