// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "fakecredentials.h"
#include "settingscontroller.h"
#include "windowservices.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A person at the settings, with a keychain of the test's own.
class Person
{
public:
    Person()
        : m_services({m_root.path(), false}),
          m_install{m_services.runner,
                    m_services.http,
                    credentials,
                    m_services.clock,
                    m_services.locations,
                    {},
                    1,
                    0},
          m_ui(uiServicesOf(m_services, m_install, m_workers)),
          controller(m_ui)
    {
    }
    ~Person() { m_workers.waitForDone(); }

    /// What stands there once the address is in use.
    [[nodiscard]] QString proxyAfter(const QString &address)
    {
        const QString problem = controller.setProxy(address);
        m_workers.waitForDone();
        QCoreApplication::processEvents();
        return problem.isEmpty() ? m_services.settings.proxy().toString() : problem;
    }

    FakeCredentials credentials;

private:
    QTemporaryDir m_root;
    Services m_services;
    InstallServices m_install;
    QThreadPool m_workers;
    UiServices m_ui;

public:
    SettingsController controller;
};

} // namespace

class TestSettingsController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proxysPasswordIsInTheKeychainOnly()
    {
        Person person;
        QCOMPARE(person.proxyAfter(u"http://ann:s3cret@proxy.example:3128"_s),
                 u"http://ann@proxy.example:3128"_s);
        QCOMPARE(person.credentials.secrets(), QStringList{u"s3cret"_s});
    }

    void passwordOfAProxyThatIsNotUsedAnyMoreIsForgotten()
    {
        Person person;
        QCOMPARE(person.proxyAfter(u"http://ann:one@proxy.example:3128"_s),
                 u"http://ann@proxy.example:3128"_s);
        // The same one, as it is shown.
        QCOMPARE(person.proxyAfter(u"http://ann@proxy.example:3128"_s),
                 u"http://ann@proxy.example:3128"_s);
        QCOMPARE(person.credentials.secrets(), QStringList{u"one"_s});
        QCOMPARE(person.proxyAfter(u"http://ann:two@proxy.example:3128"_s),
                 u"http://ann@proxy.example:3128"_s);
        QCOMPARE(person.credentials.secrets(), QStringList{u"two"_s});
        QCOMPARE(person.proxyAfter(u"http://bob:three@proxy.example:3128"_s),
                 u"http://bob@proxy.example:3128"_s);
        QCOMPARE(person.credentials.secrets(), QStringList{u"three"_s});
        QCOMPARE(person.proxyAfter(u"http://proxy.example:3128"_s), u"http://proxy.example:3128"_s);
        QCOMPARE(person.credentials.secrets(), QStringList());
        QCOMPARE(person.proxyAfter(QString()), QString());
    }
};

QTEST_MAIN(TestSettingsController)
#include "tst_settingscontroller.moc"
