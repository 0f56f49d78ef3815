// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "mirror/archivetexts.h"

#include "archive/archivereader.h"
#include "docs/renderer.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

Result<IndexEntry> ArchiveTexts::entryFor(const RegistrySync::Found &found, const QString &registry,
                                          RegistryClient &client, const CancellationToken &token)
{
    Q_UNUSED(client)
    Q_UNUSED(token)
    IndexEntry entry;
    entry.release = found.release;
    entry.distribution = found.distribution;
    entry.registry = registry;
    entry.readmeSource = QString::fromUtf8(found.readme);
    entry.readmeFile = found.readmeName;
    entry.readme = DocRenderer::toPlainText(
        DocRenderer::render(found.readme, DocRenderer::markupForFile(found.readmeName)));
    return entry;
}
