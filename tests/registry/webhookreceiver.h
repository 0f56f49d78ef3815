// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QMutex>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>

#include <atomic>
#include <memory>

/// Somebody on loopback who is told of events, on a thread of its own.
class WebhookReceiver
{
public:
    struct Request {
        QByteArray line;
        QHash<QByteArray, QByteArray> headers; ///< lower-case names
        QByteArray body;
    };

    explicit WebhookReceiver(const QSslCertificate &certificate = QSslCertificate(),
                             const QSslKey &key = QSslKey())
        : m_certificate(certificate), m_key(key)
    {
        m_thread.reset(QThread::create([this] { run(); }));
        m_thread->start();
        while (m_port == 0)
            QThread::yieldCurrentThread();
    }
    ~WebhookReceiver()
    {
        m_isEnding = true;
        m_thread->wait();
    }

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QString url() const
    {
        return QStringLiteral("http://127.0.0.1:%1/hook?a=b").arg(int(m_port));
    }
    void answerWith(const QByteArray &answer)
    {
        const QMutexLocker locker(&m_mutex);
        m_answer = answer;
    }
    [[nodiscard]] QList<Request> requests() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_requests;
    }

private:
    class Server : public QTcpServer
    {
    public:
        qintptr arrived = -1;

    protected:
        void incomingConnection(qintptr socket) override { arrived = socket; }
    };

    void run()
    {
        Server server;
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        m_port = server.serverPort();
        while (!m_isEnding) {
            if (!server.waitForNewConnection(20) || server.arrived < 0)
                continue;
            QSslSocket socket;
            socket.setSocketDescriptor(std::exchange(server.arrived, -1));
            if (!m_key.isNull()) {
                socket.setLocalCertificate(m_certificate);
                socket.setPrivateKey(m_key);
                socket.startServerEncryption();
                if (!socket.waitForEncrypted(3000))
                    continue;
            }
            serve(socket);
        }
    }

    void serve(QSslSocket &socket)
    {
        QByteArray bytes;
        Request request;
        qsizetype missing = 1;
        while (missing > 0 && !m_isEnding) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(3000))
                return;
            bytes += socket.readAll();
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0)
                continue;
            QList<QByteArray> lines = bytes.left(end).split('\n');
            request.line = lines.takeFirst().trimmed();
            for (const QByteArray &line : lines)
                request.headers.insert(line.left(line.indexOf(':')).toLower(),
                                       line.mid(line.indexOf(':') + 1).trimmed());
            request.body = bytes.mid(end + 4);
            missing = request.headers.value("content-length").toLongLong() - request.body.size();
        }
        QByteArray answer;
        {
            const QMutexLocker locker(&m_mutex);
            m_requests.append(request);
            answer = m_answer;
        }
        socket.write(answer);
        socket.flush();
        if (!answer.isEmpty())
            socket.disconnectFromHost();
        // Without an answer the connection stays, as of somebody who hangs.
        if (socket.state() != QAbstractSocket::UnconnectedState)
            socket.waitForDisconnected(3000);
    }

    QSslCertificate m_certificate;
    QSslKey m_key;
    mutable QMutex m_mutex;
    QByteArray m_answer = "HTTP/1.1 204 No Content\r\n\r\n";
    QList<Request> m_requests;
    std::atomic<int> m_port = 0;
    std::atomic<bool> m_isEnding = false;
    std::unique_ptr<QThread> m_thread;
};
