// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "registrysession.h"
#include "uiservices.h"

#include <QDateTime>
#include <QThreadPool>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

/// The dialog that signs the person in to one registry: with a code that is typed at the registry's own page, with a
/// token made there, or, to the registry of this computer, with nickname and password.
class SignInController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString step READ step NOTIFY changed)
    Q_PROPERTY(QString registry READ registry NOTIFY changed)
    Q_PROPERTY(bool isHere READ isHere NOTIFY changed)
    Q_PROPERTY(QString userCode READ userCode NOTIFY changed)
    Q_PROPERTY(QString page READ page NOTIFY changed)
    Q_PROPERTY(QString remainingText READ remainingText NOTIFY remainingChanged)
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString problemDetails READ problemDetails NOTIFY changed)
    Q_PROPERTY(QString tokenFile READ tokenFile CONSTANT)

public:
    explicit SignInController(UiServices &services, QObject *parent = nullptr);
    ~SignInController() override;

    /// `closed`, `starting`, `code`, `password`, `token`, `keep` (there is no keychain: where to keep it?) or `failed`.
    [[nodiscard]] QString step() const { return m_step; }
    [[nodiscard]] QString registry() const { return m_registry; }
    [[nodiscard]] bool isHere() const { return m_isHere; }
    [[nodiscard]] QString userCode() const { return m_begun.userCode; }
    [[nodiscard]] QString page() const { return m_begun.page.toString(); }
    /// "The code works for 14:32 more."
    [[nodiscard]] QString remainingText() const;
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QString problem() const { return m_problem.message; }
    [[nodiscard]] QString problemDetails() const { return m_problem.detail; }
    [[nodiscard]] QString tokenFile() const { return m_services.install.locations.tokensFile(); }

    /// Asks the registry for a code; for the one of this computer asks for nickname and password.
    Q_INVOKABLE void begin(const QString &registry);
    /// A token that was made at the registry is typed instead.
    Q_INVOKABLE void preferToken();
    Q_INVOKABLE void openPage(); ///< in the browser, with the code
    Q_INVOKABLE void submitPassword(const QString &nickname, const QString &password);
    Q_INVOKABLE void submitToken(const QString &token);
    Q_INVOKABLE void keepInFile();
    Q_INVOKABLE void keepUntilClosed();
    Q_INVOKABLE void retry() { begin(m_registry); }
    /// Ends it; a token that was given meanwhile is revoked.
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void remainingChanged();
    void pageWanted(const QString &url);
    /// `inMemory`: until this program ends only.
    void signedIn(const QString &registry, bool inMemory);
    /// A token that nobody keeps could not be revoked.
    void failed(const QString &text);

private:
    /// What signing in gave, and whether it is kept.
    struct Given {
        QString secret;
        bool isKept = false;
    };
    void show(const QString &step);
    void fail(const Error &error, const QString &step);
    void forgetAttempt();
    void wait();
    /// Runs `work` behind the window, as long as this attempt lasts.
    template <typename Work, typename Receive>
    void run(Work work, Receive receive);
    [[nodiscard]] static Result<Given> keep(const RegistrySession &session, const QString &secret);
    void receive(const Result<Given> &given, const QString &step);
    void finish(bool inMemory);

    UiServices &m_services;
    QString m_step = QStringLiteral("closed");
    QString m_registry;
    bool m_isHere = false;
    bool m_isBusy = false;
    RegistryLogin::Begun m_begun;
    QDateTime m_ends;
    QTimer m_second;
    Error m_problem;
    QString m_secret; ///< given, and not kept yet
    int m_attempt = 0;
    CancellationSource m_cancellation;
    QThreadPool m_line; ///< waiting for a person takes minutes: not on the others' threads
};
