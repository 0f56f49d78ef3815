// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metavalues.h"

#include "catalog/safepath.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

constexpr struct {
    QLatin1StringView name;
    Requirement::Phase phase;
} phases[] = {
    {"configure"_L1, Requirement::Phase::Configure}, {"build"_L1, Requirement::Phase::Build},
    {"test"_L1, Requirement::Phase::Test},           {"runtime"_L1, Requirement::Phase::Runtime},
    {"run"_L1, Requirement::Phase::Runtime},         {"develop"_L1, Requirement::Phase::Develop},
};

constexpr struct {
    QLatin1StringView name;
    Requirement::Relation relation;
} relations[] = {
    {"requires"_L1, Requirement::Relation::Requires},
    {"recommends"_L1, Requirement::Relation::Recommends},
    {"suggests"_L1, Requirement::Relation::Suggests},
    {"conflicts"_L1, Requirement::Relation::Conflicts},
};

} // namespace

namespace MetaValues {

QString text(const QJsonValue &value)
{
    return value.toString().trimmed();
}

QStringList texts(const QJsonValue &value)
{
    QStringList found;
    const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &item : items) {
        if (const QString word = text(item); !word.isEmpty() && !found.contains(word))
            found << word;
    }
    return found;
}

QString safePath(const QJsonValue &value)
{
    const QString path = text(value);
    return SafePath::faultOf(path) == SafePath::Fault::None ? path : QString();
}

QUrl safeUrl(const QJsonValue &value)
{
    const QUrl url(text(value), QUrl::StrictMode);
    static const QStringList schemes = {u"http"_s, u"https"_s, u"mailto"_s, u"ftp"_s,
                                        u"git"_s,  u"svn"_s,   u"ssh"_s,    u"git+ssh"_s};
    return url.isValid() && schemes.contains(url.scheme()) ? url : QUrl();
}

VersionRange range(const QJsonValue &value)
{
    if (!value.isString())
        return {}; // 0, or not understood: any
    return VersionRange::parseTolerant(value.toString()).value_or(VersionRange());
}

QDateTime date(const QJsonValue &value)
{
    return QDateTime::fromString(text(value), Qt::ISODate).toUTC();
}

QByteArray digest(const QJsonValue &value, qsizetype size)
{
    const QByteArray bytes = QByteArray::fromHex(text(value).toLatin1());
    return bytes.size() == size && text(value).size() == 2 * size ? bytes : QByteArray();
}

void forEachPrerequisite(const QJsonObject &prereqs, const JsonText &source, const QString &pointer,
                         const UsePrerequisite &use)
{
    for (const auto &phase : phases) {
        const QJsonObject ofPhase = prereqs[phase.name].toObject();
        const QString phasePointer = JsonText::pointer(pointer, QString(phase.name));
        for (const auto &relation : relations) {
            const QJsonObject names = ofPhase[relation.name].toObject();
            const QString here = JsonText::pointer(phasePointer, QString(relation.name));
            for (const QString &name : source.keysOf(names, here))
                use(phase.phase, relation.relation, name, range(names[name]));
        }
    }
}

} // namespace MetaValues
