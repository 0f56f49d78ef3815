// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/treelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

namespace {

constexpr auto longestWait = 60s;
constexpr auto betweenTries = 10ms;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

} // namespace

Result<TreeLock> TreeLock::take(const QString &path, const CancellationToken &token)
{
    const QString folder = QFileInfo(path).path();
    if (!QDir().mkpath(folder))
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(folder), {}};
    const auto deadline = std::chrono::steady_clock::now() + longestWait;
    for (;;) {
        Result<std::optional<OwnerLock>> lock = OwnerLock::tryTakeFile(path);
        if (!lock)
            return Error{
                lock.error().kind,
                lock.error().kind == Error::Kind::Unsupported
                    ? tr("The file system of %1 has no locks, which a registry needs.").arg(folder)
                    : tr("%1 cannot be written.").arg(path),
                {}};
        if (*lock)
            return TreeLock(std::move(**lock));
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("This was cancelled."), {}};
        if (std::chrono::steady_clock::now() > deadline)
            return Error{Error::Kind::Conflict,
                         tr("Another program is writing to the registry in %1. Try again when it "
                            "has finished.")
                             .arg(folder),
                         {}};
        std::this_thread::sleep_for(betweenTries);
    }
}
