// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/installjob.h"
#include "install/planner.h"
#include "postgres/sandboxserver.h"

#include <memory>

/// "Try it": starts a sandbox server that copies the target's installation, plans against it, installs, creates
/// the extension in a database "try", runs installcheck when there is one. Outcome: "sandbox" (id, folder, bytes),
/// "connection" (connection string), "uri", "psql" (command), "created" (what CREATE EXTENSION made: kind and
/// identity rows), "tests" ({"ran","passed","total","summary"}).
class TryJob final : public Job
{
    Q_OBJECT

public:
    struct Request {
        PlanRequest wanted; ///< databases are ignored
        Installation original;
        bool withTests = true;
        bool keep = false; ///< the sandbox survives this program
    };
    /// `source` must outlive the job.
    TryJob(Request request, const InstallServices &services, const ReleaseSource &source,
           QObject *parent = nullptr);
    ~TryJob() override;
    /// The running sandbox, after Done; the caller owns it from then on.
    [[nodiscard]] std::unique_ptr<SandboxServer> takeSandbox();

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};
