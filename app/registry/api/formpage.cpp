// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/formpage.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace {

const QByteArray style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;"
    "color:#1d2733;background:#fff}h1{font-size:1.5rem}label{display:block;margin:.8rem 0 0}"
    "input{display:block;width:100%;box-sizing:border-box;padding:.5rem;font:inherit;"
    "border:1px solid #66788a;border-radius:6px;background:inherit;color:inherit}"
    "button,a.action{display:inline-block;margin:1rem .5rem 0 0;padding:.5rem 1rem;font:inherit;"
    "border:1px solid #2c5f8a;border-radius:6px;background:#2c5f8a;color:#fff;"
    "text-decoration:none}.problem{border-left:4px solid #b3261e;padding-left:.8rem}"
    ":focus-visible{outline:3px solid #e0a030;outline-offset:2px}"
    "@media(prefers-color-scheme:dark){body{color:#e6ebf0;background:#171c22}}";

QByteArray policy()
{
    const QByteArray digest = QCryptographicHash::hash(style, QCryptographicHash::Sha256);
    return "default-src 'none'; style-src 'sha256-" + digest.toBase64()
           + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
}

QString attribute(const QString &name, const QString &value)
{
    return u' ' + name + u"=\""_s + value.toHtmlEscaped() + u'"';
}

} // namespace

FormPage::FormPage(const QString &title) : m_title(title)
{
}

void FormPage::endList()
{
    if (m_isInList)
        m_body += u"</ul>"_s;
    m_isInList = false;
}

FormPage &FormPage::text(const QString &text)
{
    endList();
    m_body += u"<p>"_s + text.toHtmlEscaped() + u"</p>"_s;
    return *this;
}

FormPage &FormPage::problem(const QString &text)
{
    endList();
    m_body += u"<p class=\"problem\" role=\"alert\">"_s + text.toHtmlEscaped() + u"</p>"_s;
    return *this;
}

FormPage &FormPage::item(const QString &text)
{
    if (!m_isInList)
        m_body += u"<ul>"_s;
    m_isInList = true;
    m_body += u"<li>"_s + text.toHtmlEscaped() + u"</li>"_s;
    return *this;
}

FormPage &FormPage::link(const QString &label, const QString &address)
{
    endList();
    m_body += u"<a class=\"action\""_s + attribute(u"href"_s, address) + u'>'
              + label.toHtmlEscaped() + u"</a>"_s;
    return *this;
}

FormPage &FormPage::beginForm(const QString &method, const QString &action)
{
    endList();
    m_body += u"<form"_s + attribute(u"method"_s, method) + attribute(u"action"_s, action) + u'>';
    return *this;
}

FormPage &FormPage::hidden(const QString &name, const QString &value)
{
    m_body += u"<input type=\"hidden\""_s + attribute(u"name"_s, name)
              + attribute(u"value"_s, value) + u'>';
    return *this;
}

FormPage &FormPage::field(const QString &label, const QString &name, const QString &kind,
                          const QString &autocomplete, const QString &value)
{
    m_body += u"<label>"_s + label.toHtmlEscaped() + u"<input"_s + attribute(u"type"_s, kind)
              + attribute(u"name"_s, name) + attribute(u"autocomplete"_s, autocomplete)
              + attribute(u"value"_s, value)
              + u" spellcheck=\"false\" autocapitalize=\"off\"></label>"_s;
    return *this;
}

FormPage &FormPage::button(const QString &label, const QString &name, const QString &value)
{
    m_body += u"<button type=\"submit\""_s;
    if (!name.isEmpty())
        m_body += attribute(u"name"_s, name) + attribute(u"value"_s, value);
    m_body += u'>' + label.toHtmlEscaped() + u"</button>"_s;
    return *this;
}

FormPage &FormPage::endForm()
{
    endList();
    m_body += u"</form>"_s;
    return *this;
}

RegistryResponse FormPage::response(int status) const
{
    RegistryResponse response;
    response.status = status;
    // "same-origin": with "no-referrer" browsers would not say where a form came from.
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Content-Security-Policy", policy()},
                        {"X-Content-Type-Options", "nosniff"},
                        {"X-Frame-Options", "DENY"},
                        {"Referrer-Policy", "same-origin"},
                        {"Cross-Origin-Opener-Policy", "same-origin"},
                        {"Cache-Control", "no-store"}};
    const QString title = m_title.toHtmlEscaped();
    response.body =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\"><title>"
        + title.toUtf8() + "</title><style>" + style + "</style></head><body><main><h1>"
        + title.toUtf8() + "</h1>" + m_body.toUtf8() + (m_isInList ? "</ul>" : "")
        + "</main></body></html>\n";
    return response;
}

bool FormPage::isForeign(const RegistryRequest &request, const QString &ownAddress)
{
    const QByteArray site = request.header("Sec-Fetch-Site").toLower();
    if (!site.isEmpty())
        return site != "same-origin" && site != "none";
    const QByteArray origin = request.header("Origin");
    return !origin.isEmpty() && origin != request.scheme + "://" + request.host
           && origin != ownAddress.toLatin1();
}
