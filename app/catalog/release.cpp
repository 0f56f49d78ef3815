// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/release.h"

using namespace Qt::StringLiterals;

QString nameOf(ReleaseStatus status)
{
    switch (status) {
    case ReleaseStatus::Stable:
        return u"stable"_s;
    case ReleaseStatus::Testing:
        return u"testing"_s;
    case ReleaseStatus::Unstable:
        return u"unstable"_s;
    }
    return {};
}

ReleaseStatus releaseStatusFromString(const QString &word)
{
    for (const ReleaseStatus status : {ReleaseStatus::Testing, ReleaseStatus::Unstable}) {
        if (word.compare(nameOf(status), Qt::CaseInsensitive) == 0)
            return status;
    }
    return ReleaseStatus::Stable;
}

QList<Requirement> Release::requirementsFor(Requirement::Phase phase,
                                            Requirement::Relation relation) const
{
    QList<Requirement> found;
    for (const Requirement &requirement : requirements) {
        if (requirement.phase == phase && requirement.relation == relation)
            found.append(requirement);
    }
    return found;
}

const Distribution::Entry *Distribution::best() const
{
    for (const bool isYanked : {false, true}) {
        const Entry *any = nullptr;
        for (const ReleaseStatus status : {ReleaseStatus::Stable, ReleaseStatus::Testing}) {
            for (const Entry &entry : releases) {
                if (entry.yanked.has_value() != isYanked)
                    continue;
                if (entry.status == status)
                    return &entry;
                if (!any)
                    any = &entry;
            }
        }
        if (any)
            return any;
    }
    return nullptr;
}
