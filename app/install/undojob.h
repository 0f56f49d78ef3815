// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/installjob.h"
#include "install/manifest.h"

/// Takes back what one manifest says: SQL state, server settings (with a restart when one is needed and allowed),
/// files byte for byte. Refuses, changing nothing, when a file was changed by someone else since (Conflict, with
/// the list) or when something depends on an extension it would drop (Conflict, with the dependants), unless
/// `force`.
class UndoJob final : public Job
{
    Q_OBJECT

public:
    struct Options {
        bool force = false;     ///< drop dependants too, overwrite changed files
        bool filesOnly = false; ///< the server is gone for good
    };
    UndoJob(Manifest manifest, const InstallServices &services, Options options,
            QObject *parent = nullptr);
    ~UndoJob() override;
    [[nodiscard]] QString exclusiveKey() const override;

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override;

private:
    Manifest m_manifest;
    InstallServices m_services;
    Options m_options;
};
