// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "sharingcontroller.h"

#include "core/deliver.h"

#include <QJsonDocument>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

constexpr int hour = 3'600'000;
constexpr qint64 day = 24 * 3600;
const QString lastTold = u"toldInUse"_s;

} // namespace

SharingController::SharingController(UiServices &services, TargetModel &targets, JobController &job,
                                     QObject *parent)
    : QObject(parent),
      m_services(services),
      m_job(job),
      m_offers(services, targets, m_line, m_ending.token())
{
    m_line.setMaxThreadCount(1);
    m_hour.setInterval(hour);
    connect(&m_hour, &QTimer::timeout, this, &SharingController::tellInUse);
    m_hour.start();
    connect(&services.settings, &Settings::privacyChanged, this, &SharingController::changed);
    connect(&job, &JobController::changed, this, &SharingController::offerChanged);
    connect(&m_offers, &SharingOffers::changed, this, &SharingController::offerChanged);
    connect(&m_offers, &SharingOffers::changed, this, &SharingController::offersChanged);
}

SharingController::~SharingController()
{
    m_ending.cancel();
    m_line.waitForDone();
}

std::optional<SharedFact::Kind> SharingController::kindNamed(const QString &name)
{
    for (const Kind kind : {Kind::Install, Kind::Build, Kind::InUse}) {
        if (nameOf(kind) == name)
            return kind;
    }
    return {};
}

bool SharingController::isOn(Kind kind) const
{
    const Settings &settings = m_services.settings;
    switch (kind) {
    case Kind::Install:
        return settings.shareInstalls();
    case Kind::Build:
        return settings.shareBuilds();
    case Kind::InUse:
        break;
    }
    return settings.shareInUse();
}

QVariantList SharingController::choices() const
{
    const auto choice = [this](Kind kind, const QString &text, const QString &detail) {
        return QVariantMap{{u"value"_s, nameOf(kind)},
                           {u"text"_s, text},
                           {u"detail"_s, detail},
                           {u"isOn"_s, isOn(kind)}};
    };
    return {choice(Kind::Install, tr("Confirm installs"),
                   tr("After an install, the registry it came from is told that it was proven, and "
                      "counts it.")),
            choice(Kind::Build, tr("Report how builds went"),
                   tr("After an install that worked or failed, the registry is told on which "
                      "PostgreSQL and system. Needs an account there; shown without your name.")),
            choice(Kind::InUse, tr("Tell what is in use"),
                   tr("Once a day, each registry is told which of its releases are installed "
                      "here."))};
}

QString SharingController::title() const
{
    switch (m_purpose) {
    case Purpose::Send:
        return tr("Report how it went?");
    case Purpose::Review:
        return tr("What was sent");
    case Purpose::Allow:
    case Purpose::Look:
    case Purpose::None:
        break;
    }
    switch (m_kind) {
    case Kind::Install:
        return tr("What is sent after an install");
    case Kind::Build:
        return tr("What is sent about builds");
    case Kind::InUse:
        break;
    }
    return tr("What is sent once a day");
}

QString SharingController::text() const
{
    if (m_purpose == Purpose::Review)
        return tr("This, and nothing else, was sent.");
    if (m_purpose == Purpose::Send)
        return tr("It tells others on which PostgreSQL and system the release works. This, and "
                  "nothing else, is sent; it is shown without your name.");
    const QString never = tr("No name, no address, no log, nothing of your data.");
    switch (m_kind) {
    case Kind::Install:
        return tr("A receipt, signed with a key that was made for receipts alone. %1").arg(never);
    case Kind::Build:
        return tr("Sent with your account, so that each person counts once, and shown without your "
                  "name. No address, no log, nothing of your data.");
    case Kind::InUse:
        break;
    }
    return tr("A list, signed with a key that was made for receipts alone; each registry gets its "
              "own releases only. %1")
        .arg(never);
}

QVariantList SharingController::payloads() const
{
    QVariantList payloads;
    for (const SharedFact &fact : m_facts) {
        const QString meaning =
            fact.signedContent.isEmpty()
                ? QString()
                : QString::fromUtf8(QJsonDocument(fact.signedContent).toJson()).trimmed();
        QString title = tr("An example: nothing here was installed by Howdah yet");
        if (!fact.registry.isEmpty())
            title = m_purpose == Purpose::Look || m_purpose == Purpose::Allow
                        ? tr("The newest of this computer, as it goes to the registry “%1”")
                              .arg(fact.registry)
                        : tr("To the registry “%1”").arg(fact.registry);
        payloads +=
            QVariantMap{{u"title"_s, title}, {u"text"_s, fact.text()}, {u"meaning"_s, meaning}};
    }
    return payloads;
}

QString SharingController::confirmText() const
{
    switch (m_purpose) {
    case Purpose::Allow:
        return tr("Send it from now on");
    case Purpose::Send:
        return m_isBusy && !m_facts.isEmpty() ? tr("Sending…") : tr("Send it");
    case Purpose::Look:
    case Purpose::Review:
    case Purpose::None:
        break;
    }
    return {};
}

