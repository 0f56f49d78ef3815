// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/accounts/registration.h"

#include "registry/accounts/accountrules.h"
#include "registry/api/gatekeeper.h"
#include "registry/store/identitystore.h"
#include "registry/store/invitationstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Registration", text);
}

} // namespace

Registration::Registration(RegistryDatabase &database, RegistrySettings &settings,
                           const Clock &clock)
    : m_database(database), m_settings(settings), m_clock(clock)
{
}

Result<QString> Registration::mode(const Wish &wish)
{
    Result<QString> mode = m_settings.text(u"registration"_s);
    if (!mode)
        return mode;
    if (*mode == u"closed")
        return Error{Error::Kind::Refused,
                     tr("Nobody can register here. Whoever runs this registry makes accounts."),
                     {}};
    if (*mode == u"invitation" && wish.invitation.isEmpty())
        return Error{Error::Kind::Permission,
                     tr("An account is made here with an invitation only. Ask an administrator "
                        "for one."),
                     {}};
    const bool isModerated = *mode == u"moderated" && wish.invitation.isEmpty();
    if (isModerated && wish.account.why.trimmed().size() < AccountRules::shortestReason)
        return Error{Error::Kind::Invalid,
                     tr("Say in a sentence why you would like an account: an administrator reads "
                        "it."),
                     {}};
    return mode;
}

Result<Account> Registration::make(const Wish &wish)
{
    const Result<QString> mode = this->mode(wish);
    if (!mode)
        return mode.error();
    Account account = wish.account;
    if (const Result<void> good = AccountRules::check(account); !good)
        return good.error();
    if (!wish.identity || !wish.password.isEmpty()) {
        if (const Result<void> good = AccountRules::checkPassword(wish.password, account); !good)
            return good.error();
        const Result<QString> hash = Gatekeeper::hashOf(wish.password);
        if (!hash)
            return hash.error();
        account.passwordHash = *hash;
    }
    account.role = Account::Role::Author;
    account.status = *mode == u"moderated" ? Account::Status::New : Account::Status::Active;
    const QDateTime now = m_clock.now();
    return m_database.write([&](SqlConnection &connection) -> Result<Account> {
        std::optional<Invitation> invitation;
        if (!wish.invitation.isEmpty()) {
            const Result<Invitation> found =
                InvitationStore::find(connection, wish.invitation, now);
            if (!found)
                return found.error();
            invitation = *found;
            account.role = invitation->role;
            account.status = Account::Status::Active;
        }
        Result<Account> added = AccountStore::add(connection, account, now);
        if (!added)
            return added;
        if (invitation) {
            if (const Result<void> used =
                    InvitationStore::markUsed(connection, invitation->id, added->id);
                !used)
                return used.error();
        }
        if (wish.identity) {
            if (const Result<void> linked = IdentityStore::link(
                    connection, wish.identity->provider, wish.identity->subject, added->id, now);
                !linked)
                return linked.error();
        }
        return added;
    });
}
