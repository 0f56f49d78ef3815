// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/installledger.h"

#include "core/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CopyBatch", text);
}

} // namespace

InstallLedger::InstallLedger(QString path) : m_path(std::move(path))
{
}

Result<void> InstallLedger::load()
{
    if (m_path.isEmpty() || m_lock)
        return {};
    QDir().mkpath(QFileInfo(m_path).path());
    m_lock = OwnerLock::take(m_path + u".lock"_s);
    if (!m_lock) {
        return Error{Error::Kind::Permission, tr("%1 cannot be locked.").arg(m_path), {}};
    }
    if (!QFileInfo::exists(m_path))
        return {};
    const Result<QByteArray> bytes = DurableFile::read(m_path);
    if (!bytes)
        return bytes.error();
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject()) {
        return Error{Error::Kind::Invalid,
                     tr("%1, which tells the files that were installed, is damaged. Move it away; "
                        "what was put into folders of other packages has to be removed by hand "
                        "then.")
                         .arg(m_path),
                     {}};
    }
    const QJsonObject files = document.object();
    for (auto file = files.begin(); file != files.end(); ++file)
        m_files.insert(file.key(), QByteArray::fromHex(file.value().toString().toLatin1()));
    return {};
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
