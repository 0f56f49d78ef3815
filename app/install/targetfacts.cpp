// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/targetfacts.h"

using namespace Qt::StringLiterals;

QString nameOf(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Blocker:
        return u"blocker"_s;
    case Finding::Severity::Warning:
        return u"warning"_s;
    case Finding::Severity::Note:
        return u"note"_s;
    }
    return u"note"_s;
}
