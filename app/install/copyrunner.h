// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "install/copybatch.h"

#include <QString>
#include <QStringList>

/// Has a batch of file changes carried out: in this process where it may write, else by the helper, which pkexec
/// starts as root after asking the person once.
class CopyRunner
{
public:
    CopyRunner(CommandRunner &runner, QString helper);
    /// `folders`: everything in the batch is below one of these. Permission, with what to do, when the person refused
    /// or there is no way to ask. Cancelling has no effect once the helper has begun. Timeout: it may still be at it.
    [[nodiscard]] Result<void> run(const CopyBatch &batch, const QStringList &folders,
                                   const CancellationToken &token = {}) const;
    /// Whether a batch that failed with this error is known to have left everything as it was.
    [[nodiscard]] static bool hasChangedNothing(const Error &error);
    /// Whether this process may write all of it.
    [[nodiscard]] static bool isWritable(const CopyBatch &batch);

private:
    [[nodiscard]] Result<void> runHelper(const CopyBatch &batch,
                                         const CancellationToken &token) const;
    CommandRunner &m_runner;
    QString m_helper;
};
