// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/apirouter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isVariable(const QString &part)
{
    return part.startsWith(u'{');
}

bool takesTheRest(const QString &part)
{
    return isVariable(part) && part.endsWith(u"*}");
}

/// How well a pattern fits: twice its literal parts, and one more when no part stands for several; nothing when it does
/// not.
std::optional<int> fit(const QStringList &pattern, const QStringList &parts)
{
    const bool isOpen = !pattern.isEmpty() && takesTheRest(pattern.last());
    const qsizetype count = isOpen ? pattern.size() - 1 : pattern.size();
    if (isOpen ? parts.size() < count : parts.size() != count)
        return {};
    int worth = isOpen ? 0 : 1;
    for (qsizetype at = 0; at < count; ++at) {
        if (isVariable(pattern[at]) && !parts[at].isEmpty())
            continue;
        if (pattern[at] != parts[at])
            return {};
        worth += 2;
    }
    return worth;
}

} // namespace

void ApiRouter::add(ApiRoute route)
{
    if (route.method == "GET" || route.method == "DELETE")
        route.largestContent = 0;
    // The places for larger contents are few: who shows nothing gets none.
    if (!route.scope)
        route.largestContent = std::min(route.largestContent, RegistryRequest::largestInMemory);
    if (route.method == "GET")
        route.isWrite = false;
    m_patterns.append(route.pattern == u"/" ? QStringList() : route.pattern.mid(1).split(u'/'));
    m_routes.append(std::move(route));
}

std::optional<ApiRouter::Match> ApiRouter::find(const QByteArray &method,
                                                const QStringList &parts) const
{
    int best = -1;
    for (const QStringList &pattern : m_patterns)
        best = std::max(best, fit(pattern, parts).value_or(-1));
    if (best < 0)
        return {};
    Match match;
    for (qsizetype at = 0; at < m_routes.size(); ++at) {
        if (fit(m_patterns[at], parts) != best)
            continue;
        const ApiRoute &route = m_routes[at];
        match.allowed.append(route.method);
        if (route.refuse)
            match.refuse = route.refuse;
        if (route.method == "GET")
            match.allowed.append("HEAD");
        if (route.method != method && !(route.method == "GET" && method == "HEAD"))
            continue;
        match.route = &route;
        for (qsizetype part = 0; part < m_patterns[at].size(); ++part) {
            const QString &name = m_patterns[at][part];
            if (takesTheRest(name))
                match.variables.insert(name.mid(1).chopped(2), parts.mid(part).join(u'/'));
            else if (isVariable(name))
                match.variables.insert(name.mid(1).chopped(1), parts[part]);
        }
    }
    return match;
}
