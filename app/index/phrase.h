// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// Words that a person has put in quotes: they must stand next to each other, in this order. The
/// pieces of an identifier count as words ("key value" is in "key_value").
class Phrase
{
public:
    /// The phrases of a query that have two words or more. A quote that is not closed yet goes to the
    /// end, and its last word may not be finished.
    [[nodiscard]] static QList<Phrase> parse(const QString &query);

    [[nodiscard]] const QStringList &words() const { return m_words; } ///< folded
    /// Whether more of the last word may follow.
    [[nodiscard]] bool isUnfinished() const { return m_unfinished; }
    [[nodiscard]] bool operator==(const Phrase &) const = default;

private:
    QStringList m_words;
    bool m_unfinished = false;
};
