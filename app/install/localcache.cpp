// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/localcache.h"

#include "install/workfolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace {

const QString asidePrefix = u".emptied-"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("LocalCache", text);
}

/// Takes the folders out of everybody's way, at once; what takes time is deleting them.
bool putAside(const Locations &locations)
{
    const QString aside = locations.cache + u'/' + asidePrefix
                          + QString::number(QRandomGenerator::system()->generate(), 36);
    bool all = QDir().mkpath(aside);
    const QStringList folders = LocalCache::folders(locations);
    for (const QString &folder : folders) {
        const QFileInfo info(folder);
        if (info.exists())
            all = QDir().rename(folder, aside + u'/' + info.fileName()) && all;
    }
    return all;
}

} // namespace

namespace LocalCache {

QStringList folders(const Locations &locations)
{
    return {locations.downloadsFolder(), locations.buildsFolder(), locations.httpCacheFolder()};
}

Result<void> clear(const Locations &locations)
{
    bool all = true;
    if (!WorkFolder::whenNoneIsUsed(locations.workFolder(), [&] { all = putAside(locations); })) {
        return Error{Error::Kind::Conflict,
                     tr("An operation that is running works with the cache. Empty it when that has "
                        "ended."),
                     {}};
    }
    // Those also that a killed process did not come to delete.
    const QStringList names =
        QDir(locations.cache).entryList({asidePrefix + u'*'}, QDir::Dirs | QDir::Hidden);
    for (const QString &name : names)
        all = FolderTree::remove(locations.cache + u'/' + name) && all;
    if (all)
        return {};
    return Error{
        Error::Kind::Permission, tr("%1 cannot be deleted completely.").arg(locations.cache), {}};
}

} // namespace LocalCache
