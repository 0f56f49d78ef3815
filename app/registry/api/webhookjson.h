// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/webhookstore.h"

#include <QJsonObject>

/// Webhooks and their deliveries as the API tells them, and what is sent on request. Never a secret.
namespace WebhookJson {

[[nodiscard]] QJsonObject of(const Webhook &webhook);
[[nodiscard]] QJsonObject of(const Delivery &delivery);
/// A delivery that only tries whether it arrives. `actor`: whoever wants to know.
[[nodiscard]] Delivery test(const Webhook &webhook, const QString &actor, const QDateTime &now);
/// The same once more, as a delivery of its own.
[[nodiscard]] Delivery again(const Delivery &earlier, const QDateTime &now);

} // namespace WebhookJson
