// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/completionplaces.h"
#include "registry/releasefixture.h"
#include "registry/webhookreceiver.h"

#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// What whoever runs a registry does at the command line, through the very program: what it prints, its exit status,
/// and that the audit log tells of it.
class TestRegistryCommands : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void accountsAreMadeListedAndChanged();
    void tokensAreShownOnceAndRevoked();
    void servicesAreMadeListedAndRemoved();
    void settingsAreShownAndChecked();
    void keysAreListedAndRotated();
    void stolenKeysAreWithdrawn();
    void releasesAreYankedAndOfferedAgain();
    void distributionsAreDeprecated();
    void webhooksAreAddedTestedAndRemoved();
    void failedDeliveriesTellEachAttempt();
    void auditTellsWhatWasDone();
    void wrongLinesAreRefused_data();
    void wrongLinesAreRefused();
    void everyVerbOfTheTableIsKnown();
    void helpTellsTheVerbs();

private:
    struct Done {
        int status = -1;
        QString out;
        QString err;
        [[nodiscard]] QJsonObject object() const
        {
            return QJsonDocument::fromJson(out.toUtf8()).object();
        }
        [[nodiscard]] QJsonArray array() const
        {
            return QJsonDocument::fromJson(out.toUtf8()).array();
        }
    };

    Done howdahctl(const QStringList &words) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"HOWDAH_DATA_DIR"_s, m_root.filePath(u"howdah"_s));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(HOWDAHCTL), words);
        if (!process.waitForFinished(60'000))
            qFatal("howdahctl does not end");
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    Done registry(const QStringList &words) const
    {
        return howdahctl(QStringList{u"registry"_s} + words
                         + QStringList{u"--offline"_s, u"--data"_s, m_root.filePath(u"served"_s)});
    }
    Done json(const QStringList &words) const { return registry(words + QStringList{u"--json"_s}); }
    /// The newest entry of the audit log.
    QString lastAudited() const
    {
        const QJsonValue entry = json({u"audit"_s, u"--limit"_s, u"1"_s}).array()[0];
        if (entry[u"actor"].toString() != u"operator"
            || entry[u"means"].toString() != u"command line")
            return u"by somebody else"_s;
        return entry[u"action"].toString() + u": "_s + entry[u"subject"].toString();
    }

    QTemporaryDir m_root;
};

void TestRegistryCommands::initTestCase()
{
    QCOMPARE(registry({u"init"_s}).status, 0);
    for (const QString &version : {u"1.1.0"_s, u"1.2.0"_s}) {
        ReleaseFixture release;
        release.name = u"kvBox"_s;
        release.version = version;
        const Done imported =
            json({u"import"_s, release.pack(m_root.path()), u"--user"_s, u"ada"_s});
        QVERIFY2(imported.status == 0, qPrintable(imported.out + imported.err));
    }
}

void TestRegistryCommands::accountsAreMadeListedAndChanged()
{
    const Done added = registry({u"user"_s, u"add"_s, u"bob"_s, u"--email"_s, u"bob@example.org"_s,
                                 u"--name"_s, u"Bob Sample"_s});
    QVERIFY2(added.status == 0, qPrintable(added.err));
    QVERIFY(added.out.contains(u"/account/reset/"_s));
    QCOMPARE(lastAudited(), u"registry user add: bob"_s);

    const Done again = registry({u"user"_s, u"add"_s, u"Bob"_s});
    QCOMPARE(again.status, 4);
    QVERIFY2(again.err.contains(u"ob"_s), qPrintable(again.err));

    const Done set = json({u"user"_s, u"set"_s, u"bob"_s, u"--role"_s, u"admin"_s});
    QCOMPARE(set.status, 0);
    QCOMPARE(set.object()[u"role"].toString(), u"admin"_s);
    QCOMPARE(lastAudited(), u"registry user set: bob: admin, active"_s);

    const Done reset = json({u"user"_s, u"reset-password"_s, u"bob"_s});
    QCOMPARE(reset.status, 0);
    QVERIFY(!reset.object()[u"resetToken"].toString().isEmpty());
    QCOMPARE(lastAudited(), u"registry user reset-password: bob"_s);

    QStringList names;
    for (const QJsonValue &user : json({u"user"_s, u"list"_s}).array())
        names.append(user[u"nickname"].toString());
    QVERIFY(names.contains(u"bob"_s) && names.contains(u"ada"_s));
    QVERIFY(registry({u"user"_s, u"list"_s}).out.contains(u"Bob Sample"_s));
}

void TestRegistryCommands::tokensAreShownOnceAndRevoked()
{
    const Done added = json({u"token"_s, u"add"_s, u"ada"_s, u"--scopes"_s, u"read,publish"_s,
                             u"--distribution"_s, u"kvBox"_s, u"--days"_s, u"30"_s});
    QVERIFY2(added.status == 0, qPrintable(added.err));
    const QString secret = added.object()[u"secret"].toString();
    QVERIFY(secret.size() >= 30);
    const QString id = QString::number(added.object()[u"id"].toInteger());
    QCOMPARE(lastAudited(), u"registry token add: ada: token %1, read publish"_s.arg(id));

    const Done listed = json({u"token"_s, u"list"_s, u"ada"_s});
    QCOMPARE(listed.array().size(), 1);
    QVERIFY2(!listed.out.contains(secret), "it was shown only once");
    QVERIFY(!registry({u"audit"_s}).out.contains(secret));

    const Done revoked = json({u"token"_s, u"revoke"_s, u"ada"_s, id});
    QCOMPARE(revoked.status, 0);
    QCOMPARE(lastAudited(), u"registry token revoke: ada: token %1"_s.arg(id));
    QVERIFY(!json({u"token"_s, u"list"_s, u"ada"_s}).array()[0][u"revoked"].isNull());
    QCOMPARE(registry({u"token"_s, u"revoke"_s, u"ada"_s, u"4711"_s}).status, 3);
    // Who may not do it, gets no token for it.
    QCOMPARE(registry({u"token"_s, u"add"_s, u"ada"_s, u"--scopes"_s, u"admin"_s}).status, 5);
}

void TestRegistryCommands::servicesAreMadeListedAndRemoved()
{
    const Done added = json({u"service"_s, u"add"_s, u"build-farm"_s});
    QVERIFY2(added.status == 0, qPrintable(added.err));
    QVERIFY(!added.object()[u"secret"].toString().isEmpty());
    const QJsonArray services = json({u"service"_s, u"list"_s}).array();
    QCOMPARE(services.size(), 1);
    QCOMPARE(services[0][u"nickname"].toString(), u"build-farm"_s);
    QCOMPARE(services[0][u"tokens"].toInt(), 1);
    QVERIFY(registry({u"service"_s, u"list"_s}).out.contains(u"build-farm"_s));
    const Done person = registry({u"service"_s, u"remove"_s, u"ada"_s});
    QCOMPARE(person.status, 4);
    QVERIFY(person.err.contains(u"no service"_s));
    QCOMPARE(registry({u"service"_s, u"remove"_s, u"build-farm"_s}).status, 0);
    QCOMPARE(lastAudited(), u"registry service remove: build-farm"_s);
    const QJsonValue gone = json({u"service"_s, u"list"_s}).array()[0];
    QCOMPARE(gone[u"status"].toString(), u"deleted"_s);
    QCOMPARE(gone[u"tokens"].toInt(), 0);
}

void TestRegistryCommands::settingsAreShownAndChecked()
{
    const QJsonObject all = json({u"settings"_s}).object();
    QVERIFY(all.contains(u"upload-limit"_s) && all.contains(u"contact"_s));
    const Done set = json({u"settings"_s, u"title"_s, u"Our extensions"_s});
    QCOMPARE(set.status, 0);
    QCOMPARE(set.object(), (QJsonObject{{u"title"_s, u"Our extensions"_s}}));
    QCOMPARE(lastAudited(), u"registry settings: title=Our extensions"_s);
    QVERIFY(registry({u"settings"_s, u"title"_s}).out.contains(u"Our extensions"_s));
}

void TestRegistryCommands::keysAreListedAndRotated()
{
    const QJsonArray before = json({u"keys"_s}).array();
    QCOMPARE(before.size(), 1);
    const Done rotated = json({u"keys"_s, u"rotate"_s});
    QCOMPARE(rotated.status, 0);
    QCOMPARE(rotated.array().size(), 2);
    QCOMPARE(lastAudited(), u"registry keys rotate: "_s);
    QVERIFY(registry({u"keys"_s, u"list"_s}).out.contains(before[0][u"kid"].toString()));
}

void TestRegistryCommands::stolenKeysAreWithdrawn()
{
    const QJsonArray before = json({u"keys"_s}).array();
    // The oldest one, which has signed what is there.
    const QString kid = before.last()[u"kid"].toString();
    const Done withdrawn =
        json({u"keys"_s, u"withdraw"_s, kid.first(12), u"--reason"_s, u"Found in a backup."_s});
    QVERIFY2(withdrawn.status == 0, qPrintable(withdrawn.err));
    QVERIFY(withdrawn.err.contains(u"keys sign"_s));
    QCOMPARE(lastAudited(), u"registry keys withdraw: %1: Found in a backup."_s.arg(kid));
    const QJsonArray after = withdrawn.array();
    QCOMPARE(after.last()[u"kid"].toString(), kid);
    QCOMPARE(after.last()[u"state"].toString(), u"withdrawn"_s);
    QCOMPARE(after.last()[u"reason"].toString(), u"Found in a backup."_s);
    QCOMPARE(registry({u"keys"_s, u"withdraw"_s, kid, u"--reason"_s, u"x"_s}).status, 4);
    const Done anew = json({u"keys"_s, u"sign"_s});
    QVERIFY2(anew.status == 0, qPrintable(anew.err));
    QCOMPARE(anew.object()[u"signed"].toInt(), 2);
    QCOMPARE(registry({u"verify"_s}).status, 0);
    QVERIFY(registry({u"keys"_s, u"sign"_s}).out.contains(u"0 releases"_s));
}

void TestRegistryCommands::releasesAreYankedAndOfferedAgain()
{
    const auto told = [&] {
        const QJsonArray stable = ReleaseFixture::readObject(m_root.filePath(
            u"served/mirror/dist/kvbox.json"_s))[u"releases"][u"stable"]
                                      .toArray();
        for (const QJsonValue &entry : stable) {
            if (entry[u"version"].toString() == u"1.1.0")
                return entry[u"yanked"].toObject();
        }
        return QJsonObject{{u"reason"_s, u"not even there"_s}};
    };
    const Done yanked = json({u"yank"_s, u"kvBox"_s, u"1.1.0"_s, u"--reason"_s, u"Loses keys."_s,
                              u"--replacement"_s, u"1.2.0"_s});
    QVERIFY2(yanked.status == 0, qPrintable(yanked.err));
    QCOMPARE(yanked.object()[u"version"].toString(), u"1.1.0"_s);
    QCOMPARE(lastAudited(), u"registry yank: kvBox 1.1.0"_s);
    QCOMPARE(told()[u"reason"].toString(), u"Loses keys."_s);
    QCOMPARE(told()[u"replacement"].toString(), u"1.2.0"_s);
    const Done back = registry({u"unyank"_s, u"kvBox@1.1.0"_s});
    QCOMPARE(back.status, 0);
    QVERIFY(back.out.contains(u"offered again"_s));
    QCOMPARE(lastAudited(), u"registry unyank: kvBox 1.1.0"_s);
    QVERIFY(told().isEmpty());
}

void TestRegistryCommands::distributionsAreDeprecated()
{
    const auto told = [&] {
        return ReleaseFixture::readObject(m_root.filePath(u"served/mirror/dist/kvbox.json"_s))
            .value(u"deprecated");
    };
    QCOMPARE(json({u"deprecate"_s, u"kvbox"_s, u"--reason"_s, u"Use hstore."_s}).status, 0);
    QCOMPARE(told()[u"reason"].toString(), u"Use hstore."_s);
    QCOMPARE(lastAudited(), u"registry deprecate: kvbox"_s);
    QCOMPARE(registry({u"undeprecate"_s, u"kvbox"_s}).status, 0);
    QVERIFY(told().isUndefined());
}

void TestRegistryCommands::webhooksAreAddedTestedAndRemoved()
{
    WebhookReceiver receiver;
    const Done refused = registry({u"webhook"_s, u"add"_s, u"ada"_s, receiver.url()});
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.err.contains(u"https"_s), qPrintable(refused.err));
    QCOMPARE(registry({u"settings"_s, u"webhooks-to-private-addresses"_s, u"on"_s}).status, 0);
    const Done added = json({u"webhook"_s, u"add"_s, u"ada"_s, receiver.url(), u"--events"_s,
                             u"release,yank"_s, u"--distribution"_s, u"kvBox"_s});
    QVERIFY2(added.status == 0, qPrintable(added.err));
    const QString id = QString::number(added.object()[u"id"].toInteger());
    const QString secret = added.object()[u"secret"].toString();
    QVERIFY(secret.startsWith(u"whsec_"_s));
    QVERIFY(lastAudited().startsWith(u"registry webhook add: "_s));
    const QJsonValue listed = json({u"webhook"_s, u"list"_s}).array()[0];
    QCOMPARE(listed[u"user"].toString(), u"ada"_s);
    QCOMPARE(listed[u"distribution"].toString(), u"kvbox"_s);
    QCOMPARE(listed[u"events"].toArray(), (QJsonArray{u"release"_s, u"yank"_s}));
    QVERIFY(!json({u"webhook"_s, u"list"_s, u"ada"_s}).out.contains(secret));

    const Done tested = json({u"webhook"_s, u"test"_s, id});
    QVERIFY2(tested.status == 0, qPrintable(tested.out + tested.err));
    QCOMPARE(tested.object()[u"state"].toString(), u"done"_s);
    QCOMPARE(receiver.requests().size(), 1);
    QCOMPARE(receiver.requests()[0].headers[QByteArray("x-howdah-event")], QByteArray("ping"));
    const QString delivery = QString::number(tested.object()[u"id"].toInteger());
    const Done again = registry({u"webhook"_s, u"redeliver"_s, id, delivery});
    QVERIFY2(again.status == 0, qPrintable(again.err));
    QVERIFY(again.out.contains(u"answered 204"_s));
    QCOMPARE(receiver.requests().size(), 2);
    QCOMPARE(json({u"webhook"_s, u"deliveries"_s, id}).array().size(), 2);
    QCOMPARE(json({u"webhook"_s, u"deliveries"_s, id, u"--limit"_s, u"1"_s}).array().size(), 1);

    const Done renewed = json({u"webhook"_s, u"secret"_s, id});
    QVERIFY(renewed.object()[u"secret"].toString() != secret);
    QCOMPARE(json({u"webhook"_s, u"pause"_s, id}).object()[u"state"].toString(), u"paused"_s);
    const Done whilePaused = registry({u"webhook"_s, u"test"_s, id});
    QCOMPARE(whilePaused.status, 4);
    QVERIFY(whilePaused.err.contains(u"resume"_s));
    QCOMPARE(json({u"webhook"_s, u"resume"_s, id}).object()[u"state"].toString(), u"active"_s);
    QCOMPARE(registry({u"webhook"_s, u"remove"_s, id}).status, 0);
    QVERIFY(lastAudited().startsWith(u"registry webhook remove: "_s));
    QVERIFY(json({u"webhook"_s, u"list"_s}).array().isEmpty());
    QCOMPARE(registry({u"webhook"_s, u"deliveries"_s, id}).status, 3);
}

