// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/responsehead.h"

#include "registry/http/httpmessage.h"

#include <QLoggingCategory>

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.http.responsehead")

const char *reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return status < 400 ? "OK" : "Error";
    }
}

bool breaksOut(QByteArrayView text)
{
    for (const char byte : text) {
        if (byte == '\r' || byte == '\n' || byte == '\0')
            return true;
    }
    return false;
}

} // namespace

bool ResponseHead::mayHaveContent(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

void ResponseHead::appendStatusLine(QByteArray &head, int status, bool isVersion10)
{
    head += isVersion10 ? "HTTP/1.0 " : "HTTP/1.1 ";
    head += QByteArray::number(status);
    head += ' ';
    head += reasonOf(status);
    head += "\r\n";
}

void ResponseHead::appendFields(QByteArray &head, const RegistryResponse &response)
{
    for (const auto &[name, value] : response.headers) {
        if (breaksOut(name) || breaksOut(value)) {
            qCWarning(lc) << "left out a header field that would break out of its line:" << name;
            continue;
        }
        head += name;
        head += ": ";
        head += value;
        head += "\r\n";
    }
    if (response.length() >= 0 && mayHaveContent(response.status)) {
        head += "Content-Length: ";
        head += QByteArray::number(response.length());
        head += "\r\n";
    }
}
