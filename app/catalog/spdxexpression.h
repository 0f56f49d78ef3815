// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>

#include <vector>

/// A parsed SPDX licence expression (SPDX 2.3, annex D): identifiers and exceptions of the SPDX list, `+`,
/// `LicenseRef-…`, `DocumentRef-…:LicenseRef-…`, WITH before AND before OR, parentheses. Operators in
/// capitals and identifiers as the list spells them, as PGXN's own checker demands.
struct SpdxExpression {
    enum class Kind { License, And, Or };
    Kind kind = Kind::License;
    QString license; ///< identifier or reference, without `+`
    bool orLater = false;
    QString exception;                    ///< after WITH
    std::vector<SpdxExpression> children; ///< of And and Or, at least two

    [[nodiscard]] bool isReference() const;
    /// The error's message says what is wrong and where a near spelling is known, which.
    [[nodiscard]] static Result<SpdxExpression> parse(const QString &text);
};
