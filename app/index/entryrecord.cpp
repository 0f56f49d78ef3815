// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/entryrecord.h"

#include "catalog/license.h"
#include "index/entrycodec.h"
#include "index/words.h"

#include <QCryptographicHash>

namespace {

QString nameWithoutAddress(const QString &maintainer)
{
    const qsizetype bracket = maintainer.indexOf(u'<');
    return (bracket > 0 ? maintainer.left(bracket) : maintainer).trimmed();
}

} // namespace

EntryRecord EntryRecord::of(const IndexEntry &entry)
{
    const Release &release = entry.release;
    EntryRecord record;
    record.registry = entry.registry;
    record.key = release.key();
    record.squashed = Words::squash(release.name);
    record.name = release.name;
    record.version = release.version.toString();
    record.author =
        release.maintainers.isEmpty() ? QString() : nameWithoutAddress(release.maintainers.first());
    record.user = release.user;
    record.abstract = release.abstract;
    for (const ProvidedExtension &extension : release.extensions)
        record.extensions.append(extension.name);
    record.tags = release.tags + release.categories;
    record.license = release.license;
    record.licenseClass = int(License::classOf(release.license));
    record.language = entry.language;
    record.nativeCode = entry.hasNativeCode;
    record.needsRestart = entry.needsRestart;
    record.status = int(release.status);
    record.date = release.date;
    record.postgres = release.postgres;
    record.installs = entry.installs;
    record.release = EntryCodec::encode(entry);
    record.description = EntryCodec::packText(release.description);
    record.readme = EntryCodec::packText(entry.readme);
    record.readmeSource = entry.readmeSource == entry.readme
                              ? EntryCodec::sameText()
                              : EntryCodec::packText(entry.readmeSource);
    record.docs = EntryCodec::packText(entry.docs);
    record.functions = EntryCodec::packText(entry.functions);
    record.terms = DocumentTerms::of(entry);
    record.pairs = WordPairs::of(entry);
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    for (const QByteArray &part : {record.release, record.readme, record.readmeSource, record.docs,
                                   record.functions, record.terms.text}) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    record.digest = hash.result();
    return record;
}
