// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

/// Words that a person has put in quotes: they must stand next to each other, in this order. The
/// pieces of an identifier count as words ("key value" is in "key_value").
class Phrase
{
public:
    /// The phrases of a query that have two words or more. A quote that is not closed yet goes to the
    /// end, and its last word may not be finished.
    [[nodiscard]] static QList<Phrase> parse(const QString &query);

    [[nodiscard]] bool isIn(QStringView text) const;
    [[nodiscard]] const QStringList &words() const { return m_words; } ///< folded
    [[nodiscard]] bool operator==(const Phrase &) const = default;

private:
    [[nodiscard]] quint32 placesOf(QStringView word) const;

    QStringList m_words;
    bool m_unfinished = false;
};
