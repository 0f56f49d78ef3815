// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/copybatch.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("CopyBatch", text);
}

QString hex(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex());
}

QJsonObject stateToJson(const PlaceState &state)
{
    switch (state.kind) {
    case PlaceState::Kind::Nothing:
        return {};
    case PlaceState::Kind::File:
        return {{u"sha256"_s, hex(state.sha256)}};
    case PlaceState::Kind::Link:
        return {{u"link"_s, state.link}};
    }
    return {};
}

/// Collects the first fault instead of stopping at each member.
class Reading
{
public:
    [[nodiscard]] QString text(const QJsonObject &json, const QString &name)
    {
        const QJsonValue value = json.value(name);
        if (!value.isString() || value.toString().contains(QChar(u'\0')))
            fail(name);
        return value.toString();
    }
    [[nodiscard]] QByteArray digest(const QJsonObject &json, const QString &name)
    {
        const QByteArray bytes = QByteArray::fromHex(text(json, name).toLatin1());
        if (bytes.size() != 32)
            fail(name);
        return bytes;
    }
    [[nodiscard]] qint64 number(const QJsonObject &json, const QString &name)
    {
        if (!json.value(name).isDouble())
            fail(name);
        return json.value(name).toInteger();
    }
    [[nodiscard]] QJsonArray list(const QJsonObject &json, const QString &name)
    {
        if (!json.value(name).isArray())
            fail(name);
        return json.value(name).toArray();
    }
    [[nodiscard]] QStringList texts(const QJsonObject &json, const QString &name)
    {
        QStringList all;
        const QJsonArray values = list(json, name);
        for (const QJsonValue &value : values) {
            if (!value.isString())
                fail(name);
            all << value.toString();
        }
        return all;
    }
    [[nodiscard]] PlaceState state(const QJsonObject &json, const QString &name)
    {
        const QJsonObject object = json.value(name).toObject();
        if (object.contains(u"sha256"_s))
            return {PlaceState::Kind::File, digest(object, u"sha256"_s), {}};
        if (object.contains(u"link"_s))
            return {PlaceState::Kind::Link, {}, text(object, u"link"_s)};
        if (!json.value(name).isObject() || !object.isEmpty())
            fail(name);
        return {};
    }
    void fail(const QString &name)
    {
        if (m_fault.isEmpty())
            m_fault = name;
    }
    [[nodiscard]] const QString &fault() const { return m_fault; }

private:
    QString m_fault;
};

CopyBatch::Put putFrom(const QJsonObject &json, Reading &reading)
{
    CopyBatch::Put put;
    put.source = reading.text(json, u"source"_s);
    put.sha256 = reading.digest(json, u"sha256"_s);
    put.destination = reading.text(json, u"destination"_s);
    put.mode = static_cast<quint32>(reading.number(json, u"mode"_s));
    put.modified = reading.number(json, u"modified"_s);
    put.before = reading.state(json, u"before"_s);
    if (put.mode != 0644 && put.mode != 0755)
        reading.fail(u"mode"_s);
    return put;
}

} // namespace

bool CopyBatch::isEmpty() const
{
    return puts.isEmpty() && links.isEmpty() && removals.isEmpty() && emptyFolders.isEmpty()
           && sweep.isEmpty();
}

QJsonObject CopyBatch::toJson() const
{
    QJsonArray putList;
    for (const Put &put : puts) {
        putList.append(QJsonObject{{u"source"_s, put.source},
                                   {u"sha256"_s, hex(put.sha256)},
                                   {u"destination"_s, put.destination},
                                   {u"mode"_s, static_cast<int>(put.mode)},
                                   {u"modified"_s, put.modified},
                                   {u"before"_s, stateToJson(put.before)}});
    }
    QJsonArray linkList;
    for (const Link &link : links) {
        linkList.append(QJsonObject{{u"destination"_s, link.destination},
                                    {u"target"_s, link.target},
                                    {u"before"_s, stateToJson(link.before)}});
    }
    QJsonArray removalList;
    for (const Removal &removal : removals) {
        removalList.append(QJsonObject{{u"destination"_s, removal.destination},
                                       {u"before"_s, stateToJson(removal.before)}});
    }
    return {{u"format"_s, format},
            {u"verb"_s, verb == Verb::Install ? u"install"_s : u"restore"_s},
            {u"id"_s, id},
            {u"pgConfig"_s, pgConfig},
            {u"flush"_s, flush},
            {u"puts"_s, putList},
            {u"links"_s, linkList},
            {u"removals"_s, removalList},
            {u"emptyFolders"_s, QJsonArray::fromStringList(emptyFolders)},
            {u"sweep"_s, QJsonArray::fromStringList(sweep)}};
}

Result<CopyBatch> CopyBatch::fromJson(const QJsonObject &json)
{
    static const QRegularExpression soundId(u"\\A[A-Za-z0-9-]{8,80}\\z"_s);
    Reading reading;
    CopyBatch batch;
    const QString verb = reading.text(json, u"verb"_s);
    if (reading.number(json, u"format"_s) != format)
        reading.fail(u"format"_s);
    if (verb != u"install"_s && verb != u"restore"_s)
        reading.fail(u"verb"_s);
    batch.verb = verb == u"install"_s ? Verb::Install : Verb::Restore;
    batch.id = reading.text(json, u"id"_s);
    if (!soundId.match(batch.id).hasMatch())
        reading.fail(u"id"_s);
    batch.pgConfig = reading.text(json, u"pgConfig"_s);
    if (!json.value(u"flush"_s).isBool())
        reading.fail(u"flush"_s);
    batch.flush = json.value(u"flush"_s).toBool();
    const QJsonArray puts = reading.list(json, u"puts"_s);
    for (const QJsonValue &value : puts)
        batch.puts << putFrom(value.toObject(), reading);
    const QJsonArray links = reading.list(json, u"links"_s);
    for (const QJsonValue &value : links) {
        const QJsonObject object = value.toObject();
        batch.links << Link{reading.text(object, u"destination"_s),
                            reading.text(object, u"target"_s), reading.state(object, u"before"_s)};
    }
    const QJsonArray removals = reading.list(json, u"removals"_s);
    for (const QJsonValue &value : removals) {
        const QJsonObject object = value.toObject();
        batch.removals << Removal{reading.text(object, u"destination"_s),
                                  reading.state(object, u"before"_s)};
    }
    batch.emptyFolders = reading.texts(json, u"emptyFolders"_s);
    batch.sweep = reading.texts(json, u"sweep"_s);
    const bool isOnlyPuts = batch.links.isEmpty() && batch.removals.isEmpty()
                            && batch.emptyFolders.isEmpty() && batch.sweep.isEmpty();
    if (batch.verb == Verb::Install && !isOnlyPuts)
        reading.fail(u"verb"_s);
    if (!reading.fault().isEmpty()) {
        return Error{Error::Kind::Invalid,
                     tr("The batch of files is not understood: the member \"%1\" is missing or "
                        "wrong.")
                         .arg(reading.fault()),
                     {}};
    }
    return batch;
}
