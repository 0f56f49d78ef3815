// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metavalidator.h"

#include "catalog/metaparser.h"
#include "catalog/metarules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

/// The spec version to check against; 0 with a problem when it cannot be told.
int specOf(const QJsonObject &meta, QList<MetaProblem> &problems)
{
    // Without "meta-spec" it is version 1, but telling an author of version 2 so would mislead.
    if (!meta.contains(u"meta-spec") && !meta.contains(u"provides") && meta.contains(u"contents"))
        return 2;
    const Result<int> spec = MetaParser::specVersion(meta);
    if (spec)
        return *spec;
    problems.append(
        {u"/meta-spec/version"_s, spec.error().message,
         Text::tr("Write \"1.0.0\" or \"2.0.0\", the version of the spec, not your own.")});
    return 0;
}

QList<MetaProblem> checkDocument(const QJsonObject &meta, MetaValidator::Kind kind,
                                 const JsonText *source)
{
    QList<MetaProblem> problems;
    const int spec = specOf(meta, problems);
    if (spec == 0)
        return problems;
    const QString part = kind == MetaValidator::Kind::Released ? u"release"_s : u"distribution"_s;
    const MetaCheck::Rule rule = spec == 1 ? MetaRules::v1(part) : MetaRules::v2(part);
    MetaCheck check(MetaValidator::Strictness::Strict, source, kind);
    rule(check, meta, QString());
    return check.problems();
}

} // namespace

QList<MetaProblem> MetaValidator::check(const QJsonObject &meta, Kind kind)
{
    return checkDocument(meta, kind, nullptr);
}

QList<MetaProblem> MetaValidator::check(const QByteArray &json, Kind kind)
{
    const Result<JsonText> source = JsonText::parse(json);
    if (!source) {
        return {{QString(), source.error().message,
                 Text::tr("Mend the JSON there; nothing else was checked.")}};
    }
    if (!source->value.isObject()) {
        return {{QString(),
                 Text::tr("the document must be an object, not %1")
                     .arg(MetaCheck::typeName(source->value)),
                 Text::tr("Write it in braces: { … }.")}};
    }
    return checkDocument(source->value.toObject(), kind, &*source);
}

QList<MetaProblem> MetaValidator::checkPart(int spec, const QString &part, const QJsonValue &value,
                                            Strictness strictness)
{
    QString name = part;
    name.replace(u'-', u'_');
    const MetaCheck::Rule rule = spec == 1   ? MetaRules::v1(name)
                                 : spec == 2 ? MetaRules::v2(name)
                                             : nullptr;
    if (!rule) {
        return {{QString(), Text::tr("“%1” is no part of META spec %2").arg(part).arg(spec),
                 Text::tr("Known parts: %1").arg(partNames(spec).join(u", "_s))}};
    }
    MetaCheck check(strictness, nullptr, name == u"release" ? Kind::Released : Kind::Author);
    rule(check, value, QString());
    return check.problems();
}

QStringList MetaValidator::partNames(int spec)
{
    return spec == 1 ? MetaRules::v1Names() : spec == 2 ? MetaRules::v2Names() : QStringList();
}
