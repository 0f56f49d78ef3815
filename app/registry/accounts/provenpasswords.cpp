// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/accounts/provenpasswords.h"

#include <QMessageAuthenticationCode>

namespace {

bool isFresh(const QDateTime &proven, const QDateTime &now)
{
    const qint64 age = proven.secsTo(now);
    return age >= 0 && age < ProvenPasswords::seconds;
}

} // namespace

QByteArray ProvenPasswords::digestOf(const QString &storedHash, const QString &password) const
{
    // The stored hash carries a salt of its own, so it names the account, too; it has no zero in it.
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_key.view().toByteArray());
    code.addData(storedHash.toLatin1());
    code.addData(QByteArray(1, '\0'));
    code.addData(password.toUtf8());
    return code.result();
}

bool ProvenPasswords::isProven(const QString &storedHash, const QString &password,
                               const QDateTime &now) const
{
    const QByteArray digest = digestOf(storedHash, password);
    const QMutexLocker locker(&m_mutex);
    const auto proven = m_proven.constFind(digest);
    return proven != m_proven.constEnd() && isFresh(*proven, now);
}

void ProvenPasswords::add(const QString &storedHash, const QString &password, const QDateTime &now)
{
    const QByteArray digest = digestOf(storedHash, password);
    const QMutexLocker locker(&m_mutex);
    if (m_proven.size() >= most)
        m_proven.removeIf([&](const auto &item) { return !isFresh(item.value(), now); });
    if (m_proven.size() >= most)
        m_proven.clear();
    m_proven.insert(digest, now);
}
