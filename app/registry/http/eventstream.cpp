// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/eventstream.h"

#include <utility>

EventStream::EventStream(qsizetype largestBacklog) : m_largestBacklog(largestBacklog)
{
}

EventStream::~EventStream() = default;

bool EventStream::send(const QByteArray &bytes)
{
    std::function<void()> wake;
    std::function<void()> gone;
    bool isTaken = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed || m_isGone)
            return false;
        if (m_waiting.size() + bytes.size() > m_largestBacklog) {
            m_isGone = true;
            m_waiting.clear();
            gone = std::exchange(m_goneListener, {});
        } else {
            m_waiting += bytes;
            isTaken = true;
        }
        wake = m_wake;
    }
    if (wake)
        wake();
    if (gone)
        gone();
    return isTaken;
}

void EventStream::close()
{
    std::function<void()> wake;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        wake = m_wake;
    }
    if (wake)
        wake();
}

qsizetype EventStream::backlog() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

bool EventStream::isGone() const
{
    const std::lock_guard lock(m_mutex);
    return m_isGone;
}

void EventStream::onGone(std::function<void()> listener)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isGone) {
            m_goneListener = std::move(listener);
            return;
        }
    }
    listener();
}

void EventStream::onReady(std::function<void()> wake)
{
    std::function<void()> now;
    {
        const std::lock_guard lock(m_mutex);
        m_wake = std::move(wake);
        if (!m_waiting.isEmpty() || m_isClosed || m_isGone)
            now = m_wake;
    }
    if (now)
        now();
}

EventStream::Taken EventStream::take()
{
    const std::lock_guard lock(m_mutex);
    return {std::exchange(m_waiting, {}), m_isClosed || m_isGone};
}

void EventStream::leave()
{
    std::function<void()> gone;
    {
        const std::lock_guard lock(m_mutex);
        m_wake = {};
        m_waiting.clear();
        if (!m_isGone)
            gone = std::exchange(m_goneListener, {});
        m_isGone = true;
    }
    if (gone)
        gone();
}
