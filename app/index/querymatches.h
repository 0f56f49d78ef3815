// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/docset.h"
#include "index/querywords.h"
#include "index/wordmatcher.h"

/// What a query's text was understood as, and where it was found.
struct QueryMatches {
    QList<QueryWord> words; ///< after mending
    QList<WordMatch> found; ///< one for each word
    DocSet
        candidates; ///< entries that have all the words and phrases, and the tag and user asked for
    QString correctedText;
};
