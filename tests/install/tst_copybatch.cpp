// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/commandrunner.h"
#include "core/ownerlock.h"
#include "install/copybatch.h"
#include "install/copyrunner.h"
#include "install/filechanges.h"
#include "install/installledger.h"
#include "install/unprivileged.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

PlaceState fileState(const QByteArray &content)
{
    return {PlaceState::Kind::File, sha256(content), {}};
}

} // namespace

class TestCopyBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void putsReplacesLinksAndRemoves();
    void replacesALinkWithoutWritingThroughIt();
    void oneWrongHashChangesNothing();
    void refusesWhatItDoesNotExpect();
    void refusesPlacesOutside_data();
    void refusesPlacesOutside();
    void followsNoLinkOnTheWay();
    void jsonComesBackTheSame();
    void jsonIsReadStrictly_data();
    void jsonIsReadStrictly();
    void ledgerGuardsForeignFiles();
    void takeBackMendsAHalfDoneCopy();
    void takeBackRefusesFilesChangedSince();
    void failedCopyLeavesNoFolders();
    void leftoversInClosedFoldersNeedTheHelper();
    void sweepThatFailsChangesNothing();
    void ledgerIsHeldByOneAtATime();
    void damagedLedgerIsNotOverwritten();
    void helperAsksPgConfigWhereFilesMayGo();
    void helperTrustsNoPgConfigThatOthersMayChange();
    void helperRunsNothingButPgConfig_data();
    void helperRunsNothingButPgConfig();
    void helperPutsNothingIntoTheSystemsFolders_data();
    void helperPutsNothingIntoTheSystemsFolders();
    void helperKnowsOnlyItsVerbs();

private:
    void write(const QString &path, const QByteArray &content) const;
    [[nodiscard]] QByteArray read(const QString &path) const;
    [[nodiscard]] CopyBatch::Put put(const QString &name, const QByteArray &content,
                                     const QString &destination, const PlaceState &before = {});
    [[nodiscard]] CopyBatch batch(CopyBatch::Verb verb = CopyBatch::Verb::Install) const;
    [[nodiscard]] CopyRules rules() const;
    [[nodiscard]] QStringList tree() const;
    [[nodiscard]] CommandOutcome helper(const QStringList &arguments,
                                        const QByteArray &input) const;
    [[nodiscard]] static QString helperPath()
    {
        return QStringLiteral(HOWDAH_BINARY_DIR) + u"/app/howdah-helper"_s;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_root;
};

void TestCopyBatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = QFileInfo(m_folder->path()).canonicalFilePath();
    for (const QString &name : {u"stage"_s, u"target"_s, u"outside"_s})
        QVERIFY(QDir(m_root).mkpath(name));
}

