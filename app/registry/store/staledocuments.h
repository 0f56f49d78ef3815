// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QList>
#include <QString>

/// Which documents of the tree do not tell the newest state.
struct StaleDocument {
    enum class Kind { Distribution, Extension, User, Tag, Stats, Mirrors };
    Kind kind = Kind::Stats;
    QString name;    ///< lower case; empty for statistics and mirrors
    qint64 mark = 0; ///< rises when it becomes stale again, while it is being written perhaps
    bool operator==(const StaleDocument &) const = default;
};
[[nodiscard]] QString nameOf(StaleDocument::Kind kind);

/// Remembers, inside the transactions that change what documents tell, which of them are to be written anew: a crash
/// between the two loses none.
class StaleDocumentStore
{
public:
    explicit StaleDocumentStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] static Result<void> mark(SqlConnection &connection,
                                           const QList<StaleDocument> &documents);
    /// All documents there are.
    [[nodiscard]] Result<void> markAll();
    [[nodiscard]] Result<QList<StaleDocument>> all();
    /// Of those that became stale again since they were read nothing is forgotten.
    [[nodiscard]] Result<void> forget(const QList<StaleDocument> &written);
    /// A number that rises with every release, yank or deprecation; cheap to ask.
    [[nodiscard]] Result<qint64> generation();
    [[nodiscard]] static Result<void> raiseGeneration(SqlConnection &connection);

private:
    RegistryDatabase &m_database;
};
