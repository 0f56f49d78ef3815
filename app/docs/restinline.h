// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/inlinetext.h"
#include "docs/sourcelines.h"

#include <QHash>
#include <QStringList>

/// What is inside reStructuredText's paragraphs, with the link targets and substitutions of the whole document.
class RestInline
{
public:
    RestInline();
    RestInline(const RestInline &) = delete;
    RestInline &operator=(const RestInline &) = delete;

    /// Reads ".. _name: address" and ".. |name| directive:: text" wherever they are.
    void collect(const LineList &lines);
    [[nodiscard]] QString html(QStringView text);

private:
    void addTarget(QStringView definition);
    void addSubstitution(QStringView definition);
    [[nodiscard]] QString addressOf(const QString &name) const;
    [[nodiscard]] qsizetype special(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeInterpreted(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeRole(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeWord(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeSubstitution(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] QString reference(QStringView content, bool isAnonymous);
    [[nodiscard]] QString linked(const QString &address, QStringView text);

    InlineRules m_rules;
    QHash<QString, QString> m_targets; ///< name, in lower case, to address or "other name_"
    QStringList m_anonymous;
    qsizetype m_nextAnonymous = 0;
    QHash<QString, QString> m_substitutions; ///< name to plain text
    qsizetype m_expanded = 0;                ///< characters that names were replaced by
};
