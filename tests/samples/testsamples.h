// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivewriter.h"

#include <QString>

/// The distributions of tests/samples, packed as a registry would publish them.
namespace PackedSamples {

/// Packs NAME's version into `folder`; gives the archive's path.
[[nodiscard]] inline Result<QString> pack(const QString &name, const QString &folder,
                                          const QString &version = QStringLiteral("1.0.0"))
{
    const QString base = name + u'-' + version;
    const QString source =
        QStringLiteral(HOWDAH_SOURCE_DIR "/tests/samples/") + name + u'/' + version;
    const QString path = folder + u'/' + base + QStringLiteral(".zip");
    if (Result<void> written = ArchiveWriter::writeZip(path, source, base); !written)
        return written.error();
    return path;
}

} // namespace PackedSamples
