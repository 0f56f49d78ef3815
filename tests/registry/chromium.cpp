// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/chromium.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60000; // milliseconds

/// A pipe whose ends are clear of the numbers that the browser expects.
bool makePipe(int ends[2])
{
    int made[2];
    if (::pipe(made) != 0)
        return false;
    for (int i = 0; i < 2; ++i) {
        ends[i] = ::fcntl(made[i], F_DUPFD_CLOEXEC, 10);
        ::close(made[i]);
    }
    return ends[0] >= 0 && ends[1] >= 0;
}

} // namespace

Chromium::~Chromium()
{
    if (m_process.state() != QProcess::NotRunning) {
        call(u"Browser.close"_s);
        if (!m_process.waitForFinished(10000))
            m_process.kill();
        m_process.waitForFinished();
    }
    for (const int end : {m_toBrowser, m_fromBrowser}) {
        if (end >= 0)
            ::close(end);
    }
}

QString Chromium::program()
{
    for (const QString &name : {u"chromium"_s, u"chromium-browser"_s, u"google-chrome"_s}) {
        if (const QString path = QStandardPaths::findExecutable(name); !path.isEmpty())
            return path;
    }
    return {};
}

bool Chromium::start()
{
    int commands[2] = {-1, -1};
    int answers[2] = {-1, -1};
    if (!makePipe(commands) || !makePipe(answers))
        return false;
    m_toBrowser = commands[1];
    m_fromBrowser = answers[0];
    m_process.setChildProcessModifier([commands, answers] {
        ::dup2(commands[0], 3);
        ::dup2(answers[1], 4);
    });
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.start(
        program(),
        {u"--headless=new"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--disable-dev-shm-usage"_s,
         u"--no-first-run"_s, u"--disable-background-networking"_s, u"--disable-component-update"_s,
         u"--disable-extensions"_s, u"--disable-sync"_s, u"--mute-audio"_s,
         u"--remote-debugging-pipe"_s, u"--user-data-dir="_s + m_profile.path(), u"about:blank"_s});
    const bool isStarted = m_process.waitForStarted();
    ::close(commands[0]);
    ::close(answers[1]);
    if (!isStarted)
        return false;
    const QString target =
        call(u"Target.createTarget"_s, {{u"url"_s, u"about:blank"_s}})[u"targetId"].toString();
    m_session = call(u"Target.attachToTarget"_s,
                     {{u"targetId"_s, target}, {u"flatten"_s, true}})[u"sessionId"]
                    .toString();
    if (m_session.isEmpty())
        return false;
    for (const QString &domain : {u"Page"_s, u"Log"_s, u"Runtime"_s, u"Network"_s, u"Audits"_s})
        call(domain + u".enable"_s);
    return true;
}

QJsonObject Chromium::read()
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const qsizetype end = m_received.indexOf('\0');
        if (end >= 0) {
            const QJsonObject message = QJsonDocument::fromJson(m_received.first(end)).object();
            m_received.remove(0, end + 1);
            return message;
        }
        pollfd wanted{m_fromBrowser, POLLIN, 0};
        const int left = patience - int(timer.elapsed());
        if (left <= 0 || ::poll(&wanted, 1, left) <= 0)
            return {};
        QByteArray piece(65536, Qt::Uninitialized);
        const ssize_t count = ::read(m_fromBrowser, piece.data(), std::size_t(piece.size()));
        if (count <= 0)
            return {};
        m_received += piece.first(count);
    }
}

void Chromium::note(const QJsonObject &message)
{
    const QString method = message[u"method"].toString();
    const QJsonValue parameters = message[u"params"];
    if (method == u"Page.loadEventFired")
        m_isLoaded = true;
    else if (method == u"Log.entryAdded" && parameters[u"entry"][u"level"].toString() != u"verbose"
             && parameters[u"entry"][u"level"].toString() != u"info")
        m_complaints.append(parameters[u"entry"][u"text"].toString());
    else if (method == u"Runtime.exceptionThrown")
        m_complaints.append(parameters[u"exceptionDetails"][u"text"].toString());
    else if (method == u"Runtime.consoleAPICalled")
        m_complaints.append(u"console: "_s + parameters[u"type"].toString());
    else if (method == u"Network.loadingFailed")
        m_complaints.append(u"not loaded: "_s + parameters[u"errorText"].toString());
    else if (method == u"Audits.issueAdded"
             && parameters[u"issue"][u"code"].toString() == u"ContentSecurityPolicyIssue")
        m_complaints.append(u"refused by the content policy"_s);
}

QJsonObject Chromium::call(const QString &method, const QJsonObject &parameters)
{
    const int id = ++m_lastId;
    QJsonObject message{{u"id"_s, id}, {u"method"_s, method}, {u"params"_s, parameters}};
    if (!m_session.isEmpty())
        message[u"sessionId"] = m_session;
    QByteArray bytes = QJsonDocument(message).toJson(QJsonDocument::Compact) + '\0';
    while (!bytes.isEmpty()) {
        const ssize_t count = ::write(m_toBrowser, bytes.constData(), std::size_t(bytes.size()));
        if (count <= 0)
            return {};
        bytes.remove(0, count);
    }
    for (;;) {
        const QJsonObject answer = read();
        if (answer.isEmpty())
            return {};
        if (answer[u"id"].toInt() == id) {
            if (answer.contains(u"error"_s))
                qWarning("%s: %s", qPrintable(method),
                         qPrintable(answer[u"error"][u"message"].toString()));
            return answer[u"result"].toObject();
        }
        note(answer);
    }
}

void Chromium::setView(int width, int height, bool isDark)
{
    call(u"Emulation.setDeviceMetricsOverride"_s, {{u"width"_s, width},
                                                   {u"height"_s, height},
                                                   {u"deviceScaleFactor"_s, 1},
                                                   {u"mobile"_s, width < 600}});
    call(u"Emulation.setEmulatedMedia"_s,
         {{u"features"_s, QJsonArray{QJsonObject{{u"name"_s, u"prefers-color-scheme"_s},
                                                 {u"value"_s, isDark ? u"dark"_s : u"light"_s}}}}});
}

bool Chromium::open(const QString &address)
{
    m_complaints.clear();
    m_isLoaded = false;
    const QJsonObject opened = call(u"Page.navigate"_s, {{u"url"_s, address}});
    if (opened.isEmpty() || opened.contains(u"errorText"_s))
        return false;
    while (!m_isLoaded) {
        const QJsonObject message = read();
        if (message.isEmpty())
            return false;
        note(message);
    }
    return true;
}

QJsonValue Chromium::evaluate(const QString &expression)
{
    return call(u"Runtime.evaluate"_s,
                {{u"expression"_s, expression}, {u"returnByValue"_s, true}})[u"result"][u"value"];
}

QByteArray Chromium::screenshot()
{
    return QByteArray::fromBase64(
        call(u"Page.captureScreenshot"_s,
             {{u"format"_s, u"png"_s}, {u"captureBeyondViewport"_s, false}})[u"data"]
            .toString()
            .toLatin1());
}
