// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/digest.h"
#include "catalog/metaparser.h"
#include "core/durablefile.h"
#include "registry/http/mirrorfiles.h"
#include "registry/keys/registrykeys.h"
#include "registry/operations/releasesigning.h"
#include "registry/publishing/publisher.h"
#include "registry/registrystore.h"
#include "registry/releasedmeta.h"
#include "registry/releasefixture.h"
#include "signing/jws.h"
#include "signing/keyrotation.h"
#include "signing/keywithdrawal.h"
#include "signing/releasecertificate.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

class TestRegistryKeys : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString folder() const { return m_root->filePath(u"keys"_s); }
    [[nodiscard]] RegistryKeys keys() const { return {folder(), m_clock}; }

    std::unique_ptr<QTemporaryDir> m_root;
    FakeClock m_clock;

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_clock = FakeClock();
    }

    void firstStartMakesOneKeyThatStays()
    {
        QVERIFY(keys().keys()->isEmpty());
        QCOMPARE(keys().active().error().kind, Error::Kind::NotFound);
        QVERIFY(keys().prepare());
        const QString kid = keys().active()->kid();
        QVERIFY(keys().prepare());
        QCOMPARE(keys().active()->kid(), kid);
        const QList<RegistryKeys::Entry> all = *keys().keys();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0].state, RegistryKeys::State::Active);
        QCOMPARE(all[0].created, m_clock.time);
        QVERIFY(!all[0].retired.isValid());
    }

    void publishedSetHasNoPrivatePart()
    {
        QVERIFY(keys().prepare());
        QVERIFY(keys().rotate());
        const QByteArray text = *keys().jwks();
        QVERIFY(!text.contains("\"d\""));
        QCOMPARE(KeySet::parse(text)->keys().size(), 2);
#ifdef Q_OS_UNIX
        QDirIterator files(folder(), QDir::Files);
        while (files.hasNext()) {
            const QString file = files.next();
            QVERIFY2(!(QFile::permissions(file) & (QFileDevice::ReadGroup | QFileDevice::ReadOther))
                         || file.endsWith(u".lock"),
                     qPrintable(file));
        }
#endif
    }

    void oldKeyLeadsToTheNewOne()
    {
        QVERIFY(keys().prepare());
        const VerifyingKey first = keys().active()->verifyingKey();
        m_clock.time = m_clock.time.addDays(100);
        const VerifyingKey second = keys().rotate()->verifyingKey();
        const VerifyingKey third = keys().rotate()->verifyingKey();
        QVERIFY(first != second && second != third);
        QCOMPARE(keys().active()->verifyingKey(), third);

        const QList<RegistryKeys::Entry> all = *keys().keys();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[2].key, first);
        QCOMPARE(all[2].state, RegistryKeys::State::Retired);
        QCOMPARE(all[2].retired, m_clock.time);

        const KeySet published = *KeySet::parse(*keys().jwks());
        QVERIFY(KeyRotation::reachable({first}, published.rotations()).contains(third));
        QVERIFY(!KeyRotation::reachable({SigningKey::make(m_clock.time).verifyingKey()},
                                        published.rotations())
                     .contains(third));
    }

    void withdrawnKeyIsPublishedAsSuch()
    {
        QVERIFY(keys().prepare());
        const VerifyingKey stolen = keys().active()->verifyingKey();
        QVERIFY(keys().withdraw(stolen.kid(), u" Found in a public backup. "_s));
        const VerifyingKey next = keys().active()->verifyingKey();
        QVERIFY(next != stolen);
        const QList<RegistryKeys::Entry> all = *keys().keys();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[1].state, RegistryKeys::State::Withdrawn);
        QCOMPARE(all[1].withdrawn, m_clock.time);
        const KeySet published = *KeySet::parse(*keys().jwks());
        QCOMPARE(published.keys(), QList{next});
        QVERIFY(KeyRotation::reachable({stolen}, published.rotations()).contains(next));
        const QList<KeyWithdrawal> told =
            KeyWithdrawal::among(published.withdrawals(), published.keys());
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].key, stolen);
        QCOMPARE(told[0].reason, u"Found in a public backup."_s);
        QCOMPARE(told[0].date, m_clock.time);
        QCOMPARE(keys().withdraw(stolen.kid(), u"x"_s).error().kind, Error::Kind::Conflict);
        QCOMPARE(keys().withdraw(u"none"_s, u"x"_s).error().kind, Error::Kind::NotFound);
    }

    void goodKeysSayWhatWasWithdrawn()
    {
        QVERIFY(keys().prepare());
        const VerifyingKey first = keys().active()->verifyingKey();
        QVERIFY(keys().withdraw(first.kid(), u"1"_s));
        const VerifyingKey second = keys().active()->verifyingKey();
        QVERIFY(keys().withdraw(second.kid(), u"2"_s));
        const KeySet published = *KeySet::parse(*keys().jwks());
        QCOMPARE(KeyWithdrawal::among(published.withdrawals(), published.keys()).size(), 2);
    }

    void olderKeysVouchForWhatFollowsAWithdrawnOne()
    {
        QVERIFY(keys().prepare());
        const VerifyingKey oldest = keys().active()->verifyingKey();
        const VerifyingKey stolen = keys().rotate()->verifyingKey();
        QVERIFY(keys().withdraw(stolen.kid(), u"x"_s));
        const VerifyingKey next = keys().active()->verifyingKey();
        const KeySet published = *KeySet::parse(*keys().jwks());
        QVERIFY(KeyRotation::reachable({oldest}, published.rotations(), {stolen}).contains(next));
        // A retired key is withdrawn without a change of the one that signs.
        QVERIFY(keys().withdraw(oldest.kid(), u"x"_s));
        QCOMPARE(keys().active()->verifyingKey(), next);
        QCOMPARE(KeySet::parse(*keys().jwks())->keys(), QList{next});
    }

    void releasesAreSignedAnew()
    {
        RegistryStore store(m_root->filePath(u"registry"_s), m_clock);
        QVERIFY(store.prepare());
        QVERIFY(store.import(ReleaseFixture().pack(m_root->path()), u"ada"_s));
        ReleaseFixture second;
        second.name = u"kvNew"_s;
        second.metaText =
            QJsonDocument(
                QJsonObject{
                    {u"name"_s, u"kvNew"_s},
                    {u"version"_s, u"1.2.0"_s},
                    {u"abstract"_s, u"A small key/value box"_s},
                    {u"license"_s, u"PostgreSQL"_s},
                    {u"maintainers"_s, QJsonArray{QJsonObject{{u"name"_s, u"Ada"_s},
                                                              {u"email"_s, u"a@example.org"_s}}}},
                    {u"contents"_s,
                     QJsonObject{{u"extensions"_s,
                                  QJsonObject{{u"kvnew"_s,
                                               QJsonObject{{u"sql"_s, u"sql/kvbox.sql"_s},
                                                           {u"control"_s, u"kvnew.control"_s}}}}}}},
                    {u"meta-spec"_s, QJsonObject{{u"version"_s, u"2.0.0"_s}}}})
                .toJson();
        const Result<Release> imported = store.import(second.pack(m_root->path()), u"ada"_s);
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
        ReleaseFixture third;
        third.name = u"kvOdd"_s;
        third.changes = {
            {u"provides"_s, QJsonObject{{u"kvodd"_s, QJsonObject{{u"file"_s, u"sql/kvbox.sql"_s},
                                                                 {u"version"_s, u"1.2.0"_s}}}}}};
        QVERIFY(store.import(third.pack(m_root->path()), u"ada"_s));
        const QString mirror = store.tree().root();
        const QByteArray metaBefore =
            ReleaseFixture::read(mirror + u"/dist/kvbox/1.2.0/META.json"_s);
        const auto isGood = [&](const QString &file) {
            const KeySet published =
                *KeySet::parse(ReleaseFixture::read(mirror + u"/.well-known/jwks.json"_s));
            const QJsonObject document = ReleaseFixture::readObject(file);
            const Result<Jws> jws = Jws::parseJson(document[u"certs"][u"pgxn"].toObject());
            return jws && jws->verify(published);
        };
        const QStringList files{mirror + u"/dist/kvbox/1.2.0/CERT.json"_s,
                                mirror + u"/dist/kvnew/1.2.0/CERT.json"_s,
                                mirror + u"/dist/kvnew/1.2.0/META.json"_s,
                                store.apiTree().root() + u"/dist/kvnew/1.2.0/META.json"_s};
        for (const QString &file : files)
            QVERIFY2(isGood(file), qPrintable(file));

        QVERIFY(store.keys().withdraw(store.keys().active()->kid(), u"x"_s));
        QVERIFY(store.publisher().publishKeys());
        for (const QString &file : files)
            QVERIFY2(!isGood(file), qPrintable(file));
        // What was changed behind the registry's back gets no good signature.
        ReleaseFixture::write(store.archivePath(u"kvodd"_s, Version(1, 2, 0)), "other bytes");
        const Result<ReleaseSigning::Outcome> done = ReleaseSigning::run(store);
        QVERIFY(done);
        QCOMPARE(done->signedAnew, 2);
        QCOMPARE(done->problems.size(), 1);
        QVERIFY2(done->problems[0].startsWith(u"kvOdd 1.2.0"), qPrintable(done->problems[0]));
        for (const QString &file : files)
            QVERIFY2(isGood(file), qPrintable(file));
        QVERIFY(!isGood(mirror + u"/dist/kvodd/1.2.0/CERT.json"_s));
        QCOMPARE(ReleaseFixture::read(mirror + u"/dist/kvbox/1.2.0/META.json"_s), metaBefore);
        const Result<ReleaseSigning::Outcome> again = ReleaseSigning::run(store);
        QCOMPARE(again->signedAnew, 0);
        QCOMPARE(again->unchanged, 2);
        QCOMPARE(store.verify().size(), 1); // the archive
    }

    void damageIsToldAndNeverMended()
    {
        QVERIFY(keys().prepare());
        const QString kid = keys().active()->kid();
        // The key's file is gone: a new key in its place would cut all clients off.
        QVERIFY(QFile::remove(folder() + u'/' + kid + u".jwk"_s));
        QCOMPARE(keys().prepare().error().kind, Error::Kind::NotFound);
        QVERIFY(DurableFile::write(folder() + u"/keys.json"_s, "{}"));
        QCOMPARE(keys().prepare().error().kind, Error::Kind::Integrity);
        QCOMPARE(keys().rotate().error().kind, Error::Kind::Integrity);
    }

    void anotherKeyUnderTheNameIsRefused()
    {
        QVERIFY(keys().prepare());
        const QString kid = keys().active()->kid();
        QVERIFY(SigningKey::make(m_clock.time).save(folder() + u'/' + kid + u".jwk"_s));
        QCOMPARE(keys().active().error().kind, Error::Kind::Integrity);
    }

    void publishedReleaseIsSigned()
    {
        RegistryStore store(m_root->filePath(u"registry"_s), m_clock);
        QVERIFY(store.prepare());
        QVERIFY(store.import(ReleaseFixture().pack(m_root->path()), u"ada"_s));

        const QJsonObject document =
            ReleaseFixture::readObject(store.tree().root() + u"/dist/kvbox/1.2.0/CERT.json"_s);
        const Result<Jws> jws = Jws::parseJson(document[u"certs"][u"pgxn"].toObject());
        QVERIFY(jws);
        const Result<KeySet> published =
            KeySet::parse(ReleaseFixture::read(store.tree().root() + u"/.well-known/jwks.json"_s));
        QVERIFY(published);
        const Result<Jws::Verified> verified = jws->verify(*published);
        QVERIFY(verified);
        const Result<ReleaseCertificate> certificate = ReleaseCertificate::parse(verified->payload);
        QVERIFY(certificate);
        QVERIFY(certificate->checkRelease(u"kvbox"_s, u"1.2.0"_s));
        QCOMPARE(certificate->user, u"ada"_s);
        QCOMPARE(certificate->date, m_clock.time);
        const FileDigests digests = *digestsOfFile(store.archivePath(u"kvbox"_s, Version(1, 2, 0)));
        QCOMPARE(*certificate->checkDigests({digests.sha512, digests.sha256, digests.sha1}),
                 u"SHA-512"_s);
        QVERIFY2(!ReleaseFixture::readObject(store.tree().root() + u"/dist/kvbox/1.2.0/META.json"_s)
                      .contains(u"certs"),
                 "released META v1 keeps its shape");
        QVERIFY(store.verify().isEmpty());
    }

    void certificateAndKeysAreServed_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("certificate") << QByteArray("/dist/kvbox/1.2.0/CERT.json");
        QTest::newRow("keys") << QByteArray("/.well-known/jwks.json");
    }
    void certificateAndKeysAreServed()
    {
        QFETCH(QByteArray, target);
        RegistryStore store(m_root->filePath(u"registry"_s), m_clock);
        QVERIFY(store.prepare());
        QVERIFY(store.import(ReleaseFixture().pack(m_root->path())));
        RegistryRequest request;
        request.method = "GET";
        request.target = target;
        QCOMPARE(MirrorFiles(store.tree().root()).handle(request).status, 200);
    }

    void newKeySignsAfterARotation()
    {
        RegistryStore store(m_root->filePath(u"registry"_s), m_clock);
        QVERIFY(store.prepare());
        const RegistryKeys &signer = store.keys();
        QVERIFY(store.import(ReleaseFixture().pack(m_root->path())));
        QVERIFY(signer.rotate());
        ReleaseFixture next;
        next.version = u"1.3.0"_s;
        QVERIFY(store.import(next.pack(m_root->path())));
        const KeySet published =
            *KeySet::parse(ReleaseFixture::read(store.tree().root() + u"/.well-known/jwks.json"_s));
        QStringList kids;
        for (const QString &version : {u"1.2.0"_s, u"1.3.0"_s}) {
            const QJsonObject document = ReleaseFixture::readObject(
                store.tree().root() + u"/dist/kvbox/%1/CERT.json"_s.arg(version));
            const Result<Jws> jws = Jws::parseJson(document[u"certs"][u"pgxn"].toObject());
            QVERIFY(jws);
            kids += jws->verify(published)->by.first().kid();
        }
        QCOMPARE(kids, (QStringList{published.keys()[1].kid(), published.keys()[0].kid()}));
    }

    void secondVersionOfTheFormatCarriesItsCertificate()
    {
        const QByteArray author =
            QJsonDocument(
                QJsonObject{
                    {u"name"_s, u"kvBox"_s},
                    {u"version"_s, u"1.2.0"_s},
                    {u"abstract"_s, u"A small key/value box"_s},
                    {u"license"_s, u"PostgreSQL"_s},
                    {u"maintainers"_s, QJsonArray{QJsonObject{{u"name"_s, u"Ada"_s},
                                                              {u"email"_s, u"a@example.org"_s}}}},
                    {u"contents"_s,
                     QJsonObject{{u"extensions"_s,
                                  QJsonObject{{u"kvbox"_s,
                                               QJsonObject{{u"sql"_s, u"kvbox.sql"_s},
                                                           {u"control"_s, u"kvbox.control"_s}}}}}}},
                    {u"meta-spec"_s, QJsonObject{{u"version"_s, u"2.0.0"_s}}}})
                .toJson();
        const SigningKey key = SigningKey::make(m_clock.time);
        FileDigests digests{QByteArray(20, '1'), QByteArray(32, '2'), QByteArray(64, '5'), 9};
        const Result<QByteArray> meta =
            ReleasedMeta::make(author, {u"ada"_s, m_clock.time, digests}, &key);
        QVERIFY2(meta, qPrintable(meta ? QString() : meta.error().message));
        const QJsonObject object = QJsonDocument::fromJson(*meta).object();
        const Result<Jws> jws = Jws::parseJson(object[u"certs"][u"pgxn"].toObject());
        QVERIFY(jws);
        const Result<Jws::Verified> verified = jws->verify(KeySet({key.verifyingKey()}));
        QVERIFY(verified);
        QVERIFY(ReleaseCertificate::parse(verified->payload)->checkRelease(u"kvbox"_s, u"1.2.0"_s));
        QCOMPARE(MetaParser::parse(*meta)->digests.sha512, digests.sha512);
    }
};

QTEST_GUILESS_MAIN(TestRegistryKeys)
#include "tst_registrykeys.moc"
