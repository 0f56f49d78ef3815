// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/communitysteps.h"
#include "cli/exitcode.h"
#include "install/reviewclient.h"
#include "install/sharing.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommunityCommands", text);
}

void showPayload(Output &output, const QString &where, const QJsonObject &payload)
{
    output.line(tr("This, and nothing else, goes to %1:").arg(where));
    output.line(QString::fromUtf8(QJsonDocument(payload).toJson()).trimmed());
}

Error needsToken(const QString &registry)
{
    return {Error::Kind::Permission,
            tr("%1 wants to know who says so. Sign in with `howdahctl login`, or put an API token "
               "with the scope “review” into the environment variable HOWDAH_TOKEN and the "
               "registry's address into HOWDAH_REGISTRY.")
                .arg(registry),
            {}};
}

Result<ReviewDraft> draftFrom(const Arguments &arguments)
{
    if (!arguments.has(u"works"_s))
        return Error{Error::Kind::Invalid, tr("Does it work? --works yes, partly or no"), {}};
    ReviewDraft draft;
    draft.works = arguments.value(u"works"_s);
    draft.text = arguments.value(u"text"_s);
    for (const QString &aspect : ReviewDraft::aspects()) {
        if (!arguments.has(aspect))
            continue;
        const Result<int> given = arguments.number(aspect, 0, 1, 5);
        if (!given)
            return given.error();
        draft.stars.insert(aspect, *given);
    }
    return draft;
}

/// The job that is meant, from the history, which lives on the main thread.
Result<JobRecord> recordFor(CliContext &context, const QString &id)
{
    std::optional<JobRecord> found;
    QMetaObject::invokeMethod(
        &context.history,
        [&] {
            for (const JobRecord &record : context.history.records()) {
                const bool isInstall =
                    record.facts.kind == u"install" || record.facts.kind == u"update";
                if (id.isEmpty() ? isInstall : record.id == id) {
                    found = record;
                    return;
                }
            }
        },
        Qt::BlockingQueuedConnection);
    if (found)
        return *found;
    return Error{Error::Kind::NotFound,
                 id.isEmpty()
                     ? tr("Nothing was installed yet, so there is nothing to report.")
                     : tr("The history has no job “%1”; `howdahctl history` shows them.").arg(id),
                 {}};
}

/// What would be sent about a job.
Result<SharedFact> ownBuildOf(CliContext &context, const Arguments &arguments)
{
    const Result<JobRecord> record = recordFor(context, arguments.positional().value(1));
    if (!record)
        return record.error();
    const QList<Target> targets = CliSteps::targets(context, arguments);
    const auto target = std::find_if(targets.begin(), targets.end(), [&](const Target &one) {
        return one.id() == record->facts.targetId;
    });
    if (target == targets.end())
        return Error{Error::Kind::NotFound,
                     tr("%1, which “%2” was for, is not found any more.")
                         .arg(record->facts.targetTitle, record->facts.title),
                     {}};
    const Result<IndexEntry> entry = context.releases.distribution(record->facts.subject);
    if (!entry)
        return entry.error();
    return Sharing::build(*record, target->installation.version, entry->registry,
                          entry->release.name);
}

Result<int> reportBuild(CliContext &context, const Arguments &arguments, bool send)
{
    const Result<SharedFact> build = ownBuildOf(context, arguments);
    if (!build)
        return build.error();
    showPayload(context.output, build->registry, build->payload);
    QJsonObject result{{u"registry"_s, build->registry},
                       {u"distribution"_s, build->distribution},
                       {u"payload"_s, build->payload},
                       {u"sent"_s, false}};
    if (!send || arguments.has(u"dry-run"_s)) {
        context.output.json(result);
        return ExitCode::ok;
    }
    Result<std::unique_ptr<RegistryApi>> api =
        CommunitySteps::api(context, build->registry, CommunitySteps::Token::Kept);
    if (!api)
        return api.error();
    if (!(*api)->hasToken())
        return needsToken(build->registry);
    if (!context.output.confirm(tr("Send it?")))
        return Error{Error::Kind::Cancelled, tr("Nothing was sent."), {}};
    const Result<QJsonObject> sent =
        (*api)->send("POST", build->path, build->payload, context.token);
    if (!sent)
        return sent.error();
    result.insert(u"sent"_s, true);
    context.output.json(result);
    context.output.line(tr("Sent. It is shown without your name."));
    return ExitCode::ok;
}

