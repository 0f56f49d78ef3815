// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/connection.h"

#include "registry/http/requesthead.h"
#include "registry/http/spooledcontent.h"

#include <memory>

/// Takes in the content of a request whose header was read, as far as the handler lets. Large contents are in a file
/// that lives as long as this.
class ContentReceiver
{
public:
    enum class Outcome { Content, Refused, Gone };

    explicit ContentReceiver(Connection &connection) : m_connection(connection) {}

    /// Puts the content into `request`, or what is answered instead into `refusal`.
    [[nodiscard]] net::awaitable<Outcome> receive(const RequestHead &head, RegistryRequest &request,
                                                  RegistryResponse &refusal);
    /// Forgets the content.
    void reset() { m_content.reset(); }

private:
    [[nodiscard]] net::awaitable<Outcome> readAll(const RequestHead &head,
                                                  RegistryResponse &refusal);
    [[nodiscard]] net::awaitable<BodyRule> largeRule(const RequestHead &head,
                                                     const RegistryRequest &request);
    [[nodiscard]] RegistryResponse refusalFor(SpooledContent::Outcome outcome);

    Connection &m_connection;
    BodyRule m_rule;
    std::unique_ptr<SpooledContent> m_content;
};
