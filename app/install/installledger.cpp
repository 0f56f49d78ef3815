// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/installledger.h"

#include "core/durablefile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

InstallLedger::InstallLedger(QString path) : m_path(std::move(path))
{
    if (m_path.isEmpty())
        return;
    const Result<QByteArray> bytes = DurableFile::read(m_path);
    if (!bytes)
        return;
    const QJsonObject files = QJsonDocument::fromJson(*bytes).object();
    for (auto file = files.begin(); file != files.end(); ++file)
        m_files.insert(file.key(), QByteArray::fromHex(file.value().toString().toLatin1()));
}

bool InstallLedger::holds(const QString &file, const QByteArray &sha256) const
{
    return !sha256.isEmpty() && m_files.value(file) == sha256;
}

void InstallLedger::add(const QString &file, const QByteArray &sha256)
{
    if (m_path.isEmpty() || holds(file, sha256))
        return;
    m_files.insert(file, sha256);
    m_isChanged = true;
}

Result<void> InstallLedger::save()
{
    if (!m_isChanged)
        return {};
    QJsonObject files;
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
        files.insert(file.key(), QString::fromLatin1(file.value().toHex()));
    m_isChanged = false;
    return DurableFile::write(m_path, QJsonDocument(files).toJson(QJsonDocument::Compact),
                              DurableFile::publicFile);
}
