// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/store/counterstore.h"
#include "registry/store/publisheddistribution.h"
#include "registry/store/reportstore.h"
#include "registry/store/reviewstore.h"

#include <QList>
#include <QString>

/// What services and people say of a distribution, read for one of its pages. A value.
struct Standing {
    PublishedDistribution distribution;
    QList<Report> reports;
    QList<Review> reviews;  ///< those that are shown, newest first
    bool showsTexts = true; ///< of reviews and of the answers to them
    CounterStore::Totals totals;

    /// NotFound: nothing of that name is released.
    [[nodiscard]] static Result<Standing> load(RegistryContext &context, const QString &name);
};