void TestCopyBatch::write(const QString &path, const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray TestCopyBatch::read(const QString &path) const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

CopyBatch::Put TestCopyBatch::put(const QString &name, const QByteArray &content,
                                  const QString &destination, const PlaceState &before)
{
    write(m_root + u"/stage/"_s + name, content);
    return {m_root + u"/stage/"_s + name,
            sha256(content),
            m_root + u'/' + destination,
            0644,
            0,
            before};
}

CopyBatch TestCopyBatch::batch(CopyBatch::Verb verb) const
{
    CopyBatch batch;
    batch.verb = verb;
    batch.id = u"20260101-000000-test"_s;
    return batch;
}

CopyRules TestCopyBatch::rules() const
{
    CopyRules rules;
    rules.folders = {m_root + u"/target"_s};
    return rules;
}

QStringList TestCopyBatch::tree() const
{
    QStringList rows;
    QDirIterator entries(m_root + u"/target"_s,
                         QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        const QFileInfo info = entries.fileInfo();
        rows << info.filePath().mid(m_root.size())
                    + (info.isSymLink() ? u" -> "_s + info.symLinkTarget()
                       : info.isFile()  ? u' ' + QString::fromLatin1(read(info.filePath()))
                                        : QString());
    }
    rows.sort();
    return rows;
}

CommandOutcome TestCopyBatch::helper(const QStringList &arguments, const QByteArray &input) const
{
    ProcessRunner runner;
    Command command{helperPath(), arguments, u"/"_s};
    command.input = input;
    const Result<CommandOutcome> outcome = runner.run(command);
    return outcome ? *outcome : CommandOutcome{-1, true, {}, outcome.error().message.toUtf8(), {}};
}

void TestCopyBatch::putsReplacesLinksAndRemoves()
{
    write(m_root + u"/target/old"_s, "before");
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "A", u"target/extension/a"_s)
                 << put(u"b"_s, "B", u"target/old"_s, fileState("before"));
    install.puts[0].mode = 0755;
    const Result<void> done = carryOut(install, rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(tree(),
             (QStringList{u"/target/extension"_s, u"/target/extension/a A"_s, u"/target/old B"_s}));
    QVERIFY(QFileInfo(m_root + u"/target/extension/a"_s).isExecutable());

    CopyBatch restore = batch(CopyBatch::Verb::Restore);
    restore.puts << put(u"c"_s, "before", u"target/old"_s, fileState("B"));
    restore.puts[0].modified = 1'000'000'000'123;
    restore.removals << CopyBatch::Removal{m_root + u"/target/extension/a"_s, fileState("A")};
    restore.emptyFolders = {m_root + u"/target/extension"_s};
    restore.links << CopyBatch::Link{m_root + u"/target/link"_s, u"old"_s, {}};
    QVERIFY(carryOut(restore, rules()));
    QCOMPARE(read(m_root + u"/target/old"_s), QByteArray("before"));
    QCOMPARE(QFileInfo(m_root + u"/target/old"_s).lastModified().toMSecsSinceEpoch(),
             1'000'000'000'123);
    QVERIFY(!QFileInfo::exists(m_root + u"/target/extension"_s));
    QVERIFY(QFileInfo(m_root + u"/target/link"_s).isSymLink());
}

void TestCopyBatch::replacesALinkWithoutWritingThroughIt()
{
    write(m_root + u"/outside/original"_s, "original");
    QVERIFY(QFile::link(m_root + u"/outside/original"_s, m_root + u"/target/lib.so"_s));
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "new", u"target/lib.so"_s,
                        {PlaceState::Kind::Link, {}, m_root + u"/outside/original"_s});
    QVERIFY(carryOut(install, rules()));
    QCOMPARE(read(m_root + u"/outside/original"_s), QByteArray("original"));
    QVERIFY(!QFileInfo(m_root + u"/target/lib.so"_s).isSymLink());
    QCOMPARE(read(m_root + u"/target/lib.so"_s), QByteArray("new"));
}

void TestCopyBatch::oneWrongHashChangesNothing()
{
    write(m_root + u"/target/old"_s, "before");
    const QStringList before = tree();
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "A", u"target/old"_s, fileState("before"))
                 << put(u"b"_s, "B", u"target/b"_s);
    write(m_root + u"/stage/b"_s, "swapped after it was checked");
    const Result<void> done = carryOut(install, rules());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Integrity);
    QCOMPARE(tree(), before);
}

void TestCopyBatch::refusesWhatItDoesNotExpect()
{
    write(m_root + u"/target/old"_s, "changed by someone");
    const QStringList before = tree();
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "A", u"target/old"_s, fileState("before"));
    Result<void> done = carryOut(install, rules());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Conflict);
    install.puts[0].before = {};
    QVERIFY(!carryOut(install, rules()));
    CopyBatch restore = batch(CopyBatch::Verb::Restore);
    restore.removals << CopyBatch::Removal{m_root + u"/target/old"_s, fileState("before")};
    QVERIFY(!carryOut(restore, rules()));
    QCOMPARE(tree(), before);
}

void TestCopyBatch::refusesPlacesOutside_data()
{
    QTest::addColumn<QString>("destination");
    QTest::newRow("beside") << u"outside/x"_s;
    QTest::newRow("parent") << u"target/../outside/x"_s;
    QTest::newRow("same beginning") << u"target-other/x"_s;
    QTest::newRow("double slash") << u"target//x"_s;
}

void TestCopyBatch::refusesPlacesOutside()
{
    QFETCH(QString, destination);
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "A", destination);
    const Result<void> done = carryOut(install, rules());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Refused);
    QVERIFY(!QFileInfo::exists(m_root + u"/outside/x"_s));
    QVERIFY(tree().isEmpty());
}

