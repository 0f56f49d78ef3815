// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/distributiondocs.h"

#include "docs/docpaths.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DistributionDocs)
};

// What a person has written is far below these; what a program has written would fill the registry's disk and the
// time of who publishes.
constexpr qsizetype mostDocs = 256;
constexpr qint64 largestDoc = 2 * 1024 * 1024; ///< the renderer shows half of it
constexpr qint64 mostBytes = 16 * 1024 * 1024; ///< of all documents

using Markup = DocRenderer::Markup;

/// The top folder with a slash; old archives have none, or files beside it: then where META.json is.
QString prefixOf(const ArchiveReader &archive)
{
    if (const QString top = archive.topFolder(); !top.isEmpty())
        return top + u'/';
    QString shortest;
    bool isFound = false;
    for (const ArchiveEntry &entry : archive.entries()) {
        const QString folder = entry.path.first(entry.path.lastIndexOf(u'/') + 1);
        if (entry.isFolder || entry.path.sliced(folder.size()) != u"META.json"
            || (isFound && folder.size() >= shortest.size()))
            continue;
        shortest = folder;
        isFound = true;
    }
    return shortest;
}

QString baseName(const QString &docpath)
{
    return docpath.sliced(docpath.lastIndexOf(u'/') + 1);
}

} // namespace

DistributionDocs DistributionDocs::of(const ArchiveReader &archive, const Release &release)
{
    DistributionDocs docs;
    docs.m_prefix = prefixOf(archive);
    docs.m_extensions = release.extensions;
    QStringList files;
    QStringList readable;
    qint64 bytes = 0;
    for (const ArchiveEntry &entry : archive.entries()) {
        if (entry.isFolder || !entry.path.startsWith(docs.m_prefix))
            continue;
        files += entry.path.sliced(docs.m_prefix.size());
        const bool isDoc = DocRenderer::markupForSuffix(files.constLast()) != Markup::None
                           || DocPaths::isReadme(files.constLast());
        if (!isDoc || entry.size > largestDoc || bytes + entry.size > mostBytes)
            continue;
        bytes += entry.size;
        readable += files.constLast();
    }
    docs.m_specialFiles = DocPaths::specialFiles(files, release.name);
    const QSet<QString> there(readable.begin(), readable.end());
    QSet<QString> added;
    const auto add = [&](const QString &file, Markup markup) {
        if (markup != Markup::None && docs.m_docs.size() < mostDocs && !added.contains(file)) {
            added.insert(file);
            docs.add(file, markup);
        }
    };
    for (const ProvidedExtension &extension : release.extensions) {
        QString file = extension.docFile;
        if (file.startsWith(u"./"))
            file.remove(0, 2);
        if (there.contains(file))
            add(file, DocRenderer::markupForSuffix(file));
    }
    for (const QString &file : readable) {
        const Markup known = DocRenderer::markupForSuffix(file);
        const bool isReadme = DocPaths::isReadme(file);
        const Markup markup = known == Markup::None && isReadme ? Markup::Plain : known;
        if (isReadme
            && (docs.m_readmeFile.isEmpty()
                || (markup != Markup::Plain
                    && DocRenderer::markupForFile(docs.m_readmeFile) == Markup::Plain)))
            docs.m_readmeFile = file;
        if (!DocPaths::isUnindexed(file, release))
            add(file, markup);
    }
    return docs;
}

void DistributionDocs::add(const QString &file, Markup markup)
{
    DistributionDoc doc{file, DocPaths::docpathOf(file), markup, {}, {}};
    doc.title = baseName(doc.docpath);
    const auto extension =
        std::find_if(m_extensions.begin(), m_extensions.end(),
                     [&](const ProvidedExtension &e) { return e.name == doc.title; });
    if (extension != m_extensions.end())
        doc.abstract = extension->abstract;
    m_docs.append(doc);
}

Result<void> DistributionDocs::readTitles(const ArchiveReader &archive,
                                          const CancellationToken &token)
{
    QList<DistributionDoc> kept;
    QHash<QString, qsizetype> places;
    for (DistributionDoc &doc : m_docs) {
        if (token.isCancelled())
            return Error{
                Error::Kind::Cancelled, Text::tr("Reading the documentation was stopped."), {}};
        const Result<RenderedDoc> document = rendered(archive, doc);
        if (!document)
            return document.error();
        if (document->html.trimmed().isEmpty())
            continue;
        if (!document->title.isEmpty())
            doc.title = document->title;
        const auto same = places.constFind(doc.docpath);
        if (same != places.constEnd()) {
            kept[*same] = doc;
        } else {
            places.insert(doc.docpath, kept.size());
            kept.append(doc);
        }
    }
    m_docs = kept;
    return {};
}

const DistributionDoc *DistributionDocs::find(const QString &docpath) const
{
    const auto found = std::find_if(m_docs.begin(), m_docs.end(), [&](const DistributionDoc &doc) {
        return doc.docpath == docpath;
    });
    return found == m_docs.end() ? nullptr : &*found;
}

QString DistributionDocs::docpathOf(const QString &extension) const
{
    const auto provided =
        std::find_if(m_extensions.begin(), m_extensions.end(),
                     [&](const ProvidedExtension &e) { return e.name == extension; });
    if (provided != m_extensions.end() && !provided->docFile.isEmpty()) {
        const QString file =
            provided->docFile.startsWith(u"./") ? provided->docFile.sliced(2) : provided->docFile;
        if (const DistributionDoc *doc = find(DocPaths::docpathOf(file)))
            return doc->docpath;
    }
    for (const DistributionDoc &doc : m_docs) {
        if (baseName(doc.docpath) == extension)
            return doc.docpath;
    }
    return {};
}

QJsonObject DistributionDocs::addedTo(QJsonObject meta) const
{
    QJsonObject docs;
    for (const DistributionDoc &doc : m_docs) {
        QJsonObject about{{u"title"_s, doc.title}};
        if (!doc.abstract.isEmpty())
            about.insert(u"abstract"_s, doc.abstract);
        docs.insert(doc.docpath, about);
    }
    if (!docs.isEmpty())
        meta.insert(u"docs"_s, docs);
    meta.insert(u"special_files"_s, QJsonArray::fromStringList(m_specialFiles));
    QJsonObject provides = meta[u"provides"].toObject();
    for (const QString &name : provides.keys()) {
        QJsonObject extension = provides[name].toObject();
        extension.remove(u"docpath"_s); // an author's own says nothing
        if (const QString docpath = docpathOf(name); !docpath.isEmpty())
            extension.insert(u"docpath"_s, docpath);
        provides.insert(name, extension);
    }
    if (!provides.isEmpty())
        meta.insert(u"provides"_s, provides);
    return meta;
}

Result<RenderedDoc> DistributionDocs::rendered(const ArchiveReader &archive,
                                               const DistributionDoc &doc, const QUrl &source,
                                               DocRenderer::Images images) const
{
    const Result<QByteArray> content = bytes(archive, doc.file);
    if (!content)
        return content.error();
    QUrl base = source;
    const QString folder = doc.file.first(doc.file.lastIndexOf(u'/') + 1);
    if (!base.isEmpty() && !folder.isEmpty()) {
        QUrl relative;
        relative.setPath(u"./"_s + folder);
        base = base.resolved(relative);
    }
    return DocRenderer::render(*content, doc.markup, base, images);
}

Result<QByteArray> DistributionDocs::bytes(const ArchiveReader &archive, const QString &file) const
{
    return archive.read(m_prefix + file, largestDoc);
}
