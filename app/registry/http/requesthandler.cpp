// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/requesthandler.h"

RequestHandler::~RequestHandler() = default;

BodyRule RequestHandler::largeBodyRule(const RegistryRequest &head, qint64 size, BodyRule rule)
{
    Q_UNUSED(head)
    Q_UNUSED(size)
    return rule;
}
