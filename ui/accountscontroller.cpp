// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "accountscontroller.h"

#include "core/deliver.h"
#include "texts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QString rememberedKey = u"accounts"_s;

} // namespace

AccountModel::AccountModel(QObject *parent)
    : RowModel<AccountRow>(
        {{"registry", [](const AccountRow &row) -> QVariant { return row.registry; }},
         {"address", [](const AccountRow &row) -> QVariant { return row.address; }},
         {"accountState", [](const AccountRow &row) -> QVariant { return row.accountState; }},
         {"nickname", [](const AccountRow &row) -> QVariant { return row.nickname; }},
         {"statusText", [](const AccountRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const AccountRow &row) -> QVariant { return row.kind; }},
         {"detail", [](const AccountRow &row) -> QVariant { return row.detail; }},
         {"canSignIn", [](const AccountRow &row) -> QVariant { return row.canSignIn; }},
         {"canSignOut", [](const AccountRow &row) -> QVariant { return row.canSignOut; }},
         {"isBusy", [](const AccountRow &row) -> QVariant { return row.isBusy; }}},
        parent)
{
}

AccountsController::AccountsController(UiServices &services, QObject *parent)
    : QObject(parent), m_services(services), m_signIn(services)
{
    m_line.setMaxThreadCount(2);
    connect(&services.settings, &Settings::registriesChanged, this, &AccountsController::showRows);
    connect(&m_signIn, &SignInController::failed, this, &AccountsController::toldWarning);
    connect(&m_signIn, &SignInController::signedIn, this,
            [this](const QString &registry, bool inMemory) {
                if (inMemory)
                    m_inMemory.insert(registry);
                else
                    m_inMemory.remove(registry);
                lookAt(registry);
            });
    showRows();
}

AccountsController::~AccountsController()
{
    m_ending.cancel();
    m_line.waitForDone();
}

QStringList AccountsController::registries() const
{
    QStringList names;
    for (const RegistrySource &registry : m_services.sync.registries())
        names += registry.name;
    return names;
}

QVariantMap AccountsController::remembered() const
{
    return m_services.settings.windowState(rememberedKey).toMap();
}

void AccountsController::remember(const QString &registry, const QString &nickname)
{
    QVariantMap all = remembered();
    const QString address = RegistrySession(m_services, registry).address().toString();
    if (nickname.isEmpty())
        all.remove(address);
    else
        all.insert(address, nickname);
    if (all != remembered())
        m_services.settings.setWindowState(rememberedKey, all);
}

void AccountsController::refresh()
{
    for (const QString &registry : registries())
        lookAt(registry);
}

void AccountsController::refreshRemembered()
{
    const QVariantMap all = remembered();
    for (const QString &registry : registries()) {
        if (all.contains(RegistrySession(m_services, registry).address().toString()))
            lookAt(registry);
    }
}

AccountsController::Known AccountsController::look(const RegistrySession &session,
                                                   const CancellationToken &token)
{
    Known known;
    if (session.isFolder()) {
        known.state = State::Folder;
        known.problem = tr("It is a folder: there is nobody to sign in to.");
        return known;
    }
    const auto kept = session.token();
    if (!kept) {
        const bool isNone = kept.error().kind == Error::Kind::NotFound;
        known.state = isNone ? State::Out : State::Trouble;
        known.problem = isNone ? QString() : kept.error().message;
        return known;
    }
    known.place = kept->place;
    const Result<QJsonObject> account = session.account(kept->secret, token);
    if (!account) {
        known.state =
            account.error().kind == Error::Kind::Permission ? State::Expired : State::Unchecked;
        known.problem = account.error().message;
        return known;
    }
    const QJsonValue means = (*account)[u"token"];
    known.state = State::In;
    known.nickname = (*account)[u"nickname"].toString();
    known.role = (*account)[u"role"].toString();
    for (const QJsonValue &scope : means[u"scopes"].toArray())
        known.scopes += scope.toString();
    known.expires = QDateTime::fromString(means[u"expires"].toString(), Qt::ISODate);
    return known;
}

void AccountsController::lookAt(const QString &registry)
{
    const int number = ++m_asked[registry];
    m_known[registry].isBusy = true;
    showRows();
    deliver(QtConcurrent::run(&m_line, [session = RegistrySession(m_services, registry),
                                        token = m_ending.token()] { return look(session, token); }),
            this, [this, registry, number](const Known &known) {
                if (m_asked.value(registry) == number)
                    take(registry, known);
            });
}

void AccountsController::take(const QString &registry, Known known)
{
    const QString before =
        remembered().value(RegistrySession(m_services, registry).address().toString()).toString();
    if (known.state == State::In)
        remember(registry, known.nickname);
    else if (known.state == State::Unchecked)
        known.nickname = before;
    else if (known.state == State::Out && !before.isEmpty())
        known.problem = tr("You were signed in as %1: the keychain may be locked.").arg(before);
    m_known.insert(registry, known);
    showRows();
}

bool AccountsController::isSignedIn(const QString &registry) const
{
    const State state = m_known.value(registry).state;
    return state == State::In || state == State::Unchecked;
}

bool AccountsController::isSignedIn() const
{
    const QStringList names = registries();
    return std::any_of(names.begin(), names.end(),
                       [this](const QString &name) { return isSignedIn(name); });
}

