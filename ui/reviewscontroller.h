// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "ownreview.h"
#include "registrytabcontroller.h"
#include "reviewmodel.h"

#include <QJsonArray>
#include <QVariantList>

/// What people say of a distribution, and one's own word.
class ReviewsController : public RegistryTabController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QVariantMap rating READ rating NOTIFY contentChanged)
    Q_PROPERTY(int total READ total NOTIFY contentChanged)
    Q_PROPERTY(ReviewModel *rows READ rows CONSTANT)
    Q_PROPERTY(ReviewModel *outdated READ outdated CONSTANT)
    Q_PROPERTY(int outdatedCount READ outdatedCount NOTIFY contentChanged)
    Q_PROPERTY(QVariantList majors READ majors NOTIFY contentChanged)
    Q_PROPERTY(int postgres READ postgres WRITE setPostgres NOTIFY postgresChanged)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY contentChanged)
    Q_PROPERTY(bool isFetching READ isFetching NOTIFY contentChanged)
    Q_PROPERTY(bool isRefreshing READ isRefreshing NOTIFY contentChanged)
    Q_PROPERTY(bool takesTexts READ takesTexts NOTIFY contentChanged)
    Q_PROPERTY(bool canWrite READ canWrite NOTIFY ownChanged)
    Q_PROPERTY(bool isOwner READ isOwner NOTIFY ownChanged)
    Q_PROPERTY(bool canReport READ canReport NOTIFY ownChanged)
    Q_PROPERTY(bool canReply READ canReply NOTIFY ownChanged)
    Q_PROPERTY(QString replyText READ replyText NOTIFY ownChanged)
    Q_PROPERTY(QVariantList requirements READ requirements NOTIFY ownChanged)
    Q_PROPERTY(QVariantMap own READ own NOTIFY ownChanged)
    Q_PROPERTY(QString sentText READ sentText NOTIFY ownChanged)
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)

public:
    ReviewsController(UiServices &services, ConfirmationController &confirmation,
                      QObject *parent = nullptr);

    [[nodiscard]] QVariantMap rating() const { return m_rating; }
    /// Of all PostgreSQL versions; -1 before they are known.
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] ReviewModel *rows() { return &m_rows; }
    [[nodiscard]] ReviewModel *outdated() { return &m_outdated; }
    [[nodiscard]] int outdatedCount() const { return m_outdated.rowCount(); }
    [[nodiscard]] QVariantList majors() const { return m_majors; }
    [[nodiscard]] int postgres() const { return m_postgres; }
    void setPostgres(int major); ///< 0: all
    [[nodiscard]] bool hasMore() const { return !m_next.isEmpty(); }
    [[nodiscard]] bool isFetching() const { return m_isFetching; }
    /// What is shown was asked with another filter.
    [[nodiscard]] bool isRefreshing() const { return m_isRefreshing; }
    [[nodiscard]] bool takesTexts() const { return m_takesTexts; }
    [[nodiscard]] bool canWrite() const { return m_own.canWrite(); }
    [[nodiscard]] bool isOwner() const { return m_own.rights.isOwner; }
    [[nodiscard]] bool canReport() const { return m_own.isSignedIn(); }
    /// Signed in as an owner; and replies are shown there.
    [[nodiscard]] bool canReply() const { return m_own.rights.mayReply && m_takesTexts; }
    /// What happens to a reply.
    [[nodiscard]] QString replyText() const;
    [[nodiscard]] QVariantList requirements() const;
    [[nodiscard]] QVariantMap own() const;
    [[nodiscard]] QString sentText() const;
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QString problem() const { return m_problem; }

    Q_INVOKABLE void fetchMore();
    /// `stars`: by aspect, 0 for not said. `done()` when it is published, else `problem`.
    Q_INVOKABLE void publish(const QString &works, const QVariantMap &stars, const QString &text);
    /// Exactly what `publish()` would send, as JSON; empty when it would refuse.
    [[nodiscard]] Q_INVOKABLE QString payload(const QString &works, const QVariantMap &stars,
                                              const QString &text) const;
    Q_INVOKABLE void remove(); ///< asks
    Q_INVOKABLE void report(qint64 review, const QString &reason);
    /// In place of the reply that is there. `done()` when it is published, else `problem`.
    Q_INVOKABLE void reply(qint64 review, const QString &text);
    Q_INVOKABLE void removeReply(qint64 review, const QString &user); ///< asks
    Q_INVOKABLE void clearProblem() { setProblem({}); }

Q_SIGNALS:
    void postgresChanged();
    void ownChanged();
    void busyChanged();
    void problemChanged();
    void done(); ///< what the open dialog asked for
    void told(const QString &kind, const QString &text);

protected:
    void ask() override;
    void forget() override;

private:
    struct Page {
        RegistryApi::Reading rating;
        QJsonArray items;
        QString next;
        OwnReview own;
    };
    [[nodiscard]] QUrlQuery filter() const;
    void show(const Page &page);
    void append(const QJsonArray &items);
    void write(const std::function<Result<QString>(RegistryApi &)> &work, bool inDialog);
    void setProblem(const QString &problem);
    void setBusy(bool busy);

    ConfirmationController &m_confirmation;
    ReviewModel m_rows;
    ReviewModel m_outdated;
    QVariantMap m_rating;
    QVariantList m_majors;
    int m_total = -1;
    int m_postgres = 0;
    int m_asked = 0; ///< question whose answer is wanted
    QString m_next;
    bool m_isFetching = false;
    bool m_isRefreshing = false;
    bool m_takesTexts = true;
    bool m_foldsOutdated = true;
    OwnReview m_own;
    bool m_isBusy = false;
    QString m_problem;
};
