// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/session.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

QStringList PreloadSetting::split(const QString &value)
{
    QStringList libraries;
    qsizetype at = 0;
    while (at < value.size()) {
        while (at < value.size() && (value[at].isSpace() || value[at] == u','))
            ++at;
        if (at >= value.size())
            break;
        QString name;
        if (value[at] == u'"') {
            for (++at; at < value.size(); ++at) {
                if (value[at] == u'"') {
                    if (at + 1 >= value.size() || value[at + 1] != u'"')
                        break;
                    ++at; // "" stands for one quote
                }
                name += value[at];
            }
            ++at;
        } else {
            const qsizetype start = at;
            while (at < value.size() && value[at] != u',')
                ++at;
            name = value.mid(start, at - start).trimmed();
        }
        if (!name.isEmpty())
            libraries += name;
    }
    return libraries;
}

QString PreloadSetting::join(const QStringList &libraries)
{
    static const QRegularExpression plain(u"\\A[^\\s,\"]+\\z"_s);
    QStringList words;
    for (const QString &library : libraries) {
        if (library.isEmpty())
            continue;
        words += plain.match(library).hasMatch()
                     ? library
                     : u'"' + QString(library).replace(u'"', u"\"\""_s) + u'"';
    }
    return words.join(u", "_s);
}
