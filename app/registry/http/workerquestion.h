// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/connection.h"
#include "registry/http/workerpool.h"

#include <functional>
#include <optional>

/// What a worker answers to `ask`, which must not throw; nothing when too many wait for one.
template <typename Answer>
[[nodiscard]] net::awaitable<std::optional<Answer>>
askWorker(Connection &connection, const RegistryRequest &request,
          std::function<Answer(const RegistryRequest &)> ask)
{
    /// What goes to the worker and comes back. The signal belongs to this lane: only it touches it.
    struct Parcel {
        std::shared_ptr<net::io_context> context;
        LaneSignal signal;
        RegistryRequest request;
        std::function<Answer(const RegistryRequest &)> ask;
        Answer answer;
        bool isDone = false;
    };
    ServerCore &core = connection.core;
    ServingLane &lane = connection.lane;
    const auto parcel = std::make_shared<Parcel>(
        Parcel{lane.context, LaneSignal(lane.context), request, std::move(ask), {}});
    connection.deadline = OpenSession::Time::max();
    const bool isTaken = core.workers->submit([parcel] {
        Answer answer = parcel->ask(parcel->request);
        net::post(*parcel->context, [parcel, answer = std::move(answer)]() mutable {
            parcel->answer = std::move(answer);
            parcel->isDone = true;
            parcel->signal.set();
        });
    });
    if (!isTaken)
        co_return std::nullopt;
    core.metrics.workerRequests.fetch_add(1, std::memory_order_relaxed);
    while (!parcel->isDone)
        co_await parcel->signal.wait({});
    core.metrics.workerRequests.fetch_sub(1, std::memory_order_relaxed);
    lane.now = ServingLane::Clock::now();
    co_return std::move(parcel->answer);
}
