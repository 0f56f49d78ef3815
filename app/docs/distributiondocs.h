// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivereader.h"
#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"
#include "docs/renderer.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

struct DistributionDoc {
    QString file;    ///< inside the distribution: "doc/kvbox.md"
    QString docpath; ///< "doc/kvbox"
    DocRenderer::Markup markup = DocRenderer::Markup::Plain;
    QString title;    ///< of the document, else its base name
    QString abstract; ///< of the extension of the same name; may be empty
    bool operator==(const DistributionDoc &) const = default;
};

/// The documentation in a release's archive (protocol.md 1.5, 9). A value: the archive has to be given again for what
/// is read from it. Files that are too large or beyond the limits count as if they were not there.
class DistributionDocs
{
public:
    /// By the files' names only, in the archive's order, those that META names first; nothing is read yet, titles are
    /// the base names.
    [[nodiscard]] static DistributionDocs of(const ArchiveReader &archive, const Release &release);

    /// Reads every document for its title. Those that hold nothing go, and of those with the same docpath all but the
    /// last. Errors of the archive and cancelling only.
    [[nodiscard]] Result<void> readTitles(const ArchiveReader &archive,
                                          const CancellationToken &token = {});

    [[nodiscard]] const QList<DistributionDoc> &docs() const { return m_docs; }
    /// Null when there is none.
    [[nodiscard]] const DistributionDoc *find(const QString &docpath) const;
    /// Paths inside the distribution.
    [[nodiscard]] const QStringList &specialFiles() const { return m_specialFiles; }
    /// The README to show, one with markup before a plain one; empty when there is none.
    [[nodiscard]] const QString &readmeFile() const { return m_readmeFile; }
    /// The docpath of an extension's documentation; empty when it has none.
    [[nodiscard]] QString docpathOf(const QString &extension) const;
    /// With `docs`, `special_files` and `provides.*.docpath` as an API server tells them. To be asked after
    /// readTitles().
    [[nodiscard]] QJsonObject addedTo(QJsonObject meta) const;

    /// One document. Relative links are led into `source`, the address of the unpacked distribution with a slash
    /// at its end; empty leaves them relative.
    [[nodiscard]] Result<RenderedDoc>
    rendered(const ArchiveReader &archive, const DistributionDoc &doc, const QUrl &source = {},
             DocRenderer::Images images = DocRenderer::Images::AsText) const;
    /// A file's bytes by its path inside the distribution.
    [[nodiscard]] Result<QByteArray> bytes(const ArchiveReader &archive, const QString &file) const;

private:
    void add(const QString &file, DocRenderer::Markup markup);

    QString m_prefix; ///< of the archive's paths: the top folder with a slash
    QList<ProvidedExtension> m_extensions;
    QList<DistributionDoc> m_docs;
    QStringList m_specialFiles;
    QString m_readmeFile;
};
