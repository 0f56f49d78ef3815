// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

/// Makes libsodium ready once for the whole process; every file here that calls it asks for that first.
/// A system without a source of random numbers ends the program: nothing could be signed safely.
void needSodium();
