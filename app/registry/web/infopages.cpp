// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/infopages.h"

#include "registry/web/webparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

void open(HtmlWriter &html, const QString &title)
{
    html.open("article", {{"class", u"text"_s}}).put("h1", title);
}

void code(HtmlWriter &html, const QString &text)
{
    html.open("pre").put("code", text).close();
}

/// "ada@example.org" or "https://…" as a link; any other text as it is.
void contactLink(HtmlWriter &html, const QString &contact)
{
    const bool isMail = contact.contains(u'@') && !contact.contains(u':');
    const bool isWeb = contact.startsWith(u"http://") || contact.startsWith(u"https://")
                       || contact.startsWith(u"mailto:");
    if (isMail || isWeb)
        html.link(isMail ? u"mailto:"_s + contact : contact, contact);
    else
        html.text(contact);
}

} // namespace

void InfoPages::addTo(ApiRouter &router)
{
    const auto add = [&](const QString &pattern,
                         RegistryResponse (InfoPages::*page)(const ApiCall &)) {
        router.add({"GET", pattern, {}, [this, page](const ApiCall &call) {
                        return (this->*page)(call);
                    }});
    };
    add(u"/faq"_s, &InfoPages::questions);
    add(u"/mirroring"_s, &InfoPages::mirroring);
    add(u"/art"_s, &InfoPages::art);
    add(u"/feedback"_s, &InfoPages::feedback);
    add(u"/error"_s, &InfoPages::error);
    const auto move = [&](const QString &from, const QString &to) {
        router.add({"GET", from, {}, [to](const ApiCall &) { return redirect(301, to); }});
    };
    move(u"/faq.html"_s, u"/faq"_s);
    move(u"/mirroring.html"_s, u"/mirroring"_s);
    move(u"/contact.html"_s, u"/feedback"_s);
    // Who gives to a registry is told by whoever runs it.
    move(u"/contributors.html"_s, u"/about"_s);
    move(u"/donors"_s, u"/about"_s);
}

RegistryResponse InfoPages::questions(const ApiCall &call)
{
    const QString origin = WebParts::origin(m_context, call);
    const Result<QString> registration = m_context.settings.text(u"registration"_s);
    if (!registration)
        return failed(m_context, call.request(), registration.error());
    WebPage page(site(m_context), tr("Questions and answers"));
    HtmlWriter &html = page.html();
    open(html, tr("Questions and answers"));
    html.put("h2", tr("What is this?"));
    html.put("p", tr("A registry of PostgreSQL extensions: archives with their source, who "
                     "released them, what they need and how they do. It speaks the protocols of "
                     "PGXN, the PostgreSQL Extension Network."));
    html.put("h2", tr("How do I install an extension?"));
    html.put("p", tr("With Howdah: “Open in Howdah” on its page, or search for it there. With "
                     "PGXN’s own client:"));
    code(html, u"pgxn --mirror %1 install NAME"_s.arg(origin));
    html.put("p", tr("Then, in the database that should have it:"));
    code(html, u"CREATE EXTENSION name;"_s);
    html.put("h2", tr("How do I release one?"));
    if (*registration == u"closed") {
        html.put("p", tr("Accounts are made by whoever runs this registry: ask for one."));
    } else {
        html.put("p", *registration == u"invitation"
                          ? tr("You need an account, and for that an invitation by whoever runs "
                               "this registry. With it:")
                      : *registration == u"moderated"
                          ? tr("You need an account. Ask for one like this; an administrator "
                               "decides about it:")
                          : tr("You need an account. Make one like this:"));
        const QString invitation =
            *registration == u"invitation" ? u", \"invitation\": \"…\""_s : QString();
        code(html, u"curl %1/api/v2/accounts -H 'Content-Type: application/json' \\\n"
                   "  -d '{\"nickname\": \"ada\", \"email\": \"ada@example.org\", "
                   "\"why\": \"…\",\n       \"password\": \"…\"%2}'"_s.arg(origin, invitation));
    }
    html.open("p")
        .text(tr("Put a META.json as the "))
        .link(u"/spec"_s, tr("Meta Spec"))
        .text(tr(" wants it into the top folder, pack a zip, and "))
        .link(u"/upload"_s, tr("upload it"))
        .text(tr(", or check and send it from the command line:"))
        .close();
    code(html,
         u"howdahctl meta check META.json\ncurl -u NAME -F archive=@name-1.0.0.zip %1/upload"_s.arg(
             origin));
    html.put("h2", tr("May I take a release back?"));
    html.put("p", tr("Its files stay, so that nobody’s build breaks. Its owner can withdraw it, "
                     "with a reason and what to use instead: nobody is offered it any more, and "
                     "its page says why."));
    html.put("h2", tr("Who can review an extension?"));
    html.put("p", tr("Whoever has an account and has installed it: Howdah makes a receipt when an "
                     "install was proven, and the review needs it."));
    html.put("h2", tr("How is what I download checked?"));
    html.open("p")
        .text(tr("Each release has SHA-1 and SHA-512 digests and is signed by this registry, with "
                 "a key among "))
        .link(u"/.well-known/jwks.json"_s, tr("these"))
        .text(tr(". Howdah refuses what does not fit."))
        .close();
    html.close();
    return page.response(call.request());
}

