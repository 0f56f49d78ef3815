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

} // namespace

RegistryTokens::RegistryTokens(Credentials &credentials, QString file)
    : m_credentials(credentials), m_file(std::move(file))
{
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

Result<RegistryTokens::Kept> RegistryTokens::find(const QUrl &registry) const
{
    const QString given = qEnvironmentVariable("HOWDAH_TOKEN");
    if (!given.isEmpty())
        return Kept{given, Place::Environment};
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
        return Error{Error::Kind::NotFound,
                     tr("You are not signed in to %1, or the keychain is locked. `howdahctl login "
                        "%1` signs you in.")
                         .arg(registry.toDisplayString()),
                     secret.error().message};
    return secret.error();
}

Result<RegistryTokens::Kept> RegistryTokens::find(const QList<QUrl> &registry) const
{
    Result<Kept> found = find(registry.constFirst());
    for (qsizetype i = 1; i < registry.size() && !found; ++i) {
        if (found.error().kind != Error::Kind::NotFound)
            return found;
        if (Result<Kept> other = find(registry.at(i)); other)
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
