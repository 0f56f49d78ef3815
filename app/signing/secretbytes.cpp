// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/secretbytes.h"

#include "signing/sodium.h"

#include <cstring>
#include <sodium.h>

SecretBytes::SecretBytes(qsizetype size)
    : m_bytes(size > 0 ? new uchar[size_t(size)]() : nullptr), m_size(size > 0 ? size : 0)
{
    needSodium();
}

SecretBytes::SecretBytes(QByteArrayView content) : SecretBytes(content.size())
{
    if (m_size > 0)
        std::memcpy(m_bytes, content.data(), size_t(m_size));
}

SecretBytes::~SecretBytes()
{
    if (!m_bytes)
        return;
    sodium_memzero(m_bytes, size_t(m_size));
    delete[] m_bytes;
}

SecretBytes SecretBytes::random(qsizetype size)
{
    SecretBytes secret(size);
    if (secret.m_size > 0)
        randombytes_buf(secret.m_bytes, size_t(secret.m_size));
    return secret;
}
