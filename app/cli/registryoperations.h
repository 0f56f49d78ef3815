// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"
#include "registry/registrystore.h"

#include <memory>
#include <optional>

/// What `howdahctl registry` does as whoever runs a registry: on the one of this computer, or on that which --data and
/// --database name.
namespace RegistryOperations {

/// A prepared registry; owns it unless it is the one of this computer.
class Chosen
{
public:
    [[nodiscard]] static Result<Chosen> of(CliContext &context, const Arguments &arguments);
    [[nodiscard]] RegistryStore &operator*() const { return *m_store; }
    [[nodiscard]] RegistryStore *operator->() const { return m_store; }

private:
    std::unique_ptr<RegistryStore> m_own;
    RegistryStore *m_store = nullptr;
};

/// Nothing when `verb` is none of these: init, status, export, backup, restore, reindex, verify, keys, settings,
/// audit.
[[nodiscard]] std::optional<Result<int>> run(const QString &verb, CliContext &context,
                                             const Arguments &arguments);
/// Notes what was done in the registry's audit log.
[[nodiscard]] Result<void> audit(RegistryStore &store, const QString &action,
                                 const QString &subject);

} // namespace RegistryOperations
