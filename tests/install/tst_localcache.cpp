// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/localcache.h"
#include "install/workfolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
           && file.write("x") == 1;
}

/// A cache with a download that goes on, a build and an answer of a registry, and the index beside them.
struct World {
    QTemporaryDir folder;
    Locations locations = Locations::standard(folder.path());
    QStringList files{locations.downloadsFolder() + u"/semver.zip.part"_s,
                      locations.buildsFolder() + u"/key/entry.json"_s,
                      locations.httpCacheFolder() + u"/answer"_s};

    World()
    {
        for (const QString &file : std::as_const(files)) {
            if (!write(file))
                qFatal("the cache cannot be written");
        }
    }
    [[nodiscard]] qsizetype left() const
    {
        return std::count_if(files.cbegin(), files.cend(),
                             [](const QString &file) { return QFileInfo::exists(file); });
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(locations.cache)
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
};

} // namespace

class TestLocalCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLeftOfIt()
    {
        World world;
        QVERIFY(write(world.locations.indexFile()));
        // Of a process that was killed while it deleted.
        QVERIFY(write(world.locations.cache + u"/.emptied-abc/builds/key/0"_s));
        const Result<void> cleared = LocalCache::clear(world.locations);
        QVERIFY(cleared);
        QCOMPARE(world.left(), 0);
        QVERIFY(QFileInfo::exists(world.locations.indexFile()));
        QVERIFY(world.names().filter(u".emptied-"_s).isEmpty());
        QVERIFY(LocalCache::clear(world.locations)); // of nothing
    }

    // A running job lost its half downloaded archive and the build it was about to copy.
    void itStaysWhileAJobWorksWithIt()
    {
        World world;
        Result<std::unique_ptr<WorkFolder>> job =
            WorkFolder::make(world.locations.workFolder(), std::nullopt);
        QVERIFY(job);
        const Result<void> refused = LocalCache::clear(world.locations);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QVERIFY(!refused.error().message.isEmpty());
        QCOMPARE(world.left(), world.files.size());
        job->reset();
        QVERIFY(LocalCache::clear(world.locations));
        QCOMPARE(world.left(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLocalCache)
#include "tst_localcache.moc"
