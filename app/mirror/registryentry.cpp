// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "mirror/registryentry.h"

#include "archive/archivereader.h"
#include "docs/archivetexts.h"
#include "index/entrybuilder.h"
#include "index/sqlnames.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

Result<IndexEntry> RegistryEntry::of(const RegistrySync::Found &found, const QString &registry,
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
    const ArchiveTexts texts = ArchiveTexts::of(*archive, release);
    const ArchiveFacts facts{texts.paths, texts.buildFiles, QFileInfo(url->toLocalFile()).size()};
    return buildEntry(release, found.distribution, registry,
                      texts.readme.isEmpty() ? readme : ReadmeFile{texts.readme, texts.readmeFile},
                      texts.docs.join(u"\n\n"_s),
                      SqlNames::functionsOf(release, texts.buildFiles).join(u' '), facts);
}
