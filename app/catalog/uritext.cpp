// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/uritext.h"

#include <QDate>
#include <QList>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHex(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isAlphanumeric(QChar c)
{
    return isLetter(c) || isDigit(c);
}

/// Letters, digits, `extra` and percent signs before two hex digits.
bool isMadeOf(QStringView text, QStringView extra)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'%') {
            if (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2]))
                return false;
        } else if (!isAlphanumeric(text[i]) && !extra.contains(text[i])) {
            return false;
        }
    }
    return true;
}

constexpr QStringView pathCharacters = u"-._~!$&'()*+,;=:@/";
constexpr QStringView queryCharacters = u"-._~!$&'()*+,;=:@/?";
constexpr QStringView nameCharacters = u"-._~!$&'()*+,;=";

/// The length of "scheme" before its colon; -1 when there is none.
qsizetype schemeLength(QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon < 1 || !isLetter(text[0]))
        return -1;
    for (const QChar c : text.first(colon)) {
        if (!isAlphanumeric(c) && c != u'+' && c != u'-' && c != u'.')
            return -1;
    }
    return colon;
}

bool isAuthority(QStringView text)
{
    if (const qsizetype at = text.lastIndexOf(u'@'); at >= 0) {
        if (!isMadeOf(text.first(at), u"-._~!$&'()*+,;=:"))
            return false;
        text = text.sliced(at + 1);
    }
    QStringView port;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 2 || !isMadeOf(text.sliced(1, end - 1), u"-._~!$&'()*+,;=:"))
            return false;
        port = text.sliced(end + 1);
        if (!port.isEmpty() && port[0] != u':')
            return false;
        port = port.isEmpty() ? port : port.sliced(1);
    } else {
        const qsizetype colon = text.indexOf(u':');
        if (colon >= 0)
            port = text.sliced(colon + 1);
        if (!isMadeOf(colon >= 0 ? text.first(colon) : text, nameCharacters))
            return false;
    }
    return std::all_of(port.begin(), port.end(), isDigit);
}

/// What follows the scheme.
bool isRest(QStringView text)
{
    if (const qsizetype hash = text.indexOf(u'#'); hash >= 0) {
        if (!isMadeOf(text.sliced(hash + 1), queryCharacters))
            return false;
        text = text.first(hash);
    }
    if (const qsizetype mark = text.indexOf(u'?'); mark >= 0) {
        if (!isMadeOf(text.sliced(mark + 1), queryCharacters))
            return false;
        text = text.first(mark);
    }
    if (text.startsWith(u"//")) {
        const qsizetype slash = text.indexOf(u'/', 2);
        const qsizetype end = slash < 0 ? text.size() : slash;
        if (!isAuthority(text.sliced(2, end - 2)))
            return false;
        text = text.sliced(end);
    }
    return isMadeOf(text, pathCharacters);
}

} // namespace

bool UriText::isUri(QStringView text)
{
    const qsizetype scheme = schemeLength(text);
    return scheme > 0 && isRest(text.sliced(scheme + 1));
}

bool UriText::isReference(QStringView text)
{
    if (schemeLength(text) > 0)
        return isUri(text);
    // The first part of a relative path holds no colon.
    const qsizetype colon = text.indexOf(u':');
    const qsizetype slash = text.indexOf(u'/');
    return (colon < 0 || (slash >= 0 && slash < colon)) && isRest(text);
}

bool UriText::hasAuthority(QStringView text)
{
    if (!isUri(text))
        return false;
    const QStringView rest = text.sliced(schemeLength(text) + 1);
    return rest.size() > 2 && rest.startsWith(u"//") && rest[2] != u'/' && rest[2] != u'?'
           && rest[2] != u'#';
}

bool UriText::isMailAddress(QStringView text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 1 || at > 64 || text.size() - at - 1 > 253)
        return false;
    const QStringView local = text.first(at);
    if (!(local.size() > 2 && local.startsWith(u'"') && local.endsWith(u'"'))) {
        static constexpr QStringView marks = u"!#$%&'*+-/=?^_`{|}~";
        for (const QStringView atom : local.split(u'.')) {
            if (atom.isEmpty() || !std::all_of(atom.begin(), atom.end(), [](QChar c) {
                    return isAlphanumeric(c) || marks.contains(c);
                }))
                return false;
        }
    }
    const QList<QStringView> labels = text.sliced(at + 1).split(u'.');
    return std::all_of(labels.begin(), labels.end(), [](QStringView label) {
        return !label.isEmpty() && label.size() <= 63 && !label.startsWith(u'-')
               && !label.endsWith(u'-') && std::all_of(label.begin(), label.end(), [](QChar c) {
                      return isAlphanumeric(c) || c == u'-';
                  });
    });
}

bool UriText::isDateTime(QStringView text)
{
    static const QRegularExpression shape(
        uR"(\A([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?)"
        uR"((?:[Zz]|[+-]([0-9]{2}):([0-9]{2}))\z)"_s);
    const QRegularExpressionMatch match = shape.match(text);
    const auto number = [&](int group) { return match.capturedView(group).toInt(); };
    return match.hasMatch() && QDate::isValid(number(1), number(2), number(3)) && number(4) < 24
           && number(5) < 60 && number(6) <= 60 && number(7) < 24 && number(8) < 60;
}
