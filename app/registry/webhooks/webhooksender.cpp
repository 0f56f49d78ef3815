// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/webhooks/webhooksender.h"

#include "registry/webhooks/addressrule.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostHeader = 16 * 1024;
constexpr qsizetype longestUrl = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebhookSender", text);
}

bool isTls(const QUrl &url)
{
    return url.scheme() == u"https";
}

/// The system may take minutes when no name server answers: nobody waits longer than `milliseconds` for it.
QList<QHostAddress> resolvedBySystem(const QString &host, int milliseconds)
{
    QEventLoop loop;
    QList<QHostAddress> addresses;
    const int lookup = QHostInfo::lookupHost(host, &loop, [&](const QHostInfo &found) {
        addresses = found.addresses();
        loop.quit();
    });
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
    QHostInfo::abortHostLookup(lookup);
    return addresses;
}

QByteArray requestText(const WebhookSender::Request &request)
{
    const QUrl &url = request.url;
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':') && !host.startsWith('['))
        host = '[' + host + ']';
    if (url.port() > 0)
        host += ':' + QByteArray::number(url.port());
    QByteArray text = "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\n";
    for (const auto &[name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    text += "Content-Length: " + QByteArray::number(request.body.size())
            + "\r\nConnection: close\r\n\r\n";
    return text + request.body;
}

/// One exchange with a deadline.
class Exchange
{
public:
    Exchange(const WebhookSender::Options &options, const WebhookSender::Request &request)
        : m_options(options), m_request(request), m_deadline(options.totalTimeout)
    {
    }

    WebhookSender::Outcome run()
    {
        QElapsedTimer timer;
        timer.start();
        m_outcome.problem = WebhookSender::problemOf(m_request.url, m_request.allowsPrivate);
        if (m_outcome.problem.isEmpty() && connect() && write())
            read();
        m_socket.abort();
        m_outcome.milliseconds = timer.elapsed();
        return m_outcome;
    }

private:
    bool fail(const QString &problem)
    {
        m_outcome.problem = problem;
        return false;
    }
    [[nodiscard]] int timeLeft() const { return int(m_deadline.remainingTime()); }

    bool connect()
    {
        const QString host = m_request.url.host();
        QHostAddress literal;
        const QList<QHostAddress> addresses =
            literal.setAddress(host) ? QList<QHostAddress>{literal}
            : m_options.resolve      ? m_options.resolve(host)
                                     : resolvedBySystem(host, timeLeft());
        if (addresses.isEmpty())
            return fail(tr("%1 has no address.").arg(host));
        // One forbidden among them is enough: which is taken must not be a matter of luck.
        if (!m_request.allowsPrivate
            && !std::all_of(addresses.begin(), addresses.end(), AddressRule::isPublic))
            return fail(
                tr("%1 is in a private network, where this registry delivers nothing.").arg(host));
        const quint16 port = quint16(m_request.url.port(isTls(m_request.url) ? 443 : 80));
        m_socket.setProxy(QNetworkProxy::NoProxy);
        for (const QHostAddress &address : addresses) {
            m_socket.abort();
            m_socket.connectToHost(address, port);
            const int wait = std::min(int(m_options.connectTimeout.count()), timeLeft());
            if (!m_socket.waitForConnected(wait))
                continue;
            return !isTls(m_request.url) || encrypt(host);
        }
        return fail(tr("%1 cannot be reached: %2").arg(host, m_socket.errorString()));
    }

    bool encrypt(const QString &host)
    {
        QSslConfiguration configuration = m_socket.sslConfiguration();
        configuration.addCaCertificates(m_options.extraAuthorities);
        configuration.setProtocol(QSsl::TlsV1_2OrLater);
        m_socket.setSslConfiguration(configuration);
        m_socket.setPeerVerifyMode(QSslSocket::VerifyPeer);
        // The connection went to an address; the certificate must be for the name.
        m_socket.setPeerVerifyName(host);
        m_socket.startClientEncryption();
        if (m_socket.waitForEncrypted(timeLeft()))
            return true;
        return fail(tr("%1 does not prove who it is: %2").arg(host, m_socket.errorString()));
    }

    bool write()
    {
        m_socket.write(requestText(m_request));
        while (m_socket.bytesToWrite() > 0 || m_socket.encryptedBytesToWrite() > 0) {
            if (!m_socket.waitForBytesWritten(timeLeft()))
                return fail(tr("It stopped taking the request: %1").arg(m_socket.errorString()));
        }
        return true;
    }

    void read()
    {
        QByteArray bytes;
        qsizetype end = -1;
        const auto isEnough = [&] {
            end = bytes.indexOf("\r\n\r\n");
            return end >= 0 ? bytes.size() - end - 4 >= expected(bytes.first(end))
                            : bytes.size() > mostHeader;
        };
        while (!isEnough()) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(timeLeft()))
                break;
            bytes += m_socket.read(mostHeader + WebhookSender::mostAnswer - bytes.size());
            if (bytes.size() >= mostHeader + WebhookSender::mostAnswer)
                break;
        }
        end = bytes.indexOf("\r\n\r\n");
        const QList<QByteArray> words = bytes.left(bytes.indexOf("\r\n")).split(' ');
        const int status = words.value(1).toInt();
        if (end < 0 || !bytes.startsWith("HTTP/1.") || status < 100 || status > 599) {
            fail(m_deadline.hasExpired() ? tr("It did not answer in time.")
                                         : tr("It did not answer as HTTP wants it."));
            return;
        }
        m_outcome.status = status;
        m_outcome.answer = bytes.mid(end + 4).left(WebhookSender::mostAnswer);
        if (status >= 300 && status < 400)
            fail(tr("It answered %1: redirects are not followed. Register the new address.")
                     .arg(status));
        else if (status < 200 || status >= 300)
            fail(tr("It answered %1.").arg(status));
    }

    /// How much of the content is worth waiting for.
    static qsizetype expected(const QByteArray &header)
    {
        for (const QByteArray &line : header.split('\n')) {
            if (line.toLower().startsWith("content-length:"))
                return std::clamp<qsizetype>(line.mid(15).trimmed().toLongLong(), 0,
                                             WebhookSender::mostAnswer);
        }
        return WebhookSender::mostAnswer;
    }

    const WebhookSender::Options &m_options;
    const WebhookSender::Request &m_request;
    QDeadlineTimer m_deadline;
    QSslSocket m_socket;
    WebhookSender::Outcome m_outcome;
};

} // namespace

QString WebhookSender::problemOf(const QUrl &url, bool allowsPrivate)
{
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && !isTls(url))
        || url.toEncoded().size() > longestUrl)
        return tr("The address should be an https URL of at most %1 characters.").arg(longestUrl);
    if (!isTls(url) && !allowsPrivate)
        return tr("Webhooks are delivered over https only.");
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return tr("The address must hold no password and no “#”.");
    QHostAddress literal;
    if (!allowsPrivate && literal.setAddress(url.host()) && !AddressRule::isPublic(literal))
        return tr("%1 is in a private network, where this registry delivers nothing.")
            .arg(url.host());
    return {};
}

WebhookSender::Outcome WebhookSender::send(const Request &request) const
{
    return Exchange(m_options, request).run();
}
