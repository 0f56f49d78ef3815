// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/credentials.h"

#include <QCoreApplication>
#include <QHash>
#include <QMutex>
#include <QObject>
#include <QSemaphore>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

// Unlocking a keyring asks the person, who needs time; a dead one answers in milliseconds.
constexpr std::chrono::seconds patience{90};

QString tr(const char *text)
{
    return QCoreApplication::translate("Credentials", text);
}

/// The one thread that speaks to the keychain: QtKeychain queues its jobs in a single object that
/// belongs to the thread of the first job, so every job has to come from there. It also spares the
/// callers a nested event loop.
class KeychainThread
{
public:
    static KeychainThread &instance()
    {
        static KeychainThread thread;
        return thread;
    }

    QObject *context() { return &m_context; }

private:
    KeychainThread()
    {
        m_thread.setObjectName(u"keychain"_s);
        m_context.moveToThread(&m_thread);
        m_thread.start();
        qAddPostRoutine([] { instance().stop(); });
    }
    ~KeychainThread() { stop(); }

    void stop()
    {
        m_thread.quit();
        m_thread.wait();
    }

    QThread m_thread;
    QObject m_context;
};

struct Answer {
    QKeychain::Error code = QKeychain::OtherError;
    QString text;
    QString secret;
    QSemaphore ready;
};

Error errorOf(const Answer &answer)
{
    switch (answer.code) {
    case QKeychain::EntryNotFound:
        return {Error::Kind::NotFound, tr("No password is stored for this."), answer.text};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Error::Kind::Permission,
                tr("The keychain refused access. Unlock it and try again."), answer.text};
    default:
        return {Error::Kind::Missing,
                tr("No keychain can be reached. Passwords are kept in memory until Howdah ends; "
                   "to keep them longer, start a keyring such as GNOME Keyring or KWallet."),
                answer.text};
    }
}

/// Runs a job made by `make` on the keychain's thread and waits for it.
template <typename Make, typename Take>
Result<QString> ask(Make make, Take take)
{
    auto answer = std::make_shared<Answer>(); // outlives a caller that lost patience
    QMetaObject::invokeMethod(
        KeychainThread::instance().context(),
        [answer, make, take] {
            auto *job = make();
            job->setAutoDelete(true);
            QObject::connect(job, &QKeychain::Job::finished, job,
                             [answer, take, job](QKeychain::Job *) {
                                 answer->code = job->error();
                                 answer->text = job->errorString();
                                 answer->secret = take(job);
                                 answer->ready.release();
                             });
            job->start();
        },
        Qt::QueuedConnection);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(patience).count();
    if (!answer->ready.tryAcquire(1, static_cast<int>(milliseconds))) {
        return Error{
            Error::Kind::Timeout, tr("The keychain does not answer. Unlock it and try again."), {}};
    }
    if (answer->code != QKeychain::NoError)
        return errorOf(*answer);
    return answer->secret;
}

} // namespace

struct KeychainCredentials::State {
    QString service;
    QMutex mutex;
    QHash<QString, QString> secrets;
};

KeychainCredentials::KeychainCredentials(const QString &service)
    : m_state(new State{service, {}, {}})
{
}

KeychainCredentials::~KeychainCredentials()
{
    for (QString &secret : m_state->secrets)
        secret.fill(u'\0');
}

Result<QString> KeychainCredentials::read(const QString &key)
{
    {
        const QMutexLocker lock(&m_state->mutex);
        if (const auto found = m_state->secrets.constFind(key); found != m_state->secrets.cend())
            return *found;
    }
    Result<QString> secret = ask(
        [service = m_state->service, key] {
            auto *job = new QKeychain::ReadPasswordJob(service);
            job->setKey(key);
            return job;
        },
        [](QKeychain::ReadPasswordJob *job) { return job->textData(); });
    if (secret) {
        const QMutexLocker lock(&m_state->mutex);
        m_state->secrets.insert(key, *secret);
    }
    return secret;
}

Result<void> KeychainCredentials::write(const QString &key, const QString &secret)
{
    {
        const QMutexLocker lock(&m_state->mutex);
        m_state->secrets.insert(key, secret);
    }
    const Result<QString> written = ask(
        [service = m_state->service, key, secret] {
            auto *job = new QKeychain::WritePasswordJob(service);
            job->setKey(key);
            job->setTextData(secret);
            return job;
        },
        [](QKeychain::WritePasswordJob *) { return QString(); });
    if (!written)
        return written.error();
    return {};
}

Result<void> KeychainCredentials::remove(const QString &key)
{
    bool inMemory = false;
    {
        const QMutexLocker lock(&m_state->mutex);
        inMemory = m_state->secrets.remove(key) > 0;
    }
    const Result<QString> removed = ask(
        [service = m_state->service, key] {
            auto *job = new QKeychain::DeletePasswordJob(service);
            job->setKey(key);
            return job;
        },
        [](QKeychain::DeletePasswordJob *) { return QString(); });
    if (removed)
        return {};
    // With no keychain the copy in memory was the only one.
    if (inMemory
        && (removed.error().kind == Error::Kind::NotFound
            || removed.error().kind == Error::Kind::Missing))
        return {};
    return removed.error();
}
