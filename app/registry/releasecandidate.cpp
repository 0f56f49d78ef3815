// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/releasecandidate.h"

#include "archive/archivereader.h"
#include "archive/archivewriter.h"
#include "catalog/jsontext.h"
#include "catalog/metaparser.h"
#include "catalog/metavalidator.h"
#include "registry/registryname.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

Error invalid(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

/// The META.json nearest to the top; of several there the first in the archive.
QString metaPath(const ArchiveReader &archive)
{
    QString best;
    for (const ArchiveEntry &entry : archive.entries()) {
        const bool isMeta = entry.path == u"META.json" || entry.path.endsWith(u"/META.json");
        if (!entry.isFolder && isMeta
            && (best.isEmpty() || entry.path.count(u'/') < best.count(u'/')))
            best = entry.path;
    }
    return best;
}

Result<void> checkMeta(const QByteArray &text, const QString &member)
{
    if (const Result<JsonText> json = JsonText::parse(text); !json)
        return Error{Error::Kind::Invalid,
                     tr("Cannot parse JSON from “%1”: %2").arg(member, json.error().message),
                     tr("Mend the JSON there; nothing else was checked.")};
    const QList<MetaProblem> problems = MetaValidator::check(text);
    if (problems.isEmpty())
        return {};
    constexpr qsizetype most = 20;
    QStringList lines{
        tr("The %1 file does not adhere to the PGXN Meta Specification. Errors:").arg(member)};
    for (const MetaProblem &problem : problems.first(std::min(most, problems.size())))
        lines.append(u"• %1: %2 %3"_s.arg(problem.pointer.isEmpty() ? u"/"_s : problem.pointer,
                                          problem.message, problem.remedy));
    if (problems.size() > most)
        lines.append(tr("… and %1 more.").arg(problems.size() - most));
    return invalid(lines.join(u'\n'));
}

Result<void> checkNames(const Release &release)
{
    const auto refuse = [](const QString &name, const QString &problem) {
        return invalid(tr("A registry cannot hold the name “%1”: %2").arg(name, problem));
    };
    for (const QString &name : {release.name, release.version.toString()}) {
        if (const QString problem = RegistryName::problemOf(name); !problem.isEmpty())
            return refuse(name, problem);
    }
    for (const ProvidedExtension &extension : release.extensions) {
        if (const QString problem = RegistryName::problemOf(extension.name); !problem.isEmpty())
            return refuse(extension.name, problem);
    }
    return {};
}

/// Whether a folder comes after something in it: pgxnclient cannot unpack that.
bool hasLateFolder(const ArchiveReader &archive)
{
    QSet<QString> parents;
    for (const ArchiveEntry &entry : archive.entries()) {
        if (entry.isFolder && parents.contains(entry.path))
            return true;
        for (qsizetype slash = entry.path.lastIndexOf(u'/'); slash > 0;
             slash = entry.path.lastIndexOf(u'/', slash - 1)) {
            const QString parent = entry.path.first(slash);
            if (parents.contains(parent))
                break;
            parents.insert(parent);
        }
    }
    return false;
}

bool isZip(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(2) == "PK";
}

Result<std::optional<QByteArray>> readReadme(const ArchiveReader &archive, const QString &prefix)
{
    static const QRegularExpression pattern(u"\\AREADME(?:\\.[^/]+)?\\z"_s);
    for (const ArchiveEntry &entry : archive.entries()) {
        if (entry.isFolder || !entry.path.startsWith(prefix)
            || !pattern.match(entry.path.sliced(prefix.size())).hasMatch())
            continue;
        Result<QByteArray> bytes = archive.read(entry.path);
        if (!bytes)
            return bytes.error();
        return std::optional<QByteArray>(std::move(*bytes));
    }
    return std::optional<QByteArray>();
}

} // namespace

Result<ReleaseCandidate> ReleaseCandidate::examine(const QString &archivePath,
                                                   const QString &shownName,
                                                   const CancellationToken &token)
{
    Result<ArchiveReader> archive = ArchiveReader::open(archivePath, {}, token);
    // The words are those of PGXN Manager, which its clients know; what helps is in the detail.
    if (!archive && archive.error().kind == Error::Kind::Invalid)
        return Error{Error::Kind::Invalid,
                     tr("“%1” doesn’t look like a distribution archive").arg(shownName),
                     tr("It is neither zip nor tar (plain, gz, xz, zst or bz2).")};
    if (!archive)
        return archive.error();
    const QString meta = metaPath(*archive);
    if (meta.isEmpty())
        return Error{Error::Kind::Invalid, tr("Cannot find a “META.json” in “%1”").arg(shownName),
                     tr("Every PGXN release has one in its top folder.")};
    ReleaseCandidate candidate;
    candidate.prefix = meta.chopped(qsizetype(sizeof("META.json")) - 1);
    Result<QByteArray> text = archive->read(meta, 1024 * 1024);
    if (!text)
        return text.error();
    candidate.metaText = *text;
    if (Result<void> checked = checkMeta(candidate.metaText, meta); !checked)
        return checked.error();
    Result<Release> release = MetaParser::parse(candidate.metaText);
    if (!release)
        return release.error();
    candidate.release = std::move(*release);
    if (Result<void> checked = checkNames(candidate.release); !checked)
        return checked.error();
    Result<std::optional<QByteArray>> readme = readReadme(*archive, candidate.prefix);
    if (!readme)
        return readme.error();
    candidate.readme = std::move(*readme);
    const QString wanted = candidate.release.archiveBase() + u'/';
    candidate.mustBePacked = candidate.prefix != wanted || archive->topFolder() + u'/' != wanted
                             || !isZip(archivePath) || hasLateFolder(*archive);
    return candidate;
}

Result<void> ReleaseCandidate::packAnew(const QString &archivePath, const QString &workFolder,
                                        const QString &newArchivePath,
                                        const CancellationToken &token) const
{
    Result<ArchiveReader> archive = ArchiveReader::open(archivePath, {}, token);
    if (!archive)
        return archive.error();
    if (Result<void> unpacked = archive->unpack(workFolder, prefix, token); !unpacked)
        return unpacked;
    return ArchiveWriter::writeZip(newArchivePath, workFolder, release.archiveBase());
}
