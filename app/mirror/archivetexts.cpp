// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "mirror/archivetexts.h"

#include "archive/archivereader.h"
#include "docs/distributiondocs.h"
#include "index/entrybuilder.h"
#include "index/sqlnames.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 textLimit = 512 * 1024; ///< of one file; generated scripts may be larger
constexpr int docsLimit = 24;            ///< files

bool tellsHowItIsBuilt(const QString &path)
{
    static const QRegularExpression pattern(
        u"(^|/)(GNUm|M|m)akefile$|(^|/)CMakeLists\\.txt$|\\.(control|conf|c|h|sql|sql\\.in)$"_s);
    return path.contains(pattern) && !path.contains(u"/test/"_s) && !path.contains(u"/expected/"_s);
}

/// What one archive tells; skips what is too large or not text.
struct Contents {
    ArchiveFacts facts;
    ReadmeFile readme;
    QStringList docs;
    QStringList functions;
};

Contents read(const ArchiveReader &archive, const Release &release)
{
    Contents contents;
    for (const ArchiveEntry &entry : archive.entries()) {
        if (entry.isFolder)
            continue;
        contents.facts.paths += entry.path;
        if (entry.size > textLimit)
            continue;
        if (tellsHowItIsBuilt(entry.path)) {
            if (const Result<QByteArray> bytes = archive.read(entry.path, textLimit))
                contents.facts.texts.insert(entry.path, QString::fromUtf8(*bytes));
        }
    }
    const DistributionDocs docs = DistributionDocs::of(archive, release);
    if (const QString readme = docs.readmeFile(); !readme.isEmpty()) {
        const Result<QByteArray> bytes = docs.bytes(archive, readme);
        if (bytes && bytes->size() <= textLimit)
            contents.readme = {QString::fromUtf8(*bytes), readme};
    }
    for (const DistributionDoc &doc : docs.docs()) {
        const bool isNamed =
            std::ranges::any_of(release.extensions, [&](const ProvidedExtension &extension) {
                return extension.docFile == doc.file;
            });
        // Elsewhere are notes for those who work on it: tests, changes.
        if ((!isNamed && !doc.file.startsWith(u"doc")) || contents.docs.size() == docsLimit)
            continue;
        if (const Result<RenderedDoc> document = docs.rendered(archive, doc))
            contents.docs += DocRenderer::toPlainText(*document);
    }
    for (auto script = contents.facts.texts.cbegin(); script != contents.facts.texts.cend();
         ++script) {
        const bool isOfExtension =
            std::ranges::any_of(release.extensions, [&](const ProvidedExtension &extension) {
                return QFileInfo(script.key()).fileName().startsWith(extension.name);
            });
        if (isOfExtension && script.key().contains(u".sql"_s))
            contents.functions += SqlNames::functionsIn(script.value());
    }
    contents.functions.removeDuplicates();
    return contents;
}

} // namespace

Result<IndexEntry> ArchiveTexts::entryFor(const RegistrySync::Found &found, const QString &registry,
                                          RegistryClient &client, const CancellationToken &token)
{
    const Release &release = found.release;
    const ReadmeFile readme{QString::fromUtf8(found.readme), found.readmeName};
    if (!client.base().isLocalFile())
        return buildEntry(release, found.distribution, registry, readme);

    const Result<QUrl> url = client.downloadUrl(release.name, release.version, token);
    if (!url)
        return url.error();
    const Result<ArchiveReader> archive = ArchiveReader::open(url->toLocalFile(), {}, token);
    if (!archive)
        return archive.error();
    Contents contents = read(*archive, release);
    contents.facts.bytes = QFileInfo(url->toLocalFile()).size();
    return buildEntry(release, found.distribution, registry,
                      contents.readme.source.isEmpty() ? readme : contents.readme,
                      contents.docs.join(u"\n\n"_s), contents.functions.join(u' '), contents.facts);
}
