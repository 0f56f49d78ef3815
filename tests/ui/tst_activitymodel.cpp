// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "activitymodel.h"
#include "jobs/jobrecordjson.h"
#include "windowservices.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// The record of an install in the history, and what is left of its manifest.
bool addInstall(const Locations &locations, const QString &name,
                std::optional<Manifest::State> state)
{
    JobRecord record;
    record.id = name + u"-job"_s;
    record.facts.kind = u"install"_s;
    record.facts.title = name;
    record.queued = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    record.started = record.queued;
    record.finished = record.queued.addSecs(3);
    record.state = Job::State::Done;
    record.outcome = {{u"manifest"_s, name + u"-manifest"_s}};
    bool good = QDir().mkpath(locations.historyFolder())
                && write(locations.historyFolder() + u'/' + record.id + u".json"_s,
                         QJsonDocument(JobRecordJson::write(record)).toJson());
    if (state) {
        const ManifestStore store(locations.manifestsFolder());
        Manifest manifest;
        manifest.id = name + u"-manifest"_s;
        manifest.state = *state;
        good =
            good && QDir().mkpath(store.folderOf(manifest.id)) && store.save(manifest).has_value();
    }
    return good;
}

/// The window's services over a data folder, and its page "Activity".
struct Window {
    explicit Window(const QString &folder) : services({folder, true}) {}

    Services services;
    QThreadPool workers;
    UiServices ui = uiServicesOf(services, services.install, workers);
    ConfirmationController confirmation;
    TargetModel targets{ui};
    JobWatcher watcher{ui, targets};
    JobActions actions{ui, confirmation};
    ActivityModel model{ui, actions, watcher};
    const QAbstractItemModelTester tester{&model};

    [[nodiscard]] const ActivityRow *row(const QString &title) const
    {
        for (const ActivityRow &row : model.rows()) {
            if (row.title == title)
                return &row;
        }
        return nullptr;
    }
};

} // namespace

class TestActivityModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // It read each record's manifest from the disk, twice, each time something had changed.
    void readsNothingItself()
    {
        const QTemporaryDir folder;
        const Locations locations = Locations::standard(folder.path());
        QVERIFY(addInstall(locations, u"kept"_s, Manifest::State::Complete));
        QVERIFY(addInstall(locations, u"undone"_s, Manifest::State::Undone));
        QVERIFY(addInstall(locations, u"gone"_s, std::nullopt));
        Window window(folder.path());
        QCOMPARE(window.model.state(), u"loading"_s);
        QCOMPARE(window.model.count(), 0);
        QTRY_COMPARE(window.model.state(), u"ready"_s);
        QCOMPARE(window.model.count(), 3);
        QVERIFY(!window.row(u"kept"_s)->canUndo);
        QCOMPARE(window.row(u"gone"_s)->stateText, u"Done"_s); // as far as is known
        window.services.manifestIndex.refresh();
        QTRY_VERIFY(window.row(u"kept"_s)->canUndo);
        QCOMPARE(window.row(u"kept"_s)->stateText, u"Done"_s);
        QCOMPARE(window.row(u"undone"_s)->stateText, u"Undone"_s);
        QVERIFY(!window.row(u"undone"_s)->canUndo);
        QCOMPARE(window.row(u"gone"_s)->stateText, u"Undone"_s);
        // What changes on the disk is not looked at until somebody says so.
        QVERIFY(QDir(locations.manifestsFolder()).removeRecursively());
        Q_EMIT window.services.history.changed();
        QVERIFY(window.row(u"kept"_s)->canUndo);
    }

    // An undo that was killed, and would lose rows, had no button.
    void interruptedUndoIsOfferedAgain()
    {
        const QTemporaryDir folder;
        const Locations locations = Locations::standard(folder.path());
        QVERIFY(addInstall(locations, u"interrupted"_s, Manifest::State::InProgress));
        Window window(folder.path());
        window.services.manifestIndex.refresh();
        QTRY_VERIFY(window.row(u"interrupted"_s) && window.row(u"interrupted"_s)->canUndo);
    }

    void isEmptyOnlyWhenTheHistoryIs()
    {
        const QTemporaryDir folder;
        Window window(folder.path());
        QCOMPARE(window.model.state(), u"loading"_s);
        QTRY_COMPARE(window.model.state(), u"empty"_s);
    }
};

QTEST_MAIN(TestActivityModel)
#include "tst_activitymodel.moc"
