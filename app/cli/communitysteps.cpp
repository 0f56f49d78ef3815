// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/communitysteps.h"

#include "install/sharing.h"
#include "mirror/indexsync.h"
#include "registry/localregistryapi.h"
#include "registry/registrystore.h"
#include "settings/registrytokens.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommunityCommands", text);
}

QString starsText(const QJsonObject &rating)
{
    const QJsonValue average = rating[u"overall"][u"average"];
    const int reviews = rating[u"reviews"].toInt();
    if (reviews == 0)
        return tr("no review yet");
    const QString works = tr("works for %1 of %2")
                              .arg(rating[u"works"][u"yes"].toInt())
                              .arg(rating[u"counted"].toInt());
    if (!average.isDouble())
        return works;
    return tr("%1 of 5 stars, %2").arg(QString::number(average.toDouble(), 'f', 1), works);
}

/// Sends what was allowed beforehand, and shows it.
void send(CliContext &context, const Sharing &sharing, const SharedFact &fact)
{
    Result<std::unique_ptr<RegistryApi>> api = CommunitySteps::api(
        context, fact.registry,
        fact.needsAccount() ? CommunitySteps::Token::Kept : CommunitySteps::Token::None);
    // A folder, or a mirror: nobody there who counts. And who is not signed in has nothing to say.
    if (!api || (fact.needsAccount() && !(*api)->hasToken()))
        return;
    context.output.note(
        tr("Sent to %1, as you allowed (%2):").arg(fact.registry, nameOf(fact.kind)));
    context.output.note(fact.text());
    const Result<QJsonObject> sent = (*api)->send("POST", fact.path, fact.payload, context.token);
    const Result<void> marked = sent ? sharing.markSent(fact) : Result<void>(sent.error());
    if (!marked)
        context.output.note(tr("Not sent: %1").arg(marked.error().message));
}

JobRecord recordOf(const Job &job)
{
    JobRecord record;
    record.facts = job.facts();
    record.state = job.state();
    record.outcome = job.outcome();
    if (const std::optional<Error> error = job.error())
        record.errorKind = nameOf(error->kind);
    return record;
}

} // namespace

Result<std::unique_ptr<RegistryApi>> CommunitySteps::api(CliContext &context,
                                                         const QString &registry, Token wanted)
{
    const std::shared_ptr<RegistryClient> client = context.sync.client(registry);
    if (!client)
        return Error{
            Error::Kind::NotFound,
            tr("No registry in use is called “%1”; `howdahctl registry` lists them.").arg(registry),
            {}};
    Result<std::unique_ptr<RegistryApi>> api =
        registryApiOf(*client, context.registry, context.token);
    if (api && wanted != Token::None) {
        const QList<QUrl> addresses = tokenAddressesOf(*client, context.registry);
        const RegistryTokens tokens(context.services.credentials,
                                    context.services.locations.tokensFile(),
                                    wanted == Token::OfNamed ? addresses.constFirst() : QUrl());
        if (const auto kept = tokens.find(addresses))
            (*api)->setToken(kept->secret);
    }
    return api;
}

QJsonObject CommunitySteps::facts(CliContext &context, const QString &registry,
                                  const QString &distribution, const QString &version)
{
    const Result<std::unique_ptr<RegistryApi>> api =
        CommunitySteps::api(context, registry, CommunitySteps::Token::None);
    if (!api)
        return {};
    const QString path = u"distributions/%1/"_s.arg(RegistryApi::part(distribution));
    QJsonObject facts;
    const auto add = [&](const QString &member, const QUrlQuery &query = {}) {
        const auto answer = (*api)->get(path + member, query, context.token);
        if (answer && !answer->value.isEmpty())
            facts.insert(member, answer->value);
    };
    add(u"rating"_s);
    add(u"stats"_s);
    add(u"advisories"_s, {{u"version"_s, version}});
    return facts;
}

void CommunitySteps::print(Output &output, const QJsonObject &facts)
{
    if (facts.isEmpty())
        return;
    const auto row = [&](const QString &label, const QString &value) {
        output.line(label.leftJustified(14) + value);
    };
    row(tr("Rating"), starsText(facts[u"rating"].toObject()));
    const QJsonObject stats = facts[u"stats"].toObject();
    row(tr("Downloads"), QString::number(stats[u"downloads"][u"total"].toInteger()));
    row(tr("Installs"), tr("%1 confirmed").arg(stats[u"installs"][u"total"].toInteger()));
    row(tr("In use"), tr("%1 within 30 days").arg(stats[u"active"][u"total"].toInteger()));
    for (const QJsonValue &advisory : facts[u"advisories"][u"items"].toArray()) {
        QString text =
            u"%1 (%2): %3"_s.arg(advisory[u"id"].toString(), advisory[u"severity"].toString(),
                                 advisory[u"summary"].toString());
        if (const QString fixed = advisory[u"fixedIn"].toString(); !fixed.isEmpty())
            text += u"; "_s + tr("fixed in %1").arg(fixed);
        row(tr("Advisory"), text);
    }
}

void CommunitySteps::afterInstall(CliContext &context, const Job &job, const Plan &plan)
{
    const Sharing sharing(context.services.locations, context.services.clock, context.manifests);
    if (context.settings.shareInstalls()) {
        QStringList ids;
        for (const QJsonValue &receipt : job.outcome().value(u"receipts"_s).toArray())
            ids.append(receipt[u"id"].toString());
        for (const SharedFact &fact : sharing.installs(ids))
            send(context, sharing, fact);
    }
    if (plan.releases.isEmpty())
        return;
    const PlannedRelease &planned = plan.releases.last();
    if (context.settings.shareBuilds()) {
        if (const auto fact = Sharing::build(recordOf(job), plan.target.installation.version,
                                             planned.registry, planned.release.name))
            send(context, sharing, *fact);
    }
    if (context.settings.shareInUse()) {
        if (const auto fact = sharing.inUse(planned.registry))
            send(context, sharing, *fact);
    }
}