QString AccountsController::summary() const
{
    QStringList nicknames;
    int count = 0;
    for (const QString &registry : registries()) {
        if (!isSignedIn(registry))
            continue;
        ++count;
        nicknames += m_known.value(registry).nickname;
    }
    if (count == 0)
        return tr("Not signed in");
    nicknames.removeAll(QString());
    nicknames.removeDuplicates();
    if (nicknames.size() == 1)
        return tr("Signed in as %1").arg(nicknames.constFirst());
    return count == 1 ? tr("Signed in") : tr("Signed in to %n registries", "", count);
}

QString AccountsController::placeText(const QString &registry, const Known &known) const
{
    if (m_inMemory.contains(registry))
        return tr("kept in memory, until Howdah is closed");
    switch (known.place) {
    case RegistryTokens::Place::Environment:
        return tr(
            "the token comes from the environment variable HOWDAH_TOKEN, which HOWDAH_REGISTRY "
            "says is for this registry");
    case RegistryTokens::Place::File:
        return tr("the token is in a file that only you may read: %1")
            .arg(m_services.install.locations.tokensFile());
    case RegistryTokens::Place::Keychain:
        break;
    }
    return tr("the token is in the keychain");
}

AccountRow AccountsController::rowOf(const QString &registry, const Known &known) const
{
    AccountRow row;
    row.registry = registry;
    row.isBusy = known.isBusy;
    row.nickname = known.nickname;
    row.address = RegistrySession(m_services, registry).isHere()
                      ? tr("The registry on this computer")
                      : RegistrySession(m_services, registry).address().toDisplayString();
    row.canSignIn = known.state != State::Folder;
    switch (known.state) {
    case State::Unknown:
        row.accountState = u"unknown"_s;
        row.statusText = known.isBusy ? tr("Looking…") : tr("Not looked for yet");
        break;
    case State::Out:
        row.accountState = u"out"_s;
        row.statusText = tr("Not signed in");
        row.detail = known.problem;
        break;
    case State::In: {
        row.accountState = u"in"_s;
        row.kind = u"ok"_s;
        row.statusText = tr("Signed in as %1").arg(known.nickname);
        const QString until = known.expires.isValid()
                                  ? tr("until %1").arg(Texts::date(known.expires))
                                  : tr("without an end");
        row.detail = QStringList{tr("May %1").arg(known.scopes.join(u", "_s)), until,
                                 placeText(registry, known)}
                         .join(u" · "_s);
        break;
    }
    case State::Unchecked:
        row.accountState = u"unchecked"_s;
        row.kind = u"warn"_s;
        row.statusText = known.nickname.isEmpty()
                             ? tr("Signed in, not checked")
                             : tr("Signed in as %1, not checked").arg(known.nickname);
        row.detail = known.problem + u" · "_s + placeText(registry, known);
        break;
    case State::Expired:
        row.accountState = u"expired"_s;
        row.kind = u"warn"_s;
        row.statusText = tr("Signed out by the registry");
        row.detail = known.problem;
        break;
    case State::Folder:
        row.accountState = u"none"_s;
        row.statusText = tr("Has no accounts");
        row.detail = known.problem;
        break;
    case State::Trouble:
        row.accountState = u"trouble"_s;
        row.kind = u"bad"_s;
        row.statusText = tr("The token cannot be read");
        row.detail = known.problem;
        break;
    }
    row.canSignOut = known.state == State::In || known.state == State::Unchecked;
    row.canSignIn = row.canSignIn && !row.canSignOut;
    if (row.canSignOut && known.place == RegistryTokens::Place::Environment
        && !m_inMemory.contains(registry))
        row.canSignOut = false; // only who set the variable can end it
    return row;
}

void AccountsController::showRows()
{
    QList<AccountRow> rows;
    for (const QString &registry : registries())
        rows += rowOf(registry, m_known.value(registry));
    m_rows.setRows(rows);
    Q_EMIT changed();
    QVariantList menu;
    for (const AccountRow &row : std::as_const(rows)) {
        if (row.canSignIn || row.canSignOut)
            menu += QVariantMap{{u"registry"_s, row.registry},
                                {u"nickname"_s, row.nickname},
                                {u"isSignedIn"_s, row.canSignOut}};
    }
    // An open menu stays as it is while nothing is another.
    if (menu == m_menu)
        return;
    m_menu = menu;
    Q_EMIT menuChanged();
}

void AccountsController::signOut(const QString &registry)
{
    const int number = ++m_asked[registry];
    m_known[registry].isBusy = true;
    showRows();
    struct Ended {
        Result<void> revoked;
        Result<void> forgotten;
    };
    deliver(QtConcurrent::run(&m_line,
                              [session = RegistrySession(m_services, registry),
                               token = m_ending.token()]() -> Ended {
                                  const auto kept = session.token();
                                  if (!kept)
                                      return {{}, session.forget()};
                                  const Result<void> revoked = session.revoke(kept->secret, token);
                                  return {revoked, session.forget()};
                              }),
            this, [this, registry, number](const Ended &ended) {
                if (ended.forgotten)
                    remember(registry, {});
                if (m_asked.value(registry) == number)
                    lookAt(registry);
                if (!ended.forgotten) {
                    Q_EMIT toldWarning(ended.forgotten.error().message);
                    return;
                }
                m_inMemory.remove(registry);
                if (ended.revoked)
                    Q_EMIT toldOk(tr("Signed out of %1.").arg(registry));
                else
                    Q_EMIT toldWarning(tr("Signed out of %1 on this computer, but the registry "
                                          "could not be told (%2): the token works there until it "
                                          "ends or is revoked.")
                                           .arg(registry, ended.revoked.error().message));
            });
}
