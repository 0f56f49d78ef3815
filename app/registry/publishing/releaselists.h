// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/mirrordocuments.h"
#include "registry/store/releasestore.h"

#include <QString>

#include <map>
#include <memory>

/// What users and tags have released, for documents of both trees: read and sorted once for the two. Belongs to one round
/// of writing.
class ReleaseLists
{
public:
    explicit ReleaseLists(RegistryDatabase &database) : m_database(database) {}

    /// Good until the next call.
    [[nodiscard]] Result<const MirrorDocuments *> ofUser(const QString &nickname);
    [[nodiscard]] Result<const MirrorDocuments *> tagged(const QString &tag);

private:
    struct List {
        explicit List(QList<Release> read) : releases(std::move(read)), documents(releases) {}
        QList<Release> releases;
        MirrorDocuments documents;
    };
    using Lists = std::map<QString, std::unique_ptr<const List>>;
    template <typename Read>
    [[nodiscard]] Result<const MirrorDocuments *> find(Lists &lists, const QString &name,
                                                       Read read);

    RegistryDatabase &m_database;
    Lists m_ofUsers;
    Lists m_ofTags;
    qsizetype m_kept = 0; ///< releases in all lists
};
