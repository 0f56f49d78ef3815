// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/releasenotes.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Not indented, so that a list's line "- 1.2 is faster" or a quoted number starts nothing.
const QRegularExpression &headingShape()
{
    static const QRegularExpression shape(
        u"^(?:#{1,6}\\s+|=+\\s+)?(?:\\*\\*|__)?\\[?"
        "(?:(?:version|release|revision)\\s+|v(?:ersion)?\\.?\\s*)?"
        "(\\d+(?:\\.\\d+){1,3}(?:-?[A-Za-z][0-9A-Za-z.-]*)?)"
        "\\]?(?:\\*\\*|__)?:?(?=\\s|$|[(,])"_s,
        QRegularExpression::CaseInsensitiveOption);
    return shape;
}

bool isRule(const QString &line)
{
    static const QRegularExpression shape(u"^\\s*([=~^-])\\1{2,}\\s*$"_s);
    return shape.match(line).hasMatch();
}

/// Without empty lines around it, and without the indentation all its lines share.
QString tidied(QStringList lines)
{
    const auto isBlank = [](const QString &line) { return line.trimmed().isEmpty(); };
    while (!lines.isEmpty() && (isBlank(lines.first()) || isRule(lines.first())))
        lines.removeFirst();
    while (!lines.isEmpty() && isBlank(lines.last()))
        lines.removeLast();
    qsizetype shared = -1;
    for (const QString &line : std::as_const(lines)) {
        if (isBlank(line))
            continue;
        const auto text =
            std::ranges::find_if(line, [](QChar character) { return !character.isSpace(); });
        const qsizetype indent = text - line.begin();
        shared = shared < 0 ? indent : std::min(shared, indent);
    }
    for (QString &line : lines)
        line.remove(0, std::max<qsizetype>(0, shared));
    return lines.join(u'\n');
}

} // namespace

bool ReleaseNotes::isChangelog(const QString &fileName)
{
    const QStringList names{u"changes"_s, u"changelog"_s,     u"news"_s,
                            u"history"_s, u"release_notes"_s, u"releasenotes"_s};
    return names.contains(QFileInfo(fileName).baseName().toLower());
}

QMap<QString, QString> ReleaseNotes::byVersion(const QString &changelog)
{
    QMap<QString, QString> notes;
    QString version;
    QStringList lines;
    const auto keep = [&] {
        const QString text = tidied(std::exchange(lines, {}));
        if (!version.isEmpty() && !text.isEmpty() && !notes.contains(version))
            notes.insert(version, text);
    };
    const QStringList all = QString(changelog).replace(u"\r\n"_s, u"\n"_s).split(u'\n');
    for (const QString &line : all) {
        const QRegularExpressionMatch heading = headingShape().match(line);
        if (heading.hasMatch()) {
            keep();
            version = heading.captured(1);
        } else {
            lines += line;
        }
    }
    keep();
    return notes;
}
