// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

/// The full-text search that PGXN's API server offers (protocol.md 8): five separate lists, each with its own fields, in
/// one SQLite file that is never precious. Thread-safe; every call waits for its answer. Several processes may share
/// the file.
class TextIndex
{
public:
    enum class Kind { Docs, Dists, Extensions, Users, Tags };

    /// What can be found.
    struct Item {
        QString group; ///< whatever is replaced together: the distribution's name, the nickname
        QStringList fields; ///< in the order of `fieldsOf()`
        QJsonObject stored; ///< what a hit tells
    };
    struct Hit {
        double score = 0;
        QJsonObject stored;
        QString excerpt; ///< safe HTML with <strong>; empty when the kind has none
    };
    struct Answer {
        int count = 0; ///< of all matches
        QList<Hit> hits;
    };

    TextIndex();
    ~TextIndex();
    TextIndex(const TextIndex &) = delete;
    TextIndex &operator=(const TextIndex &) = delete;

    /// The names by which a query can ask for one of them.
    [[nodiscard]] static const QStringList &fieldsOf(Kind kind);

    /// Once, before anything else. Makes a missing file; a damaged one, or one of another version, is made anew.
    [[nodiscard]] Result<void> open(const QString &file);
    /// True after a file was made, until `clear()`.
    [[nodiscard]] bool isNew() const;

    [[nodiscard]] Result<Answer> search(Kind kind, const QString &query, int offset, int limit);
    /// Puts `items` in the place of all that the group has.
    [[nodiscard]] Result<void> replace(Kind kind, const QString &group, const QList<Item> &items);
    [[nodiscard]] Result<void> clear();

private:
    struct State;
    std::unique_ptr<State> m_state;
};
[[nodiscard]] QString nameOf(TextIndex::Kind kind); ///< "docs", "dists"…
