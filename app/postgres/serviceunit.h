// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/commandrunner.h"

#include <QString>

#include <optional>

/// A service of systemd that runs a server. Whoever restarts such a server past systemd leaves it running outside its
/// service, which systemd then believes to have ended.
struct ServiceUnit {
    QString name;                ///< "postgresql-17.service"
    std::optional<quint32> user; ///< of this user's own systemd; empty: of the system
    bool operator==(const ServiceUnit &) const = default;

    /// The service whose control group a process is in, which need not be the service that it makes up: what is started
    /// by hand from one is in its group too. `procFolder`: "/proc", or a fixture.
    [[nodiscard]] static std::optional<ServiceUnit> ofProcess(int pid, const QString &procFolder);
    /// Its main process, as systemd knows it; 0: none, or it does not say.
    [[nodiscard]] int mainProcess(const QString &systemctl, CommandRunner &runner) const;
    /// The arguments of systemctl for doing `verb` to it; never asks anybody for a password.
    [[nodiscard]] QStringList arguments(const QString &verb) const;
};
