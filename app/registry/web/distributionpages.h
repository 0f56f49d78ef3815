// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "registry/registryservice.h"
#include "registry/web/webpage.h"

#include <QJsonObject>

/// The pages about one distribution, its versions and its documentation.
class DistributionPages final : public ApiGroup
{
public:
    explicit DistributionPages(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    /// A distribution's release, all that is known of both.
    struct Subject {
        Distribution distribution;
        Version version;
        Version best;
        QJsonObject meta;    ///< as the API server tells it
        QJsonObject listing; ///< the mirror's document of the distribution
        QString base;        ///< address of its pages
    };
    [[nodiscard]] RegistryResponse answer(const ApiCall &call);
    [[nodiscard]] RegistryResponse overview(const ApiCall &call, const Subject &subject);
    [[nodiscard]] RegistryResponse document(const ApiCall &call, const Subject &subject,
                                            const QString &docpath);
    static void writeHead(HtmlWriter &html, const Subject &subject);
    static void writeNotices(HtmlWriter &html, const Subject &subject);
    static void writeInstall(HtmlWriter &html, const Subject &subject, const QString &origin);
    static void writeExtensions(HtmlWriter &html, const Subject &subject);
    static void writeDocs(HtmlWriter &html, const Subject &subject);
    static void writeRequirements(HtmlWriter &html, const Subject &subject);
    static void writeFacts(HtmlWriter &html, const Subject &subject);
    static void writeVersions(HtmlWriter &html, const Subject &subject);
    [[nodiscard]] QString fragmentOf(const Subject &subject, const QString &docpath) const;

    RegistryContext &m_context;
};
