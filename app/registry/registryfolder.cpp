// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registryfolder.h"

#include "catalog/metaparser.h"
#include "core/durablefile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

QString RegistryFolder::releaseFolder(const QString &name, const QString &version) const
{
    return path(u"dist/%1/%2"_s.arg(name.toLower(), version.toLower()));
}

QString RegistryFolder::archive(const QString &name, const QString &version) const
{
    return releaseFolder(name, version) + u"/%1-%2.zip"_s.arg(name.toLower(), version.toLower());
}

QString RegistryFolder::meta(const QString &name, const QString &version) const
{
    return releaseFolder(name, version) + u"/META.json"_s;
}

QString RegistryFolder::distribution(const QString &name) const
{
    return path(u"dist/"_s + name.toLower() + u".json"_s);
}

QString RegistryFolder::extension(const QString &name) const
{
    return path(u"extension/"_s + name.toLower() + u".json"_s);
}

QString RegistryFolder::user(const QString &nickname) const
{
    return path(u"user/"_s + nickname.toLower() + u".json"_s);
}

QString RegistryFolder::tag(const QString &tag) const
{
    return path(u"tag/"_s + tag.toLower() + u".json"_s);
}

QString RegistryFolder::stats(const QString &which) const
{
    return path(u"stats/"_s + which + u".json"_s);
}

QString RegistryFolder::htmlDoc(const QString &name, const QString &version,
                                const QString &docpath) const
{
    return releaseFolder(name, version) + u'/' + docpath + u".html"_s;
}

QString RegistryFolder::userList(QChar letter) const
{
    return path(u"users/"_s + letter.toLower() + u".json"_s);
}

QStringList RegistryFolder::keys() const
{
    QStringList names = QDir(path(u"dist"_s)).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(5);
    return names;
}

Result<Distribution> RegistryFolder::readDistribution(const QString &name) const
{
    Result<QByteArray> bytes = DurableFile::read(distribution(name));
    if (!bytes)
        return bytes.error();
    return MetaParser::parseDistribution(*bytes);
}

Result<Release> RegistryFolder::readRelease(const QString &name, const QString &version) const
{
    Result<QByteArray> bytes = DurableFile::read(meta(name, version));
    if (!bytes)
        return bytes.error();
    return MetaParser::parse(*bytes);
}

QList<Release> RegistryFolder::readAll(QStringList *problems) const
{
    QList<Release> all;
    const auto tell = [&](const Error &error) {
        if (problems)
            problems->append(error.message);
    };
    for (const QString &key : keys()) {
        const Result<Distribution> distribution = readDistribution(key);
        if (!distribution) {
            tell(distribution.error());
            continue;
        }
        for (const Distribution::Entry &entry : distribution->releases) {
            Result<Release> release = readRelease(key, entry.version.toString());
            if (release) {
                // Only needed by who reads one release; all of them take much memory.
                release->meta = {};
                all.append(std::move(*release));
            } else {
                tell(release.error());
            }
        }
    }
    return all;
}

QList<std::pair<QString, QString>> RegistryFolder::releaseFolders() const
{
    QList<std::pair<QString, QString>> found;
    const QDir dist(path(u"dist"_s));
    for (const QString &name : dist.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir versions(dist.filePath(name));
        for (const QString &version :
             versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            if (QFile::exists(meta(name, version)))
                found.append({name, version});
        }
    }
    return found;
}

QStringList RegistryFolder::leftovers() const
{
    // As DurableFile and this registry name what is not complete yet; released names never begin so.
    static const QRegularExpression pattern(u"\\A\\..+\\.[A-Za-z]{6}(?:\\.zip)?\\z"_s);
    QStringList found;
    QDirIterator all(m_root, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString file = all.next();
        if (pattern.match(all.fileName()).hasMatch())
            found.append(file);
    }
    return found;
}

Result<void> RegistryFolder::write(const QString &file, const QByteArray &bytes)
{
    if (bytes.isEmpty()) {
        QFile::remove(file);
        return {};
    }
    if (QFile::exists(file)) {
        const Result<QByteArray> before = DurableFile::read(file);
        if (before && *before == bytes)
            return {};
    }
    return DurableFile::write(file, bytes, DurableFile::publicFile);
}

QJsonObject RegistryFolder::readObject(const QString &file)
{
    const Result<QByteArray> bytes = DurableFile::read(file);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}
