// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/searchapi.h"

#include "registry/http/jsonp.h"
#include "registry/registrystore.h"
#include "registry/releasedmeta.h"
#include "registry/search/registrysearch.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace {

constexpr int standardLimit = 50;
constexpr int endOfLimits = 1024;
constexpr int relatedLimit = 5;
/// No answer is longer than this with all its pages.
constexpr int lastHit = 10000;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryApi", text);
}

std::optional<TextIndex::Kind> kindNamed(const QString &name)
{
    for (const auto kind :
         {TextIndex::Kind::Docs, TextIndex::Kind::Dists, TextIndex::Kind::Extensions,
          TextIndex::Kind::Users, TextIndex::Kind::Tags}) {
        if (nameOf(kind) == name)
            return kind;
    }
    return {};
}

/// One of the two numbers of PGXN's search.
struct Number {
    int value = 0;
    QJsonValue echo; ///< as it was given
};

/// Nothing: it is no number.
std::optional<Number> numberOf(const RegistryRequest &request, const char *name, int standard,
                               int end)
{
    const QString text = request.queryValue(name).value_or(QString());
    const bool isNumber =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isNumber)
        return {};
    bool fits = false;
    const int value = text.toInt(&fits);
    if (text.isEmpty() || (fits && value == 0) || !fits || value >= end)
        return Number{standard, standard};
    return Number{value, text};
}

QJsonObject hitOf(const TextIndex::Hit &hit, TextIndex::Kind kind)
{
    QJsonObject object = hit.stored;
    object[u"score"] = QString::number(hit.score, 'f', 3);
    if (kind != TextIndex::Kind::Tags)
        object[u"excerpt"] = hit.excerpt;
    return object;
}

std::optional<bool> flagOf(const RegistryRequest &request, const char *name)
{
    const auto text = request.queryValue(name);
    if (text == u"true" || text == u"1")
        return true;
    if (text == u"false" || text == u"0")
        return false;
    return {};
}

/// The values of a parameter that may be given several times in one, with commas between.
QStringList listOf(const RegistryRequest &request, const char *name)
{
    return request.queryValue(name).value_or(QString()).split(u',', Qt::SkipEmptyParts);
}

std::optional<SearchQuery::Sort> sortNamed(const QString &name)
{
    if (name == u"relevance")
        return SearchQuery::Sort::Relevance;
    if (name == u"newest")
        return SearchQuery::Sort::Newest;
    if (name == u"name")
        return SearchQuery::Sort::Name;
    if (name == u"installs")
        return SearchQuery::Sort::Installs;
    return {};
}

QJsonObject hitOf(const SearchHit &hit)
{
    QJsonObject object{{u"name"_s, hit.name},
                       {u"version"_s, hit.version.toString()},
                       {u"status"_s, nameOf(hit.status)},
                       {u"abstract"_s, hit.abstract.text},
                       {u"author"_s, hit.author},
                       {u"extensions"_s, QJsonArray::fromStringList(hit.extensions)},
                       {u"license"_s, hit.license},
                       {u"licenseClass"_s, hit.licenseClass},
                       {u"language"_s, hit.language},
                       {u"date"_s, ReleasedMeta::dateText(hit.date)},
                       {u"needsRestart"_s, hit.needsRestart},
                       {u"nativeCode"_s, hit.nativeCode}};
    if (!hit.postgres.isAny())
        object[u"postgres"] = hit.postgres.toString();
    if (!hit.snippet.text.isEmpty()) {
        object[u"excerpt"] = hit.snippet.toHtml(u"<strong>"_s, u"</strong>"_s);
        object[u"foundIn"] = hit.snippetSource.toLower();
    }
    return object;
}

QJsonObject facetsOf(const SearchAnswer &answer)
{
    QJsonObject facets;
    for (auto facet = answer.facets.begin(); facet != answer.facets.end(); ++facet) {
        // A registry has nothing installed, and is one.
        if (facet.key() == u"installed" || facet.key() == u"registry")
            continue;
        QJsonArray values;
        for (const FacetValue &value : *facet)
            values.append(QJsonObject{{u"value"_s, value.value}, {u"count"_s, value.count}});
        facets[facet.key()] = values;
    }
    return facets;
}

} // namespace

void SearchApi::addTo(ApiRouter &router)
{
    const auto one = [this](const ApiCall &call) { return searchOneKind(call); };
    router.add({"GET", u"/search/{in}"_s, {}, one});
    router.add({"GET", u"/search/{in}/"_s, {}, one});
    router.add(
        {"GET", u"/api/v2/search"_s, {}, [this](const ApiCall &call) { return searchAll(call); }});
}

