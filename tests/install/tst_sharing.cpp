// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/sharing.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return {{2024, 3, 2}, {10, 11, 12}, Qt::UTC}; }
};

/// What one computer has installed.
class Computer
{
public:
    Computer()
        : m_locations(Locations::standard(m_root.path())),
          m_manifests(m_locations.manifestsFolder()),
          m_receipts(m_locations, m_clock),
          sharing(m_locations, m_clock, m_manifests)
    {
    }
    /// The id of the receipt.
    QString install(const QString &name, const QString &registry)
    {
        InstallReceipt receipt;
        receipt.distribution = name;
        receipt.version = u"1.0.0"_s;
        receipt.sha512 = QByteArray(64, 'x');
        receipt.postgresMajor = 17;
        receipt.postgresVersion = u"17.2"_s;
        receipt.os = u"linux"_s;
        receipt.arch = u"amd64"_s;
        const auto kept = m_receipts.add(receipt, registry);
        return kept && saveManifest(name, Manifest::State::Complete) ? kept->id : QString();
    }
    bool saveManifest(const QString &name, Manifest::State state)
    {
        Manifest manifest;
        manifest.id = u"manifest-of-"_s + name;
        manifest.distribution = name;
        manifest.version = u"1.0.0"_s;
        manifest.date = m_clock.now();
        manifest.state = state;
        QDir().mkpath(m_locations.manifestsFolder() + u'/' + manifest.id);
        return m_manifests.save(manifest).has_value();
    }

private:
    QTemporaryDir m_root;
    FakeClock m_clock;
    Locations m_locations;
    ManifestStore m_manifests;
    ReceiptStore m_receipts;

public:
    Sharing sharing;
};

} // namespace

class TestSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receiptIsOfferedUntilItWasSent()
    {
        Computer computer;
        const QString id = computer.install(u"kvbox"_s, u"ours"_s);
        QVERIFY(!id.isEmpty());
        QVERIFY(computer.sharing.installs({}).isEmpty());
        const QList<SharedFact> facts = computer.sharing.installs({id});
        QCOMPARE(facts.size(), 1);
        QCOMPARE(facts.constFirst().registry, u"ours"_s);
        QCOMPARE(facts.constFirst().payload.keys(), QStringList(u"receipt"_s));
        QCOMPARE(facts.constFirst().signedContent[u"distribution"].toString(), u"kvbox"_s);
        QVERIFY(!facts.constFirst().needsAccount());
        QVERIFY(computer.sharing.markSent(facts.constFirst()));
        QVERIFY(computer.sharing.installs({id}).isEmpty());
        QVERIFY(computer.sharing.newestInstall());
    }

    void registryIsToldOfItsOwnReleasesOnly()
    {
        Computer computer;
        QVERIFY(!computer.install(u"kvbox"_s, u"ours"_s).isEmpty());
        QVERIFY(!computer.install(u"secret"_s, u"theirs"_s).isEmpty());
        const Result<SharedFact> fact = computer.sharing.inUse(u"ours"_s);
        QVERIFY(fact);
        const QByteArray content = QJsonDocument(fact->signedContent).toJson();
        QVERIFY(content.contains("kvbox"));
        QVERIFY(!content.contains("secret"));
        QVERIFY(!computer.sharing.inUse(u"nobody"_s));
    }

    void whatWasRemovedIsNotInUse()
    {
        Computer computer;
        QVERIFY(!computer.install(u"kvbox"_s, u"ours"_s).isEmpty());
        QVERIFY(computer.saveManifest(u"kvbox"_s, Manifest::State::Undone));
        const Result<SharedFact> fact = computer.sharing.inUse(u"ours"_s);
        QVERIFY(!fact);
        QCOMPARE(fact.error().kind, Error::Kind::NotFound);
    }

    void exampleHasTheMembersOfTheRealThing()
    {
        Computer computer;
        QVERIFY(!computer.install(u"kvbox"_s, u"ours"_s).isEmpty());
        const Result<SharedFact> example = computer.sharing.example(SharedFact::Kind::Install);
        const Result<SharedFact> real = computer.sharing.newestInstall();
        QVERIFY(example && real);
        QVERIFY(example->registry.isEmpty());
        QCOMPARE(example->signedContent.keys(), real->signedContent.keys());
        const Result<SharedFact> inUse = computer.sharing.example(SharedFact::Kind::InUse);
        QVERIFY(inUse);
        QCOMPARE(inUse->signedContent.keys(),
                 computer.sharing.inUse(u"ours"_s)->signedContent.keys());
        const Result<SharedFact> build = computer.sharing.example(SharedFact::Kind::Build);
        QVERIFY(build && build->needsAccount());
        QCOMPARE(build->path, u"distributions/example/builds"_s);
    }

    void whatIsShownIsWhatIsSent()
    {
        Computer computer;
        const Result<SharedFact> fact = computer.sharing.example(SharedFact::Kind::Install);
        QVERIFY(fact);
        QCOMPARE(QJsonDocument::fromJson(fact->text().toUtf8()).object(), fact->payload);
    }
};

QTEST_GUILESS_MAIN(TestSharing)
#include "tst_sharing.moc"
