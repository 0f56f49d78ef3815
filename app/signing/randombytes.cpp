// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/randombytes.h"

#include "signing/sodium.h"

#include <sodium.h>

QByteArray randomBytes(qsizetype count)
{
    needSodium();
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(bytes.size()));
    return bytes;
}

bool constantTimeEquals(QByteArrayView left, QByteArrayView right)
{
    needSodium();
    return left.size() == right.size()
           && sodium_memcmp(left.data(), right.data(), size_t(left.size())) == 0;
}
