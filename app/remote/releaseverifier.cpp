// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/releaseverifier.h"

#include "remote/networkfailure.h"
#include "signing/jws.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReleaseVerifier", text);
}

QString describe(const Release &release)
{
    return release.name + u' ' + release.version.toString();
}

/// What comes after each refusal.
QString advice(const QUrl &registry)
{
    return tr("It is not installed. Ask the registry's operator by another way whether this is "
              "meant; "
              "if it is, run “howdahctl trust forget %1”, and the registry is trusted as it is "
              "then.")
        .arg(registry.toString(QUrl::FullyEncoded));
}

/// A certificate whose registry had no key to sign with says so itself.
bool isUnsecured(const QJsonObject &jws)
{
    const Result<Jws> parsed = Jws::parseJson(jws);
    return parsed && std::ranges::all_of(parsed->signatures(), [](const Jws::Signature &signature) {
               return signature.protectedHeader[u"alg"].toString() == u"none";
           });
}

ReleaseCertificate::Digests certified(const Digests &digests)
{
    return {digests.sha512, digests.sha256, digests.sha1};
}

QString strongestOf(const ReleaseCertificate::Digests &digests)
{
    return !digests.sha512.isEmpty()   ? u"SHA-512"_s
           : !digests.sha256.isEmpty() ? u"SHA-256"_s
                                       : u"SHA-1"_s;
}

Error within(const Error &error, const Release &release, const QUrl &registry)
{
    return {error.kind,
            tr("The signature of %1 does not hold: %2 %3")
                .arg(describe(release), error.message, advice(registry)),
            error.detail};
}

/// Nothing, unless every key that signed it was withdrawn by its registry.
Result<std::optional<Error>> refusalOfWithdrawn(const TrustStore &trust, const QUrl &registry,
                                                const Release &release, const Jws &jws)
{
    const auto withdrawn = trust.withdrawn(registry);
    if (!withdrawn)
        return withdrawn.error();
    for (const TrustStore::WithdrawnKey &one : *withdrawn) {
        if (!jws.verify(KeySet({one.key})))
            continue;
        return std::optional(Error{
            Error::Kind::Integrity,
            tr("%1 is signed with a key that the registry %2 has withdrawn, on %3: “%4” Whoever "
               "has "
               "that key may have made this release. It is not installed. When the registry has "
               "signed it anew with another key, it can be.")
                .arg(describe(release), NetworkFailure::addressOf(registry),
                     one.date.toUTC().toString(Qt::ISODate), one.reason),
            one.key.thumbprint()});
    }
    return std::optional<Error>();
}

/// A release without a signature, which is fine as long as its distribution never had one.
Result<Provenance> unsignedRelease(const std::optional<TrustStore::SignedSince> &before,
                                   const QUrl &registry, const Release &release)
{
    if (before && !(release.version < before->version)) {
        return Error{
            Error::Kind::Integrity,
            tr("%1 is not signed, but %2 was signed by the same registry, %3: this one may "
               "have been put there by somebody else. %4")
                .arg(describe(release), release.name + u' ' + before->version.toString(),
                     NetworkFailure::addressOf(registry), advice(registry)),
            {}};
    }
    Provenance provenance;
    provenance.state = Provenance::State::NotSigned;
    provenance.registry = registry;
    return provenance;
}

/// Who holds back a signature must not get an unsigned release through.
Error unreachable(const TrustStore &trust, const QUrl &registry, const Release &release,
                  const Error &error)
{
    if (!ReleaseVerifier::isUndecided(error.kind) || error.kind == Error::Kind::Cancelled)
        return error;
    const Result<std::optional<TrustStore::SignedSince>> before =
        trust.signedSince(registry, release.name);
    if (!before)
        return before.error();
    if (!*before || release.version < (*before)->version)
        return error;
    return {Error::Kind::Refused,
            tr("Releases of %1 are signed, and the signature of %2 cannot be had now: %3 Try again "
               "when the registry can be reached.")
                .arg(release.name, release.version.toString(), error.message),
            error.detail};
}

/// The keys to verify with: what the registry publishes, as far as it is trusted.
Result<void> meetKeys(RegistryClient &client, TrustStore &trust,
                      RegistryClient::Freshness freshness, const CancellationToken &token)
{
    const Result<KeySet> published = client.keySet(freshness, token);
    if (published) {
        const Result<KeySet> accepted = trust.accept(client.base(), *published);
        return accepted ? Result<void>() : accepted.error();
    }
    const Result<KeySet> known = trust.trusted(client.base());
    if (!known)
        return known.error();
    if (known->isEmpty() || !ReleaseVerifier::isUndecided(published.error().kind))
        return published.error();
    return {};
}

} // namespace

