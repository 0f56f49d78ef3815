// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "rfc8037.h"
#include "signing/jws.h"
#include "signing/keyrotation.h"
#include "signing/randombytes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray payload = "what was meant";

QDateTime someDay()
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
}

/// A flattened JWS over `payload` by `key` with a protected header of this very text.
QJsonObject flattened(const SigningKey &key, const QByteArray &protectedHeader,
                      const QJsonObject &header = {})
{
    const QByteArray covered =
        Base64Url::encode(protectedHeader) + '.' + Base64Url::encode(payload);
    QJsonObject object{{u"protected"_s, Base64Url::text(protectedHeader)},
                       {u"payload"_s, Base64Url::text(payload)},
                       {u"signature"_s, Base64Url::text(key.sign(covered))}};
    if (!header.isEmpty())
        object[u"header"] = header;
    return object;
}

/// Parses and verifies; the kind of what failed, in a word.
QString outcome(const QJsonObject &object, const KeySet &keys)
{
    const Result<Jws> jws = Jws::parseJson(object);
    if (!jws)
        return u"parse: "_s + nameOf(jws.error().kind);
    const Result<Jws::Verified> verified = jws->verify(keys);
    if (verified && verified->payload != payload)
        return u"another payload"_s;
    return verified ? u"right"_s : nameOf(verified.error().kind);
}

} // namespace

class TestJws : public QObject
{
    Q_OBJECT

private:
    const SigningKey m_key = SigningKey::make(someDay());
    const SigningKey m_other = SigningKey::make(someDay());
    const KeySet m_keys{{m_key.verifyingKey()}};

private Q_SLOTS:
    void exampleOfTheStandardVerifies()
    {
        const KeySet keys({Rfc8037::key().verifyingKey()});
        const Result<Jws> jws = Jws::parseCompact(Rfc8037::jws);
        QVERIFY(jws.has_value());
        const Result<Jws::Verified> verified = jws->verify(keys);
        QVERIFY(verified.has_value());
        QCOMPARE(verified->payload, Rfc8037::payload);
        QCOMPARE(jws->toCompact(), Rfc8037::jws);
    }

    void exampleOfTheStandardIsSignedTheSame()
    {
        QCOMPARE(Base64Url::encode(Rfc8037::key().sign("eyJhbGciOiJFZERTQSJ9."
                                                       + Base64Url::encode(Rfc8037::payload))),
                 Rfc8037::signature);
    }

    void everyFormComesBack()
    {
        Jws jws = Jws::sign(payload, m_key, {{u"typ"_s, u"thing"_s}});
        for (const Result<Jws> &read :
             {Jws::parseCompact(jws.toCompact()), Jws::parseJson(jws.toFlattened()),
              Jws::parseJson(jws.toGeneral())}) {
            QVERIFY(read.has_value());
            QCOMPARE(read->payload(), payload);
            QCOMPARE(read->signatures(), jws.signatures());
            QVERIFY(read->verify(m_keys, u"thing"_s).has_value());
        }
        QVERIFY(jws.toFlattened().contains(u"signature"));
        QVERIFY(!jws.toGeneral().contains(u"signature"));
        jws.addSignature(m_other);
        QVERIFY(jws.toCompact().isEmpty());
        QVERIFY(jws.toFlattened().isEmpty());
        QCOMPARE(jws.toGeneral()[u"signatures"].toArray().size(), 2);
    }

    void signatureForAnotherPurposeIsRefused()
    {
        const Jws jws = Jws::sign(payload, m_key, {{u"typ"_s, u"thing"_s}});
        QCOMPARE(jws.verify(m_keys, u"other"_s).error().kind, Error::Kind::Refused);
        QCOMPARE(Jws::sign(payload, m_key).verify(m_keys, u"other"_s).error().kind,
                 Error::Kind::Refused);
    }

