// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

/// Calls `receive(result)` on `context`'s thread when `future` has its answer; never when `context`
/// dies first or the future is cancelled. The one way to receive a `QFuture` here: on Qt 6.4
/// `future.then(context, …)` aborts when the context object dies first.
template <typename T, typename Receive>
void deliver(const QFuture<T> &future, QObject *context, Receive receive)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, receive = std::move(receive)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().isCanceled() && watcher->future().resultCount() == 0)
                             return;
                         if constexpr (std::is_void_v<T>)
                             receive();
                         else
                             receive(watcher->future().result());
                     });
    watcher->setFuture(future);
}
