// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/registrywithdrawals.h"

#include "cli/exitcode.h"
#include "cli/registryoperations.h"
#include "registry/publishing/documentwriter.h"
#include "registry/store/withdrawalstore.h"

#include <QCoreApplication>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryWithdrawals", text);
}

/// What a line is about: "NAME VERSION", "NAME@VERSION" or "NAME".
struct Subject {
    QString name;
    std::optional<Version> version;

    [[nodiscard]] QString text() const
    {
        return version ? name + u' ' + version->toString() : name;
    }
};

Result<Subject> subjectIn(const Arguments &arguments, const QString &verb, bool hasVersion)
{
    QStringList words = arguments.positional().mid(1);
    if (hasVersion && words.size() == 1 && words[0].contains(u'@'))
        words = {words[0].section(u'@', 0, 0), words[0].section(u'@', 1)};
    if (words.size() != (hasVersion ? 2 : 1))
        return Error{Error::Kind::Invalid,
                     hasVersion ? tr("Which release? howdahctl registry %1 NAME VERSION").arg(verb)
                                : tr("Which distribution? howdahctl registry %1 NAME").arg(verb),
                     {}};
    Subject subject{words[0], {}};
    if (!hasVersion)
        return subject;
    subject.version = Version::parseTolerant(words[1]);
    if (!subject.version)
        return Error{Error::Kind::Invalid, tr("“%1” is no version.").arg(words[1]), {}};
    return subject;
}

Result<void> carryOut(const QString &verb, RegistryStore &store, const Subject &subject,
                      const QString &reason, const QString &replacement)
{
    WithdrawalStore withdrawals(store.database());
    const QDateTime now = store.clock().now();
    const WithdrawalStore::Actor operatorsHand{0, {}, true};
    if (verb == u"yank")
        return withdrawals.yank(subject.name, *subject.version, {now, reason, replacement},
                                operatorsHand);
    if (verb == u"unyank")
        return withdrawals.unyank(subject.name, *subject.version, operatorsHand, now);
    if (verb == u"deprecate")
        return withdrawals.deprecate(subject.name, {now, reason, replacement}, operatorsHand);
    return withdrawals.undeprecate(subject.name, operatorsHand, now);
}

QString doneText(const QString &verb, const QString &subject)
{
    if (verb == u"yank")
        return tr("%1 is offered no more; its files stay.").arg(subject);
    if (verb == u"unyank")
        return tr("%1 is offered again.").arg(subject);
    if (verb == u"deprecate")
        return tr("%1 is marked as no longer maintained.").arg(subject);
    return tr("%1 is no longer marked.").arg(subject);
}

} // namespace

std::optional<Result<int>> RegistryWithdrawals::run(const QString &verb, CliContext &context,
                                                    const Arguments &arguments)
{
    static const QStringList verbs{u"yank"_s, u"unyank"_s, u"deprecate"_s, u"undeprecate"_s};
    if (!verbs.contains(verb))
        return {};
    const bool isRelease = verb == u"yank" || verb == u"unyank";
    const bool takesBack = verb == u"yank" || verb == u"deprecate";
    const Result<Subject> subject = subjectIn(arguments, verb, isRelease);
    if (!subject)
        return Result<int>(subject.error());
    const QString reason = arguments.value(u"reason"_s).trimmed();
    const QString replacement = arguments.value(u"replacement"_s).trimmed();
    if (takesBack && reason.isEmpty())
        return Result<int>(
            Error{Error::Kind::Invalid,
                  tr("Why? Everybody who has it or wants it reads the reason: --reason TEXT"),
                  {}});
    const auto store = RegistryOperations::Chosen::of(context, arguments);
    if (!store)
        return Result<int>(store.error());
    if (Result<void> done = carryOut(verb, **store, *subject, reason, replacement); !done)
        return Result<int>(done.error());
    if (Result<void> noted =
            RegistryOperations::audit(**store, u"registry "_s + verb, subject->text());
        !noted)
        return Result<int>(noted.error());
    if (Result<void> written = (*store)->documents().writeStale(); !written)
        return Result<int>(written.error());
    QJsonObject json{{u"distribution"_s, subject->name}, {u"done"_s, verb}};
    if (subject->version)
        json.insert(u"version"_s, subject->version->toString());
    if (takesBack)
        json.insert(u"reason"_s, reason);
    if (takesBack && !replacement.isEmpty())
        json.insert(u"replacement"_s, replacement);
    context.output.json(json);
    context.output.line(doneText(verb, subject->text()));
    return Result<int>(ExitCode::ok);
}
