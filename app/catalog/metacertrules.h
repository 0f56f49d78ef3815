// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/metacheck.h"

/// What Meta Spec v2 says of a release's certificates (RFC 5, protocol.md 6). Internal to the validator.
namespace MetaCertRules {

void certs(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void digests(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void jwk(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void jws(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void jwsHeader(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void payload(MetaCheck &check, const QJsonValue &value, const QString &pointer);

} // namespace MetaCertRules
