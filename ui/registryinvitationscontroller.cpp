// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registryinvitationscontroller.h"

#include "registry/registrystore.h"
#include "registry/store/registrysettings.h"
#include "registrywork.h"
#include "texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryInvitationsController", text);
}

QString roleText(Account::Role role)
{
    switch (role) {
    case Account::Role::Service:
        return tr("as a service");
    case Account::Role::Admin:
        return tr("as an administrator");
    case Account::Role::Author:
        break;
    }
    return tr("as an author");
}

RegistryInvitationRow rowOf(const Invitation &invitation, const QDateTime &now)
{
    RegistryInvitationRow row;
    row.id = invitation.id;
    row.note = invitation.note.isEmpty() ? tr("For whoever has the link") : invitation.note;
    QStringList parts{roleText(invitation.role),
                      tr("made %1").arg(Texts::ago(invitation.created, now))};
    if (!invitation.invitedBy.isEmpty())
        parts += tr("by %1").arg(invitation.invitedBy);
    if (!invitation.usedBy.isEmpty()) {
        row.statusText = tr("Used by %1").arg(invitation.usedBy);
    } else if (invitation.expires <= now) {
        row.statusText = tr("Expired");
        row.kind = u"warn"_s;
        row.canRevoke = true;
    } else {
        row.statusText = tr("Open");
        row.kind = u"ok"_s;
        row.canRevoke = true;
        parts += tr("until %1").arg(Texts::date(invitation.expires));
    }
    row.detail = parts.join(u" · "_s);
    return row;
}

} // namespace

RegistryInvitationsController::RegistryInvitationsController(UiServices &services,
                                                             ConfirmationController &confirmation,
                                                             QObject *parent)
    : RegistryEditor(services, parent), m_confirmation(confirmation)
{
}

QVariantList RegistryInvitationsController::registrationChoices() const
{
    const auto choice = [](const QString &value, const QString &text, const QString &detail) {
        return QVariantMap{{u"value"_s, value}, {u"text"_s, text}, {u"detail"_s, detail}};
    };
    return {
        choice(u"open"_s, tr("Everybody"), tr("Whoever reaches the registry makes an account.")),
        choice(u"moderated"_s, tr("Everybody, after you agreed"),
               tr("New accounts wait in the list until you activate them.")),
        choice(u"invitation"_s, tr("Who was invited"),
               tr("An invitation is a link that works once.")),
        choice(u"closed"_s, tr("Nobody"), tr("You make all accounts yourself."))};
}

QVariantList RegistryInvitationsController::lifetimes() const
{
    return {QVariantMap{{u"value"_s, 3}, {u"text"_s, tr("3 days")}},
            QVariantMap{{u"value"_s, 14}, {u"text"_s, tr("2 weeks")}},
            QVariantMap{{u"value"_s, 90}, {u"text"_s, tr("90 days")}}};
}

void RegistryInvitationsController::show(const QList<Invitation> &invitations,
                                         const QString &registration)
{
    const QDateTime now = services().install.clock.now();
    QList<RegistryInvitationRow> rows;
    // The newest first.
    for (auto invitation = invitations.crbegin(); invitation != invitations.crend(); ++invitation)
        rows += rowOf(*invitation, now);
    m_rows.setRows(rows);
    m_registration = registration;
    Q_EMIT changed();
}

void RegistryInvitationsController::setRegistration(const QString &mode)
{
    if (mode == m_registration)
        return;
    run(
        [mode](RegistryStore &store) -> Result<Secret> {
            if (Result<void> set = RegistrySettings(store.database()).set(u"registration"_s, mode);
                !set)
                return set.error();
            if (Result<void> noted =
                    RegistryWork::audit(store, u"registry settings"_s, u"registration="_s + mode);
                !noted)
                return noted.error();
            return Secret();
        },
        Told::OnPage);
}

void RegistryInvitationsController::make(const QString &note, const QString &role, int days)
{
    const Account::Role wanted = roleNamed(role).value_or(Account::Role::Author);
    run(
        [note = note.trimmed(), wanted, days,
         served = m_address](RegistryStore &store) -> Result<Secret> {
            const Result<QString> known =
                RegistrySettings(store.database()).text(u"public-address"_s);
            if (!known)
                return known.error();
            const QDateTime now = store.clock().now();
            const auto made = InvitationStore(store.database())
                                  .add(wanted, note, 0, now.addDays(std::max(1, days)), now);
            if (!made)
                return made.error();
            if (Result<void> noted = RegistryWork::audit(store, u"invitation add"_s,
                                                         QString::number(made->invitation.id));
                !noted)
                return noted.error();
            QString address = known->isEmpty() ? served : *known;
            while (address.endsWith(u'/'))
                address.chop(1);
            return Secret{note.isEmpty() ? tr("The invitation")
                                         : tr("The invitation for %1").arg(note),
                          tr("This link is shown this once. Give it to whom it is meant for: it "
                             "makes one account, until %1.")
                              .arg(Texts::date(made->invitation.expires)),
                          address + u"/account/register?invitation="_s + made->code};
        },
        Told::InDialog);
}

void RegistryInvitationsController::revoke(int id)
{
    QString note;
    for (const RegistryInvitationRow &row : m_rows.rows()) {
        if (row.id == id)
            note = row.note;
    }
    m_confirmation.ask(
        {tr("Revoke this invitation?"),
         tr("“%1”: nobody can make an account with it any more.").arg(note),
         {},
         {},
         tr("Revoke"),
         true},
        [this, id] {
            run(
                [id](RegistryStore &store) -> Result<Secret> {
                    if (Result<void> done = InvitationStore(store.database()).revoke(id); !done)
                        return done.error();
                    if (Result<void> noted =
                            RegistryWork::audit(store, u"invitation revoke"_s, QString::number(id));
                        !noted)
                        return noted.error();
                    return Secret();
                },
                Told::OnPage);
        });
}