void TestCopyBatch::followsNoLinkOnTheWay()
{
    QVERIFY(QFile::link(m_root + u"/outside"_s, m_root + u"/target/extension"_s));
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "A", u"target/extension/a"_s);
    const Result<void> done = carryOut(install, rules());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Refused);
    QVERIFY(!QFileInfo::exists(m_root + u"/outside/a"_s));
    // Nor is a source read through a link.
    CopyBatch second = batch();
    second.puts << put(u"b"_s, "B", u"target/b"_s);
    QVERIFY(QFile::rename(m_root + u"/stage/b"_s, m_root + u"/stage/real"_s));
    QVERIFY(QFile::link(m_root + u"/stage/real"_s, m_root + u"/stage/b"_s));
    QVERIFY(!carryOut(second, rules()));
}

void TestCopyBatch::jsonComesBackTheSame()
{
    CopyBatch all = batch(CopyBatch::Verb::Restore);
    all.pgConfig = u"/usr/bin/pg_config"_s;
    all.flush = false;
    all.puts << put(u"a"_s, "A", u"target/a"_s, fileState("x"));
    all.puts[0].modified = 1'700'000'000'000;
    all.links << CopyBatch::Link{u"/l"_s, u"../x"_s, {PlaceState::Kind::Link, {}, u"y"_s}};
    all.removals << CopyBatch::Removal{u"/r"_s, fileState("r")};
    all.emptyFolders = {u"/e"_s};
    all.sweep = {u"/s"_s};
    const Result<CopyBatch> back = CopyBatch::fromJson(all.toJson());
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    QCOMPARE(*back, all);
}

void TestCopyBatch::jsonIsReadStrictly_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("verb") << u"verb"_s << QJsonValue(u"run"_s);
    QTest::newRow("no id") << u"id"_s << QJsonValue();
    QTest::newRow("id with a slash") << u"id"_s << QJsonValue(u"../../etc/x"_s);
    QTest::newRow("format") << u"format"_s << QJsonValue(2);
    QTest::newRow("puts") << u"puts"_s << QJsonValue(u"all"_s);
    QTest::newRow("put without hash")
        << u"puts"_s << QJsonValue(QJsonArray{QJsonObject{{u"source"_s, u"/a"_s}}});
    QTest::newRow("removals while installing")
        << u"removals"_s
        << QJsonValue(
               QJsonArray{QJsonObject{{u"destination"_s, u"/a"_s}, {u"before"_s, QJsonObject()}}});
}

void TestCopyBatch::jsonIsReadStrictly()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    CopyBatch install = batch();
    QJsonObject json = install.toJson();
    QVERIFY(CopyBatch::fromJson(json));
    json.insert(member, value);
    const Result<CopyBatch> back = CopyBatch::fromJson(json);
    QVERIFY(!back);
    QCOMPARE(back.error().kind, Error::Kind::Invalid);
}

void TestCopyBatch::ledgerGuardsForeignFiles()
{
    write(m_root + u"/target/bin/psql"_s, "theirs");
    CopyRules guarded = rules();
    guarded.extensionFolders = {m_root + u"/target/share"_s};
    guarded.ledger = m_root + u"/ledger.json"_s;
    CopyBatch replace = batch();
    replace.puts << put(u"a"_s, "A", u"target/bin/psql"_s, fileState("theirs"));
    Result<void> done = carryOut(replace, guarded);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Refused);
    CopyBatch remove = batch(CopyBatch::Verb::Restore);
    remove.removals << CopyBatch::Removal{m_root + u"/target/bin/psql"_s, fileState("theirs")};
    QVERIFY(!carryOut(remove, guarded));
    // What it put there itself it may take away.
    CopyBatch add = batch();
    add.puts << put(u"b"_s, "B", u"target/bin/tool"_s);
    QVERIFY(carryOut(add, guarded));
    CopyBatch away = batch(CopyBatch::Verb::Restore);
    away.removals << CopyBatch::Removal{m_root + u"/target/bin/tool"_s, fileState("B")};
    done = carryOut(away, guarded);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(read(m_root + u"/target/bin/psql"_s), QByteArray("theirs"));
}

