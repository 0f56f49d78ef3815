// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "appcontroller.h"
#include "postgres/testservers.h"
#include "services.h"
#include "ui/fakecredentials.h"
#include "ui/servedregistry.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

/// The engine and the page controllers as the window's composition root makes them, over a data folder of
/// their own with the samples in it: one for each test file. Looks at no server of this machine: the only one
/// is a throw-away copy that startServer() makes.
class World : public QObject
{
    Q_OBJECT
    Q_PROPERTY(AppController *app READ app CONSTANT)
    Q_PROPERTY(bool ready READ ready NOTIFY readyChanged)
    Q_PROPERTY(bool hasPostgres READ hasPostgres CONSTANT)

public:
    explicit World(QObject *parent = nullptr);
    ~World() override;

    [[nodiscard]] AppController *app() { return m_app.get(); }
    /// The samples are in the index.
    [[nodiscard]] bool ready() const { return m_isReady; }
    [[nodiscard]] bool hasPostgres() const;

    /// Starts a server and makes it the target; blocks half a second. Empty, or what is wrong.
    Q_INVOKABLE QString startServer();
    /// Runs SQL in a database of that server. Empty, or what is wrong.
    Q_INVOKABLE QString sql(const QString &database, const QString &text);
    /// What that server holds is asked anew, as after a look for servers.
    Q_INVOKABLE void lookAgain();
    /// Nothing writes to that server until `releaseServer()`: jobs on it wait.
    Q_INVOKABLE void holdServer();
    Q_INVOKABLE void releaseServer();
    /// No job starts until `releaseQueue()`.
    Q_INVOKABLE void holdQueue();
    Q_INVOKABLE void releaseQueue();
    /// Stops that server and shows it, as a stopped one, in place of all others.
    Q_INVOKABLE QString stopServer();

    /// Publishes a distribution of tests/samples. Empty, or what is wrong.
    Q_INVOKABLE QString publish(const QString &name);
    /// Takes the registry's folder away, and puts it back.
    Q_INVOKABLE bool hideRegistry(bool hidden);
    /// Adds bytes to a release's archive, and takes them away again.
    Q_INVOKABLE bool damageArchive(const QString &name, const QString &version, bool damaged);
    /// Serves another registry on this computer, called "team", with an account "ada", and uses it. Empty, or what is
    /// wrong.
    Q_INVOKABLE QString startTeam();
    Q_INVOKABLE void leaveTeam();
    /// What ada answers on its page for codes: "approve" or "deny".
    Q_INVOKABLE bool decide(const QString &code, const QString &decision);
    /// An account of the registry on this computer. Empty, or what is wrong.
    Q_INVOKABLE QString addAccount(const QString &nickname, const QString &password);
    /// Somebody's review with the same stars for every aspect; its id.
    Q_INVOKABLE qint64 review(const QString &user, const QString &name, const QString &version,
                              const QString &works, int stars, const QString &text, int postgres);
    Q_INVOKABLE void reply(qint64 review, const QString &text); ///< as the owner
    Q_INVOKABLE QString owner() const;                          ///< of the samples
    /// What a service found out.
    Q_INVOKABLE void report(const QString &source, const QString &kind, const QString &name,
                            const QString &version, int postgres, const QString &os,
                            const QString &arch, const QString &outcome, const QString &log);
    /// As many different clients fetched it so many days ago.
    Q_INVOKABLE void download(const QString &name, const QString &version, int clients,
                              int daysAgo);
    /// The person has installed it on PostgreSQL 17.
    Q_INVOKABLE void install(const QString &name, const QString &version);
    /// The person is signed in to the registry of this computer; empty: to none.
    Q_INVOKABLE void signIn(const QString &nickname);
    Q_INVOKABLE [[nodiscard]] QString registryFolder() const;
    Q_INVOKABLE [[nodiscard]] QString pgConfig() const;
    Q_INVOKABLE [[nodiscard]] QString clipboard() const;

Q_SIGNALS:
    void readyChanged();

private:
    TestServers m_servers;
    std::unique_ptr<SandboxServer> m_server;
    std::unique_ptr<ServedRegistry> m_team;
    std::unique_ptr<Services> m_services;
    FakeCredentials m_credentials; ///< never the person's keychain
    std::unique_ptr<InstallServices> m_install;
    QThreadPool m_workers;
    std::unique_ptr<UiServices> m_uiServices;
    std::unique_ptr<AppController> m_app;
    bool m_isReady = false;
    Job *m_holder = nullptr;
    QList<Job *> m_queueHolders;
};
