// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/entrycodec.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>

#include <cstring>

namespace {

constexpr quint32 magic = 0x48455832; // "HEX2": bump when a field is added
constexpr int quickest = 1;           // compression level: four times faster, 10 % larger

template <typename E>
void putEnum(QDataStream &out, E value)
{
    out << qint32(value);
}

template <typename E>
void takeEnum(QDataStream &in, E *value)
{
    qint32 number = 0;
    in >> number;
    *value = E(number);
}

void put(QDataStream &out, const Version &version)
{
    // A version made from numbers has a text too, so the text is enough.
    out << version.toString();
}

void take(QDataStream &in, Version *version)
{
    QString text;
    in >> text;
    *version = Version::parseTolerant(text).value_or(Version());
}

void put(QDataStream &out, const VersionRange &range)
{
    out << qint32(range.conditions().size());
    for (const VersionRange::Condition &condition : range.conditions()) {
        putEnum(out, condition.op);
        put(out, condition.version);
    }
}

void take(QDataStream &in, VersionRange *range)
{
    qint32 size = 0;
    in >> size;
    QList<VersionRange::Condition> conditions;
    for (qint32 i = 0; i < size && in.status() == QDataStream::Ok; ++i) {
        VersionRange::Condition condition;
        takeEnum(in, &condition.op);
        take(in, &condition.version);
        conditions.append(condition);
    }
    *range = VersionRange(conditions);
}

void put(QDataStream &out, const ProvidedExtension &e)
{
    out << e.name << e.version << e.abstract << e.sqlFile << e.controlFile << e.docFile << e.tle;
}

void take(QDataStream &in, ProvidedExtension *e)
{
    in >> e->name >> e->version >> e->abstract >> e->sqlFile >> e->controlFile >> e->docFile
        >> e->tle;
}

void put(QDataStream &out, const ProvidedModule &m)
{
    out << m.name << m.library << m.abstract;
    putEnum(out, m.kind);
    putEnum(out, m.preload);
}

void take(QDataStream &in, ProvidedModule *m)
{
    in >> m->name >> m->library >> m->abstract;
    takeEnum(in, &m->kind);
    takeEnum(in, &m->preload);
}

void put(QDataStream &out, const ProvidedApp &a)
{
    out << a.name << a.program << a.abstract;
}

void take(QDataStream &in, ProvidedApp *a)
{
    in >> a->name >> a->program >> a->abstract;
}

void put(QDataStream &out, const Requirement &r)
{
    putEnum(out, r.phase);
    putEnum(out, r.relation);
    putEnum(out, r.source);
    out << r.name << r.purl;
    put(out, r.range);
}

void take(QDataStream &in, Requirement *r)
{
    takeEnum(in, &r->phase);
    takeEnum(in, &r->relation);
    takeEnum(in, &r->source);
    in >> r->name >> r->purl;
    take(in, &r->range);
}

/// Why a release or a distribution is not to be chosen: a yank or a deprecation.
template <typename Notice>
void putNotice(QDataStream &out, const std::optional<Notice> &notice)
{
    out << notice.has_value();
    if (notice)
        out << notice->time << notice->reason << notice->replacement;
}

template <typename Notice>
void takeNotice(QDataStream &in, std::optional<Notice> *notice)
{
    bool isThere = false;
    in >> isThere;
    if (!isThere)
        return;
    notice->emplace();
    in >> (*notice)->time >> (*notice)->reason >> (*notice)->replacement;
}

void put(QDataStream &out, const Distribution::Entry &e)
{
    put(out, e.version);
    putEnum(out, e.status);
    out << e.date;
    putNotice(out, e.yanked);
}

void take(QDataStream &in, Distribution::Entry *e)
{
    take(in, &e->version);
    takeEnum(in, &e->status);
    in >> e->date;
    takeNotice(in, &e->yanked);
}

template <typename T>
void putList(QDataStream &out, const QList<T> &list)
{
    out << qint32(list.size());
    for (const T &item : list)
        put(out, item);
}

template <typename T>
void takeList(QDataStream &in, QList<T> *list)
{
    qint32 size = 0;
    in >> size;
    for (qint32 i = 0; i < size && in.status() == QDataStream::Ok; ++i) {
        T item;
        take(in, &item);
        list->append(std::move(item));
    }
}

void put(QDataStream &out, const Release &r)
{
    out << r.name << r.abstract << r.description << r.maintainers << r.license << r.tags
        << r.categories << r.postgresFeatures << r.platforms << r.pipeline << r.noIndex
        << qint32(r.metaSpec) << r.user << r.date;
    put(out, r.version);
    putEnum(out, r.status);
    putList(out, r.extensions);
    putList(out, r.modules);
    putList(out, r.apps);
    put(out, r.postgres);
    putList(out, r.requirements);
    out << r.resources.homepage << r.resources.issues << r.resources.repository
        << r.resources.documentation << r.digests.sha1 << r.digests.sha256 << r.digests.sha512;
    out << QJsonDocument(r.meta).toJson(QJsonDocument::Compact);
}

void take(QDataStream &in, Release *r)
{
    qint32 metaSpec = 1;
    in >> r->name >> r->abstract >> r->description >> r->maintainers >> r->license >> r->tags
        >> r->categories >> r->postgresFeatures >> r->platforms >> r->pipeline >> r->noIndex
        >> metaSpec >> r->user >> r->date;
    r->metaSpec = metaSpec;
    take(in, &r->version);
    takeEnum(in, &r->status);
    takeList(in, &r->extensions);
    takeList(in, &r->modules);
    takeList(in, &r->apps);
    take(in, &r->postgres);
    takeList(in, &r->requirements);
    in >> r->resources.homepage >> r->resources.issues >> r->resources.repository
        >> r->resources.documentation >> r->digests.sha1 >> r->digests.sha256 >> r->digests.sha512;
    QByteArray meta;
    in >> meta;
    r->meta = QJsonDocument::fromJson(meta).object();
}

} // namespace

