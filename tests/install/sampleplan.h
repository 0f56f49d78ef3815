// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivereader.h"
#include "archive/archivewriter.h"
#include "archive/digest.h"
#include "catalog/metaparser.h"
#include "install/installjob.h"
#include "install/plan.h"
#include "install/sqltext.h"
#include "postgres/sandboxserver.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>

/// No passwords.
class NoCredentials final : public Credentials
{
public:
    Result<QString> read(const QString &) override
    {
        return Error{Error::Kind::NotFound, QStringLiteral("no password"), {}};
    }
    Result<void> write(const QString &, const QString &) override { return {}; }
    Result<void> remove(const QString &) override { return {}; }
};

/// Packs samples and writes plans for them by hand, so that runs are tested apart from the planner.
namespace SamplePlan {

/// `folder` as a distribution's archive, at `path`.
[[nodiscard]] inline Result<PlannedRelease> releaseOf(const QString &folder, const QString &path)
{
    QFile file(folder + QStringLiteral("/META.json"));
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, file.fileName(), {}};
    const Result<Release> release = MetaParser::parse(file.readAll());
    if (!release)
        return release.error();
    if (Result<void> written = ArchiveWriter::writeZip(path, folder, release->archiveBase());
        !written)
        return written.error();
    const Result<FileDigests> digests = digestsOfFile(path);
    if (!digests)
        return digests.error();
    PlannedRelease planned;
    planned.release = *release;
    planned.release.digests.sha1 = digests->sha1;
    planned.release.digests.sha512 = digests->sha512;
    planned.archiveUrl = QUrl::fromLocalFile(path);
    for (const ProvidedExtension &extension : release->extensions)
        planned.extensions << extension.name;
    return planned;
}

[[nodiscard]] inline QString sampleFolder(const QString &name, const QString &version)
{
    for (const QString &place :
         {QStringLiteral("/tests/samples/"), QStringLiteral("/resources/samples/")}) {
        const QString folder = QStringLiteral(HOWDAH_SOURCE_DIR) + place + name + u'/' + version;
        if (QFileInfo(folder).isDir())
            return folder;
    }
    return {};
}

[[nodiscard]] inline Result<PlannedRelease> sample(const QString &name, const QString &folder,
                                                   const QString &version = QStringLiteral("1.0.0"))
{
    return releaseOf(sampleFolder(name, version),
                     folder + u'/' + name + u'-' + version + QStringLiteral(".zip"));
}

[[nodiscard]] inline Step step(Step::Kind kind, int release = -1)
{
    Step made;
    made.kind = kind;
    made.release = release;
    made.title = nameOf(kind);
    return made;
}

inline void addCreate(Plan &plan, const QString &extension, const QString &database, int release,
                      bool update = false)
{
    Step create = step(Step::Kind::Create, release);
    create.extension = extension;
    create.database = database;
    create.sql = update ? SqlText::updateExtension(extension)
                        : SqlText::createExtension(extension, {}, true);
    Step prove = step(Step::Kind::Prove, release);
    prove.extension = extension;
    prove.database = database;
    plan.steps << create << prove;
}

[[nodiscard]] inline Plan install(const PlannedRelease &release, const Target &target,
                                  const QString &database = {}, const QStringList &preload = {},
                                  bool withTests = false)
{
    Plan plan;
    plan.id = QStringLiteral("test");
    plan.title = QStringLiteral("Install ") + release.release.name;
    plan.subject = release.release.key();
    plan.target = target;
    plan.releases = {release};
    for (const Step::Kind kind : {Step::Kind::Fetch, Step::Kind::Verify, Step::Kind::Unpack,
                                  Step::Kind::Build, Step::Kind::Check})
        plan.steps << step(kind, 0);
    plan.steps << step(Step::Kind::Copy);
    if (!preload.isEmpty()) {
        plan.preload.after = preload;
        plan.needsRestart = true;
        Step change = step(Step::Kind::Preload);
        change.sql = SqlText::alterSystemLibraries(preload);
        plan.steps << change << step(Step::Kind::Restart);
    }
    if (!database.isEmpty()) {
        plan.databases = {database};
        for (const QString &extension : release.extensions)
            addCreate(plan, extension, database, 0);
    }
    plan.runTests = withTests;
    if (withTests)
        plan.steps << step(Step::Kind::RegressionTest, 0);
    return plan;
}

/// Every file, link and folder below the installation's extension folders, with content and mode: what "as before"
/// is compared by.
[[nodiscard]] inline QStringList snapshot(const Installation &installation)
{
    QStringList rows;
    for (const QString &folder : {installation.sharedir, installation.pkglibdir,
                                  installation.docdir, installation.bindir}) {
        QDirIterator entries(folder,
                             QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            entries.next();
            const QFileInfo info = entries.fileInfo();
            QString row = info.filePath();
            if (info.isSymLink()) {
                row += QStringLiteral(" -> ") + QFile::symLinkTarget(info.filePath());
            } else if (info.isFile()) {
                QFile file(info.filePath());
                QCryptographicHash hash(QCryptographicHash::Sha1);
                if (file.open(QIODevice::ReadOnly))
                    hash.addData(&file);
                row += u' ' + QString::number(int(info.permissions()), 16) + u' '
                       + QString::fromLatin1(hash.result().toHex());
            }
            rows << row;
        }
    }
    rows.sort();
    return rows;
}

} // namespace SamplePlan
