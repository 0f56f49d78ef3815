// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QTcpSocket>

/// A client that sends what it is told, byte by byte, and reads answers as they come.
class RawClient
{
public:
    explicit RawClient(quint16 port) : RawClient(port, std::make_unique<QTcpSocket>())
    {
        m_socket->connectToHost(QStringLiteral("127.0.0.1"), port);
        m_socket->waitForConnected(5000);
    }
    /// Over a socket that is connected already.
    RawClient(quint16 port, std::unique_ptr<QTcpSocket> socket)
        : m_port(port), m_socket(std::move(socket))
    {
    }

    [[nodiscard]] QTcpSocket &socket() { return *m_socket; }
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }
    void send(const QByteArray &bytes)
    {
        m_socket->write(bytes);
        m_socket->flush();
    }
    void get(const QByteArray &target, const QByteArray &fields = {})
    {
        send("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + fields + "\r\n");
    }
    void post(const QByteArray &target, const QByteArray &fields, const QByteArray &content)
    {
        send("POST " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + fields + "\r\n"
             + content);
    }
    /// Until `mark` has come, or the connection ends, or time is up; all that came.
    QByteArray readUntil(const QByteArray &mark, int milliseconds = 5000)
    {
        QElapsedTimer timer;
        timer.start();
        qsizetype end = m_read.indexOf(mark);
        while (end < 0 && timer.elapsed() < milliseconds && wait(milliseconds))
            end = m_read.indexOf(mark);
        return take(end < 0 ? m_read.size() : end + mark.size());
    }
    /// One answer: its header and the content that Content-Length tells of.
    QByteArray readOne(bool hasContent = true)
    {
        const QByteArray head = readUntil("\r\n\r\n");
        const qsizetype length = hasContent ? field(head, "Content-Length").toLongLong() : 0;
        while (m_read.size() < length && wait(5000)) {
        }
        return head + take(std::min(length, m_read.size()));
    }
    /// All until the server closes.
    QByteArray readToEnd(int milliseconds = 5000)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds && wait(int(milliseconds - timer.elapsed()))) {
        }
        return take(m_read.size());
    }
    [[nodiscard]] bool isClosed(int milliseconds = 5000)
    {
        readToEnd(milliseconds);
        return m_socket->state() != QAbstractSocket::ConnectedState;
    }

    static int statusOf(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }
    static QByteArray contentOf(const QByteArray &answer)
    {
        const qsizetype end = answer.indexOf("\r\n\r\n");
        return end < 0 ? QByteArray() : answer.sliced(end + 4);
    }
    static QByteArray field(const QByteArray &answer, const QByteArray &name)
    {
        for (const QByteArray &line : answer.left(answer.indexOf("\r\n\r\n")).split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.sliced(name.size() + 1).trimmed();
        }
        return {};
    }

private:
    bool wait(int milliseconds)
    {
        if (m_socket->bytesAvailable() == 0
            && (m_socket->state() != QAbstractSocket::ConnectedState
                || !m_socket->waitForReadyRead(milliseconds)))
            return false;
        m_read += m_socket->readAll();
        return true;
    }
    QByteArray take(qsizetype count)
    {
        const QByteArray taken = m_read.first(count);
        m_read.remove(0, count);
        return taken;
    }

    quint16 m_port;
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_read;
};
