// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "registry/registryfolder.h"
#include "registry/store/staledocuments.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <mutex>

class ApiTree;
class ReleaseLists;

/// Writes the documents of the mirror tree that do not tell the newest state (protocol.md 4.4), then what an API server
/// makes of them. One writer at a time,
/// also of several processes that share the tree; who waits for another one mostly finds nothing left to do.
class DocumentWriter
{
public:
    DocumentWriter(RegistryFolder tree, QString lockFile, RegistryDatabase &database, ApiTree &api);

    /// Returns when what was stale at the call is written and flushed.
    [[nodiscard]] Result<void> writeStale(const CancellationToken &token = {});
    /// The same with every document there is, the API server's from the beginning.
    [[nodiscard]] Result<void> writeAll(const CancellationToken &token = {});
    /// Flushes what may be made again, and therefore was not flushed yet: before the program ends.
    [[nodiscard]] Result<void> settle();
    /// What the document should hold; empty: it should not be there.
    [[nodiscard]] Result<QByteArray> contentOf(const StaleDocument &document);
    /// Where a document lies; of statistics there are several; see `stats()`.
    [[nodiscard]] QString fileOf(const StaleDocument &document) const;
    /// All that statistics tell, as path and content.
    [[nodiscard]] Result<QList<std::pair<QString, QByteArray>>> stats();

private:
    [[nodiscard]] Result<QByteArray> contentOf(const StaleDocument &document, ReleaseLists &lists);
    [[nodiscard]] Result<void> writeRound(const QList<StaleDocument> &documents);

    RegistryFolder m_tree;
    QString m_lockFile;
    RegistryDatabase &m_database;
    ApiTree &m_api;
    StaleDocumentStore m_stale;
    std::mutex m_mutex;
};
