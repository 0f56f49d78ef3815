// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/apicheck.h"

#include "core/durablefile.h"
#include "registry/publishing/apitree.h"
#include "registry/search/registrysearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype roundLength = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

/// Documents below `folder`, relative to `root`; not what the tree remembers about itself.
QStringList filesIn(const QString &root, const QString &folder = {})
{
    QStringList files;
    const QDir top(root);
    QDirIterator all(root + u'/' + folder, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(top.relativeFilePath(all.next()));
    files.sort();
    return files;
}

} // namespace

Result<QStringList> ApiCheck::problems(const RegistryFolder &mirror, const RegistryFolder &api,
                                       RegistryDatabase &database,
                                       const QList<StaleDocument> &documents,
                                       const QString &workFolder, const CancellationToken &token)
{
    if (!QDir().mkpath(workFolder))
        return Error{Error::Kind::Permission, tr("%1 cannot be made.").arg(workFolder), {}};
    const QTemporaryDir work(workFolder + u"/verify.XXXXXX"_s);
    if (!work.isValid())
        return Error{Error::Kind::Permission, tr("%1 cannot be written to.").arg(workFolder),
                     work.errorString()};
    RegistrySearch search(work.filePath(u"search"_s));
    if (Result<void> opened = search.open(); !opened)
        return opened.error();
    ApiTree fresh(mirror, RegistryFolder(work.filePath(u"api"_s)), database, search);
    if (Result<void> begun = fresh.makeAnew(); !begun)
        return begun.error();
    // As they are written: distributions first, as extensions tell where the documentation of a release is.
    QList<StaleDocument> ordered = documents;
    std::stable_partition(ordered.begin(), ordered.end(), [](const StaleDocument &document) {
        return document.kind == StaleDocument::Kind::Distribution;
    });
    for (qsizetype first = 0; first < ordered.size(); first += roundLength) {
        if (token.isCancelled())
            return QStringList();
        ReleaseLists lists(database);
        if (Result<void> made = fresh.write(ordered.mid(first, roundLength), lists); !made)
            return made.error();
    }
    QStringList problems;
    const QStringList expected = filesIn(fresh.folder().root());
    for (const QString &file : expected) {
        const Result<QByteArray> wanted = DurableFile::read(fresh.folder().path(file));
        const Result<QByteArray> there = DurableFile::read(api.path(file));
        if (!wanted)
            return wanted.error();
        if (!there)
            problems.append(there.error().message);
        else if (*there != *wanted)
            problems.append(tr("%1 does not agree with the releases.").arg(api.path(file)));
    }
    for (const QString &file : filesIn(api.root(), u"dist"_s)) {
        if (!expected.contains(file))
            problems.append(tr("%1 belongs to nothing that is released.").arg(api.path(file)));
    }
    return problems;
}
