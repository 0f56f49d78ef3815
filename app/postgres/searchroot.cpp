// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/finders.h"

#include <QDir>
#include <QRegularExpression>
#include <QSettings>
#include <QVersionNumber>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_WIN
QStringList registryBaseDirectories()
{
    QStringList folders;
    for (const auto format : {QSettings::Registry64Format, QSettings::Registry32Format}) {
        const QSettings keys(u"HKEY_LOCAL_MACHINE\\SOFTWARE\\PostgreSQL\\Installations"_s, format);
        for (const QString &group : keys.childGroups())
            folders += keys.value(group + u"/Base Directory"_s).toString();
    }
    folders.removeAll(QString());
    folders.removeDuplicates();
    return folders;
}
#endif

QVersionNumber versionIn(const QString &name)
{
    const auto digit =
        std::find_if(name.cbegin(), name.cend(), [](QChar c) { return c.isDigit(); });
    return QVersionNumber::fromString(name.mid(digit - name.cbegin()));
}

/// "postgresql@16" before "postgresql@9.6": by number, the larger first.
void sortNewestFirst(QStringList &names)
{
    std::sort(names.begin(), names.end(), [](const QString &left, const QString &right) {
        const QVersionNumber leftVersion = versionIn(left);
        const QVersionNumber rightVersion = versionIn(right);
        return leftVersion != rightVersion ? leftVersion > rightVersion : left < right;
    });
}

} // namespace

SearchRoot SearchRoot::machine(const QStringList &addedInstallations,
                               const QStringList &addedServers)
{
    SearchRoot here;
    here.root = QDir::rootPath();
    here.home = QDir::homePath();
    here.path = qEnvironmentVariable("PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    here.addedInstallations = addedInstallations;
    here.addedServers = addedServers;
    if (const QString folder = qEnvironmentVariable("PGDATA"); !folder.isEmpty())
        here.dataDirectories += folder;
#ifdef Q_OS_WIN
    here.registryFolders = registryBaseDirectories();
#endif
    return here;
}

QString SearchRoot::below(const QString &path) const
{
    if (QDir::cleanPath(root) == QDir::cleanPath(QDir::rootPath()))
        return QDir::cleanPath(path);
    QString tail = QDir::fromNativeSeparators(path);
    if (tail.size() > 1 && tail[1] == u':') // a drive is a folder of the fixture: C:/x -> C/x
        tail.remove(1, 1);
    return QDir::cleanPath(root + u'/' + tail);
}

QStringList SearchRoot::matching(const QString &pattern) const
{
    QStringList found;
    QString rest;
    if (pattern.startsWith(u"~/"_s)) {
        if (home.isEmpty())
            return {};
        found += QDir::cleanPath(home);
        rest = pattern.mid(2);
    } else {
        const qsizetype slash = pattern.indexOf(u'/');
        found += below(pattern.left(slash + 1));
        if (QDir::isRelativePath(found.first())) // a drive letter where there are no drives
            return {};
        rest = pattern.mid(slash + 1);
    }
    for (const QString &part : rest.split(u'/', Qt::SkipEmptyParts)) {
        QStringList next;
        const bool isPattern = part.contains(u'*') || part.contains(u'?');
        for (const QString &folder : std::as_const(found)) {
            QStringList names{part};
            if (isPattern) {
                names = QDir(folder).entryList({part}, QDir::Dirs | QDir::NoDotAndDotDot);
                sortNewestFirst(names);
            }
            for (const QString &name : std::as_const(names)) {
                if (const QString path = QDir(folder).filePath(name); QFileInfo(path).isDir())
                    next += path;
            }
        }
        found = next;
    }
    return found;
}

QStringList parseRegistryExport(const QString &text)
{
    static const QRegularExpression section(
        u"\\A\\[HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\(?:WOW6432Node\\\\)?PostgreSQL\\\\Installations\\\\[^\\]\\\\]+\\]\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression value(u"\\A\"Base Directory\"=\"(.*)\"\\z"_s);
    QStringList folders;
    bool isInside = false;
    for (const QString &raw : text.split(u'\n')) {
        const QString line = raw.trimmed();
        if (line.startsWith(u'['))
            isInside = section.match(line).hasMatch();
        else if (const auto match = value.match(line); isInside && match.hasMatch())
            folders += match.captured(1).replace(u"\\\\"_s, u"\\"_s).replace(u"\\\""_s, u"\""_s);
    }
    return folders;
}