RegistryResponse InfoPages::mirroring(const ApiCall &call)
{
    const QString origin = WebParts::origin(m_context, call);
    WebPage page(site(m_context), tr("Mirroring"));
    HtmlWriter &html = page.html();
    open(html, tr("Mirroring"));
    html.put("p", tr("What is released here is a tree of plain files: any web server can serve a "
                     "copy of it, and every client of PGXN can use that copy. Nothing that was "
                     "released ever changes or goes away, so a copy only has to add."));
    html.put("h2", tr("Use a copy"));
    code(html, u"pgxn --mirror https://mirror.example.org install NAME\n"
               "howdahctl registry add https://mirror.example.org"_s);
    html.put("h2", tr("Make a copy"));
    html.put("p", tr("On the computer that runs this registry one command writes the tree "
                     "somewhere else, again and again, and only what is new:"));
    code(html, u"howdahctl registry export FOLDER"_s);
    html.put("p", tr("From there rsync takes it further, at least daily:"));
    code(html, u"rsync -azH --delete FOLDER/ mirror.example.org:/srv/www/"_s);
    html.put("h2", tr("What a copy does not have"));
    html.open("p")
        .text(tr("Search, accounts, reports and reviews are here only, at "))
        .link(origin + u'/', origin)
        .text(tr(". Which copies are known is told in "))
        .link(u"/meta/mirrors.json"_s, u"/meta/mirrors.json"_s)
        .text(u"."_s)
        .close();
    html.close();
    return page.response(call.request());
}

RegistryResponse InfoPages::art(const ApiCall &call)
{
    const QString origin = WebParts::origin(m_context, call);
    WebPage page(site(m_context), tr("Pictures"));
    HtmlWriter &html = page.html();
    open(html, tr("Pictures"));
    html.open("p")
        .single("img", {{"src", u"/web/howdah.svg"_s},
                        {"alt", tr("Howdah’s mark")},
                        {"width", u"128"_s},
                        {"height", u"128"_s}})
        .close();
    html.open("p")
        .text(tr("Howdah’s mark, to be used under the PostgreSQL Licence: "))
        .link(u"/web/howdah.svg"_s, tr("SVG"))
        .close();
    html.put("h2", tr("Badges"));
    html.put("p", tr("Each distribution has badges for its README, which tell what is so now. Its "
                     "page shows them with what to copy."));
    code(html, u"[![Version](%1/badge/NAME/version.svg)](%1/dist/NAME/)"_s.arg(origin));
    html.close();
    return page.response(call.request());
}

RegistryResponse InfoPages::feedback(const ApiCall &call)
{
    const Result<QString> contact = m_context.settings.text(u"contact"_s);
    if (!contact)
        return failed(m_context, call.request(), contact.error());
    WebPage page(site(m_context), tr("Feedback"));
    HtmlWriter &html = page.html();
    open(html, tr("Feedback"));
    html.put("h2", tr("About an extension"));
    html.put("p", tr("Its page says where its authors take bugs and questions. Who has installed "
                     "it with Howdah can also review it there."));
    html.put("h2", tr("About this registry"));
    html.open("p");
    if (contact->isEmpty()) {
        html.text(tr("Whoever runs this registry has not said how to be reached; the person who "
                     "gave you its address knows."));
    } else {
        html.text(tr("Whoever runs this registry is reached here: "));
        contactLink(html, *contact);
    }
    html.close().close();
    return page.response(call.request());
}

RegistryResponse InfoPages::error(const ApiCall &call)
{
    return failed(m_context, call.request(),
                  {Error::Kind::Internal,
                   tr("Something went wrong here. Try again; when it stays like that, tell whoever "
                      "runs this registry what you did."),
                   {}});
}
