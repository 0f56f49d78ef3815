// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/plan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

QString nameOf(Step::Kind kind)
{
    switch (kind) {
    case Step::Kind::Fetch:
        return u"fetch"_s;
    case Step::Kind::Verify:
        return u"verify"_s;
    case Step::Kind::Unpack:
        return u"unpack"_s;
    case Step::Kind::Build:
        return u"build"_s;
    case Step::Kind::Check:
        return u"check"_s;
    case Step::Kind::Copy:
        return u"copy"_s;
    case Step::Kind::Preload:
        return u"preload"_s;
    case Step::Kind::Restart:
        return u"restart"_s;
    case Step::Kind::Create:
        return u"create"_s;
    case Step::Kind::Prove:
        return u"prove"_s;
    case Step::Kind::Drop:
        return u"drop"_s;
    case Step::Kind::Remove:
        return u"remove"_s;
    case Step::Kind::RegressionTest:
        return u"regression-test"_s;
    }
    return u"unknown"_s;
}

QString nameOf(Plan::Action action)
{
    switch (action) {
    case Plan::Action::Install:
        return u"install"_s;
    case Plan::Action::Update:
        return u"update"_s;
    case Plan::Action::Uninstall:
        return u"uninstall"_s;
    }
    return u"unknown"_s;
}

QString nameOf(Plan::Destination destination)
{
    return destination == Plan::Destination::UserFolder ? u"user-folder"_s : u"installation"_s;
}

bool Plan::isPossible() const
{
    return std::none_of(findings.cbegin(), findings.cend(), [](const Finding &finding) {
        return finding.severity == Finding::Severity::Blocker;
    });
}
