// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/httpmessage.h"

#include <optional>

/// Whether a request's content is read at all.
struct BodyRule {
    qint64 largest = 0; ///< bytes; 0: this request takes none; more is answered with 413
    /// Answered without reading the content, which is not even asked for (401, 404, 405…).
    std::optional<RegistryResponse> answerInstead = {};
    /// What is answered when more comes than is taken; nothing: a plain 413.
    std::optional<RegistryResponse> tooLarge = {};
};

/// Answers the requests that `RegistryServer` reads. All functions are called on several threads at once.
class RequestHandler
{
public:
    virtual ~RequestHandler();

    /// On a serving thread, for requests that bring content: when the header is there and before any content is
    /// read. Must not wait.
    [[nodiscard]] virtual BodyRule bodyRule(const RegistryRequest &head) = 0;
    /// On a worker thread, for content that is kept in a file because it is large or of unknown size (-1): the rule that
    /// holds in the place of `rule`, the one above. May wait.
    [[nodiscard]] virtual BodyRule largeBodyRule(const RegistryRequest &head, qint64 size,
                                                 BodyRule rule);
    /// On a serving thread: an answer that needs no waiting (memory, a file of the tree), or nothing. Not asked
    /// for requests with content.
    [[nodiscard]] virtual std::optional<RegistryResponse>
    answerAtOnce(const RegistryRequest &request) = 0;
    /// On a worker thread: may wait, for the database for example.
    [[nodiscard]] virtual RegistryResponse answer(const RegistryRequest &request) = 0;
};
