// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobrecordjson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime time(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

template <typename State, size_t Count>
State stateNamed(const QString &word, const State (&states)[Count])
{
    for (const State state : states) {
        if (nameOf(state) == word)
            return state;
    }
    return states[0];
}

JobStep::State stepState(const QString &word)
{
    using enum JobStep::State;
    return stateNamed(word, {Pending, Running, Done, Failed, Skipped});
}

Job::State jobState(const QString &word)
{
    using enum Job::State;
    return stateNamed(word, {Waiting, Running, Done, Failed, Cancelled});
}

} // namespace

namespace JobRecordJson {

QJsonObject write(const JobRecord &record)
{
    QJsonArray steps;
    for (const JobStep &step : record.steps) {
        steps += QJsonObject{{u"title"_s, step.title},
                             {u"why"_s, step.why},
                             {u"state"_s, nameOf(step.state)},
                             {u"started"_s, timeText(step.started)},
                             {u"finished"_s, timeText(step.finished)}};
    }
    QJsonObject json{{u"format"_s, 1},
                     {u"id"_s, record.id},
                     {u"kind"_s, record.facts.kind},
                     {u"title"_s, record.facts.title},
                     {u"subject"_s, record.facts.subject},
                     {u"target"_s, record.facts.targetId},
                     {u"target_title"_s, record.facts.targetTitle},
                     {u"from"_s, record.facts.fromVersion},
                     {u"to"_s, record.facts.toVersion},
                     {u"user"_s, record.user},
                     {u"queued"_s, timeText(record.queued)},
                     {u"started"_s, timeText(record.started)},
                     {u"finished"_s, timeText(record.finished)},
                     {u"state"_s, nameOf(record.state)},
                     {u"steps"_s, steps},
                     {u"outcome"_s, record.outcome}};
    if (!record.errorKind.isEmpty()) {
        json.insert(u"error"_s, QJsonObject{{u"kind"_s, record.errorKind},
                                            {u"message"_s, record.errorMessage},
                                            {u"detail"_s, record.errorDetail}});
    }
    return json;
}

Result<JobRecord> read(const QByteArray &bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    JobRecord record;
    record.id = json[u"id"_s].toString();
    if (record.id.isEmpty()) {
        return Error{Error::Kind::Invalid,
                     QCoreApplication::translate("JobHistory", "This is no record of the history."),
                     {}};
    }
    record.facts = {json[u"kind"_s].toString(),
                    json[u"title"_s].toString(),
                    json[u"subject"_s].toString(),
                    json[u"target"_s].toString(),
                    json[u"target_title"_s].toString(),
                    json[u"from"_s].toString(),
                    json[u"to"_s].toString()};
    record.user = json[u"user"_s].toString();
    record.queued = time(json[u"queued"_s]);
    record.started = time(json[u"started"_s]);
    record.finished = time(json[u"finished"_s]);
    record.state = jobState(json[u"state"_s].toString());
    for (const QJsonValue &value : json[u"steps"_s].toArray()) {
        record.steps += JobStep{value[u"title"_s].toString(), value[u"why"_s].toString(),
                                stepState(value[u"state"_s].toString()), time(value[u"started"_s]),
                                time(value[u"finished"_s])};
    }
    const QJsonObject error = json[u"error"_s].toObject();
    record.errorKind = error[u"kind"_s].toString();
    record.errorMessage = error[u"message"_s].toString();
    record.errorDetail = error[u"detail"_s].toString();
    record.outcome = json[u"outcome"_s].toObject();
    return record;
}

} // namespace JobRecordJson
