// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/proxies.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString fromEnvironment(const QString &name)
{
    const QString value = qEnvironmentVariable(name.toLatin1().constData());
    return value.isEmpty() ? qEnvironmentVariable(name.toUpper().toLatin1().constData()) : value;
}

bool hasProxyEnvironment()
{
    return std::ranges::any_of(
        std::initializer_list<QString>{u"http_proxy"_s, u"https_proxy"_s, u"all_proxy"_s},
        [](const QString &name) { return !fromEnvironment(name).isEmpty(); });
}

bool isThisMachine(const QString &host)
{
    return host.compare(u"localhost"_s, Qt::CaseInsensitive) == 0
           || host.endsWith(u".localhost"_s, Qt::CaseInsensitive)
           || QHostAddress(host).isLoopback();
}

/// One word of no_proxy: "*", a domain (its subdomains included), an address or a network, each with an
/// optional port.
bool covers(QString word, const QString &host, int port)
{
    word = word.trimmed();
    if (word.isEmpty())
        return false;
    if (word == u"*"_s)
        return true;
    const QHostAddress address(host);
    if (!address.isNull() && word.contains(u'/'))
        return address.isInSubnet(QHostAddress::parseSubnet(word));
    if (!address.isNull() && address == QHostAddress(word))
        return true;
    const qsizetype colon = word.lastIndexOf(u':');
    if (colon > 0 && word.indexOf(u':') == colon) {
        if (word.mid(colon + 1).toInt() != port)
            return false;
        word.truncate(colon);
    }
    if (word.startsWith(u"*."_s))
        word.remove(0, 2);
    else if (word.startsWith(u'.'))
        word.remove(0, 1);
    return host.compare(word, Qt::CaseInsensitive) == 0
           || host.endsWith(u'.' + word, Qt::CaseInsensitive);
}

QNetworkProxy proxyFromUrl(const QUrl &url, const QString &password)
{
    const bool isSocks = url.scheme().startsWith(u"socks"_s, Qt::CaseInsensitive);
    const quint16 port = quint16(url.port(isSocks ? 1080 : 8080));
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                         url.host(), port, url.userName(QUrl::FullyDecoded),
                         password.isEmpty() ? url.password(QUrl::FullyDecoded) : password);
}

QUrl proxyUrl(const QString &text)
{
    return QUrl(text.contains(u"://"_s) ? text : u"http://"_s + text);
}

QNetworkProxy environmentProxy(const QUrl &url)
{
    const QNetworkProxy none(QNetworkProxy::NoProxy);
    const int port = url.port(url.scheme() == u"https"_s ? 443 : 80);
    const QStringList exceptions = fromEnvironment(u"no_proxy"_s).split(u',');
    for (const QString &word : exceptions) {
        if (covers(word, url.host(), port))
            return none;
    }
    QString value = fromEnvironment(url.scheme().toLower() + u"_proxy"_s);
    if (value.isEmpty())
        value = fromEnvironment(u"all_proxy"_s);
    const QUrl proxy = proxyUrl(value);
    return value.isEmpty() || proxy.host().isEmpty() ? none : proxyFromUrl(proxy, {});
}

QString urlOf(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.hostName().isEmpty())
        return {};
    QUrl url;
    url.setScheme(proxy.type() == QNetworkProxy::Socks5Proxy ? u"socks5"_s : u"http"_s);
    url.setHost(proxy.hostName());
    url.setPort(proxy.port());
    url.setUserName(proxy.user(), QUrl::DecodedMode);
    url.setPassword(proxy.password(), QUrl::DecodedMode);
    return url.toString(QUrl::FullyEncoded);
}

} // namespace

QNetworkProxy proxyFor(const NetworkOptions &options, const QUrl &url)
{
    const QNetworkProxy none(QNetworkProxy::NoProxy);
    if (isThisMachine(url.host()))
        return none;
    switch (options.proxy) {
    case NetworkOptions::Proxy::None:
        return none;
    case NetworkOptions::Proxy::Manual:
        return options.manualProxy.host().isEmpty()
                   ? none
                   : proxyFromUrl(options.manualProxy, options.proxyPassword);
    case NetworkOptions::Proxy::System:
        break;
    }
    if (hasProxyEnvironment())
        return environmentProxy(url);
    const QList<QNetworkProxy> found =
        QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return found.isEmpty() ? none : found.first();
}

std::map<QString, QString> proxyEnvironment(const NetworkOptions &options)
{
    std::map<QString, QString> lower;
    if (options.proxy == NetworkOptions::Proxy::System && hasProxyEnvironment()) {
        for (const QString &name :
             {u"http_proxy"_s, u"https_proxy"_s, u"all_proxy"_s, u"no_proxy"_s})
            lower[name] = fromEnvironment(name);
    } else {
        // Any name that is not this machine's shows what is used for the rest of the world.
        lower[u"http_proxy"_s] = urlOf(proxyFor(options, QUrl(u"http://example.org/"_s)));
        lower[u"https_proxy"_s] = urlOf(proxyFor(options, QUrl(u"https://example.org/"_s)));
        lower[u"all_proxy"_s] = lower[u"https_proxy"_s];
        lower[u"no_proxy"_s] = lower[u"https_proxy"_s].isEmpty() && lower[u"http_proxy"_s].isEmpty()
                                   ? QString()
                                   : u"localhost,127.0.0.1,::1"_s;
    }
    std::map<QString, QString> both = lower;
    for (const auto &[name, value] : lower)
        both[name.toUpper()] = value;
    return both;
}
