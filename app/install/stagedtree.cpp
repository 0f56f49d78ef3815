// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/stagedtree.h"

#include "archive/digest.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFiles = 20'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("StagedTree", text);
}

Error refused(const QString &message)
{
    return {Error::Kind::Refused, message, {}};
}

struct FileFacts {
    bool isRegular = false;
    bool isPrivileged = false;
    quint64 inode = 0;
    quint64 links = 1;
};

FileFacts factsOf(const QString &path)
{
    FileFacts facts;
#ifdef Q_OS_UNIX
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return facts;
    facts.isRegular = S_ISREG(status.st_mode);
    facts.isPrivileged = (status.st_mode & (S_ISUID | S_ISGID)) != 0;
    facts.inode = status.st_ino;
    facts.links = status.st_nlink;
#else
    facts.isRegular = QFileInfo(path).isFile();
#endif
    return facts;
}

/// A link's own text; QFileInfo tells only where it leads in the end.
QByteArray linkText(const QString &path)
{
#ifdef Q_OS_UNIX
    QByteArray text(4096, '\0');
    const ssize_t length = ::readlink(QFile::encodeName(path).constData(), text.data(),
                                      static_cast<size_t>(text.size()));
    text.resize(std::max<ssize_t>(length, 0));
    return text;
#else
    Q_UNUSED(path)
    return {};
#endif
}

class Collector
{
public:
    Collector(QString stage, const TargetLayout &built, const TargetLayout &destination)
        : m_stage(QDir::cleanPath(stage)),
          m_realStage(QFileInfo(m_stage).canonicalFilePath()),
          m_built(built),
          m_destination(destination)
    {
    }

    Result<QList<StagedFile>> run()
    {
        QDirIterator entries(m_stage,
                             QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            entries.next();
            if (Result<void> taken = take(entries.fileInfo()); !taken)
                return taken.error();
        }
        for (const Counted &counted : std::as_const(m_inodes)) {
            if (counted.seen < counted.links)
                return refused(
                    tr("%1 is a hard link to a file outside the stage.").arg(counted.path));
        }
        std::sort(m_files.begin(), m_files.end(), [](const StagedFile &a, const StagedFile &b) {
            return a.destination < b.destination;
        });
        return m_files;
    }

private:
    struct Counted {
        QString path;
        quint64 links = 1;
        quint64 seen = 0;
    };

    Result<void> take(const QFileInfo &info)
    {
        const QString target = info.filePath().mid(m_stage.size());
        if (info.isSymLink()) {
            const QString real = info.canonicalFilePath();
            const bool isInside = real.startsWith(m_realStage + u'/');
            if (linkText(info.filePath()).startsWith('/') || !isInside)
                return refused(tr("%1 is a link that leads out of the stage.").arg(target));
            if (QFileInfo(real).isDir())
                return refused(
                    tr("%1 is a link to a folder; only files are installed.").arg(target));
        } else if (info.isDir()) {
            return {};
        }
        const FileFacts facts = factsOf(info.filePath());
        if (!facts.isRegular)
            return refused(tr("%1 is neither a file nor a folder.").arg(target));
        if (facts.isPrivileged)
            return refused(tr("%1 is to run with another user's rights (setuid).").arg(target));
        if (!info.isSymLink()) {
            Counted &counted = m_inodes[facts.inode];
            counted = {target, facts.links, counted.seen + 1};
        }
        if (m_files.size() >= mostFiles)
            return refused(tr("The build made more than %1 files.").arg(mostFiles));
        return add(info, target);
    }

    Result<void> add(const QFileInfo &info, const QString &target)
    {
        const std::optional<TargetLayout::Place> place = m_built.placeOf(target);
        if (!place) {
            return refused(tr("The build wants to install %1, which is outside the folders of the "
                              "chosen PostgreSQL.")
                               .arg(target));
        }
        const std::optional<QString> destination = m_destination.path(*place);
        if (!destination)
            return refused(tr("There is no place for %1 in the chosen folder.").arg(target));
        const Result<FileDigests> digests = digestsOfFile(info.filePath());
        if (!digests)
            return digests.error();
        StagedFile file;
        file.source = info.isSymLink() ? info.canonicalFilePath() : info.filePath();
        file.place = *place;
        file.destination = *destination;
        file.mode = info.permission(QFileDevice::ExeOwner) ? 0755 : 0644;
        file.size = digests->size;
        file.sha256 = digests->sha256;
        m_files << file;
        return {};
    }

    QString m_stage;
    QString m_realStage;
    const TargetLayout &m_built;
    const TargetLayout &m_destination;
    QList<StagedFile> m_files;
    QHash<quint64, Counted> m_inodes;
};

} // namespace

QString StagedFile::moduleName() const
{
    if (place.folder != u"pkglibdir"_s || place.relative.contains(u'/'))
        return {};
    for (const QString &suffix : {u".so"_s, u".dylib"_s, u".dll"_s}) {
        if (place.relative.endsWith(suffix))
            return place.relative.chopped(suffix.size());
    }
    return {};
}

Result<QList<StagedFile>> StagedTree::collect(const QString &stage, const TargetLayout &built,
                                              const TargetLayout &destination)
{
    return Collector(stage, built, destination).run();
}
