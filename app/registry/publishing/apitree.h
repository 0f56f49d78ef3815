// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/publishing/documentbatch.h"
#include "registry/publishing/releasedocs.h"
#include "registry/publishing/releaselists.h"
#include "registry/registryfolder.h"
#include "registry/search/registrysearch.h"
#include "registry/store/staledocuments.h"

#include <QHash>
#include <QString>

/// The documents of an API server (protocol.md 1.5), in a tree of their own that is looked at before the mirror's, and
/// the search index: all made from the mirror and the database, and so never precious. Nothing is flushed: when the
/// computer was started anew after something was written, all is made again.
class ApiTree
{
public:
    ApiTree(RegistryFolder mirror, RegistryFolder tree, RegistryDatabase &database,
            RegistrySearch &search);

    /// Whether what is there cannot be trusted; `makeAnew()` is then to be called, and every document is stale.
    [[nodiscard]] bool mustBeMade() const;
    /// Empties tree and search. No other process may write meanwhile.
    [[nodiscard]] Result<void> makeAnew();

    /// Brings up to date what depends on these documents of the mirror, which are written already. What cannot be read
    /// is left out: `RegistryStore::verify()` tells.
    [[nodiscard]] Result<void> write(const QList<StaleDocument> &documents, ReleaseLists &lists);
    /// Flushes what was written, so that the next start of the computer needs not to make it again.
    [[nodiscard]] Result<void> settle();

    [[nodiscard]] const RegistryFolder &folder() const { return m_tree; }

private:
    [[nodiscard]] Result<void> noteUnflushed() const;
    [[nodiscard]] Result<void> writeDistribution(const QString &key);
    [[nodiscard]] Result<void> writeExtension(DocumentBatch &batch, const QString &key);
    [[nodiscard]] Result<void> writeUser(DocumentBatch &batch, const QString &key,
                                         ReleaseLists &lists);
    [[nodiscard]] Result<void> writeTag(DocumentBatch &batch, const QString &key,
                                        ReleaseLists &lists);
    [[nodiscard]] QString docpathOf(const Release &release, const QString &extension);
    [[nodiscard]] QString userNameOf(const QString &nickname);

    RegistryFolder m_mirror;
    RegistryFolder m_tree;
    RegistryDatabase &m_database;
    RegistrySearch &m_search;
    QHash<QString, QJsonObject> m_provides; ///< of releases, while extensions are written
};
