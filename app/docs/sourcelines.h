// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

using LineList = QList<QStringView>;

/// A document's lines as markups see them that mind indentation: tabs widened, white space at the end cut off.
class SourceLines
{
public:
    explicit SourceLines(const QString &source);
    SourceLines(const SourceLines &) = delete;
    SourceLines &operator=(const SourceLines &) = delete;

    /// Views into this object.
    [[nodiscard]] const LineList &lines() const { return m_lines; }

    [[nodiscard]] static qsizetype indentOf(QStringView line);
    /// The first line at or after `from` that is neither empty nor indented.
    [[nodiscard]] static qsizetype endOfIndented(const LineList &lines, qsizetype from);
    /// Lines from `from` to before `to` without up to `indent` spaces each; empty ones at both ends left out.
    [[nodiscard]] static LineList dedented(const LineList &lines, qsizetype from, qsizetype to,
                                           qsizetype indent);
    /// The same without the indentation that all have.
    [[nodiscard]] static LineList dedented(const LineList &lines, qsizetype from, qsizetype to);
    [[nodiscard]] static QString joined(const LineList &lines);
    /// As a block of code.
    [[nodiscard]] static QString preformatted(const LineList &lines);
    /// Whether the line is one character repeated, at least `least` times.
    [[nodiscard]] static bool isRepeated(QStringView line, qsizetype least);

private:
    QString m_text;
    LineList m_lines;
};