bool ReleaseVerifier::isUndecided(Error::Kind kind)
{
    return kind == Error::Kind::Network || kind == Error::Kind::Timeout
           || kind == Error::Kind::Permission || kind == Error::Kind::Cancelled;
}

Result<Provenance> ReleaseVerifier::judge(const TrustStore &trust, const QUrl &registry,
                                          const Release &release, const QJsonObject &jws)
{
    const Result<std::optional<TrustStore::SignedSince>> before =
        trust.signedSince(registry, release.name);
    if (!before)
        return before.error();
    if (jws.isEmpty() || isUnsecured(jws))
        return unsignedRelease(*before, registry, release);
    const Result<Jws> parsed = Jws::parseJson(jws);
    if (!parsed)
        return within(parsed.error(), release, registry);
    const Result<KeySet> keys = trust.trusted(registry);
    if (!keys)
        return keys.error();
    const Result<Jws::Verified> verified = parsed->verify(*keys);
    if (!verified && verified.error().kind == Error::Kind::NotFound) {
        const auto refusal = refusalOfWithdrawn(trust, registry, release, *parsed);
        if (!refusal)
            return refusal.error();
        if (*refusal)
            return **refusal;
    }
    if (!verified)
        return within(verified.error(), release, registry);
    const Result<ReleaseCertificate> certificate = ReleaseCertificate::parse(verified->payload);
    if (!certificate)
        return within(certificate.error(), release, registry);
    if (Result<void> right = certificate->checkRelease(release.name, release.version.toString());
        !right)
        return within(right.error(), release, registry);
    if (!release.digests.isEmpty()) {
        if (Result<QString> agreed = certificate->checkDigests(certified(release.digests)); !agreed)
            return within(agreed.error(), release, registry);
    }
    if (*before && (*before)->digest != u"SHA-1" && strongestOf(certificate->digests) == u"SHA-1") {
        return Error{
            Error::Kind::Integrity,
            tr("%1 is certified by SHA-1 alone, which can be forged, where releases before it were "
               "certified by %2. %3")
                .arg(describe(release), (*before)->digest, advice(registry)),
            {}};
    }
    Provenance provenance;
    provenance.state = Provenance::State::Signed;
    provenance.registry = registry;
    provenance.key = verified->by.first().thumbprint();
    provenance.keyName = verified->by.first().shownName();
    provenance.user = certificate->user;
    provenance.date = certificate->date;
    provenance.digests = {certificate->digests.sha1, certificate->digests.sha256,
                          certificate->digests.sha512};
    provenance.jws = jws;
    return provenance;
}

Result<Provenance> ReleaseVerifier::verify(RegistryClient &client, TrustStore &trust,
                                           const Release &release, const CancellationToken &token)
{
    QJsonObject jws = release.meta[u"certs"][u"pgxn"].toObject();
    if (jws.isEmpty() || isUnsecured(jws)) {
        const Result<QJsonObject> beside = client.certificate(release.name, release.version, token);
        if (beside)
            jws = *beside;
        else if (beside.error().kind != Error::Kind::NotFound)
            return unreachable(trust, client.base(), release, beside.error());
    }
    const bool isSigned = !jws.isEmpty() && !isUnsecured(jws);
    if (isSigned) {
        if (Result<void> met = meetKeys(client, trust, RegistryClient::Freshness::Any, token); !met)
            return unreachable(trust, client.base(), release, met.error());
    }
    Result<Provenance> judged = judge(trust, client.base(), release, jws);
    if (!judged && jws == release.meta[u"certs"][u"pgxn"].toObject()) {
        // META.json may be older than what lies beside it, which the registry has signed anew.
        const Result<QJsonObject> beside = client.certificate(release.name, release.version, token);
        if (beside && *beside != jws && !isUnsecured(*beside)) {
            jws = *beside;
            judged = judge(trust, client.base(), release, jws);
        }
    }
    if (!judged && judged.error().kind == Error::Kind::NotFound) {
        // A key that came after the set was read.
        if (Result<void> met = meetKeys(client, trust, RegistryClient::Freshness::Now, token); !met)
            return met.error();
        judged = judge(trust, client.base(), release, jws);
        if (!judged && judged.error().kind == Error::Kind::NotFound)
            return Error{Error::Kind::Integrity, judged.error().message, judged.error().detail};
    }
    if (!judged || judged->state != Provenance::State::Signed)
        return judged;
    if (Result<void> remembered =
            trust.remember(client.base(), release.name,
                           {release.version, strongestOf(certified(judged->digests))});
        !remembered)
        return remembered.error();
    return judged;
}
