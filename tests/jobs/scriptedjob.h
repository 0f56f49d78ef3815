// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/job.h"

#include <functional>

/// A job whose recipe is given by the test.
class ScriptedJob final : public Job
{
public:
    using Recipe = std::function<Result<void>(JobReporter &)>;

    ScriptedJob(Facts facts, Recipe recipe, QString key = {}, QList<JobStep> steps = {})
        : Job(std::move(facts), std::move(steps)),
          m_recipe(std::move(recipe)),
          m_key(std::move(key))
    {
    }
    [[nodiscard]] QString exclusiveKey() const override { return m_key; }

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override { return m_recipe(reporter); }

private:
    Recipe m_recipe;
    QString m_key;
};

/// Facts with nothing but a title.
inline Job::Facts titled(const QString &title)
{
    Job::Facts facts;
    facts.title = title;
    return facts;
}
