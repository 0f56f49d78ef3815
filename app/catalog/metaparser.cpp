// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metaparser.h"

#include "catalog/jsontext.h"
#include "catalog/metareader1.h"
#include "catalog/metareader2.h"
#include "catalog/metavalues.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace MetaValues;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaParser)
};

Error invalid(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

/// Strictly, to learn the author's order; else as far as a lenient reader gets (raw tabs and Latin-1 occur
/// in old releases).
Result<JsonText> readTolerant(const QByteArray &json)
{
    Result<JsonText> strict = JsonText::parse(json);
    if (strict)
        return strict;
    const QByteArray bytes = json.startsWith("\xef\xbb\xbf") ? json.mid(3) : json;
    QString text = QString::fromUtf8(bytes);
    if (text.contains(QChar::ReplacementCharacter))
        text = QString::fromLatin1(bytes);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return strict;
    JsonText result;
    result.value =
        document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    return result;
}

Result<Release> parseDocument(const QJsonObject &meta, const JsonText &source)
{
    const Result<int> spec = MetaParser::specVersion(meta);
    if (!spec)
        return spec.error();
    Release release;
    release.meta = meta;
    release.metaSpec = *spec;
    release.name = text(meta[u"name"]);
    if (release.name.isEmpty())
        return invalid(Text::tr("The document has no “name”."));
    const QString versionText = text(meta[u"version"]);
    const std::optional<Version> version = Version::parseTolerant(versionText);
    if (!version) {
        return invalid(versionText.isEmpty()
                           ? Text::tr("“%1” has no “version”.").arg(release.name)
                           : Text::tr("“%1” is no version of “%2”; write it like 1.2.3.")
                                 .arg(versionText, release.name));
    }
    release.version = *version;
    release.abstract = text(meta[u"abstract"]);
    release.description = text(meta[u"description"]);
    if (*spec == 2)
        MetaReader2::read(meta, source, release);
    else
        MetaReader1::read(meta, source, release);
    return release;
}

} // namespace

Result<Release> MetaParser::parse(const QByteArray &json)
{
    const Result<JsonText> source = readTolerant(json);
    if (!source)
        return source.error();
    if (!source->value.isObject())
        return invalid(Text::tr("META.json must hold a JSON object."));
    return parseDocument(source->value.toObject(), *source);
}

Result<Release> MetaParser::parse(const QJsonObject &meta)
{
    return parseDocument(meta, JsonText());
}

Result<int> MetaParser::specVersion(const QJsonObject &meta)
{
    const QJsonValue spec = meta[u"meta-spec"];
    if (spec.isUndefined() || spec.isNull())
        return 1;
    const QString version = spec.isString() ? spec.toString() : spec[u"version"].toString();
    if (version.startsWith(u"1.") || (version.isEmpty() && spec[u"version"].isUndefined()))
        return 1;
    if (version.startsWith(u"2."))
        return 2;
    return Error{Error::Kind::Unsupported,
                 Text::tr("META spec version “%1” is unknown; this program reads 1.0.x and 2.0.x.")
                     .arg(version.isEmpty() ? spec[u"version"].toVariant().toString() : version),
                 {}};
}

namespace {

/// A member that only registries like ours add.
std::optional<Yank> yankOf(const QJsonValue &value)
{
    if (!value.isObject())
        return {};
    return Yank{date(value[u"date"]), text(value[u"reason"]), text(value[u"replacement"])};
}

} // namespace

Result<Distribution> MetaParser::parseDistribution(const QByteArray &json)
{
    const Result<JsonText> source = readTolerant(json);
    if (!source)
        return source.error();
    const QJsonObject document = source->value.toObject();
    Distribution distribution;
    distribution.name = text(document[u"name"]);
    if (distribution.name.isEmpty())
        return invalid(Text::tr("The distribution document has no “name”."));
    if (const QJsonObject told = document[u"deprecated"].toObject(); !told.isEmpty())
        distribution.deprecated =
            Deprecation{date(told[u"date"]), text(told[u"reason"]), text(told[u"replacement"])};
    const auto add = [&](const QString &version, ReleaseStatus status, const QDateTime &date,
                         const std::optional<Yank> &yanked = {}) {
        if (const std::optional<Version> parsed = Version::parseTolerant(version))
            distribution.releases.append({*parsed, status, date, yanked});
    };
    const QJsonObject releases = document[u"releases"].toObject();
    for (const ReleaseStatus status :
         {ReleaseStatus::Stable, ReleaseStatus::Testing, ReleaseStatus::Unstable}) {
        const QJsonArray list = releases[nameOf(status)].toArray();
        for (const QJsonValue &item : list) {
            // Old servers wrote bare versions.
            const QJsonValue version = item.isString() ? item : item[u"version"];
            add(version.toString(), status, date(item[u"date"]), yankOf(item[u"yanked"]));
        }
    }
    if (releases.isEmpty()) {
        add(text(document[u"version"]), releaseStatusFromString(text(document[u"release_status"])),
            date(document[u"date"]));
    }
    std::stable_sort(distribution.releases.begin(), distribution.releases.end(),
                     [](const auto &a, const auto &b) { return a.version > b.version; });
    return distribution;
}
