// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/durablefile.h"
#include "remote/fakehttpserver.h"
#include "remote/releaseverifier.h"
#include "signing/base64url.h"
#include "signing/jws.h"
#include "signing/keyrotation.h"
#include "signing/keywithdrawal.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

QDateTime day()
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
}

Release releaseOf(const QString &version)
{
    Release release;
    release.name = u"kvBox"_s;
    release.version = *Version::parse(version);
    release.digests.sha1 = QByteArray(20, '1');
    return release;
}

ReleaseCertificate certificateOf(const Release &release)
{
    return {day(),
            {QByteArray(64, '5'), {}, release.digests.sha1},
            ReleaseCertificate::uriOf(release.name, release.version.toString()),
            u"ada"_s};
}

/// A registry as plain files.
class Tree
{
public:
    explicit Tree(QString root) : m_root(std::move(root))
    {
        write(u"index.json"_s, {{u"dist"_s, u"/dist/{dist}.json"_s},
                                {u"meta"_s, u"/dist/{dist}/{version}/META.json"_s},
                                {u"download"_s, u"/dist/{dist}/{version}/{dist}-{version}.zip"_s},
                                {u"certs"_s, u"/dist/{dist}/{version}/CERT.json"_s}});
    }
    [[nodiscard]] QUrl url() const { return QUrl::fromLocalFile(m_root); }
    void publishKeys(const QList<SigningKey> &keys, const QStringList &rotations = {},
                     const QStringList &withdrawals = {}) const
    {
        QList<VerifyingKey> halves;
        for (const SigningKey &key : keys)
            halves += key.verifyingKey();
        save(u".well-known/jwks.json"_s, KeySet(halves, rotations, withdrawals).toJson());
    }
    void publish(const Release &release, const QJsonObject &jws) const
    {
        write(u"dist/kvbox/%1/CERT.json"_s.arg(release.version.toString()),
              {{u"certs"_s, QJsonObject{{u"pgxn"_s, jws}}}});
    }
    void publish(const QString &version, const SigningKey &key) const
    {
        const Release release = releaseOf(version);
        publish(release, Jws::sign(certificateOf(release).payload(), key).toFlattened());
    }

private:
    void save(const QString &path, const QByteArray &bytes) const
    {
        if (!DurableFile::write(m_root + u'/' + path, bytes))
            qFatal("cannot write %s", qPrintable(path));
    }
    void write(const QString &path, const QJsonObject &object) const
    {
        save(path, QJsonDocument(object).toJson());
    }
    QString m_root;
};

QJsonObject unsecured(const Release &release)
{
    return {{u"protected"_s, Base64Url::text(QByteArray("{\"alg\":\"none\"}"))},
            {u"payload"_s, Base64Url::text(certificateOf(release).payload())},
            {u"signature"_s, QString()}};
}

} // namespace

class TestReleaseVerifier : public QObject
{
    Q_OBJECT

private:
    /// As one run of the program sees it: nothing is kept but files.
    [[nodiscard]] Result<Provenance> verify(const Release &release)
    {
        NetworkOptions options;
        options.offline = true;
        QtHttpClient http{options};
        HttpCache cache(m_root->filePath(u"cache"_s), 1'000'000, http, m_clock);
        RegistryClient client(m_tree->url(), cache, http);
        TrustStore trust = this->trust();
        return ReleaseVerifier::verify(client, trust, release);
    }
    [[nodiscard]] QString outcome(const QString &version)
    {
        const Result<Provenance> provenance = verify(releaseOf(version));
        return provenance ? nameOf(provenance->state) : nameOf(provenance.error().kind);
    }
    [[nodiscard]] TrustStore trust() const { return {m_root->filePath(u"trust.json"_s), m_clock}; }