void TestRegistryCommands::failedDeliveriesTellEachAttempt()
{
    QCOMPARE(registry({u"settings"_s, u"webhooks-to-private-addresses"_s, u"on"_s}).status, 0);
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 500 Broken\r\nContent-Length: 5\r\n\r\nsorry");
    const Done added = json({u"webhook"_s, u"add"_s, u"ada"_s, receiver.url()});
    const QString id = QString::number(added.object()[u"id"].toInteger());
    const Done tested = registry({u"webhook"_s, u"test"_s, id});
    QCOMPARE(tested.status, 1);
    QVERIFY2(tested.out.contains(u"500"_s), qPrintable(tested.out));
    const QJsonArray log = json({u"webhook"_s, u"deliveries"_s, id}).array()[0][u"log"].toArray();
    QCOMPARE(log.size(), 1);
    QCOMPARE(log[0][u"number"].toInt(), 1);
    QCOMPARE(log[0][u"status"].toInt(), 500);
    QCOMPARE(log[0][u"answer"].toString(), u"sorry"_s);
    QVERIFY(registry({u"webhook"_s, u"deliveries"_s, id}).out.contains(u"attempt 1"_s));
    QCOMPARE(registry({u"webhook"_s, u"remove"_s, id}).status, 0);
}

void TestRegistryCommands::auditTellsWhatWasDone()
{
    const Done limited = json({u"audit"_s, u"--limit"_s, u"2"_s});
    QCOMPARE(limited.status, 0);
    QCOMPARE(limited.array().size(), 2);
    QVERIFY(registry({u"audit"_s}).out.contains(u"registry"_s));
    QVERIFY(json({u"audit"_s, u"--user"_s, u"nobody"_s}).array().isEmpty());
}

