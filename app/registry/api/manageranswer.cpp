// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/manageranswer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ManagerAnswer", text);
}

/// The first type of an Accept header that we can give; its order is taken for its preference.
QByteArray wantedType(const QByteArray &accept)
{
    for (const QByteArray &range : accept.toLower().split(',')) {
        const QByteArray type = range.split(';').first().trimmed();
        if (type == "text/html" || type == "application/json")
            return type;
        if (type == "text/plain" || type == "application/atom+xml" || type == "*/*")
            break;
    }
    return "text/plain";
}

void addHeaders(RegistryResponse &response)
{
    response.headers.emplaceBack("X-Content-Type-Options", "nosniff");
    response.headers.emplaceBack("Cache-Control", "no-store");
    if (response.status == 401)
        response.headers.emplaceBack("WWW-Authenticate", "Basic realm=\"PGXN Users Only\"");
    if (response.status == 429 || response.status == 503)
        response.headers.emplaceBack("Retry-After", "10");
}

} // namespace

bool ManagerAnswer::isForProgram(const RegistryRequest &request)
{
    return request.header("X-Requested-With").compare("XMLHttpRequest", Qt::CaseInsensitive) == 0;
}

RegistryResponse ManagerAnswer::text(const RegistryRequest &request, int status,
                                     const QString &message, bool isError)
{
    RegistryResponse response;
    response.status = status;
    const QByteArray type = wantedType(request.header("Accept"));
    if (type == "application/json") {
        response.headers = {{"Content-Type", type}};
        response.body =
            QJsonDocument(QJsonObject{{u"message"_s, message}}).toJson(QJsonDocument::Compact);
    } else if (type == "text/html") {
        response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        response.body = (isError ? u"<p class=\"error\">%1</p>"_s : u"<p>%1</p>"_s)
                            .arg(message.toHtmlEscaped())
                            .toUtf8();
    } else {
        response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
        response.body = message.toUtf8();
    }
    response.headers.emplaceBack("Vary", "Accept, X-Requested-With");
    addHeaders(response);
    return response;
}

RegistryResponse ManagerAnswer::page(int status, const QString &title, const QString &html)
{
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Content-Security-Policy",
                         "default-src 'none'; form-action 'self'; frame-ancestors 'none'; "
                         "base-uri 'none'"},
                        {"Referrer-Policy", "no-referrer"},
                        {"Vary", "Accept, X-Requested-With"}};
    response.body =
        u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><title>%1</title></head>\n"
        "<body><main><h1>%1</h1>\n%2</main></body></html>\n"_s.arg(title.toHtmlEscaped(), html)
            .toUtf8();
    addHeaders(response);
    return response;
}

RegistryResponse ManagerAnswer::refuse(const Error &error, const RegistryRequest &request,
                                       int status)
{
    if (isForProgram(request) || status == 401)
        return text(request, status, error.message);
    return page(status, tr("This did not work"),
                u"<p class=\"error\">%1</p>\n"_s.arg(error.message.toHtmlEscaped()));
}