void TestCopyBatch::takeBackMendsAHalfDoneCopy()
{
    write(m_root + u"/target/old"_s, "before");
    const QStringList before = tree();
    const ManifestStore store(m_root + u"/manifests"_s);
    const Result<QString> id = store.create(u"half"_s, QDateTime::currentDateTimeUtc());
    QVERIFY(id);
    Manifest manifest;
    manifest.id = *id;
    manifest.folders = {m_root + u"/target"_s};
    QList<StagedFile> staged;
    for (const QString &name : {u"extension/a"_s, u"extension/b"_s, u"old"_s}) {
        const CopyBatch::Put one =
            put(QString(name).replace(u'/', u'-'), name.toUtf8(), u"target/"_s + name);
        StagedFile file;
        file.source = one.source;
        file.destination = one.destination;
        file.sha256 = one.sha256;
        staged << file;
    }
    const Result<CopyBatch> install = FileChanges::install(staged, store, manifest, {}, true);
    QVERIFY(install);
    // As a kill between two changes of names leaves it.
    write(m_root + u"/target/extension/a"_s, "extension/a");
    write(m_root + u"/target/extension/."_s + *id + u"-1.howdah-new"_s, "extension/b");
    write(m_root + u"/target/."_s + *id + u"-2.howdah-new"_s, "ol");
    write(m_root + u"/target/."_s + *id + u"-2.howdah-old"_s, "before");
    const Result<CopyBatch> back = FileChanges::takeBack(manifest, store, {}, false, true);
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    Result<void> done = carryOut(*back, rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(tree(), before);
}

void TestCopyBatch::takeBackRefusesFilesChangedSince()
{
    const ManifestStore store(m_root + u"/manifests"_s);
    Manifest manifest;
    manifest.id = u"20260101-000000-test"_s;
    Manifest::File file;
    file.path = m_root + u"/target/a"_s;
    file.sha256 = sha256("ours");
    manifest.files << file;
    write(file.path, "edited");
    const Result<CopyBatch> refused = FileChanges::takeBack(manifest, store, {}, false, true);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QVERIFY(refused.error().message.contains(file.path));
    const Result<CopyBatch> forced = FileChanges::takeBack(manifest, store, {}, true, true);
    QVERIFY(forced);
    QVERIFY(carryOut(*forced, rules()));
    QVERIFY(tree().isEmpty());
}

// A helper that failed left the folders it had made.
void TestCopyBatch::failedCopyLeavesNoFolders()
{
    write(m_root + u"/target/there/old"_s, "before");
    const QStringList before = tree();
    CopyBatch install = batch();
    install.puts << put(u"a"_s, "A", u"target/new/deep/a"_s)
                 << put(u"c"_s, "C", u"target/there/c"_s)
                 << put(u"b"_s, "B", u"target/new/other/b"_s);
    write(m_root + u"/stage/b"_s, "swapped after it was checked");
    QVERIFY(!carryOut(install, rules()));
    QCOMPARE(tree(), before);
}

// What a killed helper had left was not counted: taking it back ran without its rights and passed over all of it.
void TestCopyBatch::leftoversInClosedFoldersNeedTheHelper()
{
    const QString closed = m_root + u"/target/closed"_s;
    CopyBatch back = batch(CopyBatch::Verb::Restore);
    back.sweep = {closed, closed + u"/made"_s};
    back.emptyFolders = {closed + u"/made/deep"_s, closed + u"/made"_s};
    const auto isWritable = [&] {
        const Unprivileged nobody;
        return CopyRunner::isWritable(back);
    };
    QVERIFY(QDir().mkpath(closed));
    ::chmod(QFile::encodeName(m_root).constData(), 0755);
    const QByteArray folder = QFile::encodeName(closed);
    const auto open = [&](bool isOpen) { ::chmod(folder.constData(), isOpen ? 0777 : 0555); };
    open(false);
    QVERIFY(isWritable()); // nothing to do
    open(true);
    write(closed + u"/."_s + back.id + u"-0.howdah-new"_s, "half");
    open(false);
    QVERIFY(!isWritable());
    open(true);
    QVERIFY(isWritable());
    QVERIFY(QFile::rename(closed + u"/."_s + back.id + u"-0.howdah-new"_s, closed + u"/other"_s));
    open(false);
    QVERIFY(isWritable()); // not of this batch
    open(true);
    QVERIFY(QDir().mkpath(closed + u"/made/deep"_s));
    open(false);
    QVERIFY(!isWritable());
    open(true);
    write(closed + u"/made/theirs"_s, "stays");
    ::chmod(QFile::encodeName(closed + u"/made"_s).constData(), 0777);
    open(false);
    QVERIFY(isWritable()); // only the inner folder goes, and that can be done
    open(true);
}

// It was swept last: a failure there came when all had been changed, and was taken for one that had changed nothing.
void TestCopyBatch::sweepThatFailsChangesNothing()
{
    const QString closed = m_root + u"/target/closed"_s;
    CopyBatch back = batch(CopyBatch::Verb::Restore);
    write(closed + u"/."_s + back.id + u"-0.howdah-new"_s, "half");
    write(m_root + u"/target/open/a"_s, "A");
    back.sweep = {closed};
    back.removals << CopyBatch::Removal{m_root + u"/target/open/a"_s, fileState("A")};
    ::chmod(QFile::encodeName(m_root).constData(), 0755);
    QVERIFY(Unprivileged::give(m_root + u"/target/open"_s));
    ::chmod(QFile::encodeName(closed).constData(), 0555);
    const QStringList before = tree();
    const Result<void> done = [&] {
        const Unprivileged nobody;
        return carryOut(back, rules());
    }();
    ::chmod(QFile::encodeName(closed).constData(), 0755);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Permission);
    QCOMPARE(tree(), before);
}

