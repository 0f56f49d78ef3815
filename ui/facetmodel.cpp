// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "facetmodel.h"

#include "texts.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

const QStringList &groups()
{
    static const QStringList order{u"postgres"_s, u"restart"_s,   u"native"_s, u"license"_s,
                                   u"language"_s, u"installed"_s, u"status"_s, u"registry"_s};
    return order;
}

QString titleOf(const QString &group)
{
    if (group == u"postgres"_s)
        return FacetModel::tr("Works on");
    if (group == u"restart"_s || group == u"native"_s)
        return FacetModel::tr("Needs");
    if (group == u"license"_s)
        return FacetModel::tr("Licence");
    if (group == u"language"_s)
        return FacetModel::tr("Language");
    if (group == u"registry"_s)
        return FacetModel::tr("Registry");
    return FacetModel::tr("State");
}

QString licenseText(const QString &value)
{
    if (value == u"permissive"_s)
        return FacetModel::tr("PostgreSQL, MIT, BSD");
    if (value == u"weak-copyleft"_s)
        return FacetModel::tr("Weak copyleft");
    if (value == u"copyleft"_s)
        return FacetModel::tr("Copyleft");
    return value == u"other"_s ? FacetModel::tr("Other") : FacetModel::tr("Not given");
}

/// Empty: that value is not offered.
QString textOf(const QString &group, const QString &value)
{
    const bool isYes = value == u"true"_s;
    if (group == u"postgres"_s)
        return FacetModel::tr("PostgreSQL %1").arg(value);
    if (group == u"restart"_s)
        return isYes ? FacetModel::tr("A restart") : FacetModel::tr("No restart");
    if (group == u"native"_s)
        return isYes ? FacetModel::tr("A compiler") : FacetModel::tr("No compiler");
    if (group == u"license"_s)
        return licenseText(value);
    if (group == u"language"_s)
        return value.isEmpty() ? QString() : Texts::languageName(value);
    if (group == u"installed"_s)
        return isYes ? FacetModel::tr("Installed") : FacetModel::tr("Not installed");
    if (group == u"status"_s) {
        if (value == u"stable"_s)
            return FacetModel::tr("Stable");
        return value == u"testing"_s ? FacetModel::tr("Testing") : FacetModel::tr("Unstable");
    }
    return value;
}

QStringList *listOf(SearchQuery &query, const QString &group)
{
    if (group == u"license"_s)
        return &query.licenseClasses;
    if (group == u"language"_s)
        return &query.languages;
    if (group == u"status"_s)
        return &query.statuses;
    return group == u"registry"_s ? &query.registries : nullptr;
}

std::optional<bool> *flagOf(SearchQuery &query, const QString &group)
{
    if (group == u"restart"_s)
        return &query.needsRestart;
    if (group == u"native"_s)
        return &query.nativeCode;
    return group == u"installed"_s ? &query.installed : nullptr;
}

} // namespace

FacetModel::FacetModel(QObject *parent)
    : RowModel<FacetRow>(
        {{"group", [](const FacetRow &row) -> QVariant { return row.group; }},
         {"groupTitle", [](const FacetRow &row) -> QVariant { return row.groupTitle; }},
         {"value", [](const FacetRow &row) -> QVariant { return row.value; }},
         {"text", [](const FacetRow &row) -> QVariant { return row.text; }},
         {"total", [](const FacetRow &row) -> QVariant { return row.count; }},
         {"checked", [](const FacetRow &row) -> QVariant { return row.checked; }}},
        parent)
{
}

void FacetModel::show(const SearchAnswer &answer, const SearchQuery &query)
{
    QList<FacetRow> next;
    for (const QString &group : groups()) {
        const QList<FacetValue> values = answer.facets.value(group);
        for (const FacetValue &value : values) {
            const QString text = textOf(group, value.value);
            const bool checked = FacetChoice::isSet(query, group, value.value);
            if (!text.isEmpty() && (value.count > 0 || checked))
                next += {group, titleOf(group), value.value, text, value.count, checked};
        }
        // A registry to choose is a choice only when there are several.
        if (group == u"registry"_s && values.size() < 2)
            next.removeIf(
                [](const FacetRow &row) { return row.group == u"registry"_s && !row.checked; });
    }
    setRows(next);
}

void FacetChoice::set(SearchQuery &query, const QString &group, const QString &value, bool on)
{
    if (group == u"postgres"_s) {
        query.postgresMajors.removeAll(value.toInt());
        if (on)
            query.postgresMajors += value.toInt();
    } else if (QStringList *list = listOf(query, group)) {
        list->removeAll(value);
        if (on)
            *list += value;
    } else if (std::optional<bool> *flag = flagOf(query, group)) {
        *flag = on ? std::optional(value == u"true"_s) : std::nullopt;
    }
}

bool FacetChoice::isSet(const SearchQuery &query, const QString &group, const QString &value)
{
    if (group == u"postgres"_s)
        return query.postgresMajors.contains(value.toInt());
    SearchQuery copy = query;
    if (const QStringList *list = listOf(copy, group))
        return list->contains(value);
    const std::optional<bool> *flag = flagOf(copy, group);
    return flag && flag->has_value() && **flag == (value == u"true"_s);
}

void FacetChoice::clear(SearchQuery &query)
{
    SearchQuery empty;
    empty.text = query.text;
    empty.sort = query.sort;
    empty.tag = query.tag;
    empty.user = query.user;
    query = empty;
}

int FacetChoice::count(const SearchQuery &query)
{
    const std::array<std::optional<bool>, 3> flags{query.needsRestart, query.nativeCode,
                                                   query.installed};
    return static_cast<int>(
        query.postgresMajors.size() + query.licenseClasses.size() + query.languages.size()
        + query.statuses.size() + query.registries.size()
        + std::ranges::count_if(flags, [](const auto &flag) { return flag.has_value(); }));
}
