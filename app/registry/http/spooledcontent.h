// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/bodybudget.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryFile>

#include <memory>

struct RegistryRequest;

/// The content of one request as it comes: small in memory, larger in a temporary file that lives as long as this.
class SpooledContent
{
public:
    enum class Outcome {
        Taken,
        TooLarge,
        TooMany, ///< contents at once
        NoSpace, ///< budget or disk
    };

    /// `peer`: whose it is, for the budget.
    SpooledContent(BodyBudget &budget, QString peer, qint64 largest, QString folder);
    ~SpooledContent();
    SpooledContent(const SpooledContent &) = delete;
    SpooledContent &operator=(const SpooledContent &) = delete;

    /// Before the first byte: whether that many would be taken.
    [[nodiscard]] Outcome expect(qint64 size);
    [[nodiscard]] Outcome append(QByteArrayView bytes);
    /// Puts what has come into `request`.
    [[nodiscard]] Outcome finish(RegistryRequest &request);
    [[nodiscard]] qint64 size() const { return m_size; }
    /// Whether it has one of the places that are few.
    [[nodiscard]] bool isInFile() const { return m_file != nullptr; }

private:
    [[nodiscard]] Outcome openFile();
    [[nodiscard]] bool reserve(qint64 size);

    BodyBudget &m_budget;
    const QString m_peer;
    const qint64 m_largest;
    const QString m_folder;
    QByteArray m_memory;
    std::unique_ptr<QTemporaryFile> m_file;
    qint64 m_size = 0;
    qint64 m_reserved = 0;
};
