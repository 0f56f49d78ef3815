// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/secretmask.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSecretMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksPasswordsAndNothingElse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *name, const QString &text, const QString &masked) {
            QTest::newRow(name) << text << masked;
        };
        row("url", u"GET https://ann:p%40ss@pgxn.example/dist.json"_s,
            u"GET https://ann:***@pgxn.example/dist.json"_s);
        row("url without", u"https://pgxn.example:8080/a@b"_s, u"https://pgxn.example:8080/a@b"_s);
        row("key=value", u"host=db password=hunter2 port=5432"_s,
            u"host=db password=*** port=5432"_s);
        row("quoted", u"password='it\\'s a secret' port=1"_s, u"password=*** port=1"_s);
        row("spaces", u"password = hunter2 port=1"_s, u"password = *** port=1"_s);
        row("query", u"postgresql://db/shop?password=x&user=ann"_s,
            u"postgresql://db/shop?password=***&user=ann"_s);
        row("environment", u"PGPASSWORD=hunter2 psql"_s, u"PGPASSWORD=*** psql"_s);
        row("json", u"{\"password\": \"a \\\"b\", \"port\": 1}"_s,
            u"{\"password\": ***, \"port\": 1}"_s);
        row("header", u"Authorization: Basic YWJjOmRlZg=="_s, u"Authorization: Basic ***"_s);
        row("bearer", u"sent Bearer abc.def"_s, u"sent Bearer ***"_s);
        row("token", u"--token=abc123"_s, u"--token=***"_s);
        row("compiler", u"error: expected ';' before 'password_t'"_s,
            u"error: expected ';' before 'password_t'"_s);
        row("prose", u"password authentication failed for user \"ann\""_s,
            u"password authentication failed for user \"ann\""_s);
    }

    void masksPasswordsAndNothingElse()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        QCOMPARE(SecretMask::withoutPasswords(text), masked);
    }

    void hidesTheHomeFolderButNoOther()
    {
        QCOMPARE(SecretMask::forSharing(u"/home/ann/x /home/anna/x /home/ann"_s, u"/home/ann"_s),
                 u"~/x /home/anna/x ~"_s);
        QCOMPARE(SecretMask::forSharing(u"/usr/x"_s, u"/"_s), u"/usr/x"_s);
    }
};

QTEST_APPLESS_MAIN(TestSecretMask)
#include "tst_secretmask.moc"
