// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "postgres/cluster.h"
#include "postgres/installation.h"

#include <QString>

/// What to tell a person who must install, start or restart something, in the words of their system.
namespace SystemAdvice {

/// Whose package manager is here.
enum class System { Debian, RedHat, Suse, Arch, Alpine, Mac, Windows, Other };
[[nodiscard]] System thisSystem();

struct Remedy {
    QString fix;     ///< a sentence
    QString command; ///< empty when there is none
    bool operator==(const Remedy &) const = default;
};

enum class Tool { Compiler, Make, CMake, Jail, Elevation, Clang };
[[nodiscard]] Remedy tool(Tool tool, System system = thisSystem());
[[nodiscard]] Remedy serverHeaders(const Installation &installation, System system = thisSystem());
/// For an extension or language shipped with PostgreSQL.
[[nodiscard]] Remedy contrib(const QString &extension, const Installation &installation,
                             System system = thisSystem());
/// The package's name on that system; empty when not known.
[[nodiscard]] Remedy package(const QString &package, System system = thisSystem());
[[nodiscard]] Remedy restart(const Installation &installation, const Cluster &cluster);
[[nodiscard]] Remedy start(const Installation &installation, const Cluster &cluster);

} // namespace SystemAdvice
