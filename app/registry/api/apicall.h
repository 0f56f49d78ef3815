// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/api/identity.h"
#include "registry/http/httpmessage.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

/// One request as a function of the API sees it: who asks, the path's variables, the content.
class ApiCall
{
public:
    ApiCall(const RegistryRequest &request, Identity identity, QHash<QString, QString> variables)
        : m_request(request), m_identity(std::move(identity)), m_variables(std::move(variables))
    {
    }

    [[nodiscard]] const RegistryRequest &request() const { return m_request; }
    [[nodiscard]] const Identity &identity() const { return m_identity; }
    /// Of the pattern's "{name}", decoded.
    [[nodiscard]] QString variable(const QString &name) const { return m_variables.value(name); }
    /// NotFound when it is none above 0, as for an id that does not exist.
    [[nodiscard]] Result<qint64> idVariable(const QString &name) const;

    /// The content as a JSON object. Invalid (422, or 415 for another type): it is none; tells where.
    [[nodiscard]] Result<QJsonObject> json() const;
    /// The content whole, also when it was written to a file. Refused: over `largest` bytes.
    [[nodiscard]] Result<QByteArray> content(qint64 largest = 1024 * 1024) const;

    /// Where a list begins (`cursor`: an opaque text from an earlier answer, here the last id seen) and how long it
    /// may be (`limit`, 1 to 200, 50 when not given). Invalid.
    struct Page {
        qint64 after = 0;
        int limit = 50;
    };
    [[nodiscard]] Result<Page> page() const;

    /// JSON with an ETag of its content; 304 when the client has it.
    [[nodiscard]] RegistryResponse answer(const QJsonObject &object, int status = 200) const;
    /// {"items": […], "next": CURSOR}; no `next` when `items` has fewer than the page may hold. `last`: the id of the
    /// last item.
    [[nodiscard]] RegistryResponse answerPage(const QJsonArray &items, const Page &page,
                                              qint64 last) const;
    [[nodiscard]] static RegistryResponse nothing(); ///< 204
    [[nodiscard]] RegistryResponse problem(const Error &error) const;
    /// "https://registry.example:7432", as the client named this server.
    [[nodiscard]] QString origin() const;

private:
    const RegistryRequest &m_request;
    Identity m_identity;
    QHash<QString, QString> m_variables;
};
