// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/controlfile.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

ControlFile ControlFile::parse(const QByteArray &bytes)
{
    static const QRegularExpression line(
        uR"(^\s*([A-Za-z_][A-Za-z0-9_]*)\s*=?\s*(?:'((?:[^'\\]|''|\\.)*)'|([^\s'#]+))\s*(?:#.*)?$)"_s);
    ControlFile file;
    for (const QByteArray &text : bytes.split('\n')) {
        const QRegularExpressionMatch match = line.match(QString::fromUtf8(text).trimmed());
        if (!match.hasMatch())
            continue;
        QString value = match.captured(2);
        if (match.capturedStart(2) >= 0) {
            value.replace(u"''"_s, u"'"_s);
            value.replace(QRegularExpression(uR"(\\(.))"_s), u"\\1"_s);
        } else {
            value = match.captured(3);
        }
        file.m_values.insert(match.captured(1).toLower(), value);
    }
    return file;
}