RegistryResponse SearchApi::searchOneKind(const ApiCall &call) const
{
    const RegistryRequest &request = call.request();
    const auto kind = kindNamed(call.variable(u"in"_s));
    if (!kind)
        return RegistryResponse::text(404, "not found");
    const QString query = request.queryValue("q").value_or(QString()).remove(QChar(u'\0'));
    static const QStringList nothing{u""_s, u"''"_s, u"*"_s, u"?"_s};
    if (nothing.contains(query))
        return RegistryResponse::text(400, "Bad request: Invalid or missing \"q\" query param.");
    const auto offset = numberOf(request, "o", 0, std::numeric_limits<int>::max());
    if (!offset)
        return RegistryResponse::text(400, "Bad request: invalid \"o\" query param.");
    const auto limit = numberOf(request, "l", standardLimit, endOfLimits);
    if (!limit)
        return RegistryResponse::text(400, "Bad request: invalid \"l\" query param.");
    const Result<TextIndex::Answer> answer =
        m_context.store.search().find(*kind, query, offset->value, limit->value);
    if (!answer)
        return RegistryResponse::text(500, "internal server error");
    QJsonArray hits;
    for (const TextIndex::Hit &hit : answer->hits)
        hits.append(hitOf(hit, *kind));
    RegistryResponse response = call.answer({{u"query"_s, query},
                                             {u"offset"_s, offset->echo},
                                             {u"limit"_s, limit->echo},
                                             {u"count"_s, answer->count},
                                             {u"hits"_s, hits}});
    Jsonp::apply(request, response);
    return response;
}

RegistryResponse SearchApi::searchAll(const ApiCall &call) const
{
    const RegistryRequest &request = call.request();
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    SearchQuery query;
    query.text = request.queryValue("q").value_or(QString()).remove(QChar(u'\0'));
    query.tag = request.queryValue("tag").value_or(QString());
    query.user = request.queryValue("user").value_or(QString());
    query.licenseClasses = listOf(request, "license");
    query.languages = listOf(request, "language");
    query.statuses = listOf(request, "status");
    query.needsRestart = flagOf(request, "restart");
    query.nativeCode = flagOf(request, "native");
    for (const QString &major : listOf(request, "postgres")) {
        bool isNumber = false;
        query.postgresMajors.append(major.toInt(&isNumber));
        if (!isNumber)
            return call.problem(
                {Error::Kind::Invalid, tr("“postgres” should be a major version such as 17."), {}});
    }
    const auto sort = sortNamed(request.queryValue("sort").value_or(u"relevance"_s));
    if (!sort)
        return call.problem({Error::Kind::Invalid,
                             tr("“sort” is one of relevance, newest, name and installs."),
                             {}});
    query.sort = *sort;
    query.offset = int(std::min<qint64>(page->after, lastHit));
    query.limit = page->limit;
    const Result<SearchAnswer> answer = m_context.store.search().find(query);
    if (!answer)
        return call.problem(answer.error());
    QJsonArray items;
    for (const SearchHit &hit : answer->hits)
        items.append(hitOf(hit));
    QJsonObject object{{u"query"_s, query.text},
                       {u"total"_s, answer->total},
                       {u"items"_s, items},
                       {u"facets"_s, facetsOf(*answer)}};
    if (!answer->correctedText.isEmpty())
        object[u"corrected"] = answer->correctedText;
    const qsizetype next = query.offset + answer->hits.size();
    if (!answer->hits.isEmpty() && next < answer->total && next < lastHit)
        object[u"next"] = QString::number(next);
    // Beside the distributions, once.
    if (query.offset == 0 && !query.text.trimmed().isEmpty()) {
        QJsonObject related;
        const QString &text = answer->correctedText.isEmpty() ? query.text : answer->correctedText;
        for (const auto kind :
             {TextIndex::Kind::Docs, TextIndex::Kind::Users, TextIndex::Kind::Tags}) {
            const Result<TextIndex::Answer> found =
                m_context.store.search().find(kind, text, 0, relatedLimit);
            if (!found)
                return call.problem(found.error());
            QJsonArray hits;
            for (const TextIndex::Hit &hit : found->hits)
                hits.append(hitOf(hit, kind));
            related[nameOf(kind)] = hits;
        }
        object[u"related"] = related;
    }
    return call.answer(object);
}
