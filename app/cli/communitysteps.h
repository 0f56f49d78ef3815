// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"
#include "core/result.h"
#include "remote/registryapi.h"

#include <QJsonObject>
#include <QString>

#include <memory>

/// What people and services say about a distribution, as its registry knows it, and what is told to registries.
namespace CommunitySteps {

/// Whose token a registry is shown: nobody's; that of who is signed in there, if any; or, because the command line names
/// the registry, also HOWDAH_TOKEN without HOWDAH_REGISTRY.
enum class Token { None, Kept, OfNamed };
/// The API of a registry in use. NotFound: no registry in use has that name. Unsupported: it is a folder, or of another
/// make.
[[nodiscard]] Result<std::unique_ptr<RegistryApi>> api(CliContext &context, const QString &registry,
                                                       Token wanted);

/// Members "rating", "stats" and "advisories" as the API gives them; empty when the registry has no such API or cannot
/// be reached: this is never in the way of what else is shown.
[[nodiscard]] QJsonObject facts(CliContext &context, const QString &registry,
                                const QString &distribution, const QString &version);
void print(Output &output, const QJsonObject &facts);

/// Tells what the person has allowed to be told after an install: its receipts, how the build went, what is in use.
/// Shows each payload before it goes. Problems are notes.
void afterInstall(CliContext &context, const Job &job, const Plan &plan);

} // namespace CommunitySteps
