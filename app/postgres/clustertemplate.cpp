// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustertemplate.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 magic = 0x484f5744; // also the format's version
constexpr qint64 largest = 256 * 1024 * 1024;

/// Something of a data directory; folders come before what is in them.
struct Entry {
    QString path;
    bool isFolder = false;
    QByteArray content;
};

QDataStream &operator<<(QDataStream &stream, const Entry &entry)
{
    return stream << entry.path << entry.isFolder << entry.content;
}

QDataStream &operator>>(QDataStream &stream, Entry &entry)
{
    return stream >> entry.path >> entry.isFolder >> entry.content;
}

bool give(const QString &path, const std::optional<UserAccount> &account)
{
#ifdef Q_OS_UNIX
    return !account
           || ::lchown(QFile::encodeName(path).constData(), account->uid, account->gid) == 0;
#else
    Q_UNUSED(path)
    Q_UNUSED(account)
    return true;
#endif
}

bool makePrivateFolder(const QString &path)
{
    std::error_code code;
    const std::filesystem::path folder = QFileInfo(path).filesystemAbsoluteFilePath();
    std::filesystem::create_directory(folder, code);
    if (!code)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
    return !code;
}

bool writePrivateFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner)
           && file.write(content) == content.size();
}

/// A folder is given away when nothing is left to do in it.
bool unpack(const QList<Entry> &entries, const QString &data,
            const std::optional<UserAccount> &account)
{
    for (const Entry &entry : entries) {
        const QString path = data + u'/' + entry.path;
        const bool isMade =
            entry.isFolder ? makePrivateFolder(path) : writePrivateFile(path, entry.content);
        if (!isMade || (!entry.isFolder && !give(path, account)))
            return false;
    }
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
        if (entry->isFolder && !give(data + u'/' + entry->path, account))
            return false;
    }
    return give(data, account);
}

std::optional<QList<Entry>> pack(const QString &data)
{
    QList<Entry> entries;
    qint64 bytes = 0;
    QDirIterator found(data, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (found.hasNext()) {
        const QFileInfo info(found.next());
        Entry entry{info.filePath().mid(data.size() + 1), info.isDir(), {}};
        bytes += info.size();
        if (info.isSymLink() || bytes > largest)
            return std::nullopt; // initdb makes nothing of the kind
        if (!entry.isFolder) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                return std::nullopt;
            entry.content = file.readAll();
            if (file.error() != QFileDevice::NoError)
                return std::nullopt;
        }
        entries += entry;
    }
    return entries;
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
    m_file = folder + u"/.template-"_s + QString::fromLatin1(digest.toHex().left(12));
}

bool ClusterTemplate::copyTo(const QString &data, const std::optional<UserAccount> &account) const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largest)
        return false;
    const QByteArray packed = qUncompress(file.readAll()); // verifies a checksum
    QDataStream stream(packed);
    quint32 found = 0;
    QList<Entry> entries;
    stream >> found >> entries;
    if (found != magic || stream.status() != QDataStream::Ok || entries.isEmpty())
        return false;
    if (unpack(entries, data, account))
        return true;
    QDir(data).removeRecursively();
    (void)makePrivateFolder(data); // as it was
    return false;
}

void ClusterTemplate::keepFrom(const QString &data) const
{
    const std::optional<QList<Entry>> entries = pack(data);
    if (!entries)
        return;
    QByteArray packed;
    QDataStream stream(&packed, QIODevice::WriteOnly);
    stream << magic << *entries;
    QFile file(m_file + u'-' + QFileInfo(QFileInfo(data).path()).fileName());
    const bool isWritten = writePrivateFile(
        file.fileName(), qCompress(packed, 1)); // mostly zeros: the fastest will do
    std::error_code code;
    if (isWritten) {
        std::filesystem::rename(QFileInfo(file).filesystemAbsoluteFilePath(),
                                QFileInfo(m_file).filesystemAbsoluteFilePath(), code);
    }
    if (!isWritten || code)
        file.remove();
}
