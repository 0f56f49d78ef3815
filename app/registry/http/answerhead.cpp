// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/answerhead.h"

#include "registry/http/readyanswer.h"
#include "registry/http/responsehead.h"

AnswerHead::Bytes AnswerHead::describe(const RegistryResponse &response, const RequestHead &request,
                                       bool isHead, bool keepAlive)
{
    const auto buffer = [](const QByteArray &bytes) {
        return net::buffer(bytes.constData(), size_t(bytes.size()));
    };
    constexpr qsizetype smallContent = 16 * 1024;
    const bool isVersion10 = request.isVersion10();
    ServingLane &lane = m_connection.lane;
    const char *ending = keepAlive ? (isVersion10 ? "Connection: keep-alive\r\n\r\n" : "\r\n")
                                   : "Connection: close\r\n\r\n";
    m_text.resize(0);
    QByteArray content;
    if (response.ready) {
        const ReadyAnswer &ready = *response.ready;
        if (ready.status == 200 && !isVersion10) {
            m_text += lane.usualStart();
        } else {
            ResponseHead::appendStatusLine(m_text, ready.status, isVersion10);
            m_text += lane.commonFields();
        }
        m_text += ready.headerLines;
        content = ready.body;
    } else {
        ResponseHead::appendStatusLine(m_text, response.status, isVersion10);
        m_text += lane.commonFields();
        ResponseHead::appendFields(m_text, response);
        if (response.stream && response.header("Content-Type").isEmpty())
            m_text += "Content-Type: text/event-stream\r\n";
        if (!response.file && !response.stream && ResponseHead::mayHaveContent(response.status))
            content = response.body;
    }
    m_text += ending;
    if (isHead)
        content = {};
    Bytes bytes;
    bytes.contentSize = content.size();
    if (m_connection.stream.isTls() && content.size() <= smallContent) {
        // One record.
        m_text += content;
        content = {};
    }
    // What `content` points to is shared with the response, which outlives this.
    bytes.buffers = {buffer(m_text), buffer(content)};
    bytes.size = m_text.size() + content.size();
    return bytes;
}
