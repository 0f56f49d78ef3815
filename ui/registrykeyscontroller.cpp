// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrykeyscontroller.h"

#include "registry/publishing/publisher.h"
#include "registry/registrystore.h"
#include "registrywork.h"
#include "texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Clients are to know of it before it is noted as done.
Result<void> publishKeys(RegistryStore &store, const QString &action, const QString &subject)
{
    if (Result<void> published = store.publisher().publishKeys(); !published)
        return published;
    return RegistryWork::audit(store, action, subject);
}

} // namespace

RegistryKeysController::RegistryKeysController(UiServices &services,
                                               ConfirmationController &confirmation,
                                               QObject *parent)
    : RegistryEditor(services, parent), m_confirmation(confirmation)
{
}

void RegistryKeysController::show(const QList<RegistryKeys::Entry> &keys)
{
    QList<RegistryKeyRow> rows;
    m_active.clear();
    for (const RegistryKeys::Entry &key : keys) {
        RegistryKeyRow row;
        row.kid = key.key.kid();
        row.name = key.key.shownName();
        QStringList parts{tr("made on %1").arg(Texts::date(key.created))};
        if (key.retired.isValid())
            parts += tr("signed until %1").arg(Texts::date(key.retired));
        switch (key.state) {
        case RegistryKeys::State::Active:
            m_active = row.kid;
            row.statusText = tr("Signs now");
            row.kind = u"ok"_s;
            break;
        case RegistryKeys::State::Retired:
            row.statusText = tr("Retired");
            parts += tr("what it signed holds");
            break;
        case RegistryKeys::State::Withdrawn:
            row.statusText = tr("Withdrawn");
            row.kind = u"bad"_s;
            parts += tr("withdrawn on %1").arg(Texts::date(key.withdrawn));
            row.reason = key.reason;
            break;
        }
        row.canWithdraw = key.state != RegistryKeys::State::Withdrawn;
        row.detail = parts.join(u" · "_s);
        rows += row;
    }
    m_rows.setRows(rows);
    m_hasWithdrawn = std::ranges::any_of(rows, [](const auto &row) { return !row.canWithdraw; });
    Q_EMIT changed();
}

void RegistryKeysController::rotate()
{
    m_confirmation.ask(
        {tr("Sign with a new key?"),
         tr("Releases are signed with a new key from now on. Clients follow by themselves, because "
            "the key of now vouches for it. What was signed so far holds."),
         {},
         {},
         tr("Make a new key"),
         false},
        [this] {
            run(
                [](RegistryStore &store) -> Result<Secret> {
                    if (const auto made = store.keys().rotate(); !made)
                        return made.error();
                    if (Result<void> done = publishKeys(store, u"registry keys rotate"_s, {});
                        !done)
                        return done.error();
                    return Secret();
                },
                Told::OnPage);
        });
}

QStringList RegistryKeysController::consequences(const QString &kid) const
{
    QStringList all{
        tr("All who install from this registry are told, with your reason, when they next read it. "
           "Nobody installs what only this key has signed any more."),
        tr("What they have installed stays installed."),
        tr("To offer these releases again, verify the registry and sign them anew: both are on "
           "this page."),
        tr("It cannot be taken back.")};
    if (kid == m_active)
        all.insert(1, tr("It is the key that signs now: a new one takes its place, and clients "
                         "follow to it."));
    return all;
}

void RegistryKeysController::withdraw(const QString &kid, const QString &reason)
{
    const QString why = reason.trimmed();
    run(
        [kid, why](RegistryStore &store) -> Result<Secret> {
            if (why.isEmpty())
                return Error{Error::Kind::Invalid,
                             tr("Say why: everybody who installs something reads it."),
                             {}};
            if (Result<void> done = store.keys().withdraw(kid, why); !done)
                return done.error();
            if (Result<void> done =
                    publishKeys(store, u"registry keys withdraw"_s, kid + u": "_s + why);
                !done)
                return done.error();
            return Secret();
        },
        Told::InDialog);
}
