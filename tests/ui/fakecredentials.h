// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "settings/credentials.h"

#include <QMap>
#include <QMutex>
#include <QStringList>

/// A keychain of the test's own, or none: then secrets are remembered until the end, as by the real one.
class FakeCredentials final : public Credentials
{
public:
    Result<QString> read(const QString &key) override
    {
        const QMutexLocker lock(&m_mutex);
        m_asked.append(key);
        if (m_secrets.contains(key))
            return m_secrets.value(key);
        return Error{m_isThere ? Error::Kind::NotFound : Error::Kind::Missing,
                     QStringLiteral("no secret"),
                     {}};
    }
    Result<void> write(const QString &key, const QString &secret) override
    {
        const QMutexLocker lock(&m_mutex);
        m_secrets.insert(key, secret);
        return answer();
    }
    Result<void> remove(const QString &key) override
    {
        const QMutexLocker lock(&m_mutex);
        m_secrets.remove(key);
        return answer();
    }

    void takeKeychainAway()
    {
        const QMutexLocker lock(&m_mutex);
        m_isThere = false;
    }
    [[nodiscard]] QStringList secrets() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_secrets.values();
    }
    [[nodiscard]] QStringList asked() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_asked;
    }

private:
    [[nodiscard]] Result<void> answer() const
    {
        if (m_isThere)
            return {};
        return Error{Error::Kind::Missing, QStringLiteral("no keychain"), {}};
    }

    mutable QMutex m_mutex;
    bool m_isThere = true;
    QMap<QString, QString> m_secrets;
    QStringList m_asked;
};
