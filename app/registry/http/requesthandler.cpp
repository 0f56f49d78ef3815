// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/requesthandler.h"

RequestHandler::~RequestHandler() = default;