    void headersAreJudged_data()
    {
        QTest::addColumn<QByteArray>("protectedHeader");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("expected");
        const QByteArray kid = m_key.kid().toLatin1();
        QTest::newRow("as we write it")
            << QByteArray(quoted("{'alg':'EdDSA','kid':'") + kid + quoted("'}")) << QByteArray()
            << u"right"_s;
        QTest::newRow("white space in the header")
            << QByteArray("{ \"kid\" :\n\"" + kid + "\", \"alg\":\"EdDSA\" }") << QByteArray()
            << u"right"_s;
        QTest::newRow("unprotected kid")
            << quoted("{'alg':'EdDSA'}") << QByteArray(quoted("{'kid':'") + kid + quoted("'}"))
            << u"right"_s;
        QTest::newRow("no kid") << quoted("{'alg':'EdDSA'}") << QByteArray() << u"right"_s;
        QTest::newRow("unknown members are passed over")
            << quoted("{'alg':'EdDSA','x_more':[1],'jku':'https://evil.example/'}") << QByteArray()
            << u"right"_s;
        QTest::newRow("alg unprotected") << QByteArray(quoted("{'kid':'") + kid + quoted("'}"))
                                         << quoted("{'alg':'EdDSA'}") << u"refused"_s;
        QTest::newRow("no alg") << QByteArray(quoted("{'kid':'") + kid + quoted("'}"))
                                << QByteArray() << u"refused"_s;
        QTest::newRow("alg is a number") << quoted("{'alg':1}") << QByteArray() << u"refused"_s;
        QTest::newRow("none") << quoted("{'alg':'none'}") << QByteArray() << u"refused"_s;
        QTest::newRow("nOnE") << quoted("{'alg':'nOnE'}") << QByteArray() << u"refused"_s;
        QTest::newRow("symmetric")
            << QByteArray(quoted("{'alg':'HS256','kid':'") + kid + quoted("'}")) << QByteArray()
            << u"refused"_s;
        QTest::newRow("another algorithm by our key")
            << QByteArray(quoted("{'alg':'RS256','kid':'") + kid + quoted("'}")) << QByteArray()
            << u"refused"_s;
        QTest::newRow("another algorithm")
            << quoted("{'alg':'RS256'}") << QByteArray() << u"not-found"_s;
        QTest::newRow("alg in lower case")
            << quoted("{'alg':'eddsa'}") << QByteArray() << u"not-found"_s;
        QTest::newRow("unknown kid")
            << quoted("{'alg':'EdDSA','kid':'stranger'}") << QByteArray() << u"not-found"_s;
        QTest::newRow("crit") << quoted("{'alg':'EdDSA','crit':['exp'],'exp':1}") << QByteArray()
                              << u"refused"_s;
        QTest::newRow("unprotected crit")
            << quoted("{'alg':'EdDSA'}") << quoted("{'crit':['exp']}") << u"refused"_s;
        QTest::newRow("b64") << quoted("{'alg':'EdDSA','b64':false}") << QByteArray()
                             << u"refused"_s;
        QTest::newRow("in both headers")
            << quoted("{'alg':'EdDSA','kid':'a'}") << quoted("{'kid':'a'}") << u"parse: invalid"_s;
        QTest::newRow("not an object") << QByteArray("[1]") << QByteArray() << u"parse: invalid"_s;
        QTest::newRow("not JSON") << QByteArray("alg=EdDSA") << QByteArray() << u"parse: invalid"_s;
        QTest::newRow("too large")
            << QByteArray(quoted("{'alg':'EdDSA','a':'") + QByteArray(9000, 'a') + quoted("'}"))
            << QByteArray() << u"parse: refused"_s;
    }
    void headersAreJudged()
    {
        QFETCH(QByteArray, protectedHeader);
        QFETCH(QByteArray, header);
        QFETCH(QString, expected);
        // Rightly signed each: what is refused is refused for the header alone.
        const QJsonObject object =
            flattened(m_key, protectedHeader, QJsonDocument::fromJson(header).object());
        QCOMPARE(outcome(object, m_keys), expected);
    }

    void keyInTheHeaderIsNeverUsed()
    {
        const QByteArray header =
            QJsonDocument(QJsonObject{{u"alg"_s, u"EdDSA"_s},
                                      {u"kid"_s, m_other.kid()},
                                      {u"jwk"_s, m_other.verifyingKey().toJwk()}})
                .toJson(QJsonDocument::Compact);
        QCOMPARE(outcome(flattened(m_other, header), m_keys), u"not-found"_s);
    }

    void textThatWasChangedFails_data()
    {
        QTest::addColumn<QString>("member");
        QTest::newRow("payload") << u"payload"_s;
        QTest::newRow("signature") << u"signature"_s;
        QTest::newRow("protected") << u"protected"_s;
    }
    void textThatWasChangedFails()
    {
        QFETCH(QString, member);
        const QJsonObject right = Jws::sign(payload, m_key).toFlattened();
        const QString text = right[member].toString();
        for (qsizetype at = 0; at < text.size(); ++at) {
            QString changed = text;
            changed[at] = changed[at] == u'A' ? u'B' : u'A';
            QJsonObject object = right;
            object[member] = changed;
            QVERIFY2(outcome(object, m_keys) != u"right", qPrintable(changed));
        }
    }

