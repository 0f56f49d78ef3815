// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/networkfailure.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(NetworkFailure)
};

QString tlsReasons(const QNetworkReply &reply, const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const QSslError &error : errors) {
        if (!reasons.contains(error.errorString()))
            reasons.append(error.errorString());
    }
    return reasons.isEmpty() ? reply.errorString() : reasons.join(u"; "_s);
}

QString seconds(qint64 milliseconds)
{
    return QLocale().toString(double(milliseconds) / 1000, 'g', 3);
}

QString proxyPlace(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.hostName().isEmpty())
        return {};
    return proxy.hostName() + u':' + QString::number(proxy.port());
}

/// A plain request through an HTTP proxy is a connection to that proxy: its failures are the proxy's.
QNetworkReply::NetworkError errorOf(const QNetworkReply &reply, const QNetworkProxy &proxy)
{
    const bool isForwarded =
        proxy.type() == QNetworkProxy::HttpProxy && reply.url().scheme() == u"http"_s;
    if (isForwarded && reply.error() == QNetworkReply::ConnectionRefusedError)
        return QNetworkReply::ProxyConnectionRefusedError;
    if (isForwarded && reply.error() == QNetworkReply::HostNotFoundError)
        return QNetworkReply::ProxyNotFoundError;
    if (isForwarded && reply.error() == QNetworkReply::RemoteHostClosedError)
        return QNetworkReply::ProxyConnectionClosedError;
    return reply.error();
}

QString messageOf(const QNetworkReply &reply, QNetworkReply::NetworkError error,
                  const QString &place, const QString &proxy)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Texts::tr(
                   "The name %1 is not known to the network (DNS). Check the address and whether "
                   "this computer is online.")
            .arg(reply.url().host());
    case QNetworkReply::ConnectionRefusedError:
        return Texts::tr(
                   "%1 refused the connection. Check the address and that the server is running.")
            .arg(place);
    case QNetworkReply::RemoteHostClosedError:
        return Texts::tr("%1 closed the connection before its answer was complete. Try again.")
            .arg(place);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return Texts::tr("%1 did not answer in time. Try again later.").arg(place);
    case QNetworkReply::ProxyConnectionRefusedError:
        return Texts::tr(
                   "The proxy %1 refused the connection to it. Check the proxy in the network "
                   "settings.")
            .arg(proxy);
    case QNetworkReply::ProxyConnectionClosedError:
        return Texts::tr("The proxy %1 closed the connection while %2 was to be reached.")
            .arg(proxy, place);
    case QNetworkReply::ProxyNotFoundError:
        return Texts::tr(
                   "The name of the proxy %1 is not known to the network (DNS). Check the proxy "
                   "in the network settings.")
            .arg(proxy);
    case QNetworkReply::ProxyTimeoutError:
        return Texts::tr("The proxy %1 did not reach %2 in time.").arg(proxy, place);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Texts::tr("The proxy %1 wants a user name and a password, or those in the network "
                         "settings are wrong.")
            .arg(proxy);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Texts::tr("%1 does not speak HTTP correctly: %2. Check the address and the port.")
            .arg(place, reply.errorString());
    default:
        if (!proxy.isEmpty())
            return Texts::tr("%1 could not be reached through the proxy %2: %3.")
                .arg(place, proxy, reply.errorString());
        return Texts::tr("%1 could not be reached: %2.").arg(place, reply.errorString());
    }
}

} // namespace

NetworkFailure NetworkFailure::of(const QNetworkReply &reply, const QList<QSslError> &tlsErrors,
                                  const QNetworkProxy &proxy)
{
    const QString detail =
        u"%1: %2 (%3)"_s.arg(addressOf(reply.url()), reply.errorString()).arg(int(reply.error()));
    if (reply.error() == QNetworkReply::SslHandshakeFailedError) {
        const QString reasons = tlsReasons(reply, tlsErrors);
        return {
            {Error::Kind::Network,
             tlsErrors.isEmpty()
                 ? Texts::tr("No secure connection (TLS) to %1 could be made: %2.")
                       .arg(placeOf(reply.url()), reasons)
                 : Texts::tr(
                       "The certificate of %1 is not trusted: %2. If you trust this server, add "
                       "the file of its certificate authority in the network settings.")
                       .arg(placeOf(reply.url()), reasons),
             detail},
            false};
    }
    const QNetworkReply::NetworkError error = errorOf(reply, proxy);
    const bool isTimeout = error == QNetworkReply::TimeoutError
                           || error == QNetworkReply::OperationCanceledError
                           || error == QNetworkReply::ProxyTimeoutError;
    const bool isFinal = error == QNetworkReply::HostNotFoundError
                         || error == QNetworkReply::ProxyNotFoundError
                         || error == QNetworkReply::ProxyAuthenticationRequiredError
                         || error == QNetworkReply::ProtocolUnknownError;
    return {{isTimeout ? Error::Kind::Timeout : Error::Kind::Network,
             messageOf(reply, error, placeOf(reply.url()), proxyPlace(proxy)), detail},
            !isFinal};
}

Error NetworkFailure::noConnectionInTime(const QUrl &url, qint64 milliseconds)
{
    return {
        Error::Kind::Timeout,
        Texts::tr("%1 could not be reached within %2 seconds. Check the address, the network and "
                  "the proxy.")
            .arg(placeOf(url), seconds(milliseconds)),
        addressOf(url)};
}

Error NetworkFailure::silent(const QUrl &url, qint64 milliseconds)
{
    return {Error::Kind::Timeout,
            Texts::tr("%1 sent nothing for %2 seconds. Try again later.")
                .arg(placeOf(url), seconds(milliseconds)),
            addressOf(url)};
}

Error NetworkFailure::cancelled(const QUrl &url)
{
    return {Error::Kind::Cancelled, Texts::tr("The transfer was stopped."), addressOf(url)};
}

Error NetworkFailure::tooLarge(const QUrl &url, qint64 limit)
{
    return {Error::Kind::Refused,
            Texts::tr("%1 sends more than %2, the most that is accepted here.")
                .arg(placeOf(url), QLocale().formattedDataSize(limit)),
            addressOf(url)};
}

Error NetworkFailure::incomplete(const QUrl &url, qint64 promised, qint64 received)
{
    return {Error::Kind::Integrity,
            Texts::tr("%1 promised %2 bytes and sent %3. Try again later, or another mirror.")
                .arg(placeOf(url))
                .arg(promised)
                .arg(received),
            addressOf(url)};
}

QString NetworkFailure::placeOf(const QUrl &url)
{
    if (url.isLocalFile())
        return addressOf(url);
    const int port = url.port(url.scheme() == u"https"_s ? 443 : 80);
    const QString host = url.host();
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(port);
}

QString NetworkFailure::addressOf(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
}
