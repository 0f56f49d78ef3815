// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/version.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isIdentifierChar(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-';
}

bool isNumeric(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// Digits at `at`; moves `at` behind them. Numbers beyond 64 bits become the greatest one.
std::optional<quint64> readNumber(QStringView text, qsizetype &at, bool leadingZeros)
{
    const qsizetype start = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    const QStringView digits = text.sliced(start, at - start);
    if (digits.isEmpty() || (!leadingZeros && digits.size() > 1 && digits[0] == u'0'))
        return std::nullopt;
    bool fits = false;
    const quint64 value = digits.toULongLong(&fits);
    return fits ? value : std::numeric_limits<quint64>::max();
}

/// Dot-separated identifiers, none empty; numeric ones without leading zeros when `strict`.
bool areIdentifiers(QStringView text, bool strict)
{
    for (const QStringView part : text.split(u'.')) {
        if (part.isEmpty() || !std::all_of(part.begin(), part.end(), isIdentifierChar))
            return false;
        if (strict && part.size() > 1 && part[0] == u'0' && isNumeric(part))
            return false;
    }
    return true;
}

std::strong_ordering compareNumeric(QStringView a, QStringView b)
{
    while (a.size() > 1 && a[0] == u'0')
        a = a.sliced(1);
    while (b.size() > 1 && b[0] == u'0')
        b = b.sliced(1);
    if (a.size() != b.size())
        return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

std::strong_ordering compareIdentifiers(QStringView a, QStringView b)
{
    const bool aNumeric = isNumeric(a);
    const bool bNumeric = isNumeric(b);
    if (aNumeric && bNumeric)
        return compareNumeric(a, b);
    if (aNumeric != bNumeric)
        return aNumeric ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.compare(b, Qt::CaseInsensitive) <=> 0;
}

} // namespace

Version::Version(quint64 major, quint64 minor, quint64 patch, const QString &preRelease)
    : m_major(major),
      m_minor(minor),
      m_patch(patch),
      m_preRelease(preRelease.split(u'.', Qt::SkipEmptyParts)),
      m_text(u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch))
{
    if (!m_preRelease.isEmpty())
        m_text += u'-' + m_preRelease.join(u'.');
}

std::optional<Version> Version::parse(const QString &text)
{
    const QStringView view(text);
    Version version;
    quint64 *const parts[] = {&version.m_major, &version.m_minor, &version.m_patch};
    qsizetype at = 0;
    for (int i = 0; i < 3; ++i) {
        if (i > 0 && (at >= view.size() || view[at++] != u'.'))
            return std::nullopt;
        const std::optional<quint64> number = readNumber(view, at, false);
        if (!number)
            return std::nullopt;
        *parts[i] = *number;
    }
    QStringView rest = view.sliced(at);
    const qsizetype plus = rest.indexOf(u'+');
    if (plus >= 0) {
        const QStringView build = rest.sliced(plus + 1);
        if (!areIdentifiers(build, false))
            return std::nullopt;
        version.m_build = build.toString();
        rest = rest.first(plus);
    }
    if (!rest.isEmpty()) {
        if (rest[0] != u'-' || !areIdentifiers(rest.sliced(1), true))
            return std::nullopt;
        version.m_preRelease = rest.sliced(1).toString().split(u'.');
    }
    version.m_text = text;
    return version;
}

std::optional<Version> Version::parseTolerant(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (std::optional<Version> version = parse(trimmed))
        return version;
    const QStringView view(trimmed);
    qsizetype at = view.startsWith(u'v', Qt::CaseInsensitive) ? 1 : 0;
    Version version;
    quint64 *const parts[] = {&version.m_major, &version.m_minor, &version.m_patch};
    for (int i = 0; i < 3; ++i) {
        if (i > 0) {
            if (at + 1 >= view.size() || view[at] != u'.' || !isDigit(view[at + 1]))
                break;
            ++at;
        }
        const std::optional<quint64> number = readNumber(view, at, true);
        if (!number)
            return std::nullopt;
        *parts[i] = *number;
    }
    QStringView rest = view.sliced(at);
    const qsizetype plus = rest.indexOf(u'+');
    if (plus >= 0) {
        version.m_build = rest.sliced(plus + 1).toString();
        if (!areIdentifiers(version.m_build, false))
            return std::nullopt;
        rest = rest.first(plus);
    }
    if (rest.startsWith(u'-'))
        rest = rest.sliced(1);
    else if (!rest.isEmpty() && !rest[0].isLetter())
        return std::nullopt;
    if (!rest.isEmpty()) {
        if (!areIdentifiers(rest, false))
            return std::nullopt;
        version.m_preRelease = rest.toString().split(u'.');
    } else if (view.endsWith(u'-')) {
        return std::nullopt;
    }
    version.m_text = trimmed;
    return version;
}

std::strong_ordering operator<=>(const Version &a, const Version &b)
{
    if (const auto order = a.m_major <=> b.m_major; order != 0)
        return order;
    if (const auto order = a.m_minor <=> b.m_minor; order != 0)
        return order;
    if (const auto order = a.m_patch <=> b.m_patch; order != 0)
        return order;
    if (a.m_preRelease.isEmpty() || b.m_preRelease.isEmpty()) {
        // A final release comes after its pre-releases.
        return b.isPreRelease() <=> a.isPreRelease();
    }
    const qsizetype shared = std::min(a.m_preRelease.size(), b.m_preRelease.size());
    for (qsizetype i = 0; i < shared; ++i) {
        const auto order = compareIdentifiers(a.m_preRelease[i], b.m_preRelease[i]);
        if (order != 0)
            return order;
    }
    return a.m_preRelease.size() <=> b.m_preRelease.size();
}
