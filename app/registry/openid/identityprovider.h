// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/registrysettings.h"

#include <QList>
#include <QString>
#include <QUrl>

class RegistryStore;

/// Somebody whom this registry believes who people are, by OpenID Connect.
struct IdentityProvider {
    QString name;  ///< in addresses here: "corp"; identities are kept under it
    QString title; ///< "Continue with …"
    QUrl issuer;
    QString clientId;
    QString clientSecret; ///< empty: we are a public client there
    QString scopes = QStringLiteral("openid profile email");
};

/// The setting `identity-providers`: a list of objects with the members name, title, issuer, client_id, scopes, and one of
/// client_secret_file (a path) and client_secret_sealed (of `seal()`): a secret never stands in a setting as it is.
namespace IdentityProviders {

/// Invalid or Refused: tells which member of which provider is wrong.
[[nodiscard]] Result<QList<IdentityProvider>> read(RegistrySettings &settings,
                                                   const RegistryStore &store);
/// NotFound.
[[nodiscard]] Result<IdentityProvider> named(const QString &name, RegistrySettings &settings,
                                             const RegistryStore &store);
/// Whether `value` can be the setting's; secrets that stand in it as they are (client_secret) are sealed, the result is
/// what is to be kept.
[[nodiscard]] Result<QString> sealed(const QString &value, const RegistryStore &store);
/// HTTPS, or this computer.
[[nodiscard]] bool isSafeAddress(const QUrl &url);

} // namespace IdentityProviders
