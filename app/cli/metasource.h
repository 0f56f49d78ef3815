// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

/// A META.json and where it was found.
struct MetaSource {
    QString path;     ///< as a person may recognise it: "kvbox.zip: kvbox-1.2.0/META.json"
    QByteArray bytes; ///< not looked at yet

    /// Reads `file` itself, the META.json in a folder, or the one in an archive that is nearest to its top.
    [[nodiscard]] static Result<MetaSource> read(const QString &file);
};
