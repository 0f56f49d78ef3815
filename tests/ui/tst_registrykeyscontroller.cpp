// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/sampleimport.h"
#include "registry/store/auditstore.h"
#include "registrycontroller.h"
#include "windowservices.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

/// The registry's page over a registry with one release, whose keys are looked at.
class Registry
{
public:
    Registry()
        : m_services({m_root.path(), true}),
          m_ui(uiServicesOf(m_services, m_services.install, m_workers)),
          m_page(m_ui, question)
    {
    }
    ~Registry() { m_workers.waitForDone(); }

    [[nodiscard]] bool start()
    {
        if (!store().prepare()
            || !store().import(SampleImport::archives().constFirst(), SampleImport::user()))
            return false;
        m_page.start();
        return QTest::qWaitFor([this] { return keys().rows()->rowCount() > 0; }, patience);
    }
    [[nodiscard]] RegistryKeysController &keys() { return *m_page.keys(); }
    [[nodiscard]] RegistryTaskController &task() { return *m_page.task(); }
    [[nodiscard]] RegistryStore &store() { return m_services.registry; }
    [[nodiscard]] RegistryKeyRow row(int at) { return keys().rows()->rows().value(at); }
    /// What clients read.
    [[nodiscard]] KeySet published()
    {
        QFile file(store().tree().root() + u'/' + RegistryKeys::jwksPath());
        return file.open(QIODevice::ReadOnly) ? KeySet::parse(file.readAll()).value_or(KeySet())
                                              : KeySet();
    }
    [[nodiscard]] QString lastAudited()
    {
        const AuditStore::Entry entry =
            AuditStore(store().database()).newest(1).value().constFirst();
        return u"%1, %2: %3 %4"_s.arg(entry.actor, entry.means, entry.action, entry.subject)
            .trimmed();
    }

private:
    QTemporaryDir m_root;
    Services m_services;
    QThreadPool m_workers;
    UiServices m_ui;

public:
    ConfirmationController question;

private:
    RegistryController m_page;
};

} // namespace

class TestRegistryKeysController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newKeyIsMadeWhenAgreedTo()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QAbstractItemModelTester rows(registry.keys().rows());
        QCOMPARE(registry.keys().rows()->rowCount(), 1);
        const RegistryKeyRow first = registry.row(0);
        QCOMPARE(first.kind, u"ok"_s);
        QVERIFY(first.canWithdraw);
        registry.keys().rotate();
        QVERIFY(registry.question.isOpen());
        QVERIFY(!registry.question.isDangerous());
        registry.question.reject();
        QCOMPARE(registry.store().keys().keys()->size(), 1);
        registry.keys().rotate();
        registry.question.accept();
        QTRY_COMPARE_WITH_TIMEOUT(registry.keys().rows()->rowCount(), 2, patience);
        QVERIFY(registry.row(0).kid != first.kid);
        QCOMPARE(registry.row(0).kind, u"ok"_s);
        QCOMPARE(registry.row(1).kid, first.kid);
        QCOMPARE(registry.row(1).kind, QString());
        QVERIFY(!registry.keys().hasWithdrawn());
        QCOMPARE(registry.published().keys().size(), 2);
        QCOMPARE(registry.lastAudited(), u"operator, window: registry keys rotate"_s);
    }

    void stolenKeyIsWithdrawnWithAReasonAndReleasesAreSignedAnew()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QString stolen = registry.row(0).kid;
        // Of the key that signs now it is said that another takes its place.
        const qsizetype said = registry.keys().consequences(stolen).size();
        QCOMPARE(registry.keys().consequences(u"another"_s).size(), said - 1);

        QSignalSpy made(&registry.keys(), &RegistryEditor::made);
        registry.keys().withdraw(stolen, u"  "_s);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.keys().problem().isEmpty(), patience);
        QCOMPARE(made.size(), 0);
        QCOMPARE(registry.store().keys().keys()->constFirst().state, RegistryKeys::State::Active);

        registry.keys().withdraw(stolen, u" broken into "_s);
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(registry.keys().rows()->rowCount(), 2, patience);
        QCOMPARE(registry.row(0).kind, u"ok"_s);
        QCOMPARE(registry.row(1).kid, stolen);
        QCOMPARE(registry.row(1).kind, u"bad"_s);
        QCOMPARE(registry.row(1).reason, u"broken into"_s);
        QVERIFY(!registry.row(1).canWithdraw);
        QVERIFY(registry.keys().hasWithdrawn());
        QCOMPARE(registry.published().keys().size(), 1);
        QCOMPARE(registry.published().keys().constFirst().kid(), registry.row(0).kid);
        QCOMPARE(registry.lastAudited(),
                 u"operator, window: registry keys withdraw %1: broken into"_s.arg(stolen));

        registry.task().signAnew();
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"done"_s, patience);
        QCOMPARE(registry.task().problems(), QStringList());
        QVERIFY2(registry.task().text().contains(u"1 release"_s),
                 qPrintable(registry.task().text()));
        QCOMPARE(registry.lastAudited(), u"operator, window: registry keys sign 1"_s);
        registry.task().signAnew();
        QTRY_VERIFY_WITH_TIMEOUT(registry.task().text().contains(u"already"_s), patience);
    }

    void withdrawnKeyIsNotWithdrawnTwice()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QString stolen = registry.row(0).kid;
        QVERIFY(registry.store().keys().withdraw(stolen, u"by somebody else"_s));
        registry.keys().withdraw(stolen, u"once more"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.keys().problem().isEmpty(), patience);
        QCOMPARE(registry.store().keys().keys()->constLast().reason, u"by somebody else"_s);
    }
};

QTEST_GUILESS_MAIN(TestRegistryKeysController)
#include "tst_registrykeyscontroller.moc"
