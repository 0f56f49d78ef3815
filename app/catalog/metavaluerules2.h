// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/metacheck.h"

/// The kinds of values that Meta Spec v2 is made of (protocol.md 3.1). Internal to the validator.
namespace MetaValueRules2 {

void term(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void name(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void semver(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void versionRange(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void glob(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void license(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void purl(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void platform(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void platforms(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void maintainer(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void maintainers(MetaCheck &check, const QJsonValue &value, const QString &pointer);
void boolean(MetaCheck &check, const QJsonValue &value, const QString &pointer);

} // namespace MetaValueRules2
