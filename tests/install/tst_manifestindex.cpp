// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifestindex.h"
#include "jobs/scriptedjob.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Manifests on disk, a queue, and the index over them.
struct World {
    QTemporaryDir folder;
    ManifestStore store{folder.path()};
    JobQueue queue;
    ManifestIndex index{store, queue};
    int day = 1;

    /// Newer than all before.
    Manifest add(const QString &id, Manifest::State state = Manifest::State::Complete)
    {
        Manifest manifest;
        manifest.id = id;
        manifest.distribution = u"SemVer"_s;
        manifest.version = u"0.%1.0"_s.arg(day);
        manifest.targetId = u"/usr/lib/postgresql/17/bin|main"_s;
        manifest.date = QDateTime(QDate(2026, 1, day++), QTime(12, 0), Qt::UTC);
        manifest.state = state;
        manifest.files = {file(u"/usr/share/extension/semver.control"_s),
                          file(u"/usr/share/extension/semver--0.1.0.sql"_s)};
        manifest.sql = {{u"shop"_s, u"semver"_s, {}, u"0.1.0"_s, {}},
                        {u"shop"_s, u"hstore"_s, {}, u"1.8"_s, {}}};
        save(manifest);
        return manifest;
    }
    void save(const Manifest &manifest)
    {
        QDir().mkpath(store.folderOf(manifest.id));
        if (!store.save(manifest))
            qFatal("the manifest cannot be written");
    }
    /// Whether there was something new to tell.
    bool load()
    {
        QSignalSpy changed(&index, &ManifestIndex::changed);
        index.refresh();
        return changed.wait(10'000);
    }
    /// A job that leaves a manifest.
    void run(const QString &manifestId, std::function<void()> work)
    {
        queue.add(std::make_unique<ScriptedJob>(titled(u"one"_s),
                                                [=](JobReporter &reporter) -> Result<void> {
                                                    work();
                                                    reporter.outcome({{u"manifest"_s, manifestId}});
                                                    return {};
                                                }));
    }
    static Manifest::File file(const QString &path)
    {
        Manifest::File file;
        file.path = path;
        return file;
    }
};

const QString first = u"first-manifest"_s;
const QString second = u"second-manifest"_s;

} // namespace

class TestManifestIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatListsNeedNewestFirst()
    {
        World world;
        world.add(first);
        world.add(second, Manifest::State::Undone);
        QVERIFY(world.load());
        QCOMPARE(world.index.entries().size(), 2);
        QCOMPARE(world.index.entries().constFirst().id, second);
        const ManifestEntry *entry = world.index.entry(first);
        QVERIFY(entry);
        QVERIFY(entry->isInstalled());
        QCOMPARE(entry->version, u"0.1.0"_s);
        QCOMPARE(entry->databases, QStringList{u"shop"_s});
        QCOMPARE(entry->extensions, QStringList{u"semver"_s});
        QCOMPARE(world.index.current(u"semver"_s, u"/usr/lib/postgresql/17/bin"_s), entry);
        QVERIFY(!world.index.current(u"semver"_s, u"/usr/lib/postgresql/15/bin"_s));
    }

    void readsBehindTheCaller()
    {
        World world;
        world.add(first);
        world.index.refresh();
        QVERIFY(!world.index.isLoaded());
        QVERIFY(world.index.entries().isEmpty());
        QTRY_VERIFY(world.index.entry(first));
    }

    void readsNothingUnasked()
    {
        World world;
        world.add(first);
        QSignalSpy finished(&world.queue, &JobQueue::finished);
        world.run(first, [] {});
        QVERIFY(finished.wait(10'000));
        QVERIFY(world.load()); // a reading that began before would leave nothing to tell
    }

    void knowsWhatAJobDidWhenItHasEnded()
    {
        World world;
        Manifest manifest = world.add(first);
        QVERIFY(world.load());
        manifest.state = Manifest::State::Undone;
        world.run(second, [&] {
            world.save(manifest);
            world.add(second);
        });
        QTRY_VERIFY(world.index.entry(second));
        QCOMPARE(world.index.entry(first)->state, Manifest::State::Undone);
    }

    void whatIsNotReadYetIsNotGone()
    {
        World world;
        QVERIFY(!world.index.isGone(first));
        world.add(first);
        QVERIFY(world.load());
        QVERIFY(!world.index.isGone(first));
        QVERIFY(world.store.remove(first));
        bool wasGone = true;
        connect(&world.queue, &JobQueue::finished, this,
                [&] { wasGone = world.index.isGone(second); });
        world.run(second, [&] { world.add(second); });
        QTRY_VERIFY(world.index.entry(second));
        QVERIFY(!wasGone);
        QVERIFY(world.index.isGone(first));
        // A job whose manifest went with it, as that of a sandbox.
        world.run(u"third-manifest"_s, [] {});
        QTRY_VERIFY(world.index.isGone(u"third-manifest"_s) && world.queue.activeCount() == 0);
    }
};

QTEST_GUILESS_MAIN(TestManifestIndex)
#include "tst_manifestindex.moc"