    void truncatedTextFails()
    {
        const QByteArray right = Jws::sign(payload, m_key).toCompact();
        for (qsizetype size = 0; size < right.size(); ++size) {
            const Result<Jws> jws = Jws::parseCompact(right.left(size));
            QVERIFY(!jws || !jws->verify(m_keys));
        }
        const QByteArray json = QJsonDocument(Jws::sign(payload, m_key).toGeneral()).toJson();
        for (qsizetype size = 0; size < json.size() - 2; ++size) {
            QVERIFY(outcome(QJsonDocument::fromJson(json.left(size)).object(), m_keys) != u"right");
        }
    }

    void randomTextIsNoSignature()
    {
        for (int round = 0; round < 500; ++round) {
            const QByteArray noise = randomBytes(1 + round % 97);
            const Result<Jws> jws = Jws::parseCompact(
                round % 2 ? noise
                          : Base64Url::encode(noise) + '.' + Base64Url::encode(noise) + '.');
            QVERIFY(!jws || !jws->verify(m_keys));
        }
    }

    void shapesAreJudged_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("no signature") << quoted("{'payload':'AAAA','protected':'e30'}");
        QTest::newRow("no payload") << quoted("{'signature':'AAAA','protected':'e30'}");
        QTest::newRow("empty list") << quoted("{'payload':'AAAA','signatures':[]}");
        QTest::newRow("no list") << quoted("{'payload':'AAAA','signatures':{}}");
        QTest::newRow("list of texts") << quoted("{'payload':'AAAA','signatures':['AAAA']}");
        QTest::newRow("both forms") << QByteArray(
            quoted("{'payload':'AAAA','signature':'AAAA','signatures':[{'signature':'AAAA'}]}"));
        QTest::newRow("number") << quoted("{'payload':1,'signature':'AAAA'}");
        QTest::newRow("padding") << quoted("{'payload':'QQ==','signature':'AAAA'}");
        QTest::newRow("stray bits") << quoted("{'payload':'QR','signature':'AAAA'}");
        QTest::newRow("other alphabet") << quoted("{'payload':'++//','signature':'AAAA'}");
        QTest::newRow("line feed")
            << QByteArray("{\"payload\":\"AAAA\\n\",\"signature\":\"AAAA\"}");
        QTest::newRow("header is a list")
            << quoted("{'payload':'AAAA','header':[],'signature':'AAAA'}");
    }
    void shapesAreJudged()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(outcome(QJsonDocument::fromJson(json).object(), m_keys), u"parse: invalid"_s);
    }

    void whatIsTooLargeIsRefused()
    {
        QJsonObject object = Jws::sign(payload, m_key).toFlattened();
        object[u"payload"] = QString(Jws::largestPayload + 4, u'A');
        QCOMPARE(outcome(object, m_keys), u"parse: refused"_s);
        Jws many = Jws::sign(payload, m_key);
        for (qsizetype count = 0; count < Jws::mostSignatures; ++count)
            many.addSignature(m_key);
        QCOMPARE(outcome(many.toGeneral(), m_keys), u"parse: refused"_s);
        QCOMPARE(Jws::parseCompact(QByteArray(1'000'000, 'A')).error().kind, Error::Kind::Refused);
    }

    void ofSeveralSignaturesOursCount()
    {
        Jws jws = Jws::sign(payload, m_other);
        QCOMPARE(outcome(jws.toGeneral(), m_keys), u"not-found"_s);
        jws.addSignature(m_key);
        QCOMPARE(outcome(jws.toGeneral(), m_keys), u"right"_s);
        QCOMPARE(jws.verify(m_keys)->by.size(), 1);
        const KeySet both({m_key.verifyingKey(), m_other.verifyingKey()});
        QCOMPARE(jws.verify(both)->by.size(), 2);

        // One by a known key that is wrong: somebody tampered, whatever the others say.
        QJsonObject tampered = jws.toGeneral();
        QJsonArray signatures = tampered[u"signatures"].toArray();
        QJsonObject first = signatures[0].toObject();
        first[u"signature"] = Base64Url::text(QByteArray(64, 'x'));
        signatures[0] = first;
        tampered[u"signatures"] = signatures;
        QCOMPARE(outcome(tampered, both), u"integrity"_s);
        QCOMPARE(outcome(tampered, m_keys), u"right"_s);
    }

    void keySetComesBackAndForgivesStrangers()
    {
        const KeySet set({m_key.verifyingKey(), m_other.verifyingKey()}, {u"a.b.c"_s});
        const Result<KeySet> read = KeySet::parse(set.toJson());
        QVERIFY(read.has_value());
        QCOMPARE(*read, set);
        QCOMPARE(read->find(m_key.kid())->bytes(), m_key.verifyingKey().bytes());
        QVERIFY(!read->find(u"stranger"_s));

        const Result<KeySet> mixed =
            KeySet::parse(quoted("{'x_more':1,'keys':[{'kty':'RSA','n':'AQAB','e':'AQAB'},{'kty':'"
                                 "OKP','crv':'X25519','x':'AA'},"
                                 "{'kty':'OKP','crv':'Ed25519','use':'enc','x':'AA'},7,"
                                 "{'kty':'OKP','crv':'Ed25519','kid':'bilbo','unknown':true,'x':'")
                          + Rfc8037::x + quoted("'}]}"));
        QVERIFY(mixed.has_value());
        QCOMPARE(mixed->keys().size(), 1);
        QVERIFY(mixed->find(u"bilbo"_s));
        QCOMPARE(mixed->keys().first().thumbprint(), Rfc8037::thumbprint);
    }

    void keySetsAreJudged_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Error::Kind>("kind");
        const QByteArray start = quoted("{'keys':[{'kty':'OKP','crv':'Ed25519',");
        QTest::newRow("not JSON") << QByteArray("<html>") << Error::Kind::Invalid;
        QTest::newRow("no keys") << QByteArray("{}") << Error::Kind::Invalid;
        QTest::newRow("short key")
            << QByteArray(start + quoted("'x':'AAAA'}]}")) << Error::Kind::Integrity;
        QTest::newRow("no x") << QByteArray(start + quoted("'kid':'a'}]}"))
                              << Error::Kind::Integrity;
        QTest::newRow("padded x") << QByteArray(start + quoted("'x':'") + Rfc8037::x + "=\"}]}")
                                  << Error::Kind::Invalid;
        QTest::newRow("kid is a number")
            << QByteArray(start + quoted("'kid':1,'x':'") + Rfc8037::x + quoted("'}]}"))
            << Error::Kind::Invalid;
        QTest::newRow("private") << QByteArray(start + quoted("'d':'") + Rfc8037::d
                                               + quoted("','x':'") + Rfc8037::x + quoted("'}]}"))
                                 << Error::Kind::Refused;
        QTest::newRow("two of one name")
            << QByteArray(start + quoted("'kid':'a','x':'") + Rfc8037::x
                          + quoted("'},{'kty':'OKP','crv':'Ed25519','kid':'a','x':'")
                          + Base64Url::encode(m_key.verifyingKey().bytes()) + quoted("'}]}"))
            << Error::Kind::Refused;
        QTest::newRow("too large")
            << QByteArray(KeySet::largestText + 1, ' ') << Error::Kind::Refused;
    }
    void keySetsAreJudged()
    {
        QFETCH(QByteArray, text);
        QFETCH(Error::Kind, kind);
        const Result<KeySet> set = KeySet::parse(text);
        QVERIFY(!set);
        QCOMPARE(set.error().kind, kind);
        QVERIFY(!set.error().message.isEmpty());
    }

    void rotationLeadsToTheNewKey()
    {
        const SigningKey third = SigningKey::make(someDay());
        const QString first = KeyRotation::make(m_other.verifyingKey(), m_key, someDay());
        const QString second = KeyRotation::make(third.verifyingKey(), m_other, someDay());
        const Result<KeyRotation> rotation = KeyRotation::verify(first, m_keys);
        QVERIFY(rotation.has_value());
        QCOMPARE(rotation->next, m_other.verifyingKey());
        QCOMPARE(rotation->date, someDay());
        QCOMPARE(rotation->by, m_key.kid());
        QCOMPARE(KeyRotation::verify(second, m_keys).error().kind, Error::Kind::NotFound);

        // In any order, over two steps; a proof by a stranger leads nowhere.
        const QList<VerifyingKey> trusted{m_key.verifyingKey()};
        QCOMPARE(KeyRotation::reachable(trusted, {second, u"rubbish"_s, first}).size(), 3);
        QCOMPARE(KeyRotation::reachable(trusted, {second}).size(), 1);
    }

    void anotherSignatureIsNoRotation()
    {
        // The same payload without the rotation's purpose: it may have been signed for any reason.
        const QByteArray content =
            QJsonDocument(QJsonObject{{u"date"_s, u"2026-01-01T00:00:00Z"_s},
                                      {u"key"_s, m_other.verifyingKey().toJwk()}})
                .toJson(QJsonDocument::Compact);
        const QString compact = QString::fromLatin1(Jws::sign(content, m_key).toCompact());
        QCOMPARE(KeyRotation::verify(compact, m_keys).error().kind, Error::Kind::Refused);
    }
};

QTEST_GUILESS_MAIN(TestJws)
#include "tst_jws.moc"