    SystemClock m_clock;
    const SigningKey m_key = SigningKey::make(day());
    const SigningKey m_next = SigningKey::make(day());
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<Tree> m_tree;

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_tree = std::make_unique<Tree>(m_root->filePath(u"registry"_s));
        m_tree->publishKeys({m_key});
    }

    void signedReleaseIsKnownByItsKey()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        const Result<Provenance> provenance = verify(releaseOf(u"1.0.0"_s));
        QVERIFY2(provenance, provenance ? "" : qPrintable(provenance.error().message));
        QCOMPARE(provenance->state, Provenance::State::Signed);
        QCOMPARE(provenance->key, m_key.kid());
        QCOMPARE(provenance->user, u"ada"_s);
        QCOMPARE(provenance->digests.sha512, QByteArray(64, '5'));
        QCOMPARE(trust().signedSince(m_tree->url(), u"KVBOX"_s)->value().version,
                 *Version::parse(u"1.0.0"_s));
        QVERIFY(trust().trusted(m_tree->url())->contains(m_key.verifyingKey()));
    }

    void certificateInsideOfTheMetadataCounts()
    {
        Release release = releaseOf(u"1.0.0"_s);
        release.meta = {
            {u"certs"_s,
             QJsonObject{
                 {u"pgxn"_s, Jws::sign(certificateOf(release).payload(), m_key).toGeneral()}}}};
        QCOMPARE(verify(release)->state, Provenance::State::Signed);
    }

    void registryThatNeverSignedNeedsNoSignature()
    {
        QCOMPARE(outcome(u"1.0.0"_s), u"not-signed"_s);
        QVERIFY(trust().registries()->isEmpty());
    }

    void tamperedCertificatesAreRefused_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("payload of another release") << u"other"_s;
        QTest::newRow("payload changed") << u"payload"_s;
        QTest::newRow("digest that differs from the metadata's") << u"digest"_s;
        QTest::newRow("key that is not published") << u"key"_s;
        QTest::newRow("signature of another release") << u"signature"_s;
        QTest::newRow("no JWS") << u"shape"_s;
    }
    void tamperedCertificatesAreRefused()
    {
        QFETCH(QString, what);
        const Release release = releaseOf(u"1.0.0"_s);
        ReleaseCertificate certificate = certificateOf(release);
        QJsonObject jws = Jws::sign(certificate.payload(), m_key).toFlattened();
        if (what == u"other") {
            jws = Jws::sign(certificateOf(releaseOf(u"0.9.0"_s)).payload(), m_key).toFlattened();
        } else if (what == u"payload") {
            certificate.user = u"eve"_s;
            jws[u"payload"] = Base64Url::text(certificate.payload());
        } else if (what == u"digest") {
            certificate.digests.sha1 = QByteArray(20, 'x');
            jws = Jws::sign(certificate.payload(), m_key).toFlattened();
        } else if (what == u"key") {
            jws = Jws::sign(certificate.payload(), m_next).toFlattened();
        } else if (what == u"signature") {
            jws[u"signature"] =
                Jws::sign("another payload", m_key).toFlattened()[u"signature"].toString();
        } else {
            jws.remove(u"signature"_s);
        }
        m_tree->publish(release, jws);
        const Result<Provenance> provenance = verify(release);
        QVERIFY(!provenance);
        QVERIFY(!ReleaseVerifier::isUndecided(provenance.error().kind));
        QVERIFY(provenance.error().kind != Error::Kind::NotFound);
        QVERIFY2(provenance.error().message.contains(u"trust forget"),
                 qPrintable(provenance.error().message));
        QVERIFY(!trust().signedSince(m_tree->url(), release.name)->has_value());
    }

    void unsignedSuccessorIsRefused_data()
    {
        QTest::addColumn<bool>("saysNone");
        QTest::newRow("no certificate") << false;
        QTest::newRow("algorithm none") << true;
    }
    void unsignedSuccessorIsRefused()
    {
        QFETCH(bool, saysNone);
        m_tree->publish(u"1.1.0"_s, m_key);
        QCOMPARE(outcome(u"1.1.0"_s), u"signed"_s);
        if (saysNone) {
            m_tree->publish(releaseOf(u"1.2.0"_s), unsecured(releaseOf(u"1.2.0"_s)));
            m_tree->publish(releaseOf(u"1.0.0"_s), unsecured(releaseOf(u"1.0.0"_s)));
        }
        QCOMPARE(outcome(u"1.2.0"_s), u"integrity"_s);
        // What was released before the registry began to sign stays what it was.
        QCOMPARE(outcome(u"1.0.0"_s), u"not-signed"_s);
        // The same version without its signature, too.
        m_tree->publish(releaseOf(u"1.1.0"_s), unsecured(releaseOf(u"1.1.0"_s)));
        QCOMPARE(outcome(u"1.1.0"_s), u"integrity"_s);

        QVERIFY(trust().forget(m_tree->url()));
        QCOMPARE(outcome(u"1.2.0"_s), u"not-signed"_s);
    }

    void differentlySignedSuccessorIsRefused()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        // Somebody who got hold of the server put his key beside the old one.
        m_tree->publishKeys({m_key, m_next});
        m_tree->publish(u"1.1.0"_s, m_next);
        QCOMPARE(outcome(u"1.1.0"_s), u"integrity"_s);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
    }

    void rotationWithProofIsFollowed()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        const SigningKey third = SigningKey::make(day());
        m_tree->publishKeys({third, m_next, m_key},
                            {KeyRotation::make(m_next.verifyingKey(), m_key, day()),
                             KeyRotation::make(third.verifyingKey(), m_next, day())});
        m_tree->publish(u"1.1.0"_s, third);
        QCOMPARE(outcome(u"1.1.0"_s), u"signed"_s);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        QCOMPARE(trust().keys(m_tree->url())->size(), 3);

        // From the third key on, also without the first one.
        m_tree->publishKeys({third});
        QCOMPARE(outcome(u"1.1.0"_s), u"signed"_s);
        QCOMPARE(outcome(u"1.0.0"_s), u"integrity"_s);
    }

    void rotationWithoutProofIsAnAlarm_data()
    {
        QTest::addColumn<QString>("proof");
        QTest::newRow("none") << QString();
        QTest::newRow("by the new key itself")
            << KeyRotation::make(m_next.verifyingKey(), m_next, day());
        QTest::newRow("for another key")
            << KeyRotation::make(SigningKey::make(day()).verifyingKey(), m_key, day());
        QTest::newRow("rubbish") << u"a.b.c"_s;
    }
    void rotationWithoutProofIsAnAlarm()
    {
        QFETCH(QString, proof);
        m_tree->publish(u"1.0.0"_s, m_key);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        m_tree->publishKeys({m_next}, {proof});
        m_tree->publish(u"1.1.0"_s, m_next);
        const Result<Provenance> provenance = verify(releaseOf(u"1.1.0"_s));
        QVERIFY(!provenance);
        QCOMPARE(provenance.error().kind, Error::Kind::Integrity);
        QVERIFY(provenance.error().message.contains(m_tree->url().toString()));
        // Nothing was learnt from it.
        QCOMPARE(trust().trusted(m_tree->url())->keys(), QList{m_key.verifyingKey()});

        QVERIFY(trust().forget(m_tree->url()));
        QCOMPARE(outcome(u"1.1.0"_s), u"signed"_s);
    }

    void releaseOfAWithdrawnKeyIsRefusedAndToldWhy()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        const QStringList rotations{KeyRotation::make(m_next.verifyingKey(), m_key, day())};
        const QStringList withdrawals{KeyWithdrawal::make(
            m_key.verifyingKey(), u"The server was broken into."_s, m_next, day())};
        m_tree->publishKeys({m_next}, rotations, withdrawals);
        const Result<Provenance> refused = verify(releaseOf(u"1.0.0"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Integrity);
        QVERIFY2(refused.error().message.contains(u"“The server was broken into.”"),
                 qPrintable(refused.error().message));
        QVERIFY(refused.error().message.contains(u"signed it anew"));
        QCOMPARE(trust().withdrawn(m_tree->url())->size(), 1);
        QVERIFY(!trust().trusted(m_tree->url())->contains(m_key.verifyingKey()));

        m_tree->publish(u"1.0.0"_s, m_next);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);

        // Whoever has the key shows an older set of keys, or one that it leads on to.
        const SigningKey thief = SigningKey::make(day());
        m_tree->publish(u"1.1.0"_s, m_key);
        m_tree->publishKeys({m_key, m_next}, rotations);
        QCOMPARE(outcome(u"1.1.0"_s), u"integrity"_s);
        m_tree->publish(u"1.1.0"_s, thief);
        m_tree->publishKeys(
            {thief, m_key, m_next},
            rotations + QStringList{KeyRotation::make(thief.verifyingKey(), m_key, day())});
        QCOMPARE(outcome(u"1.1.0"_s), u"integrity"_s);
        m_tree->publishKeys({thief, m_key},
                            {KeyRotation::make(thief.verifyingKey(), m_key, day())});
        QCOMPARE(outcome(u"1.1.0"_s), u"integrity"_s);
    }

    void registryThatIsMetLaterTellsItsWithdrawals()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        m_tree->publishKeys({m_next}, {KeyRotation::make(m_next.verifyingKey(), m_key, day())},
                            {KeyWithdrawal::make(m_key.verifyingKey(), u"Lost."_s, m_next, day())});
        const Result<Provenance> refused = verify(releaseOf(u"1.0.0"_s));
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"“Lost.”"), qPrintable(refused.error().message));
    }

    void withdrawalNeedsAnotherTrustedKey_data()
    {
        QTest::addColumn<QString>("withdrawal");
        const SigningKey stranger = SigningKey::make(day());
        QTest::newRow("by the key itself")
            << KeyWithdrawal::make(m_key.verifyingKey(), u"x"_s, m_key, day());
        QTest::newRow("by a stranger")
            << KeyWithdrawal::make(m_key.verifyingKey(), u"x"_s, stranger, day());
        QTest::newRow("of another kind") << KeyRotation::make(m_key.verifyingKey(), m_next, day());
        QTest::newRow("rubbish") << u"a.b.c"_s;
    }
    void withdrawalNeedsAnotherTrustedKey()
    {
        QFETCH(QString, withdrawal);
        m_tree->publish(u"1.0.0"_s, m_key);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        m_tree->publishKeys({m_key, m_next},
                            {KeyRotation::make(m_next.verifyingKey(), m_key, day())}, {withdrawal});
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        QVERIFY(trust().withdrawn(m_tree->url())->isEmpty());
    }

    void noWayLeadsOverAWithdrawnKey()
    {
        // The oldest key vouched for the one that was stolen; what that one vouches for is nobody's business any more.
        const SigningKey oldest = SigningKey::make(day());
        const SigningKey thief = SigningKey::make(day());
        const QString toStolen = KeyRotation::make(m_key.verifyingKey(), oldest, day());
        m_tree->publishKeys({oldest});
        m_tree->publish(u"0.9.0"_s, oldest);
        QCOMPARE(outcome(u"0.9.0"_s), u"signed"_s);
        m_tree->publishKeys({m_next, oldest},
                            {toStolen, KeyRotation::make(m_next.verifyingKey(), oldest, day())},
                            {KeyWithdrawal::make(m_key.verifyingKey(), u"x"_s, m_next, day())});
        QCOMPARE(outcome(u"0.9.0"_s), u"signed"_s);
        QCOMPARE(trust().withdrawn(m_tree->url())->size(), 1);
        m_tree->publishKeys({thief, oldest},
                            {toStolen, KeyRotation::make(thief.verifyingKey(), m_key, day())});
        m_tree->publish(u"1.0.0"_s, thief);
        QCOMPARE(outcome(u"1.0.0"_s), u"integrity"_s);
    }

    void certificateBesideOlderMetadataCounts()
    {
        Release release = releaseOf(u"1.0.0"_s);
        release.meta = {
            {u"certs"_s,
             QJsonObject{
                 {u"pgxn"_s, Jws::sign(certificateOf(release).payload(), m_key).toFlattened()}}}};
        m_tree->publishKeys({m_next}, {KeyRotation::make(m_next.verifyingKey(), m_key, day())},
                            {KeyWithdrawal::make(m_key.verifyingKey(), u"x"_s, m_next, day())});
        QVERIFY(!verify(release));
        m_tree->publish(u"1.0.0"_s, m_next);
        const Result<Provenance> provenance = verify(release);
        QVERIFY2(provenance, provenance ? "" : qPrintable(provenance.error().message));
        QCOMPARE(provenance->key, m_next.kid());
    }

    void weakerDigestThanBeforeIsRefused()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
        const Release next = releaseOf(u"1.1.0"_s);
        ReleaseCertificate weak = certificateOf(next);
        weak.digests.sha512.clear();
        m_tree->publish(next, Jws::sign(weak.payload(), m_key).toFlattened());
        QCOMPARE(outcome(u"1.1.0"_s), u"integrity"_s);
    }

    void registryOfWeakDigestsAloneIsTaken()
    {
        const Release release = releaseOf(u"1.0.0"_s);
        ReleaseCertificate weak = certificateOf(release);
        weak.digests.sha512.clear();
        m_tree->publish(release, Jws::sign(weak.payload(), m_key).toFlattened());
        QCOMPARE(outcome(u"1.0.0"_s), u"signed"_s);
    }

    void keyThatCameMeanwhileIsAskedFor()
    {
        NetworkOptions options;
        options.offline = true;
        QtHttpClient http{options};
        HttpCache cache(m_root->filePath(u"cache"_s), 1'000'000, http, m_clock);
        RegistryClient client(m_tree->url(), cache, http);
        TrustStore store = trust();
        m_tree->publish(u"1.0.0"_s, m_key);
        QVERIFY(ReleaseVerifier::verify(client, store, releaseOf(u"1.0.0"_s)));
        m_tree->publishKeys({m_next, m_key},
                            {KeyRotation::make(m_next.verifyingKey(), m_key, day())});
        m_tree->publish(u"1.1.0"_s, m_next);
        QCOMPARE(client.keySet()->keys().size(), 1);
        QVERIFY(ReleaseVerifier::verify(client, store, releaseOf(u"1.1.0"_s)));
        QCOMPARE(client.keySet()->keys().size(), 2);
    }

    void planIsJudgedAgainWithoutTheRegistry()
    {
        const Release release = releaseOf(u"1.0.0"_s);
        m_tree->publish(u"1.0.0"_s, m_key);
        const Result<Provenance> first = verify(release);
        QVERIFY(first);
        QVERIFY(QDir(m_root->filePath(u"registry"_s)).removeRecursively());
        const Result<Provenance> again =
            ReleaseVerifier::judge(trust(), first->registry, release, first->jws);
        QVERIFY(again);
        QCOMPARE(*again, *first);
        QVERIFY(!ReleaseVerifier::judge(trust(), first->registry, release, {}));
    }

    void heldBackSignatureLetsNothingThrough_data()
    {
        QTest::addColumn<bool>("wasSigned");
        QTest::addColumn<QString>("expected");
        QTest::newRow("signed before") << true << u"refused"_s;
        QTest::newRow("never signed") << false << u"network"_s;
    }
    void heldBackSignatureLetsNothingThrough()
    {
        QFETCH(bool, wasSigned);
        QFETCH(QString, expected);
        const QString root = m_root->filePath(u"registry"_s);
        FakeHttpServer server([root](const FakeRequest &request) {
            if (request.target.contains("1.1.0"))
                return FakeReply{.status = 503};
            const Result<QByteArray> file =
                DurableFile::read(root + QString::fromLatin1(request.target));
            return file ? FakeReply{.body = *file} : FakeReply{.status = 404};
        });
        NetworkOptions options;
        options.proxy = NetworkOptions::Proxy::None;
        options.retries = 0;
        QtHttpClient http{options};
        HttpCache cache(m_root->filePath(u"cache"_s), 1'000'000, http, m_clock);
        RegistryClient client(server.url(), cache, http);
        TrustStore store = trust();
        if (wasSigned) {
            m_tree->publish(u"1.0.0"_s, m_key);
            const Result<Provenance> first =
                ReleaseVerifier::verify(client, store, releaseOf(u"1.0.0"_s));
            QVERIFY2(first, first ? "" : qPrintable(first.error().message));
            QCOMPARE(first->state, Provenance::State::Signed);
        }
        const Result<Provenance> next =
            ReleaseVerifier::verify(client, store, releaseOf(u"1.1.0"_s));
        QVERIFY(!next);
        QCOMPARE(nameOf(next.error().kind), expected);
        QCOMPARE(ReleaseVerifier::isUndecided(next.error().kind), !wasSigned);
    }

    void damagedMemoryIsAnError()
    {
        m_tree->publish(u"1.0.0"_s, m_key);
        for (const char *text : {"", "{", "{}", "{\"registries\":[]}"}) {
            QVERIFY(DurableFile::write(m_root->filePath(u"trust.json"_s), text));
            QCOMPARE(outcome(u"1.0.0"_s), u"integrity"_s);
        }
    }

    void forgettingWhatIsNotKnownIsToldSo()
    {
        QCOMPARE(trust().forget(QUrl(u"https://example.org"_s)).error().kind,
                 Error::Kind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestReleaseVerifier)
#include "tst_releaseverifier.moc"