// Two helpers read it, and the second one to write lost what the first had noted.
void TestCopyBatch::ledgerIsHeldByOneAtATime()
{
    const QString path = m_root + u"/state/ledger.json"_s;
    {
        InstallLedger first(path);
        QVERIFY(first.load());
        QVERIFY(!OwnerLock::tryTake(path + u".lock"_s));
        first.add(u"/usr/lib/a"_s, sha256("A"));
        QVERIFY(first.save());
        QVERIFY(!OwnerLock::tryTake(path + u".lock"_s));
    }
    QVERIFY(OwnerLock::tryTake(path + u".lock"_s));
    InstallLedger second(path);
    QVERIFY(second.load());
    QVERIFY(second.holds(u"/usr/lib/a"_s, sha256("A")));
}

void TestCopyBatch::damagedLedgerIsNotOverwritten()
{
    CopyRules guarded = rules();
    guarded.extensionFolders = {m_root + u"/target/share"_s};
    guarded.ledger = m_root + u"/ledger.json"_s;
    write(guarded.ledger, "{\"/usr/lib/a\": \"0123");
    CopyBatch add = batch();
    add.puts << put(u"b"_s, "B", u"target/bin/tool"_s);
    const Result<void> done = carryOut(add, guarded);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Invalid);
    QVERIFY(done.error().message.contains(guarded.ledger));
    QCOMPARE(read(guarded.ledger), QByteArray("{\"/usr/lib/a\": \"0123"));
    QVERIFY(!QFileInfo::exists(m_root + u"/target/bin"_s));
}

void TestCopyBatch::helperAsksPgConfigWhereFilesMayGo()
{
    if (!QFileInfo(helperPath()).isExecutable())
        QSKIP("the helper is not built");
    write(m_root + u"/bin/pg_config"_s,
          QByteArray("#!/bin/sh\ncat <<'END'\nBINDIR = ROOT/bin\nSHAREDIR = ROOT/target/share\n"
                     "PKGLIBDIR = ROOT/target/lib\nDOCDIR = ROOT/target/doc\nPGXS = "
                     "/none\nVERSION = PostgreSQL 15.1\nEND\n")
              .replace("ROOT", m_root.toUtf8()));
    QFile::setPermissions(m_root + u"/bin/pg_config"_s,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    CopyBatch install = batch();
    install.pgConfig = m_root + u"/bin/pg_config"_s;
    install.puts << put(u"a"_s, "A", u"target/share/extension/a.control"_s);
    CommandOutcome outcome = helper({u"install"_s}, QJsonDocument(install.toJson()).toJson());
    QVERIFY2(outcome.succeeded(), qPrintable(outcome.text()));
    QCOMPARE(read(m_root + u"/target/share/extension/a.control"_s), QByteArray("A"));

    install.puts = {put(u"b"_s, "B", u"outside/b"_s)};
    outcome = helper({u"install"_s}, QJsonDocument(install.toJson()).toJson());
    QVERIFY(!outcome.succeeded());
    const QJsonObject error =
        QJsonDocument::fromJson(outcome.output).object().value(u"error"_s).toObject();
    QCOMPARE(error.value(u"kind"_s).toString(), nameOf(Error::Kind::Refused));
    QVERIFY(!QFileInfo::exists(m_root + u"/outside/b"_s));
}

void TestCopyBatch::helperTrustsNoPgConfigThatOthersMayChange()
{
    if (!QFileInfo(helperPath()).isExecutable())
        QSKIP("the helper is not built");
    const QString mark = m_root + u"/outside/ran"_s;
    write(m_root + u"/bin/pg_config"_s, "#!/bin/sh\ntouch " + mark.toUtf8() + "\n");
    const QByteArray path = QFile::encodeName(m_root + u"/bin/pg_config"_s);
    QCOMPARE(::chmod(path.constData(), 0777), 0);
    CopyBatch install = batch();
    install.pgConfig = m_root + u"/bin/pg_config"_s;
    install.puts << put(u"a"_s, "A", u"target/a"_s);
    const CommandOutcome outcome = helper({u"install"_s}, QJsonDocument(install.toJson()).toJson());
    QVERIFY(!outcome.succeeded());
    QVERIFY(outcome.output.contains("refused"));
    QVERIFY(!QFileInfo::exists(mark));
    QVERIFY(tree().isEmpty());
}

void TestCopyBatch::helperRunsNothingButPgConfig_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("another program") << u"poweroff"_s;
    QTest::newRow("a link to another program") << u"pg_config"_s;
}

