// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/readyfiles.h"
#include "registry/http/requesthandler.h"

#include <QString>
#include <QStringList>

#include <optional>

class PublishedNames;

/// Answers requests for the documents and archives of a registry (protocol.md 1.2 to 1.4) from its folder, and can
/// so serve a mirror by itself. Pure but for reading files. Never opens a path taken from a URL: each part is
/// decoded and must be a name that a registry can hold, in one of the few places there are.
class MirrorFiles final : public RequestHandler
{
public:
    /// Without `published` the tree is served as it is. `apiRoot`: a tree of documents that tell more, looked at first.
    explicit MirrorFiles(QString root, const PublishedNames *published = nullptr,
                         QString apiRoot = {});
    ~MirrorFiles() override;

    /// The file asked for, or nothing when the path is none of a mirror's (it may be somebody else's). GET and HEAD.
    [[nodiscard]] std::optional<RegistryResponse> find(const RegistryRequest &request) const;
    /// There is such a file, and it is not known to be published: half written, or another process published it just
    /// now.
    [[nodiscard]] bool holdsUnpublished(const RegistryRequest &request) const;
    /// As a mirror and nothing else: all that is not found is 404, 405 or 400.
    [[nodiscard]] RegistryResponse handle(const RegistryRequest &request) const;

    [[nodiscard]] BodyRule bodyRule(const RegistryRequest &head) override;
    [[nodiscard]] std::optional<RegistryResponse>
    answerAtOnce(const RegistryRequest &request) override;
    [[nodiscard]] RegistryResponse answer(const RegistryRequest &request) override;

private:
    struct Place;
    [[nodiscard]] static std::optional<Place> placeOf(const QStringList &parts);
    [[nodiscard]] bool isPublished(ReadyFile::Kind kind, const QString &name,
                                   const QString &version) const;
    [[nodiscard]] std::optional<RegistryResponse> findReady(const RegistryRequest &request) const;
    [[nodiscard]] std::optional<RegistryResponse>
    findDocument(const RegistryRequest &request, const Place &place, const QString &root) const;
    [[nodiscard]] std::optional<RegistryResponse> findArchive(const RegistryRequest &request,
                                                              const Place &place) const;

    QString m_root;
    QString m_apiRoot;
    const PublishedNames *m_published;
    mutable ReadyFiles m_ready;
};
