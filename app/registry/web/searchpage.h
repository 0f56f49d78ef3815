// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// The page that lists what was found: distributions with all words, or, when `in` says so, one kind of thing in the
/// language of PGXN's search.
class SearchPage final : public ApiGroup
{
public:
    explicit SearchPage(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse answer(const ApiCall &call);
    [[nodiscard]] RegistryResponse listAll(const ApiCall &call, const QString &text, int offset);
    [[nodiscard]] RegistryResponse listKind(const ApiCall &call, const QString &text,
                                            const QString &kind, int offset);

    RegistryContext &m_context;
};
