// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/apicall.h"

#include "core/durablefile.h"
#include "registry/api/problem.h"
#include "registry/http/httpconditions.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

constexpr int longestPage = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryApi", text);
}

} // namespace

Result<qint64> ApiCall::idVariable(const QString &name) const
{
    bool isNumber = false;
    const qint64 id = variable(name).toLongLong(&isNumber);
    if (!isNumber || id <= 0)
        return Error{Error::Kind::NotFound, tr("There is no such thing here."), {}};
    return id;
}

Result<QByteArray> ApiCall::content(qint64 largest) const
{
    if (m_request.bodySize > largest)
        return Error{
            Error::Kind::Invalid, tr("The content has more than %1 bytes.").arg(largest), {}};
    if (m_request.bodyFile.isEmpty())
        return m_request.body;
    return DurableFile::read(m_request.bodyFile, largest);
}

Result<QJsonObject> ApiCall::json() const
{
    const QByteArray type = m_request.header("Content-Type").toLower();
    if (!type.isEmpty() && !type.startsWith("application/json") && !type.contains("+json"))
        return Error{Error::Kind::Unsupported,
                     tr("The content should be JSON (Content-Type: application/json)."),
                     {}};
    const Result<QByteArray> bytes = content();
    if (!bytes)
        return bytes.error();
    if (bytes->isEmpty())
        return QJsonObject();
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return Error{Error::Kind::Invalid, tr("The content is not JSON."),
                     tr("Byte %1: %2").arg(error.offset).arg(error.errorString())};
    if (!document.isObject())
        return Error{Error::Kind::Invalid, tr("The content should be a JSON object."), {}};
    return document.object();
}

Result<ApiCall::Page> ApiCall::page() const
{
    Page page;
    if (const auto cursor = m_request.queryValue("cursor")) {
        bool isNumber = false;
        page.after = cursor->toLongLong(&isNumber);
        if (!isNumber || page.after < 0)
            return Error{Error::Kind::Invalid,
                         tr("“cursor” should be the “next” of an earlier answer."),
                         {}};
    }
    if (const auto limit = m_request.queryValue("limit")) {
        bool isNumber = false;
        page.limit = limit->toInt(&isNumber);
        if (!isNumber || page.limit < 1 || page.limit > longestPage)
            return Error{Error::Kind::Invalid,
                         tr("“limit” should be a number from 1 to %1.").arg(longestPage),
                         {}};
    }
    return page;
}

RegistryResponse ApiCall::answer(const QJsonObject &object, int status) const
{
    RegistryResponse response;
    response.status = status;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    response.headers = {{"X-Content-Type-Options", "nosniff"},
                        {"Cache-Control", m_identity.isKnown() ? "private, no-cache" : "no-cache"},
                        {"Vary", "Authorization"}};
    if (!m_identity.isKnown() && m_request.isShared)
        response.headers.emplaceBack("Access-Control-Allow-Origin", "*");
    if (m_request.method == "GET" || m_request.method == "HEAD") {
        const QByteArray etag =
            '"'
            + QCryptographicHash::hash(response.body, QCryptographicHash::Sha256).toHex().left(32)
            + '"';
        response.headers.emplaceBack("ETag", etag);
        if (status == 200 && HttpConditions::isUnchanged(m_request, {etag, {}})) {
            response.status = 304;
            response.body.clear();
            return response;
        }
    }
    response.headers.emplaceBack("Content-Type", "application/json");
    return response;
}

RegistryResponse ApiCall::answerPage(const QJsonArray &items, const Page &page, qint64 last) const
{
    QJsonObject object{{u"items"_s, items}};
    if (items.size() >= page.limit)
        object.insert(u"next"_s, QString::number(last));
    return answer(object);
}

RegistryResponse ApiCall::nothing()
{
    RegistryResponse response;
    response.status = 204;
    response.headers = {{"Cache-Control", "no-store"}};
    return response;
}

RegistryResponse ApiCall::problem(const Error &error) const
{
    return Problem::of(error, m_request);
}

QString ApiCall::origin() const
{
    return QString::fromLatin1(m_request.scheme + "://" + m_request.host);
}
