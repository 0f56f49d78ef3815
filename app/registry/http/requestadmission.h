// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/connection.h"

#include "registry/http/requesthead.h"

#include <optional>

/// Makes a request of a header that was read, and turns away who asks under a foreign name or too often.
class RequestAdmission
{
public:
    explicit RequestAdmission(Connection &connection);

    /// Fills `request`; or says why not. Each request of the connection gets the next number.
    [[nodiscard]] std::optional<RegistryResponse> admit(const RequestHead &head,
                                                        RegistryRequest &request);

private:
    /// Takes over what a trusted proxy says of its client.
    void believeProxy(RegistryRequest &request) const;
    [[nodiscard]] std::optional<RegistryResponse> checkName(const RequestHead &head,
                                                            const RegistryRequest &request);
    [[nodiscard]] std::optional<RegistryResponse> checkRate(const RegistryRequest &request) const;

    Connection &m_connection;
    const quint64 m_number; ///< of the connection
    quint64 m_requests = 0;
    QByteArray m_knownHost; ///< the last that was one of ours
};
