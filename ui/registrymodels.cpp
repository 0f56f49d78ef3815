// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrymodels.h"

RegistryHoldingModel::RegistryHoldingModel(QObject *parent)
    : RowModel<RegistryHoldingRow>(
        {{"name", [](const RegistryHoldingRow &row) -> QVariant { return row.name; }},
         {"releases", [](const RegistryHoldingRow &row) -> QVariant { return row.releases; }},
         {"size", [](const RegistryHoldingRow &row) -> QVariant { return row.size; }},
         {"newest", [](const RegistryHoldingRow &row) -> QVariant { return row.newest; }}},
        parent)
{
}

RegistryAccountModel::RegistryAccountModel(QObject *parent)
    : RowModel<RegistryAccountRow>(
        {{"nickname", [](const RegistryAccountRow &row) -> QVariant { return row.nickname; }},
         {"fullName", [](const RegistryAccountRow &row) -> QVariant { return row.fullName; }},
         {"email", [](const RegistryAccountRow &row) -> QVariant { return row.email; }},
         {"role", [](const RegistryAccountRow &row) -> QVariant { return row.role; }},
         {"roleText", [](const RegistryAccountRow &row) -> QVariant { return row.roleText; }},
         {"status", [](const RegistryAccountRow &row) -> QVariant { return row.status; }},
         {"statusText", [](const RegistryAccountRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const RegistryAccountRow &row) -> QVariant { return row.kind; }},
         {"detail", [](const RegistryAccountRow &row) -> QVariant { return row.detail; }},
         {"isActive", [](const RegistryAccountRow &row) -> QVariant { return row.isActive; }}},
        parent)
{
}

RegistryTokenModel::RegistryTokenModel(QObject *parent)
    : RowModel<RegistryTokenRow>(
        {{"tokenId", [](const RegistryTokenRow &row) -> QVariant { return row.id; }},
         {"name", [](const RegistryTokenRow &row) -> QVariant { return row.name; }},
         {"hint", [](const RegistryTokenRow &row) -> QVariant { return row.hint; }},
         {"scopes", [](const RegistryTokenRow &row) -> QVariant { return row.scopes; }},
         {"detail", [](const RegistryTokenRow &row) -> QVariant { return row.detail; }},
         {"statusText", [](const RegistryTokenRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const RegistryTokenRow &row) -> QVariant { return row.kind; }},
         {"isUsable", [](const RegistryTokenRow &row) -> QVariant { return row.isUsable; }}},
        parent)
{
}

RegistryAuditModel::RegistryAuditModel(QObject *parent)
    : RowModel<RegistryAuditRow>(
        {{"entryId", [](const RegistryAuditRow &row) -> QVariant { return row.id; }},
         {"when", [](const RegistryAuditRow &row) -> QVariant { return row.when; }},
         {"actor", [](const RegistryAuditRow &row) -> QVariant { return row.actor; }},
         {"means", [](const RegistryAuditRow &row) -> QVariant { return row.means; }},
         {"action", [](const RegistryAuditRow &row) -> QVariant { return row.action; }},
         {"subject", [](const RegistryAuditRow &row) -> QVariant { return row.subject; }},
         {"outcome", [](const RegistryAuditRow &row) -> QVariant { return row.outcome; }},
         {"kind", [](const RegistryAuditRow &row) -> QVariant { return row.kind; }}},
        parent)
{
}

RegistryInvitationModel::RegistryInvitationModel(QObject *parent)
    : RowModel<RegistryInvitationRow>(
        {{"invitationId", [](const RegistryInvitationRow &row) -> QVariant { return row.id; }},
         {"note", [](const RegistryInvitationRow &row) -> QVariant { return row.note; }},
         {"detail", [](const RegistryInvitationRow &row) -> QVariant { return row.detail; }},
         {"statusText",
          [](const RegistryInvitationRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const RegistryInvitationRow &row) -> QVariant { return row.kind; }},
         {"canRevoke", [](const RegistryInvitationRow &row) -> QVariant { return row.canRevoke; }}},
        parent)
{
}

RegistryWebhookModel::RegistryWebhookModel(QObject *parent)
    : RowModel<RegistryWebhookRow>(
        {{"webhookId", [](const RegistryWebhookRow &row) -> QVariant { return row.id; }},
         {"url", [](const RegistryWebhookRow &row) -> QVariant { return row.url; }},
         {"detail", [](const RegistryWebhookRow &row) -> QVariant { return row.detail; }},
         {"statusText", [](const RegistryWebhookRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const RegistryWebhookRow &row) -> QVariant { return row.kind; }},
         {"isPaused", [](const RegistryWebhookRow &row) -> QVariant { return row.isPaused; }}},
        parent)
{
}

RegistryDeliveryModel::RegistryDeliveryModel(QObject *parent)
    : RowModel<RegistryDeliveryRow>(
        {{"deliveryId", [](const RegistryDeliveryRow &row) -> QVariant { return row.id; }},
         {"event", [](const RegistryDeliveryRow &row) -> QVariant { return row.event; }},
         {"when", [](const RegistryDeliveryRow &row) -> QVariant { return row.when; }},
         {"detail", [](const RegistryDeliveryRow &row) -> QVariant { return row.detail; }},
         {"statusText", [](const RegistryDeliveryRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const RegistryDeliveryRow &row) -> QVariant { return row.kind; }},
         {"canRepeat", [](const RegistryDeliveryRow &row) -> QVariant { return row.canRepeat; }}},
        parent)
{
}
