// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "extensiontiles.h"

#include "catalog/license.h"
#include "texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ExtensionTiles", text);
}

QVariantMap tile(const QString &id, const QString &icon, const QString &kind, const QString &title,
                 const QString &text, const QString &evidence)
{
    return {{u"id"_s, id},       {u"icon"_s, icon}, {u"kind"_s, kind},
            {u"title"_s, title}, {u"text"_s, text}, {u"evidence"_s, evidence}};
}

QVariantMap runsHere(const Release &release, const std::optional<TargetFacts> &facts)
{
    const QString wants =
        release.postgres.isAny()
            ? tr("Its metadata names no PostgreSQL version.")
            : tr("Its metadata asks for PostgreSQL %1.").arg(release.postgres.toWords());
    if (!facts) {
        return tile(u"runs"_s, u"question"_s, {}, tr("Runs here?"), tr("no PostgreSQL chosen"),
                    wants + u'\n'
                        + tr("Choose a PostgreSQL at the top right to see whether it fits."));
    }
    const ServerVersion &server = facts->target.installation.version;
    const std::optional<Version> version = Version::parse(server.semVer());
    const bool fits = version && release.postgres.contains(*version);
    const QString evidence =
        wants + u'\n' + tr("Your target is PostgreSQL %1.").arg(server.shortText());
    if (!fits)
        return tile(u"runs"_s, u"error"_s, u"bad"_s, tr("Not here"),
                    tr("wants PostgreSQL %1").arg(release.postgres.toWords()), evidence);
    if (release.postgres.isAny()) {
        return tile(
            u"runs"_s, u"question"_s, u"warn"_s, tr("May run here"), tr("no version asked for"),
            evidence + u'\n' + tr("A sandbox tells for sure, without touching your server."));
    }
    return tile(u"runs"_s, u"check"_s, u"ok"_s, tr("Fits"),
                tr("PostgreSQL %1").arg(server.shortText()),
                evidence + u'\n' + tr("A sandbox proves it on a private copy of your server."));
}

QVariantMap restart(const IndexEntry &entry)
{
    const Planner::PreloadHints hints = Planner::preloadHints(entry);
    if (!hints.required.isEmpty()) {
        return tile(u"restart"_s, u"power"_s, u"warn"_s, tr("Needs a restart"),
                    tr("preloads %1").arg(hints.required.join(u", "_s)),
                    tr("Its library has to be in shared_preload_libraries, which the server reads "
                       "when it starts. The plan shows "
                       "the change, and who is connected, before anything is done."));
    }
    if (entry.needsRestart || !hints.optional.isEmpty()) {
        return tile(u"restart"_s, u"power"_s, u"warn"_s, tr("May need a restart"),
                    hints.optional.isEmpty()
                        ? tr("mentions preloading")
                        : tr("can preload %1").arg(hints.optional.join(u", "_s)),
                    tr("Its documentation speaks of shared_preload_libraries. What needs the "
                       "library preloaded works after a "
                       "restart only."));
    }
    return tile(
        u"restart"_s, u"power"_s, u"ok"_s, tr("No restart"), tr("nothing to preload"),
        tr("Neither its metadata nor its documentation asks for shared_preload_libraries."));
}

QVariantMap nativeCode(const IndexEntry &entry)
{
    if (entry.hasNativeCode) {
        return tile(
            u"native"_s, u"chip"_s, {}, tr("Native code"),
            tr("%1, built on this computer")
                .arg(Texts::languageName(entry.language.isEmpty() ? u"c"_s : entry.language)),
            tr("It holds code that runs inside the server process. It is compiled here, in a jail "
               "without network and "
               "without access to your files."));
    }
    return tile(
        u"native"_s, u"database"_s, u"ok"_s, tr("SQL only"), tr("nothing to compile"),
        tr("It holds SQL scripts only: no code of its own runs inside the server process."));
}

