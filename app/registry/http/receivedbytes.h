// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

#include <algorithm>
#include <cstring>

/// What has come from a client and was not used up yet.
class ReceivedBytes
{
public:
    [[nodiscard]] bool isEmpty() const { return m_begin == m_end; }
    [[nodiscard]] QByteArrayView view() const
    {
        return QByteArrayView(m_buffer).sliced(m_begin, m_end - m_begin);
    }
    void consume(qsizetype count)
    {
        m_begin += count;
        if (m_begin == m_end)
            m_begin = m_end = 0;
    }
    void clear() { m_begin = m_end = 0; }

    struct Room {
        char *begin;
        qsizetype size;
    };
    /// Room for at least one byte more, behind what waits; views of it end here.
    [[nodiscard]] Room room(qsizetype wanted)
    {
        if (m_begin > 0) {
            std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(m_end - m_begin));
            m_end -= m_begin;
            m_begin = 0;
        }
        if (m_buffer.size() < wanted || m_buffer.size() == m_end)
            m_buffer.resize(std::max({wanted, m_buffer.size(), m_end * 2}));
        return {m_buffer.data() + m_end, m_buffer.size() - m_end};
    }
    /// So many bytes were put into the room.
    void add(qsizetype count) { m_end += count; }
    /// A connection that waits keeps little memory.
    void shrink()
    {
        if (m_buffer.size() > 4096 && isEmpty())
            m_buffer = QByteArray();
    }

private:
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};
