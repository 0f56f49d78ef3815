// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/formpage.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace {

// The colours and measures of the other pages, which these load nothing of.
const QByteArray style =
    ":root{color-scheme:light dark;--bg:#F5F7FA;--surface:#FFF;--line:#E1E6EC;--text:#17212B;"
    "--mute:#5B6875;--control:#7C8894;--primary:#2F6591;--ink:#FFF;--accent:#C96F0A;--bad:#B3261E;"
    "--bad-soft:#FCE8E6;--code:#F0F3F6}"
    "@media(prefers-color-scheme:dark){:root{--bg:#10161D;--surface:#171F28;--line:#2A3541;"
    "--text:#E6EBF0;--mute:#9FADBA;--control:#6C7B8A;--primary:#7DB3DE;--ink:#0C1A26;"
    "--accent:#F0A54A;--bad:#F28B82;--bad-soft:#3B1D1B;--code:#121921}}"
    "*{box-sizing:border-box}"
    "body{font:16px/1.55 Inter,\"Noto Sans\",system-ui,sans-serif;margin:0;padding:3rem 1rem;"
    "color:var(--text);background:var(--bg);overflow-wrap:anywhere}"
    "main{max-width:30rem;margin:0 auto;padding:1.75rem 2rem;background:var(--surface);"
    "border:1px solid var(--line);border-radius:16px}"
    "h1{font-size:1.5rem;line-height:1.3;margin:0 0 .75rem;letter-spacing:-.01em}"
    "p{margin:.5rem 0}ul{margin:.5rem 0;padding-left:1.25rem}"
    "label{display:block;margin:.9rem 0 0;font-weight:600}"
    "input{display:block;width:100%;height:2.75rem;margin-top:.25rem;padding:0 .8rem;font:inherit;"
    "border:1px solid var(--control);border-radius:10px;background:var(--bg);color:inherit}"
    "button,a.action{display:inline-block;min-height:2.75rem;margin:1.25rem .5rem 0 0;"
    "padding:.55rem 1.25rem;font:inherit;font-weight:600;border:1px solid var(--primary);"
    "border-radius:10px;background:var(--primary);color:var(--ink);text-decoration:none;"
    "cursor:pointer}"
    "button~button,a.action{background:transparent;color:var(--primary);"
    "border-color:var(--line)}"
    ".code{margin:1rem 0;padding:.75rem;text-align:center;font:700 1.75rem/1.3 ui-monospace,"
    "\"Noto Sans Mono\",monospace;letter-spacing:.08em;background:var(--code);border-radius:10px}"
    ".problem{padding:.6rem .9rem;border-radius:10px;background:var(--bad-soft);color:var(--bad)}"
    ":focus-visible{outline:2px solid var(--accent);outline-offset:2px}"
    "@media(max-width:30rem){body{padding:0}main{min-height:100vh;border:0;border-radius:0;"
    "padding:1.5rem 1.25rem}}";

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

FormPage &FormPage::code(const QString &code)
{
    endList();
    m_body += u"<p class=\"code\">"_s + code.toHtmlEscaped() + u"</p>"_s;
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
