// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/documentbatch.h"

#include "core/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryFile>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

/// From here on it is quicker to have the whole file system flushed than each file.
constexpr qsizetype many = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

Error cannotWrite(const QString &file, const QString &detail)
{
    return {Error::Kind::Permission, tr("%1 cannot be written.").arg(file), detail};
}

bool holds(const QString &file, const QByteArray &bytes)
{
    if (QFileInfo(file).size() != bytes.size())
        return false;
    const Result<QByteArray> before = DurableFile::read(file);
    return before && *before == bytes;
}

#ifdef Q_OS_UNIX
Result<void> flushFile(const QString &file)
{
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::fsync(descriptor) != 0) {
        const QString detail = qt_error_string();
        if (descriptor >= 0)
            ::close(descriptor);
        return cannotWrite(file, detail);
    }
    ::close(descriptor);
    return {};
}
#endif

#ifdef Q_OS_LINUX
Result<void> flushSystemOf(const QString &file)
{
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::syncfs(descriptor) != 0) {
        const QString detail = qt_error_string();
        if (descriptor >= 0)
            ::close(descriptor);
        return cannotWrite(file, detail);
    }
    ::close(descriptor);
    return {};
}
#endif

} // namespace

void DocumentBatch::add(const QString &file, const QByteArray &bytes)
{
    if (bytes.isEmpty() ? QFile::exists(file) : !holds(file, bytes))
        m_changes.append({file, bytes, {}});
}

Result<void> DocumentBatch::writeTemporary(Change &change)
{
    const QFileInfo info(change.file);
    if (!QDir().mkpath(info.path()))
        return cannotWrite(info.path(), {});
    QTemporaryFile file(info.path() + u"/."_s + info.fileName() + u".XXXXXX"_s);
    file.setAutoRemove(false);
    if (!file.open())
        return cannotWrite(change.file, file.errorString());
    change.temporary = file.fileName();
    if (file.write(change.bytes) != change.bytes.size() || !file.flush()
        || !file.setPermissions(DurableFile::publicFile))
        return cannotWrite(change.file, file.errorString());
    return {};
}

Result<void> DocumentBatch::flush() const
{
#ifdef Q_OS_LINUX
    if (m_changes.size() >= many)
        return flushSystemOf(QFileInfo(m_changes.first().file).path());
#endif
#ifdef Q_OS_UNIX
    for (const Change &change : m_changes) {
        if (change.temporary.isEmpty())
            continue;
        if (Result<void> flushed = flushFile(change.temporary); !flushed)
            return flushed;
    }
#endif
    return {};
}

Result<void> DocumentBatch::rename() const
{
    QSet<QString> folders;
    for (const Change &change : m_changes) {
        folders.insert(QFileInfo(change.file).path());
        if (change.temporary.isEmpty()) {
            QFile::remove(change.file);
            continue;
        }
        if (std::rename(QFile::encodeName(change.temporary).constData(),
                        QFile::encodeName(change.file).constData())
            != 0)
            return cannotWrite(change.file, qt_error_string());
    }
    if (m_kind == Kind::Derived)
        return {};
#ifdef Q_OS_LINUX
    if (m_changes.size() >= many)
        return flushSystemOf(QFileInfo(m_changes.first().file).path());
#endif
    for (const QString &folder : std::as_const(folders)) {
        if (Result<void> synced = DurableFile::syncFolder(folder); !synced)
            return synced;
    }
    return {};
}

Result<void> DocumentBatch::commit()
{
    if (m_changes.isEmpty())
        return {};
    Result<void> done;
    for (Change &change : m_changes) {
        if (!change.bytes.isEmpty())
            done = writeTemporary(change);
        if (!done)
            break;
    }
    if (done && m_kind == Kind::Durable)
        done = flush();
    if (done)
        done = rename();
    if (!done) {
        for (const Change &change : std::as_const(m_changes)) {
            if (!change.temporary.isEmpty())
                QFile::remove(change.temporary);
        }
    }
    m_changes.clear();
    return done;
}