QByteArray EntryCodec::encode(const IndexEntry &entry)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << magic;
    put(out, entry.release);
    out << entry.distribution.name;
    putList(out, entry.distribution.releases);
    putNotice(out, entry.distribution.deprecated);
    out << entry.registry << entry.readmeFile << entry.language << entry.hasNativeCode
        << entry.needsRestart << entry.archiveBytes << entry.installs;
    return qCompress(bytes, quickest);
}

bool EntryCodec::decode(const QByteArray &bytes, IndexEntry *entry)
{
    QDataStream in(qUncompress(bytes));
    in.setVersion(QDataStream::Qt_6_4);
    quint32 found = 0;
    in >> found;
    if (found != magic)
        return false;
    take(in, &entry->release);
    in >> entry->distribution.name;
    takeList(in, &entry->distribution.releases);
    takeNotice(in, &entry->distribution.deprecated);
    in >> entry->registry >> entry->readmeFile >> entry->language >> entry->hasNativeCode
        >> entry->needsRestart >> entry->archiveBytes >> entry->installs;
    return in.status() == QDataStream::Ok;
}

QByteArray EntryCodec::packText(const QString &text)
{
    if (text.isEmpty())
        return QByteArray("");
    // UTF-16 when the text is not valid Unicode: UTF-8 would not give it back.
    const QByteArray utf8 = text.toUtf8();
    const bool lossless = QString::fromUtf8(utf8) == text;
    const QByteArray plain =
        lossless
            ? 'u' + utf8
            : 'w' + QByteArray(reinterpret_cast<const char *>(text.constData()), text.size() * 2);
    return qCompress(plain, quickest);
}

QByteArray EntryCodec::sameText()
{
    return QByteArrayLiteral("=");
}

QString EntryCodec::unpackText(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return {};
    const QByteArray plain = qUncompress(bytes);
    if (plain.startsWith('w')) {
        QString text((plain.size() - 1) / 2, Qt::Uninitialized);
        memcpy(text.data(), plain.constData() + 1, std::size_t(text.size()) * 2);
        return text;
    }
    return QString::fromUtf8(QByteArrayView(plain).sliced(plain.isEmpty() ? 0 : 1));
}
