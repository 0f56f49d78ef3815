// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "setup.h"

#include <QtQuickTest>

QUICK_TEST_MAIN_WITH_SETUP(pages, Setup)

#include "moc_setup.cpp"
