// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/registrytokens.h"

#include "core/durablefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryTokens", text);
}

QString givenToken()
{
    return qEnvironmentVariable("HOWDAH_TOKEN");
}

} // namespace

RegistryTokens::RegistryTokens(Credentials &credentials, QString file, QUrl named)
    : m_credentials(credentials), m_file(std::move(file)), m_named(std::move(named))
{
}

QUrl RegistryTokens::registryOfEnvironment()
{
    const QString address = qEnvironmentVariable("HOWDAH_REGISTRY");
    return address.startsWith(u'/') ? QUrl::fromLocalFile(address)
                                    : QUrl(address, QUrl::StrictMode);
}

/// Whom HOWDAH_TOKEN is for. What HOWDAH_REGISTRY says holds even when it cannot be understood: then it is for nobody.
QUrl RegistryTokens::registryOfGivenToken() const
{
    return qEnvironmentVariableIsEmpty("HOWDAH_REGISTRY") ? m_named : registryOfEnvironment();
}

QString RegistryTokens::keyOf(const QUrl &registry)
{
    QUrl url = registry.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment
                                 | QUrl::StripTrailingSlash | QUrl::NormalizePathSegments);
    url.setHost(url.host().toLower());
    // "StripTrailingSlash" leaves the root's.
    if (url.path() == u"/")
        url.setPath({});
    const int usual = url.scheme() == u"https" ? 443 : 80;
    if (url.port() == usual)
        url.setPort(-1);
    return u"registry-token "_s + url.toString(QUrl::FullyEncoded);
}

Result<QJsonObject> RegistryTokens::readFile() const
{
    if (!QFileInfo::exists(m_file))
        return QJsonObject();
#ifdef Q_OS_UNIX
    if (QFile::permissions(m_file) & (QFileDevice::ReadGroup | QFileDevice::ReadOther))
        return Error{Error::Kind::Refused,
                     tr("Others may read the tokens in %1. Allow yourself only (chmod 600), and "
                        "sign in anew.")
                         .arg(m_file),
                     {}};
#endif
    const Result<QByteArray> content = DurableFile::read(m_file, largestFile);
    if (!content)
        return content.error();
    return QJsonDocument::fromJson(*content).object();
}

Error RegistryTokens::notSignedIn(const QUrl &registry, const QString &detail) const
{
    QString message = tr("You are not signed in to %1, or the keychain is locked. `howdahctl login "
                         "%1` signs you in.")
                          .arg(registry.toDisplayString());
    // Whoever set it would look for the mistake at the registry.
    if (!givenToken().isEmpty())
        message += u' '
                   + tr("HOWDAH_TOKEN is not shown to it, because HOWDAH_REGISTRY does not say "
                        "that it is for %1.")
                         .arg(registry.toDisplayString());
    return {Error::Kind::NotFound, message, detail};
}

Result<RegistryTokens::Kept> RegistryTokens::findKept(const QUrl &registry) const
{
    const Result<QJsonObject> kept = readFile();
    if (!kept)
        return kept.error();
    const QString inFile = kept->value(keyOf(registry)).toString();
    if (!inFile.isEmpty())
        return Kept{inFile, Place::File};
    const Result<QString> secret = m_credentials.read(keyOf(registry));
    if (secret)
        return Kept{*secret, Place::Keychain};
    if (secret.error().kind == Error::Kind::NotFound || secret.error().kind == Error::Kind::Missing)
        return notSignedIn(registry, secret.error().message);
    return secret.error();
}

Result<RegistryTokens::Kept> RegistryTokens::find(const QUrl &registry) const
{
    return find(QList<QUrl>{registry});
}

Result<RegistryTokens::Kept> RegistryTokens::find(const QList<QUrl> &registry) const
{
    const QUrl meant = registryOfGivenToken();
    for (const QUrl &address : registry) {
        if (!givenToken().isEmpty() && !meant.isEmpty() && keyOf(meant) == keyOf(address))
            return Kept{givenToken(), Place::Environment};
    }
    Result<Kept> found = findKept(registry.constFirst());
    for (qsizetype i = 1; i < registry.size() && !found; ++i) {
        if (found.error().kind != Error::Kind::NotFound)
            return found;
        if (Result<Kept> other = findKept(registry.at(i)); other)
            found = std::move(other);
    }
    return found;
}

Result<void> RegistryTokens::keep(const QUrl &registry, const QString &secret)
{
    return m_credentials.write(keyOf(registry), secret);
}

Result<void> RegistryTokens::keepInFile(const QUrl &registry, const QString &secret)
{
    Result<QJsonObject> kept = readFile();
    if (!kept)
        return kept.error();
    kept->insert(keyOf(registry), secret);
    return DurableFile::write(m_file, QJsonDocument(*kept).toJson(), DurableFile::privateFile);
}

Result<void> RegistryTokens::forget(const QUrl &registry)
{
    Result<QJsonObject> kept = readFile();
    if (!kept)
        return kept.error();
    if (kept->contains(keyOf(registry))) {
        kept->remove(keyOf(registry));
        if (Result<void> written =
                DurableFile::write(m_file, QJsonDocument(*kept).toJson(), DurableFile::privateFile);
            !written)
            return written;
    }
    const Result<void> removed = m_credentials.remove(keyOf(registry));
    if (!removed && removed.error().kind != Error::Kind::NotFound
        && removed.error().kind != Error::Kind::Missing)
        return removed;
    return {};
}
