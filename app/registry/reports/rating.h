// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/publisheddistribution.h"
#include "registry/store/reviewstore.h"

#include <QJsonObject>
#include <QList>

#include <array>

/// What all reviews of a distribution come to. A value.
struct Rating {
    struct Stars {
        std::array<int, 5> histogram{}; ///< how many gave 1 to 5
        double sum = 0;
        int count = 0;
        [[nodiscard]] double average() const { return count > 0 ? sum / count : 0; }
        void add(double stars);
    };
    int reviews = 0;            ///< all that are shown
    int outdated = 0;           ///< of these, about older releases
    int counted = 0;            ///< that the numbers below are made of
    std::array<int, 3> works{}; ///< yes, partly, no
    std::array<Stars, Review::aspects> aspects{};
    Stars overall; ///< of each review the mean of the stars it gives

    /// `reviews`: those that are shown.
    [[nodiscard]] static Rating of(const QList<Review> &reviews,
                                   const PublishedDistribution &distribution);
    [[nodiscard]] QJsonObject toJson() const;
    /// How it is made, for people.
    [[nodiscard]] static QString rule();
};
