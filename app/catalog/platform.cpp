// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/platform.h"

#include <QRegularExpression>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace {

QString canonicalArchitecture(const QString &name)
{
    static const struct {
        QLatin1StringView alias;
        QLatin1StringView name;
    } aliases[] = {
        {"x86_64"_L1, "amd64"_L1},
        {"x64"_L1, "amd64"_L1},
        {"aarch64"_L1, "arm64"_L1},
        {"i386"_L1, "386"_L1},
        {"i486"_L1, "386"_L1},
        {"i586"_L1, "386"_L1},
        {"i686"_L1, "386"_L1},
        {"x86"_L1, "386"_L1},
        {"loongarch64"_L1, "loong64"_L1},
        {"power64le"_L1, "ppc64le"_L1},
        {"power64"_L1, "ppc64"_L1},
    };
    const QString lower = name.toLower();
    for (const auto &known : aliases) {
        if (lower == known.alias)
            return known.name;
    }
    return lower;
}

bool isLinux(const QString &os)
{
    return os == u"linux" || os == u"gnulinux" || os == u"musllinux";
}

bool osMatches(const QString &pattern, const QString &host)
{
    if (pattern == host)
        return true;
    // "linux" covers both C libraries; a host that does not know its own accepts either.
    return isLinux(pattern) && isLinux(host) && (pattern == u"linux" || host == u"linux");
}

/// Made for 23.5.0 runs on 23.5.0 and what follows it.
bool versionMatches(const QString &pattern, const QString &host)
{
    if (pattern.isEmpty() || host.isEmpty())
        return true;
    static const QRegularExpression separators(u"[^0-9]+"_s);
    const QStringList wanted = pattern.split(separators, Qt::SkipEmptyParts);
    const QStringList given = host.split(separators, Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const auto want = wanted[i].toULongLong();
        const auto have = i < given.size() ? given[i].toULongLong() : 0;
        if (want != have)
            return have > want;
    }
    return true;
}

} // namespace

std::optional<Platform> Platform::parse(const QString &text)
{
    static const QRegularExpression shape(
        uR"(\A(?<os>[a-zA-Z][a-zA-Z0-9]+))"
        uR"((?:-(?<version>(?:0|[1-9][0-9]*)\.[^\s-]+))?(?:-(?<arch>[a-zA-Z0-9]+))?\z)"_s);
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    Platform platform;
    platform.os = match.captured(u"os").toLower();
    platform.osVersion = match.captured(u"version");
    const QString architecture = match.captured(u"arch");
    platform.architecture =
        architecture.isEmpty() ? QString() : canonicalArchitecture(architecture);
    return platform;
}

Platform Platform::host()
{
    Platform platform;
    platform.os = QSysInfo::kernelType();
    if (platform.os == u"winnt")
        platform.os = u"windows"_s;
    const QString release = QSysInfo::kernelVersion();
    platform.osVersion = release.section(u'-', 0, 0);
    platform.architecture = canonicalArchitecture(QSysInfo::currentCpuArchitecture());
    return platform;
}

bool Platform::matches(const Platform &host) const
{
    if (!architecture.isEmpty() && !host.architecture.isEmpty()
        && canonicalArchitecture(architecture) != canonicalArchitecture(host.architecture))
        return false;
    if (os.isEmpty() || os == u"any")
        return true;
    return osMatches(os, host.os) && versionMatches(osVersion, host.osVersion);
}

QString Platform::toString() const
{
    QString text = os.isEmpty() ? u"any"_s : os;
    if (!osVersion.isEmpty())
        text += u'-' + osVersion;
    if (!architecture.isEmpty())
        text += u'-' + architecture;
    return text;
}
