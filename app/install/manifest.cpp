// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifest.h"

#include "core/durablefile.h"
#include "install/manifestjson.h"
#include "install/workfolder.h"
#include "settings/privatefolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ManifestStore", text);
}

bool isSoundId(const QString &id)
{
    static const QRegularExpression sound(u"\\A[A-Za-z0-9-]{8,80}\\z"_s);
    return sound.match(id).hasMatch();
}

} // namespace

QString nameOf(Manifest::State state)
{
    switch (state) {
    case Manifest::State::InProgress:
        return u"in-progress"_s;
    case Manifest::State::Complete:
        return u"complete"_s;
    case Manifest::State::Undone:
        return u"undone"_s;
    }
    return {};
}

ManifestStore::ManifestStore(QString folder) : m_folder(std::move(folder))
{
}

QString ManifestStore::folderOf(const QString &id) const
{
    return m_folder + u'/' + id;
}

QString ManifestStore::lockOf(const QString &id) const
{
    return folderOf(id) + u"/.lock"_s;
}

Result<QString> ManifestStore::create(const QString &distribution, const QDateTime &now) const
{
    static const QRegularExpression odd(u"[^a-z0-9]+"_s);
    const QString name = distribution.toLower().replace(odd, u"-"_s).left(40);
    for (int attempt = 0; attempt < 20; ++attempt) {
        const QString random =
            QString::number(QRandomGenerator::system()->generate(), 36).rightJustified(7, u'0');
        const QString id =
            u"%1-%2-%3"_s.arg(now.toUTC().toString(u"yyyyMMdd-HHmmss"_s), name, random);
        if (QFileInfo::exists(folderOf(id)))
            continue;
        if (Result<void> made = PrivateFolder::make(folderOf(id)); !made)
            return made.error();
        return id;
    }
    return Error{Error::Kind::Permission, tr("No folder can be made in %1.").arg(m_folder), {}};
}

QList<Manifest> ManifestStore::all() const
{
    QList<Manifest> manifests;
    const QStringList ids = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &id : ids) {
        if (const Result<Manifest> manifest = load(id))
            manifests << *manifest;
    }
    std::sort(manifests.begin(), manifests.end(), [](const Manifest &a, const Manifest &b) {
        return a.date != b.date ? a.date > b.date : a.id > b.id;
    });
    return manifests;
}

Result<Manifest> ManifestStore::load(const QString &id) const
{
    if (!isSoundId(id) || !QFileInfo::exists(folderOf(id) + u"/manifest.json"_s)) {
        return Error{
            Error::Kind::NotFound, tr("There is no record of an installation %1.").arg(id), {}};
    }
    const Result<QByteArray> bytes = DurableFile::read(folderOf(id) + u"/manifest.json"_s);
    if (!bytes)
        return bytes.error();
    Result<Manifest> manifest = ManifestJson::read(QJsonDocument::fromJson(*bytes).object());
    if (manifest && manifest->id != id) {
        return Error{
            Error::Kind::Invalid, tr("The record of the installation %1 is damaged.").arg(id), {}};
    }
    return manifest;
}

Result<void> ManifestStore::save(const Manifest &manifest) const
{
    if (!isSoundId(manifest.id))
        return Error{Error::Kind::Internal, u"manifest without a sound id"_s, manifest.id};
    return DurableFile::write(folderOf(manifest.id) + u"/manifest.json"_s,
                              QJsonDocument(ManifestJson::write(manifest)).toJson());
}

Result<void> ManifestStore::remove(const QString &id) const
{
    if (isSoundId(id) && FolderTree::remove(folderOf(id)))
        return {};
    return Error{Error::Kind::Permission, tr("%1 cannot be deleted.").arg(folderOf(id)), {}};
}

std::optional<Manifest> ManifestStore::current(const QString &distribution,
                                               const QString &installationId) const
{
    const QList<Manifest> manifests = all();
    for (const Manifest &manifest : manifests) {
        if (manifest.state == Manifest::State::Complete && !manifest.isRemoval
            && manifest.distribution.compare(distribution, Qt::CaseInsensitive) == 0
            && manifest.target.value(u"installation"_s).toString() == installationId)
            return manifest;
    }
    return std::nullopt;
}

std::optional<Manifest> ManifestStore::ownerOf(const QString &path) const
{
    const QList<Manifest> manifests = all();
    for (const Manifest &manifest : manifests) {
        if (manifest.state != Manifest::State::Complete || manifest.isRemoval)
            continue;
        const bool owns =
            std::any_of(manifest.files.cbegin(), manifest.files.cend(),
                        [&](const Manifest::File &file) { return file.path == path; });
        if (owns)
            return manifest;
    }
    return std::nullopt;
}
