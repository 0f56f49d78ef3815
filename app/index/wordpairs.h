// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QStringView>

/// Each two words of an entry that stand next to each other, in order: "a key value store" has a_key,
/// key_value and value_store. The pieces of an identifier count as words.
struct WordPairs {
    /// Separated by blanks; a lone "_" ends each text, so that no phrase goes on in the next one.
    QByteArray text;

    bool operator==(const WordPairs &) const = default;
    [[nodiscard]] static WordPairs of(const IndexEntry &entry);
    [[nodiscard]] static WordPairs of(QStringView text);
    /// Folded words, as the pairs above are made of them.
    [[nodiscard]] static QString joined(const QStringList &words);
};
