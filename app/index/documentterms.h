// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

/// Where a word stands. In the full-text table each word is written with its field's letter before
/// it ("npg_cron", "rpg_cron"): one small table without positions answers "which entries have this
/// word in that field" by a single list of numbers.
enum class Field : char {
    Name = 'n',
    Extensions = 'e',
    Tags = 't',
    Abstract = 'a',
    Functions = 'f',
    Topics = 's', ///< headings of README, what it says often, META's description
    Readme = 'r',
    Docs = 'd',
};

/// What of an entry goes into the full-text table.
struct DocumentTerms {
    /// Distinct words with their field's letter, sorted, separated by blanks.
    QByteArray text;

    bool operator==(const DocumentTerms &) const = default;
    [[nodiscard]] static DocumentTerms of(const IndexEntry &entry);

    /// A word without its letter, as the vocabulary that typing errors are mended with counts it.
    struct VocabularyWord {
        QByteArrayView word; ///< into `text`
        bool head = false;   ///< in a name, an extension's name or a tag
    };
    /// Each word once; only those that a typing error may be mended to.
    [[nodiscard]] std::vector<VocabularyWord> vocabulary() const;
};
