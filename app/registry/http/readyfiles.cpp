// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/readyfiles.h"

std::shared_ptr<const ReadyFile> ReadyFiles::find(QByteArrayView path) const
{
    const QByteArray key = QByteArray::fromRawData(path.data(), path.size());
    const std::lock_guard lock(m_mutex);
    return m_files.value(key);
}

qsizetype ReadyFiles::costOf(const QByteArray &path, const ReadyFile &file)
{
    constexpr qsizetype overhead = 1400; // measured: what holds it, and the allocations
    return overhead + 2 * path.size() + file.encodedPath.size() + file.whole->body.size()
           + 2 * file.whole->headerLines.size();
}

void ReadyFiles::insert(const QByteArray &path, std::shared_ptr<const ReadyFile> file)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const ReadyFile> &place = m_files[path];
    if (place)
        m_total -= costOf(path, *place);
    else
        m_order.push_back(path);
    m_total += costOf(path, *file);
    place = std::move(file);
    while (m_total > m_largestTotal && m_order.size() > 1) {
        const QByteArray oldest = std::move(m_order.front());
        m_order.pop_front();
        m_total -= costOf(oldest, *m_files.value(oldest));
        m_files.remove(oldest);
    }
}
