// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/localregistryapi.h"

#include "registry/http/registryserver.h"
#include "registry/registryservice.h"
#include "registry/registrystore.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

const QByteArray root = "/api/v2/";

QString tr(const char *text)
{
    return QCoreApplication::translate("LocalRegistryApi", text);
}

} // namespace

LocalRegistryApi::LocalRegistryApi(RegistryStore &store)
    : m_store(store), m_service(std::make_unique<RegistryService>(store))
{
}

LocalRegistryApi::~LocalRegistryApi() = default;

Result<RegistryApi::Reading> LocalRegistryApi::get(const QString &path, const QUrlQuery &query,
                                                   const CancellationToken &token)
{
    QByteArray target = root + path.toLatin1();
    if (!query.isEmpty())
        target += '?' + query.toString(QUrl::FullyEncoded).toLatin1();
    const Result<QJsonObject> object = ask("GET", target, {}, token);
    if (!object)
        return object.error();
    return Reading{*object, m_store.clock().now(), false};
}

Result<QJsonObject> LocalRegistryApi::send(const QByteArray &method, const QString &path,
                                           const QJsonObject &content,
                                           const CancellationToken &token)
{
    return ask(method, root + path.toLatin1(),
               method == "DELETE" ? QByteArray()
                                  : QJsonDocument(content).toJson(QJsonDocument::Compact),
               token);
}

Result<QJsonObject> LocalRegistryApi::ask(const QByteArray &method, const QByteArray &target,
                                          const QByteArray &content, const CancellationToken &token)
{
    if (token.isCancelled())
        return Error{Error::Kind::Cancelled, tr("Cancelled."), {}};
    RegistryRequest request;
    request.method = method;
    request.target = target;
    request.peer = u"127.0.0.1"_s;
    request.isLoopback = true;
    request.host = "localhost";
    if (hasToken())
        request.headers.emplaceBack("Authorization", "Bearer " + m_token.toLatin1());
    if (!content.isEmpty()) {
        request.headers.emplaceBack("Content-Type", "application/json");
        request.body = content;
        request.bodySize = content.size();
    }
    const RegistryResponse response = m_service->answer(request);
    if (std::optional<Error> problem = problemIn(response.header("Content-Type"), response.body))
        return *problem;
    if (response.status >= 400)
        return Error{Error::Kind::NotFound, tr("The registry on this computer has no such thing."),
                     QString::fromLatin1(target) + u": "_s + QString::number(response.status)};
    return QJsonDocument::fromJson(response.body).object();
}

bool isOwnRegistry(const RegistryClient &client, const RegistryStore &own)
{
    return client.base().isLocalFile()
           && QDir::cleanPath(client.base().toLocalFile()) == QDir::cleanPath(own.tree().root());
}

Result<std::unique_ptr<RegistryApi>> registryApiOf(const RegistryClient &client, RegistryStore &own,
                                                   const CancellationToken &token)
{
    if (isOwnRegistry(client, own)) {
        if (Result<void> prepared = own.prepare(); !prepared)
            return prepared.error();
        return std::unique_ptr<RegistryApi>(std::make_unique<LocalRegistryApi>(own));
    }
    RegistryApiClient api = client.api();
    const Result<bool> isThere = api.isThere(token);
    if (!isThere)
        return isThere.error();
    if (!*isThere)
        return Error{Error::Kind::Unsupported,
                     tr("%1 takes no reviews or reports: it is a folder, or a mirror of another "
                        "make.")
                         .arg(client.base().toDisplayString()),
                     {}};
    return std::unique_ptr<RegistryApi>(std::make_unique<RegistryApiClient>(api));
}

QList<QUrl> tokenAddressesOf(const RegistryClient &client, const RegistryStore &own)
{
    if (!isOwnRegistry(client, own))
        return {client.base()};
    QList<QUrl> addresses{own.url()};
    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s}) {
        for (const QString &scheme : {u"http"_s, u"https"_s})
            addresses += QUrl(u"%1://%2:%3"_s.arg(scheme, host).arg(RegistryServer::usualPort));
    }
    return addresses;
}