/// Which settings there are, or one of them changed.
Result<int> choose(CliContext &context, const QString &verb, const QString &what)
{
    struct Choice {
        QString name;
        QString explanation;
        bool (Settings::*isOn)() const;
        void (Settings::*set)(bool);
    };
    const QList<Choice> choices{{u"installs"_s,
                                 tr("tell a registry that an install from it was proven"),
                                 &Settings::shareInstalls, &Settings::setShareInstalls},
                                {u"builds"_s, tr("tell it how the build went"),
                                 &Settings::shareBuilds, &Settings::setShareBuilds},
                                {u"active"_s, tr("tell it which of its releases are in use"),
                                 &Settings::shareInUse, &Settings::setShareInUse}};
    bool isKnown = what.isEmpty() && verb == u"settings";
    QJsonObject json;
    QList<QStringList> rows;
    for (const Choice &choice : choices) {
        if (choice.name == what) {
            (context.settings.*choice.set)(verb == u"on");
            isKnown = true;
        }
        const bool isOn = (context.settings.*choice.isOn)();
        json.insert(choice.name, isOn);
        rows += {choice.name, isOn ? tr("on") : tr("off"), choice.explanation};
    }
    if (!isKnown)
        return Error{Error::Kind::Invalid,
                     tr("“%1” cannot be switched on or off; there are installs, builds and active")
                         .arg(what),
                     {}};
    if (!context.settings.flush())
        return Error{Error::Kind::Permission, tr("The settings cannot be written."), {}};
    context.output.json(json);
    context.output.table({tr("What"), tr("State"), tr("Meaning")}, rows);
    return ExitCode::ok;
}

} // namespace

Result<int> Commands::review(CliContext &context, const Arguments &arguments)
{
    const Result<ReviewDraft> draft = draftFrom(arguments);
    if (!draft)
        return draft.error();
    const QString name = arguments.positional().first();
    const ReceiptStore store(context.services.locations, context.services.clock);
    const std::optional<ReceiptStore::Kept> receipt =
        store.newest(name, arguments.value(u"registry"_s));
    if (!receipt)
        return Error{
            Error::Kind::NotFound,
            tr("There is no receipt of an install of %1 on this computer. Install it into a "
               "database first: howdahctl install %1 --database NAME")
                .arg(name),
            {}};
    const Result<QJsonObject> review = draft->toJson(receipt);
    if (!review)
        return review.error();
    showPayload(context.output, receipt->registry, *review);
    context.output.line(tr("The receipt says: %1 %2 on PostgreSQL %3, %4 %5, %6.")
                            .arg(receipt->receipt.distribution, receipt->receipt.version,
                                 receipt->receipt.postgresVersion, receipt->receipt.os,
                                 receipt->receipt.arch,
                                 receipt->receipt.date.toString(Qt::ISODate)));
    if (arguments.has(u"dry-run"_s)) {
        context.output.json(QJsonObject{
            {u"registry"_s, receipt->registry}, {u"review"_s, *review}, {u"sent"_s, false}});
        return ExitCode::ok;
    }
    Result<std::unique_ptr<RegistryApi>> api =
        CommunitySteps::api(context, receipt->registry,
                            arguments.has(u"registry"_s) ? CommunitySteps::Token::OfNamed
                                                         : CommunitySteps::Token::Kept);
    if (!api)
        return api.error();
    if (!(*api)->hasToken())
        return needsToken(receipt->registry);
    if (!context.output.confirm(tr("Publish it under your name?")))
        return Error{Error::Kind::Cancelled, tr("Nothing was sent."), {}};
    const Result<QJsonObject> answer =
        ReviewClient(**api, store).publish(name, *review, receipt, context.token);
    if (!answer)
        return answer.error();
    context.output.json(
        QJsonObject{{u"registry"_s, receipt->registry}, {u"review"_s, *answer}, {u"sent"_s, true}});
    context.output.line(tr("Published. Run it again to change it."));
    return ExitCode::ok;
}

Result<int> Commands::report(CliContext &context, const Arguments &arguments)
{
    const QString verb = arguments.positional().value(0, u"settings"_s);
    const QString what = arguments.positional().value(1);
    if (verb == u"show" || verb == u"send")
        return reportBuild(context, arguments, verb == u"send");
    if (verb == u"on" || verb == u"off" || verb == u"settings")
        return choose(context, verb, what);
    return Error{
        Error::Kind::Invalid,
        tr("report has no verb “%1”; there are settings, on, off, show and send").arg(verb),
        {}};
}
