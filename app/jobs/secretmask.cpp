// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/secretmask.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace SecretMask {

QString withoutPasswords(const QString &text)
{
    QString masked = text;
    if (masked.contains(u"://"_s)) {
        // scheme://user:secret@host; the secret may itself hold anything but blanks, '/' and '@'.
        static const QRegularExpression userInfo(
            uR"(([a-zA-Z][a-zA-Z0-9+.-]*://[^\s/:@'"]*:)[^\s/@'"]*@)"_s);
        masked.replace(userInfo, u"\\1***@"_s);
    }
    // password=…, PGPASSWORD="…", "password": "…", --token …; quoted as libpq, a shell or JSON does.
    static const QRegularExpression assignment(
        uR"re((\b(?:[a-z0-9_]*(?:password|passwd|passphrase|secret|token|api_?key)|pass)\b["']?\s*(?:=|:\s)\s*)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s&;,'"]+))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    masked.replace(assignment, u"\\1***"_s);
    static const QRegularExpression header(uR"((authorization:\s*\w+\s+|bearer\s+)[^\s'"]+)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    masked.replace(header, u"\\1***"_s);
    return masked;
}

QString forSharing(const QString &text, const QString &home)
{
    QString masked = withoutPasswords(text);
    if (home.size() > 1) {
        const QRegularExpression folder(QRegularExpression::escape(home) + u"(?![\\w.-])"_s);
        masked.replace(folder, u"~"_s);
    }
    return masked;
}

} // namespace SecretMask
