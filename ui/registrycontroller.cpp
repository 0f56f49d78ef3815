// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrycontroller.h"

#include "core/deliver.h"
#include "registry/registrystore.h"
#include "registry/store/ownershipstore.h"
#include "registry/store/registrysettings.h"
#include "registrywork.h"
#include "texts.h"

#include <QHostInfo>
#include <QNetworkInterface>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

constexpr int auditStep = 50;
constexpr int shownInvitations = 500;
constexpr int shownWebhooks = 1000;
constexpr qint64 mebibyte = 1024 * 1024;

/// Addresses of this computer that others of its network can use.
QStringList ownAddresses()
{
    QStringList addresses;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback()
            && !address.isLinkLocal())
            addresses += address.toString();
    }
    return addresses;
}

RegistryServer::Options sharedOptions(const RegistryStore &store)
{
    RegistryServer::Options options;
    options.address = u"0.0.0.0"_s;
    options.isPublic = true;
    options.tlsFolder = store.folder() + u"/tls"_s;
    options.hostNames = ownAddresses();
    if (const QString name = QHostInfo::localHostName(); !name.isEmpty())
        options.hostNames << name << name + u".local"_s;
    return options;
}

} // namespace

RegistryController::RegistryController(UiServices &services, ConfirmationController &confirmation,
                                       QObject *parent)
    : PageController(u"loading"_s, parent),
      m_services(services),
      m_confirmation(confirmation),
      m_accounts(services, confirmation),
      m_invitations(services, confirmation),
      m_keys(services, confirmation),
      m_orphans(services),
      m_webhooks(services, confirmation),
      m_task(services),
      m_auditRows(auditStep),
      m_embedded(services.registry)
{
    m_line.setMaxThreadCount(1);
    const std::initializer_list<RegistryEditor *> parts{&m_accounts, &m_invitations, &m_keys,
                                                        &m_orphans, &m_webhooks};
    for (const RegistryEditor *part : parts) {
        connect(part, &RegistryEditor::failed, this, &RegistryController::failed);
        connect(part, &RegistryEditor::written, this, &RegistryController::refresh);
    }
    connect(&m_task, &RegistryTaskController::written, this, &RegistryController::refresh);
    connect(&m_task, &RegistryTaskController::imported, this, &RegistryController::imported);
}

void RegistryController::start()
{
    const Settings &settings = m_services.settings;
    connect(&settings, &Settings::registriesChanged, this, &RegistryController::apply);
    connect(&settings, &Settings::sharingChanged, this, &RegistryController::apply);
    apply();
}

void RegistryController::apply()
{
    const Wish wish{m_services.settings.useEmbeddedRegistry(),
                    m_services.settings.shareEmbeddedRegistry()};
    if (m_wish == wish)
        return;
    m_wish = wish;
    m_isSwitching = true;
    if (wish.isOn || isOn())
        setState(u"loading"_s);
    deliver(QtConcurrent::run(
                &m_line,
                [&embedded = m_embedded, &store = m_services.registry, wish]() -> Result<Serving> {
                    embedded.switchOff();
                    if (!wish.isOn)
                        return Serving();
                    const Result<QUrl> url = embedded.switchOn(
                        RegistryServer::usualPort,
                        wish.isShared ? sharedOptions(store) : RegistryServer::Options());
                    if (!url)
                        return url.error();
                    return Serving{*url, embedded.fingerprint(), wish.isShared, embedded.metrics()};
                }),
            this, [this, wish](const Result<Serving> &serving) {
                if (m_wish == wish)
                    serve(serving);
            });
}

void RegistryController::serve(const Result<Serving> &serving)
{
    m_isSwitching = false;
    m_serving = serving ? *serving : Serving();
    m_traffic.follow(m_serving.metrics);
    m_invitations.setAddress(networkAddresses().value(0, address()));
    if (!serving)
        setError(tr("The registry cannot be served"), serving.error());
    else if (!isOn())
        setState(u"empty"_s);
    Q_EMIT servingChanged();
    if (isOn())
        refresh();
}

void RegistryController::retry()
{
    m_wish.reset();
    apply();
}

QString RegistryController::addressNote() const
{
    if (!isOn() || m_serving.url.port() == RegistryServer::usualPort)
        return {};
    return tr("Another program uses port %1, so that this one is chosen anew with each start.")
        .arg(RegistryServer::usualPort);
}

QStringList RegistryController::networkAddresses() const
{
    if (!isShared())
        return {};
    QStringList addresses;
    for (const QString &address : ownAddresses()) {
        QUrl url = m_serving.url;
        url.setHost(address);
        addresses += url.toString();
    }
    return addresses;
}

QString RegistryController::servingText() const
{
    if (state() == u"error")
        return errorText();
    if (!isOn())
        return state() == u"loading" ? QString() : tr("Switched off.");
    return isShared() ? tr("Serving the registry on this computer at %1, shared on your network.")
                            .arg(address())
                      : tr("Serving the registry on this computer at %1, for this computer only.")
                            .arg(address());
}

void RegistryController::share()
{
    m_confirmation.ask(
        {tr("Share this registry on your network?"),
         tr("It then answers every computer that can reach this one, not this computer only, "
            "whenever Howdah is open, until you stop sharing."),
         tr("What that means"),
         {tr("Everybody on your network can read and download all releases in it, without a "
             "password."),
          tr("Publishing needs an account that you make, or a token of one."),
          tr("Connections are encrypted with a certificate that this computer makes for itself. "
             "Nobody else vouches for it: those who connect compare its fingerprint, which is "
             "shown "
             "here."),
          tr("Do not share in a network that you do not trust, such as a café's.")},
         tr("Share on the network"),
         true},
        [this] { m_services.settings.setShareEmbeddedRegistry(true); });
}

