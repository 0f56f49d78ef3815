// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/columnsloader.h"

#include "index/indexstore.h"
#include "index/sharedindex.h"

Result<std::shared_ptr<EntryColumns>> loadColumns(IndexStore &store, const SharedIndex &shared)
{
    auto columns = std::make_shared<EntryColumns>();
    const auto generation = store.generation();
    if (!generation)
        return generation.error();
    columns->generation = *generation;
    if (const auto read = store.entries().eachFacts(
            shared.majors, [&](const EntryColumns::Facts &facts) { columns->set(facts); });
        !read)
        return read.error();
    auto frequent = store.terms().readFrequent();
    if (!frequent)
        return frequent.error();
    columns->frequent = std::move(*frequent);
    const auto installed = store.installed(shared.installedNames());
    if (!installed)
        return installed.error();
    columns->setInstalled(*installed);
    return columns;
}
