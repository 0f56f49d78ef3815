// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <functional>

/// What begins and ends emphasis, code and their like.
struct InlineSpan {
    QString open;
    QString close;
    QString before; ///< HTML
    QString after;
    bool isLiteral = false; ///< nothing inside means anything
    bool isBounded = false; ///< not within a word
};

class InlineText;

/// How one markup writes things inside a paragraph.
struct InlineRules {
    QList<InlineSpan> spans; ///< longer openers before those that they begin with
    QChar escape;            ///< null: there is none
    QString escapable;       ///< what `escape` works on; empty: everything
    /// Everything else, asked where a word or any character that is no letter begins: writes HTML and gives the
    /// place behind what it took, or -1. Must look for ends with InlineText::find() only, or not far.
    std::function<qsizetype(InlineText &, qsizetype, QString &)> special;
};

/// Turns a paragraph's text into HTML, in time linear to its length whatever it holds.
class InlineText
{
public:
    InlineText(const InlineRules &rules, QStringView text, int depth = 0);

    [[nodiscard]] QString html();

    [[nodiscard]] QStringView text() const { return m_text; }
    /// The character there; null outside.
    [[nodiscard]] QChar at(qsizetype place) const;
    /// The text between; empty when there is none.
    [[nodiscard]] QStringView between(qsizetype from, qsizetype to) const;
    [[nodiscard]] bool startsWith(QStringView what, qsizetype place) const;
    [[nodiscard]] bool isWordStart(qsizetype place) const;
    /// Remembers what it found: asking from ever later places costs one walk through the text.
    [[nodiscard]] qsizetype find(QStringView needle, qsizetype from);
    /// HTML of a part.
    [[nodiscard]] QString inside(QStringView part) const;
    /// The end of the web address that begins there; -1 when none does.
    [[nodiscard]] qsizetype addressEnd(qsizetype place) const;

    [[nodiscard]] static QString link(QStringView address, const QString &html);
    [[nodiscard]] static QString image(QStringView address, QStringView alternative);

private:
    struct Found {
        QString needle;
        qsizetype from = 0;
        qsizetype at = -1;
        [[nodiscard]] bool knows(qsizetype place) const
        {
            return place >= from && (at < 0 || place <= at);
        }
    };
    [[nodiscard]] qsizetype takeSpan(qsizetype place, QString &out);
    [[nodiscard]] qsizetype closerOf(qsizetype span, qsizetype from);

    const InlineRules &m_rules;
    QStringView m_text;
    int m_depth;
    QList<Found> m_found;
    QList<Found> m_closers; ///< of each span
};