Result<RegistryController::Contents> RegistryController::read(RegistryStore &store, int auditRows)
{
    Contents contents;
    RegistryDatabase &database = store.database();
    contents.database = database.address().display();
    const Result<QList<Holding>> holdings = HoldingStore(database).all();
    if (!holdings)
        return holdings.error();
    contents.holdings = *holdings;
    const Result<qint64> cap = RegistrySettings(database).number(u"storage-limit"_s);
    if (!cap)
        return cap.error();
    contents.cap = *cap;
    const Result<QList<Account>> accounts = AccountStore(database).all();
    if (!accounts)
        return accounts.error();
    contents.accounts = *accounts;
    const Result<QList<Webhook>> webhooks = WebhookStore(database).page(0, 0, shownWebhooks);
    if (!webhooks)
        return webhooks.error();
    contents.webhooks = *webhooks;
    const auto invitations = InvitationStore(database).page(0, shownInvitations);
    if (!invitations)
        return invitations.error();
    contents.invitations = *invitations;
    const Result<QString> registration = RegistrySettings(database).text(u"registration"_s);
    if (!registration)
        return registration.error();
    contents.registration = *registration;
    const auto keys = store.keys().keys();
    if (!keys)
        return keys.error();
    contents.keys = *keys;
    const Result<QStringList> orphans = OwnershipStore(database).orphaned();
    if (!orphans)
        return orphans.error();
    contents.orphans = *orphans;
    const Result<QList<AuditStore::Entry>> audit = AuditStore(database).newest(auditRows + 1);
    if (!audit)
        return audit.error();
    contents.audit = *audit;
    return contents;
}

void RegistryController::refresh()
{
    if (!isOn())
        return;
    deliver(
        QtConcurrent::run(&m_services.workers, [&store = m_services.registry,
                                                rows = m_auditRows] { return read(store, rows); }),
        this, [this, asked = ++m_asked](const Result<Contents> &contents) {
            if (!isOn() || m_isSwitching || asked != m_asked)
                return;
            if (!contents) {
                setError(tr("The registry cannot be read"), contents.error());
                return;
            }
            show(*contents);
            setState(u"ready"_s);
        });
}

void RegistryController::show(const Contents &contents)
{
    const QLocale locale;
    const QDateTime now = m_services.install.clock.now();
    QList<RegistryHoldingRow> holdings;
    int releases = 0;
    m_bytes = 0;
    m_cap = contents.cap;
    for (const Holding &holding : contents.holdings) {
        releases += holding.releases;
        m_bytes += holding.bytes;
        holdings +=
            {holding.name,
             holding.releases == 1 ? tr("1 release") : tr("%n releases", "", holding.releases),
             Texts::bytes(holding.bytes), Texts::date(holding.newest)};
    }
    m_holdings.setRows(holdings);
    m_facts = {
        QVariantMap{{u"label"_s, tr("Distributions")},
                    {u"value"_s, locale.toString(contents.holdings.size())}},
        QVariantMap{{u"label"_s, tr("Releases")}, {u"value"_s, locale.toString(releases)}},
        QVariantMap{{u"label"_s, tr("Folder")}, {u"value"_s, folder()}},
        QVariantMap{{u"label"_s, tr("Database")}, {u"value"_s, contents.database}},
    };
    QList<RegistryAuditRow> audit;
    for (const AuditStore::Entry &entry :
         contents.audit.first(std::min<qsizetype>(contents.audit.size(), m_auditRows))) {
        const bool isGood = entry.outcome == u"ok" || entry.outcome.startsWith(u'2');
        const QString from = entry.address.isEmpty()
                                 ? entry.means
                                 : tr("%1 from %2").arg(entry.means, entry.address).trimmed();
        audit += {entry.id,      Texts::ago(entry.time, now),
                  entry.actor,   from,
                  entry.action,  entry.subject,
                  entry.outcome, isGood ? u"ok"_s : u"bad"_s};
    }
    m_hasMoreAudit = contents.audit.size() > m_auditRows;
    m_audit.setRows(audit);
    m_accounts.show(contents.accounts);
    m_invitations.show(contents.invitations, contents.registration);
    m_keys.show(contents.keys);
    m_orphans.show(contents.orphans);
    m_webhooks.show(contents.webhooks, contents.accounts);
    Q_EMIT contentsChanged();
}

void RegistryController::showMoreAudit()
{
    m_auditRows += 4 * auditStep;
    refresh();
}

QString RegistryController::spaceText() const
{
    return m_cap == 0 ? tr("%1, no limit").arg(Texts::bytes(m_bytes))
                      : tr("%1 of %2").arg(Texts::bytes(m_bytes), Texts::bytes(m_cap));
}

qreal RegistryController::spaceShare() const
{
    return m_cap == 0 ? -1
                      : std::min<qreal>(1, static_cast<qreal>(m_bytes) / static_cast<qreal>(m_cap));
}

int RegistryController::capMiB() const
{
    return static_cast<int>(m_cap / mebibyte);
}

void RegistryController::setCapMiB(int mebibytes)
{
    const qint64 cap = std::max(0, mebibytes) * mebibyte;
    if (cap == m_cap)
        return;
    deliver(QtConcurrent::run(
                &m_services.workers,
                [cap, &store = m_services.registry]() -> Result<void> {
                    const QString value = QString::number(cap);
                    if (Result<void> set =
                            RegistrySettings(store.database()).set(u"storage-limit"_s, value);
                        !set)
                        return set;
                    return RegistryWork::audit(store, u"registry settings"_s,
                                               u"storage-limit="_s + value);
                }),
            this, [this](const Result<void> &done) {
                if (!done)
                    Q_EMIT failed(done.error().message);
                refresh();
            });
}
