// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "install/sharing.h"
#include "uiservices.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// Looks up what registries may be told, and tells it. Blocks: worker threads.
namespace SharingWork {

/// A job that has ended, and what it was for.
struct EndedJob {
    JobRecord record;
    ServerVersion postgres;
};
struct Shown {
    QList<SharedFact> facts;
    QString signInTo; ///< who wants to know who says so, while the person is not signed in there
};
/// What went out, and what did not and why.
struct Told {
    QList<SharedFact> facts;
    QStringList problems;
};

/// The newest of its kind on this computer, of builds that of `job`; an example when there is none.
[[nodiscard]] Result<Shown> newest(const UiServices &services, SharedFact::Kind kind,
                                   const std::optional<EndedJob> &job);
/// What would be told about a job.
[[nodiscard]] Result<Shown> about(const UiServices &services, const EndedJob &job);

[[nodiscard]] Result<void> send(const UiServices &services, const SharedFact &fact,
                                const CancellationToken &token);
/// Receipts with these ids; and how `job` went, if the person is signed in to its registry.
[[nodiscard]] Told tell(const UiServices &services, const QStringList &receipts,
                        const std::optional<EndedJob> &job, const CancellationToken &token);
/// What is in use, to each registry. What fails is told another day.
void tellInUse(const UiServices &services, const CancellationToken &token);

} // namespace SharingWork