bool SharingController::canConfirm() const
{
    return !m_isBusy && !m_facts.isEmpty()
           && (m_purpose == Purpose::Allow || (m_purpose == Purpose::Send && m_signInTo.isEmpty()));
}

void SharingController::setShared(const QString &what, bool on)
{
    const auto kind = kindNamed(what);
    if (!kind || isOn(*kind) == on)
        return;
    if (on) {
        open(Purpose::Allow, *kind);
        return;
    }
    switch (*kind) {
    case Kind::Install:
        m_services.settings.setShareInstalls(false);
        break;
    case Kind::Build:
        m_services.settings.setShareBuilds(false);
        break;
    case Kind::InUse:
        m_services.settings.setShareInUse(false);
        break;
    }
}

void SharingController::showPayload(const QString &what)
{
    if (const auto kind = kindNamed(what))
        open(Purpose::Look, *kind);
}

void SharingController::open(Purpose purpose, Kind kind)
{
    m_purpose = purpose;
    m_kind = kind;
    m_facts.clear();
    m_problem.clear();
    m_signInTo.clear();
    load();
}

void SharingController::load()
{
    const JobRecord *record = m_services.history.record(m_jobId);
    const auto job = m_purpose != Purpose::Send ? m_offers.newestReportable()
                     : record                   ? m_offers.endedJob(*record)
                                                : std::nullopt;
    if (m_purpose == Purpose::Send && !job) {
        close();
        return;
    }
    m_isBusy = true;
    Q_EMIT dialogChanged();
    deliver(QtConcurrent::run(&m_line,
                              [&services = std::as_const(m_services), kind = m_kind, job,
                               isForSending = m_purpose == Purpose::Send] {
                                  return isForSending && job
                                             ? SharingWork::about(services, *job)
                                             : SharingWork::newest(services, kind, job);
                              }),
            this, [this, asked = ++m_asked](const Result<SharingWork::Shown> &shown) {
                if (asked == m_asked && isOpen())
                    receive(shown);
            });
}

void SharingController::receive(const Result<SharingWork::Shown> &shown)
{
    m_isBusy = false;
    if (shown) {
        m_facts = shown->facts;
        m_signInTo = shown->signInTo;
    } else {
        m_problem = shown.error().message;
    }
    Q_EMIT dialogChanged();
}

void SharingController::confirm()
{
    if (!canConfirm())
        return;
    if (m_purpose == Purpose::Allow) {
        Settings &settings = m_services.settings;
        if (m_kind == Kind::Install)
            settings.setShareInstalls(true);
        else if (m_kind == Kind::Build)
            settings.setShareBuilds(true);
        else
            settings.setShareInUse(true);
        close();
        return;
    }
    m_isBusy = true;
    m_problem.clear();
    Q_EMIT dialogChanged();
    deliver(QtConcurrent::run(
                &m_line,
                [&services = std::as_const(m_services), fact = m_facts.constFirst(),
                 token = m_ending.token()] { return SharingWork::send(services, fact, token); }),
            this,
            [this, asked = m_asked, jobId = m_jobId,
             fact = m_facts.constFirst()](const Result<void> &sent) {
                if (sent) {
                    m_offers.markTold(jobId, {{fact}, {}});
                    Q_EMIT told(tr("Sent to %1. Thank you.").arg(fact.registry));
                }
                if (asked != m_asked || !isOpen())
                    return;
                m_isBusy = false;
                if (sent) {
                    close();
                    return;
                }
                m_problem = sent.error().message;
                Q_EMIT dialogChanged();
            });
}

void SharingController::close()
{
    ++m_asked;
    m_purpose = Purpose::None;
    m_isBusy = false;
    m_facts.clear();
    Q_EMIT dialogChanged();
    Q_EMIT changed(); // a box that was ticked is not
}

void SharingController::showOfferOf(const QString &jobId)
{
    m_jobId = jobId;
    if (m_offers.action(jobId).isEmpty())
        return;
    const QList<SharedFact> told = m_offers.toldAbout(jobId);
    if (told.isEmpty()) {
        open(Purpose::Send, Kind::Build);
        return;
    }
    ++m_asked;
    m_purpose = Purpose::Review;
    m_facts = told;
    m_problem.clear();
    m_signInTo.clear();
    Q_EMIT dialogChanged();
}

void SharingController::refuse()
{
    m_services.settings.setShareBuilds(false);
    Q_EMIT told(tr("It is not offered any more. Settings, “Sharing”, says what registries are "
                   "told."));
}

void SharingController::tellInUse()
{
    const QDateTime now = m_services.install.clock.now();
    const QDateTime last =
        QDateTime::fromString(m_services.settings.windowState(lastTold).toString(), Qt::ISODate);
    if (!isOn(Kind::InUse) || (last.isValid() && last.secsTo(now) < day))
        return;
    m_services.settings.setWindowState(lastTold, now.toString(Qt::ISODate));
    deliver(QtConcurrent::run(&m_line,
                              [&services = std::as_const(m_services), token = m_ending.token()] {
                                  SharingWork::tellInUse(services, token);
                              }),
            this, [] {});
}
