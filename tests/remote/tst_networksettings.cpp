// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/networksettings.h"
#include "settings/proxyaddress.h"
#include "ui/fakecredentials.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QUrl proxy(u"http://ann@proxy.test:3128"_s);

/// A client that follows settings, and a keychain that knows Ann's password.
struct World {
    World()
    {
        settings.setProxyMode(Settings::ProxyMode::Manual);
        (void)credentials.write(ProxyAddress::credentialKey(proxy), u"s3cret"_s).has_value();
    }

    QTemporaryDir folder;
    Settings settings{folder.filePath(u"settings.ini"_s)};
    FakeCredentials credentials;
    QtHttpClient http;
};

} // namespace

class TestNetworkSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The password was stored nowhere: a proxy that asks for one refused everything.
    void theProxysPasswordComesFromTheKeychain()
    {
        World world;
        world.settings.setProxy(proxy);
        NetworkSettings network(world.settings, world.credentials, world.http, false);
        QCOMPARE(world.http.options().manualProxy, proxy);
        network.wait();
        QCOMPARE(world.http.options().proxy, NetworkOptions::Proxy::Manual);
        QCOMPARE(world.http.options().proxyPassword, u"s3cret"_s);
    }

    void changesAreFollowed()
    {
        World world;
        NetworkSettings network(world.settings, world.credentials, world.http, false);
        QVERIFY(world.http.options().proxyPassword.isEmpty());
        world.settings.setProxy(proxy);
        network.wait();
        QCOMPARE(world.http.options().proxyPassword, u"s3cret"_s);
        world.settings.setProxyMode(Settings::ProxyMode::None);
        QCOMPARE(world.http.options().proxy, NetworkOptions::Proxy::None);
        QVERIFY(world.http.options().proxyPassword.isEmpty());
    }

    void aNewPasswordForTheSameAddressIsUsed()
    {
        World world;
        world.settings.setProxy(proxy);
        NetworkSettings network(world.settings, world.credentials, world.http, false);
        network.wait();
        const QString other = u"0ther"_s;
        QVERIFY(world.credentials.write(ProxyAddress::credentialKey(proxy), other));
        QUrl written = proxy;
        written.setPassword(other);
        world.settings.setProxy(written);
        network.wait();
        QCOMPARE(world.http.options().proxyPassword, other);
        QCOMPARE(world.http.options().manualProxy, proxy);
    }

    void theKeychainIsAskedOnlyForAProxyWithAnAccount()
    {
        World world;
        world.settings.setProxy(QUrl(u"http://proxy.test:3128"_s));
        NetworkSettings network(world.settings, world.credentials, world.http, false);
        world.settings.setProxyMode(Settings::ProxyMode::System);
        world.settings.setProxy(proxy);
        network.wait();
        QCOMPARE(world.credentials.asked(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestNetworkSettings)
#include "tst_networksettings.moc"
