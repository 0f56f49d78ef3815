// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>
#include <QTemporaryFile>

#include <memory>

struct RegistryRequest;

/// The archive that a request brings, in a temporary file beside where it will be published, so that it can be moved
/// there. Never whole in memory. The file goes with this, unless it was moved.
struct IncomingArchive {
    std::unique_ptr<QTemporaryFile> file;
    QString path;
    QString fileName; ///< as its sender calls it, for messages; without folders
    qint64 size = 0;

    /// What is wrong with the request when there is no part `archive` in a form.
    static constexpr auto missing = "Bad request: no archive parameter.";

    /// A form's file field `archive`. Unsupported: no form. Invalid: not a proper one. NotFound: no such field in it.
    [[nodiscard]] static Result<IncomingArchive> fromForm(const RegistryRequest &request,
                                                          const QString &folder);
    /// The content itself.
    [[nodiscard]] static Result<IncomingArchive> fromContent(const RegistryRequest &request,
                                                             const QString &folder);
};
