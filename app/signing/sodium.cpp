// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/sodium.h"

#include <QtGlobal>

#include <sodium.h>

void needSodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        qFatal("libsodium found no source of random numbers on this system.");
}
