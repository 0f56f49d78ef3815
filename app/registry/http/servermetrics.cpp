// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/servermetrics.h"

namespace {

constexpr std::array methodNames{"GET", "HEAD", "POST", "PUT", "DELETE", "other"};
constexpr std::array limitNames{
    "connections", "connections_per_peer", "request_rate", "header_size",
    "body_size",   "body_count",           "body_space",   "worker_queue",
    "timed_out",   "bad_request",          "foreign_host"};
static_assert(methodNames.size() == ServerMetrics::methodCount);
static_assert(limitNames.size() == ServerMetrics::limitCount);

void describe(QByteArray &text, const char *name, const char *type, const char *help)
{
    text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

void single(QByteArray &text, const char *name, const char *type, const char *help,
            const QByteArray &value)
{
    describe(text, name, type, help);
    text += QByteArray(name) + ' ' + value + '\n';
}

QByteArray secondsOf(quint64 microseconds)
{
    return QByteArray::number(double(microseconds) / 1e6, 'g', 10);
}

} // namespace

void ServerMetrics::countRequest(QByteArrayView method, int status, quint64 microseconds)
{
    size_t index = 0;
    while (index < OtherMethod && method != QByteArrayView(methodNames[index]))
        ++index;
    const int statusClass = status / 100;
    if (statusClass >= 1 && statusClass <= 5)
        requests[index][size_t(statusClass)].fetch_add(1, std::memory_order_relaxed);
    size_t bucket = 0;
    while (bucket < latencyEnds.size() && microseconds > latencyEnds[bucket])
        ++bucket;
    latency[bucket].fetch_add(1, std::memory_order_relaxed);
    latencySum.fetch_add(microseconds, std::memory_order_relaxed);
}

QByteArray ServerMetrics::toPrometheus() const
{
    QByteArray text;
    describe(text, "howdah_http_requests_total", "counter", "Requests answered.");
    for (size_t method = 0; method < methodCount; ++method) {
        for (size_t status = 1; status <= 5; ++status) {
            text += QByteArray("howdah_http_requests_total{method=\"") + methodNames[method]
                    + "\",status=\"" + QByteArray::number(qulonglong(status)) + "xx\"} "
                    + QByteArray::number(requests[method][status].load()) + '\n';
        }
    }
    describe(text, "howdah_http_refused_total", "counter", "What a limit refused or cut off.");
    for (size_t limit = 0; limit < limitCount; ++limit)
        text += QByteArray("howdah_http_refused_total{limit=\"") + limitNames[limit] + "\"} "
                + QByteArray::number(refused[limit].load()) + '\n';
    describe(text, "howdah_http_request_seconds", "histogram",
             "From the end of a request's header to the end of its answer.");
    quint64 sum = 0;
    for (size_t bucket = 0; bucket < latency.size(); ++bucket) {
        sum += latency[bucket].load();
        const QByteArray end =
            bucket < latencyEnds.size() ? secondsOf(latencyEnds[bucket]) : QByteArray("+Inf");
        text += "howdah_http_request_seconds_bucket{le=\"" + end + "\"} " + QByteArray::number(sum)
                + '\n';
    }
    text += "howdah_http_request_seconds_sum " + secondsOf(latencySum.load()) + '\n';
    text += "howdah_http_request_seconds_count " + QByteArray::number(sum) + '\n';
    single(text, "howdah_http_sent_bytes_total", "counter", "Bytes sent.",
           QByteArray::number(bytesSent.load()));
    single(text, "howdah_http_received_bytes_total", "counter", "Bytes received.",
           QByteArray::number(bytesReceived.load()));
    single(text, "howdah_http_connections_total", "counter", "Connections accepted.",
           QByteArray::number(connectionsAccepted.load()));
    single(text, "howdah_http_connections", "gauge", "Connections open.",
           QByteArray::number(connections.load()));
    single(text, "howdah_http_requests_in_flight", "gauge", "Requests being answered.",
           QByteArray::number(inFlight.load()));
    single(text, "howdah_http_worker_requests", "gauge",
           "Requests waiting for a worker or with one.", QByteArray::number(workerRequests.load()));
    single(text, "howdah_http_event_streams", "gauge", "Event streams open.",
           QByteArray::number(eventStreams.load()));
    return text;
}
