// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/purl.h"

#include "catalog/uritext.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isTypeChar(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'.' || c == u'+'
           || c == u'-';
}

bool isType(QStringView text)
{
    return text.size() >= 2 && isTypeChar(text[0])
           && std::all_of(text.begin(), text.end(),
                          [](QChar c) { return isTypeChar(c) || (c >= u'0' && c <= u'9'); });
}

/// Cuts off what follows `mark`; false when it is there but empty.
bool cut(QStringView &text, QChar mark, QStringView &tail)
{
    const qsizetype at = text.indexOf(mark);
    if (at < 0)
        return true;
    tail = text.sliced(at + 1);
    text = text.first(at);
    return !tail.isEmpty();
}

QString decoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

} // namespace

std::optional<Purl> Purl::parse(const QString &text)
{
    constexpr QStringView scheme = u"pkg:";
    QStringView rest(text);
    if (!rest.startsWith(scheme) || !UriText::isUri(rest))
        return std::nullopt;
    rest = rest.sliced(scheme.size());
    const qsizetype slash = rest.indexOf(u'/');
    if (slash < 0 || !isType(rest.first(slash)))
        return std::nullopt;
    Purl purl;
    purl.type = rest.first(slash).toString().toLower();
    rest = rest.sliced(slash + 1);
    QStringView subpath, qualifiers, version;
    if (!cut(rest, u'#', subpath) || !cut(rest, u'?', qualifiers) || !cut(rest, u'@', version))
        return std::nullopt;
    while (rest.endsWith(u'/'))
        rest.chop(1);
    const qsizetype last = rest.lastIndexOf(u'/');
    purl.nameSpace = decoded(last < 0 ? QStringView() : rest.first(last));
    purl.name = decoded(rest.sliced(last + 1));
    purl.version = decoded(version);
    if (purl.name.isEmpty())
        return std::nullopt;
    return purl;
}
