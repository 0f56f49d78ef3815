// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/docpaths.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// `*` and `?` match no slash, `**` does. Goes back to the last star of each kind only, so that no pattern takes
/// long.
bool matches(QStringView pattern, QStringView path)
{
    struct Star {
        qsizetype behind = -1; ///< in the pattern
        qsizetype from = 0;    ///< how far it has eaten
    };
    Star inFolder;
    Star across;
    qsizetype p = 0;
    qsizetype at = 0;
    while (at < path.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            const bool crosses = p + 1 < pattern.size() && pattern[p + 1] == u'*';
            p += crosses ? 2 : 1;
            (crosses ? across : inFolder) = {p, at};
            if (crosses)
                inFolder = {};
        } else if (p < pattern.size()
                   && (pattern[p] == path[at] || (pattern[p] == u'?' && path[at] != u'/'))) {
            ++p;
            ++at;
        } else if (inFolder.behind >= 0 && path[inFolder.from] != u'/') {
            p = inFolder.behind;
            at = ++inFolder.from;
        } else if (across.behind >= 0) {
            inFolder = {};
            p = across.behind;
            at = ++across.from;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

/// The file itself or a folder that it is in, anywhere when the pattern names no place.
bool isIgnored(const QString &file, QString pattern)
{
    const bool isNegative = pattern.startsWith(u'!');
    while (pattern.endsWith(u'/'))
        pattern.chop(1);
    const bool hasPlace = pattern.contains(u'/');
    if (pattern.startsWith(u'/'))
        pattern.remove(0, 1);
    if (pattern.isEmpty() || isNegative)
        return false;
    const QStringList parts = file.split(u'/');
    QString folder;
    for (const QString &part : parts) {
        folder += (folder.isEmpty() ? u""_s : u"/"_s) + part;
        if (matches(pattern, hasPlace ? folder : part))
            return true;
    }
    return false;
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    if (value.isString())
        list += value.toString();
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        list += entry.toString();
    list.removeAll(QString());
    return list;
}

} // namespace

bool DocPaths::isUnindexed(const QString &file, const Release &release)
{
    if (release.metaSpec > 1)
        return std::any_of(release.noIndex.begin(), release.noIndex.end(),
                           [&](const QString &pattern) { return isIgnored(file, pattern); });
    const QJsonObject noIndex = release.meta[u"no_index"].toObject();
    const QStringList folders = texts(noIndex[u"directory"]);
    return texts(noIndex[u"file"]).contains(file)
           || std::any_of(folders.begin(), folders.end(),
                          [&](const QString &folder) { return file.startsWith(folder); });
}

bool DocPaths::isReadme(const QString &file)
{
    return !file.contains(u'/')
           && (file.compare(u"README", Qt::CaseInsensitive) == 0
               || file.startsWith(u"README.", Qt::CaseInsensitive));
}

QString DocPaths::docpathOf(const QString &file)
{
    const qsizetype dot = file.lastIndexOf(u'.');
    return dot > file.lastIndexOf(u'/') + 1 ? file.first(dot) : file;
}

QStringList DocPaths::specialFiles(const QStringList &files, const QString &name)
{
    static const QString suffix = u"(?:\\.[^./]+)?"_s;
    const QStringList patterns = {u"(?i:Change(?:s|Log)"_s + suffix + u')',
                                  u"(?i:(?:README|LICENSE|INSTALL|COPYING|AUTHORS)"_s + suffix
                                      + u')',
                                  u"META\\.json"_s,
                                  u"Makefile"_s,
                                  u"MANIFEST"_s,
                                  QRegularExpression::escape(name) + u"\\.control"_s};
    QStringList special;
    for (const QString &pattern : patterns) {
        for (const QString &ending : {QString(), u"\\.in"_s}) {
            const QRegularExpression shape(u"\\A"_s + pattern + ending + u"\\z"_s);
            const auto found = std::find_if(files.begin(), files.end(), [&](const QString &file) {
                return !file.contains(u'/') && shape.match(file).hasMatch();
            });
            if (found != files.end()) {
                special += *found;
                break;
            }
        }
    }
    return special;
}
