// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/openid/identityprovider.h"

#include "core/durablefile.h"
#include "registry/registrystore.h"
#include "signing/sealingkey.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestSecretFile = 4096;

QString tr(const char *text)
{
    return QCoreApplication::translate("IdentityProviders", text);
}

Error invalid(const QString &name, const QString &what)
{
    return {Error::Kind::Invalid, tr("The identity provider “%1”: %2").arg(name, what), {}};
}

Result<SealingKey> sealingKey(const RegistryStore &store)
{
    return SealingKey::loadOrMake(store.folder() + u"/keys/sealing.key"_s);
}

Result<QString> secretOf(const QJsonObject &object, const QString &name, const RegistryStore &store)
{
    const QString file = object.value(u"client_secret_file"_s).toString();
    if (!file.isEmpty()) {
        const Result<QByteArray> content = DurableFile::read(file, largestSecretFile);
        if (!content)
            return content.error().within(name);
        return QString::fromUtf8(*content).trimmed();
    }
    const QString sealed = object.value(u"client_secret_sealed"_s).toString();
    if (sealed.isEmpty())
        return QString();
    const Result<SealingKey> key = sealingKey(store);
    if (!key)
        return key.error();
    return key->open(sealed);
}

Result<IdentityProvider> providerOf(const QJsonObject &object, const RegistryStore &store)
{
    IdentityProvider provider;
    provider.name = object.value(u"name"_s).toString();
    static const QRegularExpression simple(u"\\A[a-z0-9][-a-z0-9]{0,39}\\z"_s);
    if (!simple.match(provider.name).hasMatch() || provider.name == u"continue")
        return invalid(provider.name, tr("“name” is small letters, digits and hyphens."));
    static const QStringList members{u"name"_s,
                                     u"title"_s,
                                     u"issuer"_s,
                                     u"client_id"_s,
                                     u"client_secret_file"_s,
                                     u"client_secret_sealed"_s,
                                     u"scopes"_s};
    for (const QString &member : object.keys()) {
        if (!members.contains(member))
            return invalid(provider.name, tr("“%1” means nothing here.").arg(member));
    }
    provider.title = object.value(u"title"_s).toString(provider.name);
    provider.issuer = QUrl(object.value(u"issuer"_s).toString(), QUrl::StrictMode);
    if (!IdentityProviders::isSafeAddress(provider.issuer))
        return invalid(provider.name, tr("“issuer” is an address that begins with https://."));
    provider.clientId = object.value(u"client_id"_s).toString();
    if (provider.clientId.isEmpty())
        return invalid(provider.name, tr("“client_id” is missing."));
    provider.scopes = object.value(u"scopes"_s).toString(provider.scopes);
    if (!provider.scopes.split(u' ').contains(u"openid"_s))
        return invalid(provider.name, tr("“scopes” must hold openid."));
    const Result<QString> secret = secretOf(object, provider.name, store);
    if (!secret)
        return secret.error();
    provider.clientSecret = *secret;
    return provider;
}

Result<QJsonArray> listIn(const QString &value)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(value.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || !document.isArray())
        return Error{Error::Kind::Invalid, tr("The identity providers should be a list in JSON."),
                     error.errorString()};
    return document.array();
}

} // namespace

bool IdentityProviders::isSafeAddress(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    const bool isHere = url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
    return url.scheme() == u"https" || (url.scheme() == u"http" && isHere);
}

Result<QList<IdentityProvider>> IdentityProviders::read(RegistrySettings &settings,
                                                        const RegistryStore &store)
{
    const Result<QString> value = settings.text(u"identity-providers"_s);
    if (!value)
        return value.error();
    const Result<QJsonArray> list = listIn(*value);
    if (!list)
        return list.error();
    QList<IdentityProvider> providers;
    for (const QJsonValue &item : *list) {
        const Result<IdentityProvider> provider = providerOf(item.toObject(), store);
        if (!provider)
            return provider.error();
        providers.append(*provider);
    }
    return providers;
}

Result<IdentityProvider> IdentityProviders::named(const QString &name, RegistrySettings &settings,
                                                  const RegistryStore &store)
{
    const auto providers = read(settings, store);
    if (!providers)
        return providers.error();
    const auto found = std::find_if(providers->begin(), providers->end(),
                                    [&](const auto &known) { return known.name == name; });
    if (found == providers->end())
        return Error{
            Error::Kind::NotFound, tr("There is no identity provider “%1” here.").arg(name), {}};
    return *found;
}

Result<QString> IdentityProviders::sealed(const QString &value, const RegistryStore &store)
{
    const Result<QJsonArray> list = listIn(value);
    if (!list)
        return list.error();
    QJsonArray kept;
    for (const QJsonValue &item : *list) {
        QJsonObject object = item.toObject();
        const QString secret = object.value(u"client_secret"_s).toString();
        if (!secret.isEmpty()) {
            const Result<SealingKey> key = sealingKey(store);
            if (!key)
                return key.error();
            object.remove(u"client_secret"_s);
            object.insert(u"client_secret_sealed"_s, key->seal(secret));
        }
        const Result<IdentityProvider> provider = providerOf(object, store);
        if (!provider)
            return provider.error();
        kept.append(object);
    }
    return QString::fromUtf8(QJsonDocument(kept).toJson(QJsonDocument::Compact));
}
