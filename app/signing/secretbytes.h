// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <utility>

/// Bytes that are overwritten before their memory is given back. Moves, and is never copied, so that no
/// second place keeps them.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(qsizetype size); ///< zeroes
    explicit SecretBytes(QByteArrayView content);
    ~SecretBytes();
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    SecretBytes(SecretBytes &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(std::exchange(other.m_size, 0))
    {
    }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_size, other.m_size);
        return *this;
    }

    [[nodiscard]] static SecretBytes random(qsizetype size);

    [[nodiscard]] uchar *data() { return m_bytes; }
    [[nodiscard]] const uchar *data() const { return m_bytes; }
    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] QByteArrayView view() const { return {m_bytes, m_size}; }

private:
    uchar *m_bytes = nullptr;
    qsizetype m_size = 0;
};
