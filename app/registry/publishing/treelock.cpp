// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/treelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <chrono>

using namespace std::chrono_literals;

namespace {

constexpr auto longestWait = 60s;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

} // namespace

Result<TreeLock> TreeLock::take(const QString &path, const CancellationToken &token)
{
    const QString folder = QFileInfo(path).path();
    const Error cannotWrite{Error::Kind::Permission, tr("%1 cannot be written.").arg(folder), {}};
    if (!QDir().mkpath(folder))
        return cannotWrite;
    auto file = std::make_shared<QLockFile>(path);
    // A lock whose process died is taken over; one that is merely old is not.
    file->setStaleLockTime(0);
    const auto deadline = std::chrono::steady_clock::now() + longestWait;
    while (!file->tryLock(50)) {
        if (file->error() == QLockFile::PermissionError)
            return cannotWrite;
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("This was cancelled."), {}};
        if (std::chrono::steady_clock::now() > deadline)
            return Error{Error::Kind::Conflict,
                         tr("Another program is writing to the registry in %1. Try again when it "
                            "has finished.")
                             .arg(folder),
                         {}};
    }
    return TreeLock(std::move(file));
}