QVariantMap licence(const Release &release)
{
    switch (License::classOf(release.license)) {
    case License::Class::Permissive:
        return tile(u"license"_s, u"scales"_s, u"ok"_s, tr("Permissive"), release.license,
                    tr("%1: use, change and pass it on, keeping the notice.").arg(release.license));
    case License::Class::WeakCopyleft:
        return tile(u"license"_s, u"scales"_s, {}, tr("Weak copyleft"), release.license,
                    tr("%1: changes to the extension itself stay under its licence when passed on.")
                        .arg(release.license));
    case License::Class::Copyleft:
        return tile(u"license"_s, u"scales"_s, {}, tr("Copyleft"), release.license,
                    tr("%1: what is built on it stays under its licence when passed on.")
                        .arg(release.license));
    case License::Class::Other:
    case License::Class::Unknown:
        break;
    }
    return tile(u"license"_s, u"scales"_s, u"warn"_s, tr("Read the licence"),
                release.license.isEmpty() ? tr("not given") : release.license,
                tr("Its terms are not among those known here; read them before you use it."));
}

QVariantMap maintained(const IndexEntry &entry, const QDateTime &now)
{
    const int count = static_cast<int>(entry.distribution.releases.size());
    QDateTime newest;
    for (const Distribution::Entry &one : entry.distribution.releases) {
        if (!newest.isValid() || one.date > newest)
            newest = one.date;
    }
    const QString evidence =
        tr("Versions in this registry: %1. The newest is from %2.")
            .arg(count)
            .arg(newest.isValid() ? Texts::date(newest) : tr("an unknown day"));
    const QString text = count == 1 ? tr("1 version") : tr("%1 versions").arg(count);
    if (!newest.isValid())
        return tile(u"maintained"_s, u"heart"_s, {}, tr("Age not known"), text, evidence);
    if (newest.daysTo(now) > 3 * 365)
        return tile(u"maintained"_s, u"clock"_s, u"warn"_s, tr("Quiet"),
                    tr("newest %1").arg(Texts::date(newest)), evidence);
    return tile(u"maintained"_s, u"heart"_s, u"ok"_s, tr("Maintained"), text, evidence);
}

QVariantMap provenanceTile(const Release &release, const IndexEntry &entry,
                           const Provenance &provenance)
{
    if (provenance.state == Provenance::State::Refused) {
        return tile(u"provenance"_s, u"error"_s, u"bad"_s, tr("Do not trust it"),
                    tr("from %1").arg(entry.registry), provenance.message);
    }
    if (provenance.state == Provenance::State::Signed) {
        return tile(u"provenance"_s, u"shield-check"_s, u"ok"_s, tr("Signed"),
                    tr("by %1").arg(entry.registry),
                    tr("The registry “%1” signed this release on %2 with the key %3; released by "
                       "%4. The download must be the very archive that was signed.")
                        .arg(entry.registry, Texts::date(provenance.date), provenance.keyName,
                             provenance.user));
    }
    const QString notSigned = provenance.state == Provenance::State::NotSigned
                                  ? u' ' + tr("The registry did not sign this release.")
                                  : QString();
    const QString digest = !release.digests.sha512.isEmpty()   ? u"SHA-512"_s
                           : !release.digests.sha256.isEmpty() ? u"SHA-256"_s
                           : !release.digests.sha1.isEmpty()   ? u"SHA-1"_s
                                                               : QString();
    if (digest.isEmpty()) {
        return tile(u"provenance"_s, u"shield"_s, u"warn"_s, tr("No digest"),
                    tr("from %1").arg(entry.registry),
                    tr("The registry “%1” gives no digest of this archive, so a damaged or "
                       "exchanged download would not be "
                       "noticed.")
                        .arg(entry.registry));
    }
    const bool isWeak = digest == u"SHA-1"_s;
    const QString evidence =
        isWeak ? tr("The download is compared with the registry's SHA-1 digest. It finds damage; "
                    "SHA-1 is no longer "
                    "proof against forgery. Released by %1.")
                     .arg(release.user)
               : tr("The download is compared with the registry's %1 digest. Released by %2.")
                     .arg(digest, release.user);
    return tile(u"provenance"_s, isWeak ? u"shield"_s : u"shield-check"_s,
                isWeak ? QString() : u"ok"_s, tr("Digest checked"),
                tr("%1, from %2").arg(digest, entry.registry), evidence + notSigned);
}

} // namespace

QVariantList ExtensionTiles::make(const Release &release, const IndexEntry &entry,
                                  const std::optional<TargetFacts> &facts, const QDateTime &now,
                                  const Provenance &provenance)
{
    return {runsHere(release, facts), restart(entry),
            nativeCode(entry),        licence(release),
            maintained(entry, now),   provenanceTile(release, entry, provenance)};
}
