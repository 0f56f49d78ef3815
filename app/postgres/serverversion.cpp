// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/installation.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

ServerVersion ServerVersion::parse(const QString &text)
{
    static const QRegularExpression form(
        u"\\A\\s*(?:[A-Za-z][\\w ()]*?\\s)?(\\d{1,4})(?:\\.(\\d{1,5}))?(?:\\.(\\d{1,5}))?"
        "(?:(?:devel|alpha|beta|rc)\\d*)?(?![\\w.])"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    ServerVersion version{match.captured(1).toInt(), match.captured(2).toInt(), 0,
                          text.mid(match.capturedStart(1)).trimmed()};
    if (version.major < 10)
        version.patch = match.captured(3).toInt();
    return version;
}

ServerVersion ServerVersion::fromNumber(int number)
{
    if (number <= 0)
        return {};
    ServerVersion version;
    version.major = number / 10000;
    if (version.major >= 10) {
        version.minor = number % 10000;
    } else {
        version.minor = number / 100 % 100;
        version.patch = number % 100;
    }
    version.text = version.shortText();
    return version;
}

int ServerVersion::number() const
{
    return major >= 10 ? major * 10000 + minor : major * 10000 + minor * 100 + patch;
}

QString ServerVersion::shortText() const
{
    // "18beta2", or "15" where only a folder's name tells: there is no minor number to invent.
    static const QRegularExpression majorOnly(
        u"\\A\\d\\d+(?:(?:devel|alpha|beta|rc)\\d*)?(?![\\d.])"_s);
    if (const auto match = majorOnly.match(text); match.hasMatch())
        return match.captured();
    return major >= 10 ? u"%1.%2"_s.arg(major).arg(minor)
                       : u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch);
}

QString ServerVersion::semVer() const
{
    return u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch);
}
