// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// Where Howdah keeps things. Tests and portable installs move all of it with `--data-dir` or
/// HOWDAH_DATA_DIR; otherwise the system's standard places (QStandardPaths).
struct Locations {
    QString config; ///< settings.ini
    QString data;   ///< precious: registry/, history/, manifests/, plans in flight
    QString cache;  ///< downloads/, builds/, index.sqlite: may be deleted at any time
    /// sandboxes/ and sockets: a short path that can be guessed (make folders there with PrivateFolder) and
    /// that, when this process is root, the account servers run as can enter.
    QString runtime;

    bool operator==(const Locations &) const = default;

    /// All below `folder` when it is not empty, else HOWDAH_DATA_DIR, else the standard places.
    [[nodiscard]] static Locations standard(const QString &folder = {});

    [[nodiscard]] QString settingsFile() const { return config + QStringLiteral("/settings.ini"); }
    /// Tokens of registries, where there is no keychain and the person agreed.
    [[nodiscard]] QString tokensFile() const { return config + QStringLiteral("/tokens.json"); }
    [[nodiscard]] QString indexFile() const { return cache + QStringLiteral("/index.sqlite"); }
    [[nodiscard]] QString downloadsFolder() const { return cache + QStringLiteral("/downloads"); }
    [[nodiscard]] QString buildsFolder() const { return cache + QStringLiteral("/builds"); }
    [[nodiscard]] QString httpCacheFolder() const { return cache + QStringLiteral("/http"); }
    [[nodiscard]] QString registryFolder() const { return data + QStringLiteral("/registry"); }
    /// What is remembered of registries' signatures.
    [[nodiscard]] QString trustFile() const { return data + QStringLiteral("/trust.json"); }
    /// The key with which this person's installs are attested.
    [[nodiscard]] QString clientKeyFile() const { return data + QStringLiteral("/client-key.jwk"); }
    [[nodiscard]] QString historyFolder() const { return data + QStringLiteral("/history"); }
    [[nodiscard]] QString manifestsFolder() const { return data + QStringLiteral("/manifests"); }
    [[nodiscard]] QString receiptsFolder() const { return data + QStringLiteral("/receipts"); }
    [[nodiscard]] QString extensionsFolder() const { return data + QStringLiteral("/extensions"); }
    [[nodiscard]] QString sandboxesFolder() const { return runtime + QStringLiteral("/sandboxes"); }
    /// Socket paths must stay under 108 bytes, so this is short whatever `runtime` is.
    [[nodiscard]] QString workFolder() const { return runtime + QStringLiteral("/work"); }
};
