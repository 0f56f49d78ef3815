// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registrysession.h"
#include "rowmodel.h"
#include "signincontroller.h"
#include "uiservices.h"

#include <QMap>
#include <QSet>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

struct AccountRow {
    QString registry;
    QString address;
    QString accountState;
    QString nickname;
    QString statusText;
    QString kind;
    QString detail;
    bool canSignIn = false;
    bool canSignOut = false;
    bool isBusy = false;
    bool operator==(const AccountRow &) const = default;
};

/// Who the person is at the registries in use.
class AccountModel : public RowModel<AccountRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit AccountModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const AccountRow &row) const override { return row.registry; }
};

/// The person's accounts: where he is signed in, what that allows, where its token is kept.
class AccountsController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(AccountModel *rows READ rows CONSTANT)
    Q_PROPERTY(SignInController *signIn READ signIn CONSTANT)
    Q_PROPERTY(bool isSignedIn READ isSignedIn NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QVariantList menu READ menu NOTIFY menuChanged)

public:
    explicit AccountsController(UiServices &services, QObject *parent = nullptr);
    ~AccountsController() override;

    [[nodiscard]] AccountModel *rows() { return &m_rows; }
    [[nodiscard]] SignInController *signIn() { return &m_signIn; }
    [[nodiscard]] bool isSignedIn() const;
    /// "Signed in as ada", "Signed in to 2 registries", "Not signed in".
    [[nodiscard]] QString summary() const;
    /// list{registry, nickname, isSignedIn}: of registries that have accounts, or may.
    [[nodiscard]] QVariantList menu() const { return m_menu; }
    /// Whether requests to that registry show a token.
    [[nodiscard]] bool isSignedIn(const QString &registry) const;

    /// Looks for the tokens, and asks their registries whose they are. A keychain may ask the person to unlock it.
    Q_INVOKABLE void refresh();
    /// The same for what was signed in to when the program ended; for the start: disturbs nobody else.
    void refreshRemembered();
    Q_INVOKABLE void signOut(const QString &registry);

Q_SIGNALS:
    void changed();
    void menuChanged();
    void toldOk(const QString &text);
    void toldWarning(const QString &text);

private:
    enum class State { Unknown, Out, In, Expired, Unchecked, Folder, Trouble };
    struct Known {
        State state = State::Unknown;
        bool isBusy = false;
        QString nickname;
        QString role;
        QStringList scopes;
        QDateTime expires;
        RegistryTokens::Place place = RegistryTokens::Place::Keychain;
        QString problem;
    };
    [[nodiscard]] static Known look(const RegistrySession &session, const CancellationToken &token);
    void lookAt(const QString &registry);
    void take(const QString &registry, Known known);
    void showRows();
    [[nodiscard]] AccountRow rowOf(const QString &registry, const Known &known) const;
    [[nodiscard]] QString placeText(const QString &registry, const Known &known) const;
    [[nodiscard]] QStringList registries() const;
    [[nodiscard]] QVariantMap remembered() const;
    void remember(const QString &registry, const QString &nickname);

    UiServices &m_services;
    AccountModel m_rows;
    SignInController m_signIn;
    QVariantList m_menu;
    QMap<QString, Known> m_known;
    QMap<QString, int> m_asked; ///< of each registry: only the newest answer counts
    QSet<QString> m_inMemory;   ///< registries whose token ends with this program
    CancellationSource m_ending;
    QThreadPool m_line; ///< a keychain that asks to be unlocked blocks nobody else
};
