// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "remote/provenance.h"
#include "remote/registryclient.h"
#include "remote/truststore.h"
#include "signing/releasecertificate.h"

/// Finds out whether a release is what its registry signed, and remembers it: an unsigned or differently signed
/// successor of a signed release is an error.
namespace ReleaseVerifier {

/// Asks the registry for the certificate and its keys where they are not known. Blocks: a worker thread.
/// Integrity, Refused, Invalid: the release must not be used, and why. Network, Timeout: it could not be told.
[[nodiscard]] Result<Provenance> verify(RegistryClient &registry, TrustStore &trust,
                                        const Release &release,
                                        const CancellationToken &token = {});

/// The same without the network: of a certificate at hand (empty: there is none) by keys that are trusted already.
/// NotFound: it is signed by a key that is not.
[[nodiscard]] Result<Provenance> judge(const TrustStore &trust, const QUrl &registry,
                                       const Release &release, const QJsonObject &jws);

/// Whether errors of this kind mean that nothing could be found out, rather than that something is wrong.
[[nodiscard]] bool isUndecided(Error::Kind kind);

} // namespace ReleaseVerifier
