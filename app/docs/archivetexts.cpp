// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/archivetexts.h"

#include "docs/distributiondocs.h"

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

} // namespace

ArchiveTexts ArchiveTexts::of(const ArchiveReader &archive, const Release &release)
{
    ArchiveTexts texts;
    for (const ArchiveEntry &entry : archive.entries()) {
        if (entry.isFolder)
            continue;
        texts.paths += entry.path;
        if (entry.size > textLimit || !tellsHowItIsBuilt(entry.path))
            continue;
        if (const Result<QByteArray> bytes = archive.read(entry.path, textLimit))
            texts.buildFiles.insert(entry.path, QString::fromUtf8(*bytes));
    }
    const DistributionDocs docs = DistributionDocs::of(archive, release);
    if (const QString readme = docs.readmeFile(); !readme.isEmpty()) {
        const Result<QByteArray> bytes = docs.bytes(archive, readme);
        if (bytes && bytes->size() <= textLimit) {
            texts.readme = QString::fromUtf8(*bytes);
            texts.readmeFile = readme;
        }
    }
    for (const DistributionDoc &doc : docs.docs()) {
        const bool isNamed =
            std::ranges::any_of(release.extensions, [&](const ProvidedExtension &extension) {
                return extension.docFile == doc.file;
            });
        // Elsewhere are notes for those who work on it: tests, changes.
        if ((!isNamed && !doc.file.startsWith(u"doc")) || texts.docs.size() == docsLimit)
            continue;
        if (const Result<RenderedDoc> document = docs.rendered(archive, doc))
            texts.docs += DocRenderer::toPlainText(*document);
    }
    return texts;
}
