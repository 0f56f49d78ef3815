// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registryname.h"

#include "archive/archivelimits.h"
#include "archive/entrynames.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryName", text);
}

/// Room for ".json" and for a version behind a name within the 255 bytes of a file system.
constexpr int longestName = 120;

} // namespace

QString RegistryName::problemOf(const QString &name)
{
    const QByteArray raw = name.toUtf8();
    if (name.startsWith(u'.') || name.startsWith(u'-'))
        return tr("it begins with “%1”, which would make it a hidden file or an option.")
            .arg(name.first(1));
    if (name.contains(u'/'))
        return tr("it holds a slash.");
    if (raw.size() > longestName)
        return tr("it is longer than %1 bytes.").arg(longestName);
    return EntryNames::problemOf(raw, ArchiveLimits());
}

bool RegistryName::isFileName(const QString &name)
{
    return problemOf(name).isEmpty();
}

bool RegistryName::isNickname(const QString &name)
{
    static const QRegularExpression pattern(u"\\A[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?\\z"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
}
