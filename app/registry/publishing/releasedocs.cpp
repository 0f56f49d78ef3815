// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/releasedocs.h"

#include "archive/archivereader.h"
#include "catalog/metaparser.h"
#include "docs/distributiondocs.h"
#include "docs/docfragment.h"
#include "registry/jsonwriter.h"
#include "registry/registryname.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSet>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.releasedocs")

bool canBeStored(const QString &docpath)
{
    const QStringList parts = docpath.split(u'/');
    return std::all_of(parts.begin(), parts.end(), RegistryName::isFileName);
}

/// The address of the unpacked distribution, as the template `source` has it.
QUrl sourceOf(const Release &release)
{
    QUrl url;
    url.setPath(u"/src/%1/%2/"_s.arg(release.key(), release.archiveBase()));
    return url;
}

void writeProvides(JsonWriter &out, const JsonText &source, const QJsonObject &provides,
                   const QSet<QString> &docpaths, const DistributionDocs *docs)
{
    const QString pointer = JsonText::pointer({}, u"provides"_s);
    out.beginObject();
    for (const QString &name : source.keysOf(provides, pointer)) {
        const QString inside = JsonText::pointer(pointer, name);
        out.key(name);
        if (!provides[name].isObject()) {
            out.copy(source, provides[name], inside);
            continue;
        }
        const QJsonObject extension = provides[name].toObject();
        out.beginObject();
        for (const QString &key : source.keysOf(extension, inside)) {
            if (key != u"docpath") // an author's own says nothing
                out.key(key).copy(source, extension[key], JsonText::pointer(inside, key));
        }
        const QString docpath = docs ? docs->docpathOf(name) : QString();
        if (docpaths.contains(docpath))
            out.member(u"docpath"_s, docpath);
        out.endObject();
    }
    out.endObject();
}

} // namespace

Result<ReleaseDocs> ReleaseDocs::read(const QByteArray &metaText, const QString &archive)
{
    const Result<JsonText> source = JsonText::parse(metaText);
    if (!source)
        return source.error();
    const Result<Release> release = MetaParser::parse(metaText);
    if (!release)
        return release.error();
    ReleaseDocs made;
    made.archiveBytes = QFileInfo(archive).size();
    std::optional<DistributionDocs> found;
    const Result<ArchiveReader> reader = ArchiveReader::open(archive);
    if (reader) {
        found = DistributionDocs::of(*reader, *release);
        if (const Result<void> titled = found->readTitles(*reader); !titled)
            qCWarning(lc) << archive << titled.error().message;
        made.texts = ArchiveTexts::of(*reader, *release);
    } else {
        qCWarning(lc) << archive << reader.error().message;
    }
    QSet<QString> docpaths;
    if (found) {
        for (const DistributionDoc &doc : found->docs()) {
            if (!canBeStored(doc.docpath))
                continue;
            const Result<RenderedDoc> document =
                found->rendered(*reader, doc, sourceOf(*release), DocRenderer::Images::OfBase);
            if (!document || document->html.trimmed().isEmpty())
                continue;
            docpaths.insert(doc.docpath);
            made.docs.append({doc.docpath, doc.title, doc.abstract,
                              DocRenderer::toPlainText(*document),
                              DocFragment::html(*document).toUtf8()});
        }
    }
    const QJsonObject meta = source->value.toObject();
    JsonWriter out;
    out.beginObject();
    for (const QString &key : source->keysOf(meta, {})) {
        if (key == u"docs" || key == u"special_files" || key == u"releases")
            continue;
        out.key(key);
        if (key == u"provides" && meta[key].isObject())
            writeProvides(out, *source, meta[key].toObject(), docpaths, found ? &*found : nullptr);
        else
            out.copy(*source, meta[key], JsonText::pointer({}, key));
    }
    if (!made.docs.isEmpty()) {
        out.key(u"docs"_s).beginObject();
        for (const Doc &doc : std::as_const(made.docs)) {
            out.key(doc.docpath).beginObject().member(u"title"_s, doc.title);
            if (!doc.abstract.isEmpty())
                out.member(u"abstract"_s, doc.abstract);
            out.endObject();
        }
        out.endObject();
    }
    out.member(u"special_files"_s,
               QJsonArray::fromStringList(found ? found->specialFiles() : QStringList()));
    made.meta = out.endObject().text();
    return made;
}

Result<QByteArray> ReleaseDocs::withReleases(const QByteArray &meta, const QByteArray &releases,
                                             const QJsonValue &deprecated)
{
    const Result<JsonText> source = JsonText::parse(meta);
    if (!source)
        return source.error();
    const Result<JsonText> list = JsonText::parse(releases);
    if (!list)
        return list.error();
    const QJsonObject object = source->value.toObject();
    JsonWriter out;
    out.beginObject();
    for (const QString &key : source->keysOf(object, {})) {
        if (key != u"releases")
            out.key(key).copy(*source, object[key], JsonText::pointer({}, key));
    }
    out.key(u"releases"_s).copy(*list, list->value, {});
    if (deprecated.isObject())
        out.member(u"deprecated"_s, deprecated);
    return out.endObject().text();
}
