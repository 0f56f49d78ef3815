// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "signing/keyset.h"
#include "signing/signingkey.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// The keys with which a registry signs its releases: made at its first start, kept in a folder of their own
/// that must not be served. Thread-safe; several processes may share the folder. A kill at any moment leaves
/// the old or the new state.
class RegistryKeys
{
public:
    enum class State {
        Active,   ///< signs; there is exactly one
        Retired,  ///< signs no more; still published, because what it signed is still served
        Withdrawn ///< proves nothing any more: it may be in other hands
    };
    struct Entry {
        VerifyingKey key;
        State state = State::Active;
        QDateTime created;        ///< UTC
        QDateTime retired;        ///< UTC; invalid while active
        QDateTime withdrawn = {}; ///< UTC; invalid unless it was
        QString reason = {};      ///< of that
        bool operator==(const Entry &) const = default;
    };

    RegistryKeys(QString folder, const Clock &clock);

    /// Makes the first key when there is none.
    [[nodiscard]] Result<void> prepare() const;
    /// Newest first; empty before `prepare()`.
    [[nodiscard]] Result<QList<Entry>> keys() const;
    /// The one to sign with. NotFound before `prepare()`.
    [[nodiscard]] Result<SigningKey> active() const;
    /// Makes a new key, which the active one signs before it retires. Publish `jwks()` before anything is signed
    /// with it.
    [[nodiscard]] Result<SigningKey> rotate() const;

    /// Takes a key back, for everybody to know; the active one after another has taken its place. Publish `jwks()`,
    /// then sign anew what was signed by it (`Publisher::signAnew()`). NotFound. Conflict: it was withdrawn already.
    [[nodiscard]] Result<void> withdraw(const QString &kid, const QString &reason) const;

    /// What clients verify with, and how they get from one key to the next.
    [[nodiscard]] Result<KeySet> keySet() const;
    /// The document at `jwksPath()`.
    [[nodiscard]] Result<QByteArray> jwks() const;
    /// Where the document is served, relative to the registry's root.
    [[nodiscard]] static QString jwksPath();

private:
    struct Ledger;
    [[nodiscard]] Result<Ledger> read() const;
    [[nodiscard]] Result<SigningKey> rotate(Ledger &ledger) const;
    [[nodiscard]] Result<void> write(const Ledger &ledger) const;
    [[nodiscard]] QString fileOf(const QString &kid) const;
    [[nodiscard]] QString ledgerFile() const;

    QString m_folder;
    const Clock &m_clock;
};
[[nodiscard]] QString nameOf(RegistryKeys::State state);