// It ran whatever program of root's the batch named, with root's rights.
void TestCopyBatch::helperRunsNothingButPgConfig()
{
    QFETCH(QString, name);
    if (!QFileInfo(helperPath()).isExecutable())
        QSKIP("the helper is not built");
    const QString program = m_root + u"/bin/poweroff"_s;
    const QString mark = m_root + u"/outside/ran"_s;
    write(program, "#!/bin/sh\ntouch " + mark.toUtf8() + "\n");
    QFile::setPermissions(program,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (!program.endsWith(name))
        QVERIFY(QFile::link(program, m_root + u"/bin/"_s + name));
    CopyBatch install = batch();
    install.pgConfig = m_root + u"/bin/"_s + name;
    install.puts << put(u"a"_s, "A", u"target/a"_s);
    const CommandOutcome outcome = helper({u"install"_s}, QJsonDocument(install.toJson()).toJson());
    QVERIFY(!outcome.succeeded());
    QVERIFY2(outcome.output.contains("refused"), outcome.output.constData());
    QVERIFY(!QFileInfo::exists(mark));
}

void TestCopyBatch::helperPutsNothingIntoTheSystemsFolders_data()
{
    QTest::addColumn<QString>("answer");
    for (const char *name : {"LIBDIR", "LOCALEDIR", "MANDIR", "BINDIR", "HTMLDIR", "PKGINCLUDEDIR",
                             "INCLUDEDIR-SERVER"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

// pg_config's libdir is Debian's /usr/lib/x86_64-linux-gnu: a distribution could add a library there that root's
// programs load.
void TestCopyBatch::helperPutsNothingIntoTheSystemsFolders()
{
    QFETCH(QString, answer);
    if (!QFileInfo(helperPath()).isExecutable())
        QSKIP("the helper is not built");
    const QString pgConfig = m_root + u"/bin/pg_config"_s;
    write(pgConfig, QByteArray("#!/bin/sh\ncat <<'END'\nBINDIR = ROOT/target/bin\n"
                               "SHAREDIR = ROOT/target/share\nPKGLIBDIR = ROOT/target/lib\n"
                               "VERSION = PostgreSQL 15.1\nANSWER = ROOT/target/usr/lib\nEND\n")
                        .replace("ANSWER", answer.toUtf8())
                        .replace("ROOT", m_root.toUtf8()));
    QFile::setPermissions(pgConfig,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    CopyBatch install = batch();
    install.pgConfig = pgConfig;
    install.puts << put(u"a"_s, "A", u"target/usr/lib/glibc-hwcaps/x86-64-v2/libssl.so.3"_s);
    const CommandOutcome outcome = helper({u"install"_s}, QJsonDocument(install.toJson()).toJson());
    QVERIFY(!outcome.succeeded());
    QVERIFY2(outcome.output.contains("refused"), outcome.output.constData());
    QVERIFY(tree().isEmpty());
}

void TestCopyBatch::helperKnowsOnlyItsVerbs()
{
    if (!QFileInfo(helperPath()).isExecutable())
        QSKIP("the helper is not built");
    QVERIFY(helper({u"version"_s}, {}).output.startsWith("howdah-helper "));
    QCOMPARE(helper({}, {}).exitCode, 2);
    QCOMPARE(helper({u"remove"_s, u"/etc/passwd"_s}, {}).exitCode, 2);
    QVERIFY(!helper({u"install"_s}, "not json").succeeded());
    QVERIFY(!helper({u"restore"_s}, QJsonDocument(batch().toJson()).toJson()).succeeded());
}

QTEST_GUILESS_MAIN(TestCopyBatch)
#include "tst_copybatch.moc"
