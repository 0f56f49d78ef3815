// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// What the registry's database says is published, answered from memory: a file of the tree that is not among it
/// (half written, of a release that was never completed) is not served. Names come in lower case. Called on
/// several threads at once; must not wait.
class PublishedNames
{
public:
    virtual ~PublishedNames() = default;

    [[nodiscard]] virtual bool holdsRelease(const QString &distribution,
                                            const QString &version) const = 0;
    [[nodiscard]] virtual bool holdsDistribution(const QString &distribution) const = 0;
    [[nodiscard]] virtual bool holdsExtension(const QString &extension) const = 0;
    [[nodiscard]] virtual bool holdsUser(const QString &nickname) const = 0;
    [[nodiscard]] virtual bool holdsTag(const QString &tag) const = 0;
};