void TestRegistryCommands::wrongLinesAreRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("told");
    const auto row = [](const QString &line, int status, const QString &told) {
        QTest::newRow(qPrintable(line)) << line.split(u' ') << status << told;
    };
    row(u"fly"_s, 2, u"webhook"_s);
    row(u"user"_s, 2, u"user add"_s);
    row(u"user fly ada"_s, 2, u"user set"_s);
    row(u"user add"_s, 2, u"nickname"_s);
    row(u"user add 1st"_s, 2, u"1st"_s);
    row(u"user add eve --email nowhere"_s, 2, u"nowhere"_s);
    row(u"user add eve --role king"_s, 2, u"author, service, admin"_s);
    row(u"user set ada"_s, 2, u"--role"_s);
    row(u"user set nobody --role admin"_s, 3, u"nobody"_s);
    row(u"user reset-password"_s, 2, u"NICKNAME"_s);
    row(u"token add ada --scopes fly"_s, 2, u"fly"_s);
    row(u"token add ada --days 0"_s, 2, u"--days"_s);
    row(u"token list nobody"_s, 3, u"nobody"_s);
    row(u"service fly"_s, 2, u"service add"_s);
    row(u"service remove nobody"_s, 3, u"nobody"_s);
    row(u"webhook"_s, 2, u"deliveries"_s);
    row(u"webhook add"_s, 2, u"NICK URL"_s);
    row(u"webhook add ada nowhere"_s, 2, u"http"_s);
    row(u"webhook add ada https://example.org/ --events fly"_s, 2, u"fly"_s);
    row(u"webhook add nobody https://example.org/"_s, 3, u"nobody"_s);
    row(u"webhook test"_s, 2, u"webhook list"_s);
    row(u"webhook test x"_s, 2, u"“x”"_s);
    row(u"webhook test 4711"_s, 3, u"webhook"_s);
    row(u"yank kvbox"_s, 2, u"NAME VERSION"_s);
    row(u"yank kvbox 1.2.0"_s, 2, u"--reason"_s);
    row(u"yank kvbox one --reason x"_s, 2, u"“one”"_s);
    row(u"yank kvbox 9.0.0 --reason x"_s, 3, u"9.0.0"_s);
    row(u"yank zeppelin 1.0.0 --reason x"_s, 3, u"zeppelin"_s);
    row(u"yank kvbox 1.2.0 --reason x --replacement 7.0.0"_s, 2, u"7.0.0"_s);
    row(u"deprecate"_s, 2, u"NAME"_s);
    row(u"deprecate zeppelin --reason x"_s, 3, u"zeppelin"_s);
    row(u"settings volume"_s, 3, u"volume"_s);
    row(u"settings volume 11"_s, 3, u"volume"_s);
    row(u"settings registration sometimes"_s, 2, u"invitation"_s);
    row(u"settings upload-limit much"_s, 2, u"much"_s);
    row(u"keys fly"_s, 2, u"rotate"_s);
    row(u"keys withdraw"_s, 2, u"Which key"_s);
    row(u"keys withdraw none"_s, 2, u"--reason"_s);
    row(u"keys withdraw none --reason x"_s, 3, u"“none”"_s);
    row(u"audit --limit 0"_s, 2, u"--limit"_s);
}

