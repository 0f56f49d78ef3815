// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/installjob.h"
#include "install/manifest.h"

#include <functional>

/// Takes back what one manifest notes: what a job does after a failure, `UndoJob` on demand and `Recovery` after a
/// kill. Each part looks first what is there, so it can be repeated and goes on from wherever it was stopped.
class TakeBack
{
public:
    struct Options {
        bool force = false; ///< drop dependants and stored rows too, overwrite files changed since
        bool filesOnly = false; ///< leave the server alone
        bool flush = true;
    };
    enum class Part { Check, Sql, Files, Settings, Restart };
    using PartSink = std::function<void(Part part, const QString &what)>;

    TakeBack(Manifest &manifest, const ManifestStore &store, const InstallServices &services,
             Options options);
    /// Calls `sink` when a part begins. On success the manifest is saved as Undone.
    [[nodiscard]] Result<void> run(const PartSink &sink = {});

private:
    [[nodiscard]] Result<void> findTarget();
    Manifest &m_manifest;
    const ManifestStore &m_store;
    const InstallServices &m_services;
    Options m_options;
    Target m_target;
    QStringList m_folders;
};
