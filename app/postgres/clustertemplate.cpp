// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustertemplate.h"

#include "core/durablefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace fs = std::filesystem;

namespace {

fs::path toPath(const QString &text)
{
    return QFileInfo(text).filesystemAbsoluteFilePath();
}

struct Count {
    qint64 entries = 0;
    qint64 bytes = 0;
    [[nodiscard]] QByteArray text() const
    {
        return QByteArray::number(entries) + ' ' + QByteArray::number(bytes) + '\n';
    }
};

bool give(const fs::path &path, const std::optional<UserAccount> &account)
{
#ifdef Q_OS_UNIX
    return !account || ::lchown(path.c_str(), account->uid, account->gid) == 0;
#else
    Q_UNUSED(path)
    Q_UNUSED(account)
    return true;
#endif
}

/// A folder is given away after it has been filled, when nothing is left to do in it.
bool copyTree(const fs::path &from, const fs::path &to, const std::optional<UserAccount> &account,
              Count &count)
{
    std::error_code code;
    fs::create_directory(to, code);
    const fs::directory_iterator end;
    for (fs::directory_iterator entry(from, code); !code && entry != end; entry.increment(code)) {
        const fs::path target = to / entry->path().filename();
        const fs::file_status status = entry->symlink_status(code);
        ++count.entries;
        if (fs::is_directory(status)) {
            if (!copyTree(entry->path(), target, account, count))
                return false;
        } else if (fs::is_regular_file(status)) {
            fs::copy_file(entry->path(), target, code);
            if (code || !give(target, account))
                return false;
            count.bytes += static_cast<qint64>(entry->file_size(code));
        } else {
            return false; // initdb makes nothing else
        }
    }
    if (!code)
        fs::permissions(to, fs::perms::owner_all, code);
    return !code && give(to, account);
}

/// Not flushed to the disk: the count it holds tells a torn template from a whole one.
bool writeMark(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush();
}

} // namespace

ClusterTemplate::ClusterTemplate(const QString &folder, const QString &bindir,
                                 const ServerVersion &version)
{
    // The copied program keeps no time of the original's, but its size changes with each build.
    const QString key = version.text + u'\n'
                        + QString::number(QFileInfo(bindir + u"/postgres"_s).size()) + u'\n'
                        + QString::number(QFileInfo(bindir + u"/initdb"_s).size());
    const QByteArray digest = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
    m_folder = folder + u"/.template-"_s + QString::fromLatin1(digest.toHex().left(12));
}

bool ClusterTemplate::copyTo(const QString &data, const std::optional<UserAccount> &account) const
{
    const Result<QByteArray> expected = DurableFile::read(m_folder + u"/complete"_s, 1024);
    if (!expected)
        return false;
    Count count;
    const bool isCopied = copyTree(toPath(m_folder + u"/data"_s), toPath(data), account, count);
    if (isCopied && count.text() == *expected)
        return true;
    // Cleaners of temporary folders take old files one by one.
    QDir(m_folder).removeRecursively();
    QDir(data).removeRecursively();
    std::error_code code;
    fs::create_directory(toPath(data), code);
    fs::permissions(toPath(data), fs::perms::owner_all, code);
    return false;
}

void ClusterTemplate::keepFrom(const QString &data) const
{
    const QString making = m_folder + u".new-"_s + QFileInfo(QFileInfo(data).path()).fileName();
    std::error_code code;
    fs::create_directory(toPath(making), code);
    fs::permissions(toPath(making), fs::perms::owner_all, code);
    Count count;
    const bool isKept = !code
                        && copyTree(toPath(data), toPath(making + u"/data"_s), std::nullopt, count)
                        && writeMark(making + u"/complete"_s, count.text());
    if (isKept)
        fs::rename(toPath(making), toPath(m_folder), code); // fails when another was faster
    if (!isKept || code)
        QDir(making).removeRecursively();
}
