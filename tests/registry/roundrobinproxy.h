// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <array>
#include <atomic>
#include <memory>
#include <vector>

/// What stands in front of several servers: sends each connection's one request to the next of them, or to another when
/// that one is gone, and never twice. Says that the client came over TLS from an address of its own.
class RoundRobinProxy
{
public:
    explicit RoundRobinProxy(std::array<quint16, 2> servers) : m_servers(servers)
    {
        m_thread.reset(QThread::create([this] { run(); }));
        m_thread->start();
        while (m_port == 0)
            QThread::yieldCurrentThread();
    }
    ~RoundRobinProxy()
    {
        m_isEnding = true;
        m_thread->wait();
    }

    [[nodiscard]] quint16 port() const { return quint16(m_port); }
    /// Requests sent on to that one.
    [[nodiscard]] int sentTo(size_t server) const { return m_sent[server]; }

private:
    class Server : public QTcpServer
    {
    public:
        QList<qintptr> arrived;

    protected:
        void incomingConnection(qintptr socket) override { arrived.append(socket); }
    };

    void run()
    {
        Server server;
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        m_port = server.serverPort();
        std::vector<std::unique_ptr<QThread>> threads;
        while (!m_isEnding) {
            server.waitForNewConnection(20);
            for (const qintptr socket : std::exchange(server.arrived, {})) {
                const size_t number = threads.size();
                threads.emplace_back(
                    QThread::create([this, socket, number] { serve(socket, number); }));
                threads.back()->start();
            }
        }
        for (const std::unique_ptr<QThread> &thread : threads)
            thread->wait();
    }

    void serve(qintptr descriptor, size_t number)
    {
        QTcpSocket client;
        client.setSocketDescriptor(descriptor);
        const QByteArray request = requestOf(client, number);
        if (request.isEmpty())
            return;
        for (size_t attempt = 0; attempt < m_servers.size(); ++attempt) {
            const size_t chosen = (number + attempt) % m_servers.size();
            QTcpSocket server;
            server.connectToHost(QHostAddress(QHostAddress::LocalHost), m_servers[chosen]);
            if (!server.waitForConnected(2000))
                continue;
            ++m_sent[chosen];
            server.write(request);
            while (server.bytesToWrite() > 0 && server.waitForBytesWritten(2000)) {
            }
            while (!m_isEnding
                   && (server.state() == QAbstractSocket::ConnectedState
                       || server.bytesAvailable() > 0)) {
                server.waitForReadyRead(100);
                client.write(server.readAll());
                client.flush();
            }
            break;
        }
        client.disconnectFromHost();
        if (client.state() != QAbstractSocket::UnconnectedState)
            client.waitForDisconnected(2000);
    }

    /// With what a proxy adds to it.
    [[nodiscard]] QByteArray requestOf(QTcpSocket &client, size_t number) const
    {
        QByteArray bytes;
        for (qsizetype size = -1; size < 0 || bytes.size() < size;) {
            if (m_isEnding || (client.bytesAvailable() == 0 && !client.waitForReadyRead(3000)))
                return {};
            bytes += client.readAll();
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0 || size >= 0)
                continue;
            size = end + 4;
            const qsizetype length = bytes.left(end).toLower().indexOf("\r\ncontent-length:");
            if (length >= 0)
                size += bytes.mid(length + 17, bytes.indexOf('\r', length + 2) - length - 17)
                            .trimmed()
                            .toLongLong();
        }
        return bytes.insert(bytes.indexOf("\r\n") + 2,
                            "X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2."
                                + QByteArray::number(qulonglong(number % 250)) + "\r\n");
    }

    const std::array<quint16, 2> m_servers;
    std::array<std::atomic<int>, 2> m_sent{};
    std::atomic<int> m_port = 0;
    std::atomic<bool> m_isEnding = false;
    std::unique_ptr<QThread> m_thread;
};