void TestRegistryCommands::wrongLinesAreRefused()
{
    QFETCH(QStringList, words);
    QFETCH(int, status);
    QFETCH(QString, told);
    const QString audited = lastAudited();
    const Done done = registry(words);
    QVERIFY2(done.err.contains(told), qPrintable(done.err));
    QCOMPARE(done.status, status);
    QVERIFY(done.out.isEmpty());
    QCOMPARE(json(words).status, status);
    QCOMPARE(lastAudited(), audited);
}

void TestRegistryCommands::everyVerbOfTheTableIsKnown()
{
    // Whatever each says without words of its own: that nothing does it, it must not.
    for (const CompletionPlace &place : completionPlaces()) {
        const QStringList words = place.path.split(u' ');
        if (words.first() != u"registry" || words.size() < 2)
            continue;
        const Done done = howdahctl(words + QStringList{u"--offline"_s});
        QVERIFY2(!done.err.contains(u"Nothing does"_s), qPrintable(place.path + done.err));
    }
}

void TestRegistryCommands::helpTellsTheVerbs()
{
    const Done help = howdahctl({u"help"_s, u"registry"_s});
    QCOMPARE(help.status, 0);
    for (const QString &word :
         {u"webhook add NICK URL"_s, u"yank NAME VERSION"_s, u"undeprecate NAME"_s,
          u"service add NICK"_s, u"keys rotate"_s, u"--reason TEXT"_s})
        QVERIFY2(help.out.contains(word), qPrintable(word));
}

QTEST_GUILESS_MAIN(TestRegistryCommands)
#include "tst_registrycommands.moc"
