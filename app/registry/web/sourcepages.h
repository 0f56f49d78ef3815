// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivereader.h"
#include "registry/registryservice.h"

#include <QList>
#include <QString>

#include <memory>
#include <mutex>

/// The unpacked distributions under /src/ (protocol.md 1.6), read from the released archives when somebody asks. Nothing
/// that a browser could run is sent as what it is.
class SourcePages final : public ApiGroup
{
public:
    explicit SourcePages(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    /// An archive that was opened, which is expensive, with what keeps others from reading it at the same time.
    struct OpenArchive {
        QString path;
        std::mutex mutex;
        std::unique_ptr<ArchiveReader> reader;
    };
    [[nodiscard]] RegistryResponse answer(const ApiCall &call);
    [[nodiscard]] Result<std::shared_ptr<OpenArchive>> open(const QString &path);
    [[nodiscard]] RegistryResponse list(const ApiCall &call, const ArchiveReader &archive,
                                        const QString &top, const QString &folder) const;

    RegistryContext &m_context;
    std::mutex m_mutex;                           ///< guards the list
    QList<std::shared_ptr<OpenArchive>> m_recent; ///< last used first
};
