// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/inlinetext.h"
#include "docs/sourcelines.h"

#include <QHash>

/// What is inside AsciiDoc's paragraphs, with the document's attributes and anchors.
class AsciiDocInline
{
public:
    AsciiDocInline();
    AsciiDocInline(const AsciiDocInline &) = delete;
    AsciiDocInline &operator=(const AsciiDocInline &) = delete;

    /// Reads which section each anchor belongs to.
    void collect(const LineList &lines);
    /// ":name: value"; false when the line is none.
    bool setAttribute(QStringView line);
    [[nodiscard]] QString html(QStringView text);
    /// With "{name}" replaced.
    [[nodiscard]] QString expanded(QStringView text);

    /// Where the value of ":name: value" begins; 0 when the line is none.
    [[nodiscard]] static qsizetype attributeValue(QStringView line);
    /// How many "=" begin this section title; 0 when it is none.
    [[nodiscard]] static qsizetype sectionLevel(QStringView line);
    [[nodiscard]] static QStringView sectionTitle(QStringView line);

private:
    [[nodiscard]] qsizetype special(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeReference(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeBracket(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] qsizetype takeWord(InlineText &text, qsizetype place, QString &out);
    [[nodiscard]] QString reference(QStringView id, const QString &words);

    InlineRules m_rules;
    QHash<QString, QString> m_attributes;
    QHash<QString, QString> m_titles; ///< anchor to the section's title
    qsizetype m_expanded = 0;         ///< characters that attributes and titles were replaced by
};
