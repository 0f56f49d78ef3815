// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/htmlentities.h"
#include "docs/htmlsanitizer.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using DocRenderer::Images;

class TestHtmlSanitizer : public QObject
{
    Q_OBJECT

    // The address sanitizer unwinds the stack at each allocation.
#ifdef __SANITIZE_ADDRESS__
    static constexpr qsizetype hostileSize = 20'000;
#else
    static constexpr qsizetype hostileSize = 500'000;
#endif

    static QString clean(const QString &html, Images images = Images::AsText)
    {
        return HtmlSanitizer::clean(html, QUrl(), images).html;
    }

private Q_SLOTS:
    void htmlIsCleaned_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &html, const QString &expected) {
            QTest::newRow(name) << html << expected;
        };
        row("plain", u"<p>Hello <b>world</b></p>"_s, u"<p>Hello <b>world</b></p>"_s);
        row("script", u"a<script>alert('<b>')</script>b"_s, u"ab"_s);
        row("script in capitals", u"a<SCRIPT SRC=x></ScRiPt >b"_s, u"ab"_s);
        row("script without end", u"a<script>b<p>c"_s, u"a"_s);
        row("script with slash", u"a<script/x>b</script/y>c"_s, u"ac"_s);
        row("style", u"a<style>p{}</style>b"_s, u"ab"_s);
        row("iframe", u"a<iframe src=\"https://x\"><p>b</p></iframe>c"_s, u"ac"_s);
        row("object", u"a<object data=x><object>b</object>c</object>d"_s, u"ad"_s);
        row("embed", u"a<embed src=x>b"_s, u"ab"_s);
        row("svg", u"a<svg onload=x><a href='javascript:x'>b</a></svg>c"_s, u"ac"_s);
        row("svg that a script seems to end", u"a<svg><script></svg></script><b>x</b></svg>c"_s,
            u"ac"_s);
        row("math", u"a<math><mi>b</mi></math>c"_s, u"ac"_s);
        row("form", u"a<form action=x><input name=y>b</form>c"_s, u"ac"_s);
        row("xmp", u"a<xmp><b>x</b></xmp>c"_s, u"ac"_s);
        row("noscript", u"a<noscript><p title=\"</noscript><script>x</script>\">"_s,
            u"a\"&gt;"_s.replace(u"\""_s, u"&quot;"_s));
        row("meta and link",
            u"<meta http-equiv=refresh content=0><link rel=x href=y>a<base href=//x>"_s, u"a"_s);
        row("unknown element keeps its content", u"<version>1.0</version>"_s, u"1.0"_s);
        row("font and center", u"<center><font color=red>x</font></center>"_s, u"x"_s);
        row("page",
            u"<html><head><meta x><title>T</title></head><body class=x><p>a</body></html>"_s,
            u"<p>a</p>"_s);
        row("head without end", u"<head><link x><body><p>a"_s, u"<p>a</p>"_s);
        row("comment", u"a<!-- <script> -->b<!--c--!>d<!-->e<!--->f"_s, u"abdef"_s);
        row("comment without end", u"a<!-- b"_s, u"a"_s);
        row("declaration", u"<!DOCTYPE html><?xml x?>a<![CDATA[b]]>c"_s, u"ac"_s);
        row("events", u"<p onclick=\"x()\" OnMouseOver=y title=t>a</p>"_s,
            u"<p title=\"t\">a</p>"_s);
        row("event after slash", u"<p/onclick=x title='t'>a</p>"_s, u"<p title=\"t\">a</p>"_s);
        row("style, class and id", u"<p style=\"x\" class=y id=z>a</p>"_s, u"<p>a</p>"_s);
        row("unclosed", u"<p><b>a<i>b"_s, u"<p><b>a<i>b</i></b></p>"_s);
        row("crossed", u"<b><i>a</b>c</i>"_s, u"<b><i>a</i></b>c"_s);
        row("ends without beginning", u"</div></p>a</b>"_s, u"a"_s);
        row("unfinished tag", u"a<img src=x onerror=alert(1)"_s, u"a"_s);
        row("unfinished attribute", u"a<p title=\"x><script>y</script>"_s, u"a"_s);
        row("lone less-than", u"a < b <3 <"_s, u"a &lt; b &lt;3 &lt;"_s);
        row("nested tag characters", u"<<p>script>x<</p>/script>"_s,
            u"&lt;<p>script&gt;x&lt;</p>/script&gt;"_s);
        row("tag in tag", u"<scr<script>ipt>x</script>"_s, u"ipt&gt;x"_s);
        row("nul in tag", u"<scr"_s + QChar(0) + u"ipt>x"_s, u"x"_s);
        row("quotes in attribute", u"<p title='\"><script>x'>a</p>"_s,
            u"<p title=\"&quot;&gt;&lt;script&gt;x\">a</p>"_s);
        row("references stay references", u"&lt;script&gt; &amp;lt; &unknown; & &#60;b&#62;"_s,
            u"&lt;script&gt; &amp;lt; &unknown; &amp; &lt;b&gt;"_s);
        row("first of two attributes counts", u"<p title=a title=b>x</p>"_s,
            u"<p title=\"a\">x</p>"_s);
        row("implied ends", u"<ul><li>a<li>b</ul><p>c<p>d<table><tr><td>e<td>f<tr><td>g</table>"_s,
            u"<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p><table><tr><td>e</td><td>f</td></tr>"
            "<tr><td>g</td></tr></table>"_s);
        row("list in list", u"<ul><li>a<ul><li>b</ul><li>c</ul>"_s,
            u"<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"_s);
        row("void", u"a<br/>b<hr>c<wbr></br>"_s, u"a<br>b<hr>c<wbr>"_s);
        row("task", u"<input type=\"checkbox\" checked=\"\" disabled> a <input type=text>"_s,
            u"☑ a "_s);
        row("image", u"<img src=\"https://x/y.png\" alt=\"a &lt;b\" onerror=z>"_s, u"a &lt;b"_s);
        row("numbers",
            u"<td colspan=2 rowspan=\"9999999\" width=\"50%\" align=left valign='<'>a</td>"_s,
            u"<td colspan=\"2\" width=\"50%\" align=\"left\">a</td>"_s);
        row("list start", u"<ol start=5 reversed><li value=-1>a</ol>"_s,
            u"<ol start=\"5\" reversed=\"\"><li>a</li></ol>"_s);
        row("link in link", u"<a href=\"#a\">x<a href=\"#b\">y</a>"_s,
            u"<a href=\"#a\">x</a><a href=\"#b\">y</a>"_s);
        row("target", u"<a href=\"https://example.org\" target=_top>x</a>"_s,
            u"<a href=\"https://example.org\" rel=\"nofollow noopener\">x</a>"_s);
        row("video", u"a<video src=x poster=y><source src=z>b</video>c"_s, u"ac"_s);
    }

    void htmlIsCleaned()
    {
        QFETCH(QString, html);
        QFETCH(QString, expected);
        const QString once = clean(html);
        QCOMPARE(once, expected);
        QCOMPARE(clean(once), once);
    }

    void elementsOfTheProtocolAreKept_data()
    {
        QTest::addColumn<QString>("element");
        QTest::addColumn<bool>("isKept");
        const auto rows = [](bool isKept, const QString &list) {
            for (const QString &element : list.split(u' '))
                QTest::newRow(qPrintable(element)) << element << isKept;
        };
        rows(true, u"a abbr acronym address article aside b bdi bdo big blockquote br caption cite "
                   "code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 "
                   "h2 h3 h4 h5 h6 header hgroup hr i ins kbd li mark ol p pre q rp rt ruby s samp "
                   "section small span strike strong sub summary sup table tbody td tfoot th thead "
                   "time tr tt u ul var wbr"_s);
        // Upstream keeps these; they load from elsewhere, draw, or are of no use without what is dropped.
        rows(false, u"area audio canvas dir map meter output picture source video xmp img"_s);
        rows(false,
             u"script style iframe object embed form input button select textarea svg math "
             "link meta base frame frameset applet template html body head title font center "
             "blink marquee noscript plaintext dialog portal slot x-own"_s);
    }

    void elementsOfTheProtocolAreKept()
    {
        QFETCH(QString, element);
        QFETCH(bool, isKept);
        const QString html =
            clean(u"<%1 onclick=\"alert(1)\" ONLOAD=x onfocus='y' onmouseover=z "
                  "style=\"color:red\" class=\"c\" id=\"i\" title=\"t\" dir=\"rtl\" "
                  "lang=\"de\">x</%1>"_s.arg(element));
        QCOMPARE(html.contains(u'<' + element + u' '), isKept);
        if (isKept)
            QVERIFY2(html.contains(u" title=\"t\" dir=\"rtl\" lang=\"de\""_s), qPrintable(html));
        for (const QString &gone : {u"onclick"_s, u"onload"_s, u"onfocus"_s, u"onmouseover"_s,
                                    u"style="_s, u"class="_s, u"id=\"i\""_s, u"alert"_s})
            QVERIFY2(!html.contains(gone, Qt::CaseInsensitive), qPrintable(html));
    }

    void attributesBelongToTheirElements_data()
    {
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("attribute");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isKept");
        const auto row = [](const QString &element, const QString &attribute, const QString &value,
                            bool isKept) {
            QTest::newRow(qPrintable(element + u' ' + attribute))
                << element << attribute << value << isKept;
        };
        row(u"a"_s, u"href"_s, u"x.html"_s, true);
        row(u"a"_s, u"target"_s, u"_blank"_s, false);
        row(u"a"_s, u"ping"_s, u"https://x"_s, false);
        row(u"a"_s, u"download"_s, u"x"_s, false);
        row(u"p"_s, u"href"_s, u"x.html"_s, false);
        row(u"td"_s, u"colspan"_s, u"2"_s, true);
        row(u"th"_s, u"scope"_s, u"col"_s, true);
        row(u"td"_s, u"background"_s, u"x.png"_s, false);
        row(u"ol"_s, u"start"_s, u"3"_s, true);
        row(u"ul"_s, u"start"_s, u"3"_s, false);
        row(u"li"_s, u"value"_s, u"3"_s, true);
        row(u"details"_s, u"open"_s, u""_s, true);
        row(u"time"_s, u"datetime"_s, u"2024-01-01"_s, true);
        row(u"blockquote"_s, u"cite"_s, u"javascript:x"_s, false);
        row(u"table"_s, u"width"_s, u"50%"_s, true);
        row(u"div"_s, u"data-x"_s, u"y"_s, false);
        row(u"p"_s, u"xml:base"_s, u"javascript:x"_s, false);
        row(u"p"_s, u"formaction"_s, u"javascript:x"_s, false);
        row(u"p"_s, u"srcdoc"_s, u"x"_s, false);
    }

    void attributesBelongToTheirElements()
    {
        QFETCH(QString, element);
        QFETCH(QString, attribute);
        QFETCH(QString, value);
        QFETCH(bool, isKept);
        const QString written = attribute + u"=\""_s + value + u'"';
        const QString html = clean(u'<' + element + u' ' + written + u">x</"_s + element + u'>');
        QCOMPARE(html.contains(written), isKept);
        QVERIFY(isKept || !html.contains(attribute + u'='));
    }

    void addressesAreFiltered_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("expected"); // empty: removed
        const auto row = [](const QString &address, const QString &expected) {
            QTest::newRow(qPrintable(address)) << address << expected;
        };
        row(u"https://example.org/a?b=c&d#e"_s, u"https://example.org/a?b=c&d#e"_s);
        row(u"HTTP://example.org"_s, u"http://example.org"_s);
        row(u"mailto:ada@example.org"_s, u"mailto:ada@example.org"_s);
        row(u"doc/other.md"_s, u"doc/other.md"_s);
        row(u"../up.md"_s, u"../up.md"_s);
        row(u"#Usage"_s, u"#Usage"_s);
        row(u"?a=b:c"_s, u"?a=b:c"_s);
        row(u"//example.org/x"_s, u"https://example.org/x"_s);
        row(u"\\\\example.org\\x"_s, u"https://example.org/x"_s);
        row(u"a b\"c"_s, u"a%20b%22c"_s);
        row(u"javascript:alert(1)"_s, QString());
        row(u"JaVaScRiPt:alert(1)"_s, QString());
        row(u" javascript:alert(1)"_s, QString());
        row(u"java\nscript:alert(1)"_s, QString());
        row(u"java\tscript:alert(1)"_s, QString());
        row(u"\u0001javascript:alert(1)"_s, QString());
        row(u"java\u0000script:alert(1)"_s, QString());
        row(u"java\u200bscript:alert(1)"_s, QString());
        row(u"\ufeffjavascript:alert(1)"_s, QString());
        row(u"\u00a0javascript:alert(1)"_s, QString());
        row(u"javascript&#58;alert(1)"_s, QString());
        row(u"java&#115;cript:alert(1)"_s, QString());
        row(u"java&#x73;cript:alert(1)"_s, QString());
        row(u"&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58alert(1)"_s, QString());
        row(u"&#0000106avascript:alert(1)"_s, QString());
        row(u"javascript&colon;alert(1)"_s, QString());
        row(u"java&Tab;script:alert(1)"_s, QString());
        row(u"java&NewLine;script:alert(1)"_s, QString());
        row(u"data:text/html,<script>x</script>"_s, QString());
        row(u"vbscript:x"_s, QString());
        row(u"file:///etc/passwd"_s, QString());
        row(u"blob:https://x"_s, QString());
        row(u"view-source:https://x"_s, QString());
        row(u"jar:https://x"_s, QString());
        row(u"feed:javascript:x"_s, QString());
        row(u"qrc:/x"_s, QString());
        row(u":x"_s, QString());
        row(u""_s, QString());
    }

    void addressesAreFiltered()
    {
        QFETCH(QString, address);
        QFETCH(QString, expected);
        for (const QChar quote : {u'"', u'\''}) {
            QString written = address;
            if (address.contains(quote))
                continue;
            const QString html =
                HtmlSanitizer::clean(u"<a href="_s + quote + written + quote + u">x</a>"_s, QUrl(),
                                     Images::AsText)
                    .html;
            static const QRegularExpression href(u" href=\"([^\"]*)\""_s);
            const QString found = HtmlEntities::decoded(href.match(html).captured(1));
            QCOMPARE(found, expected);
            QVERIFY(!html.contains(u"javascript:"_s, Qt::CaseInsensitive));
        }
    }

    void relativeLinksAreResolved()
    {
        const QUrl base(u"https://example.org/src/kvbox/doc/"_s);
        QCOMPARE(HtmlSanitizer::safeAddress(u"../README.md"_s, base),
                 u"https://example.org/src/kvbox/README.md"_s);
        QCOMPARE(HtmlSanitizer::safeAddress(u"/top"_s, base), u"https://example.org/top"_s);
        QCOMPARE(HtmlSanitizer::safeAddress(u"#here"_s, base), u"#here"_s);
        QCOMPARE(HtmlSanitizer::safeAddress(u"http://other.example"_s, base),
                 u"http://other.example"_s);
    }

    void imagesAreShownOnlyWhenAllowed()
    {
        const QString html =
            u"<img src=\"https://example.org/a.png\" alt=\"A\" width=10 onerror=x>"_s;
        QCOMPARE(clean(html, Images::Shown),
                 u"<img src=\"https://example.org/a.png\" alt=\"A\" width=\"10\">"_s);
        QCOMPARE(clean(u"<img src=\"data:image/png;base64,AA\" alt=\"A\">"_s, Images::Shown),
                 u"A"_s);
        QCOMPARE(clean(u"<img src=\"a.png\" alt=\"A\">"_s, Images::Shown), u"A"_s);
        const auto ofBase = [](const QString &address, const QString &base) {
            return HtmlSanitizer::clean(u"<img src=\""_s + address + u"\" alt=\"A\">"_s, QUrl(base),
                                        Images::OfBase)
                .html;
        };
        QCOMPARE(ofBase(u"../a.png"_s, u"/src/x/x-1/doc/"_s),
                 u"<img src=\"/src/x/x-1/a.png\" alt=\"A\">"_s);
        QCOMPARE(ofBase(u"a.png"_s, u"https://example.org/src/"_s),
                 u"<img src=\"https://example.org/src/a.png\" alt=\"A\">"_s);
        QCOMPARE(ofBase(u"https://other.example/a.png"_s, u"/src/x/"_s), u"A"_s);
        QCOMPARE(ofBase(u"//other.example/a.png"_s, u"/src/x/"_s), u"A"_s);
        QCOMPARE(ofBase(u"https://other.example/a.png"_s, u"https://example.org/src/"_s), u"A"_s);
        QCOMPARE(ofBase(u"a.png"_s, u""_s), u"A"_s);
    }

    void headingsGetIdsAndContents()
    {
        const RenderedDoc doc = HtmlSanitizer::clean(
            u"<h1 id=own>kvbox 1.2.0</h1><h2>Set &amp; <code>get</code></h2><h2>Usage</h2>"
            "<h2>Usage</h2><h3>2nd way</h3><h4>Deep</h4><h2></h2>"
            "<a href=\"#usage-1\">b</a><a href=\"#set--get\">c</a><a href=\"#Usage\">d</a>"_s,
            QUrl(), Images::AsText);
        const QList<RenderedDoc::TocEntry> expected = {{1, u"kvbox 1.2.0"_s, u"kvbox.1.2.0"_s},
                                                       {2, u"Set & get"_s, u"Set.get"_s},
                                                       {2, u"Usage"_s, u"Usage"_s},
                                                       {2, u"Usage"_s, u"Usage1"_s},
                                                       {3, u"2nd way"_s, u"L2nd.way"_s}};
        QCOMPARE(doc.toc, expected);
        QCOMPARE(doc.title, u"kvbox 1.2.0"_s);
        QVERIFY(doc.html.startsWith(u"<h1 id=\"kvbox.1.2.0\">kvbox 1.2.0</h1>"_s));
        QVERIFY2(doc.html.contains(u"<a href=\"#Usage1\">b</a><a href=\"#Set.get\">c</a>"
                                   "<a href=\"#Usage\">d</a>"_s),
                 qPrintable(doc.html));
    }

    void theTitleElementNamesTheDocument()
    {
        const RenderedDoc doc = HtmlSanitizer::clean(
            u"<head><title> A &lt;b&gt;\n title </title></head><h1>Other</h1>"_s, QUrl(),
            Images::AsText);
        QCOMPARE(doc.title, u"A <b> title"_s);
        QCOMPARE(doc.html, u"<h1 id=\"Other\">Other</h1>"_s);
    }

    void hostileSizesEndQuickly_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"<",
                                  "<b>",
                                  "<div><p>",
                                  "<table><tr><td>",
                                  "</b>",
                                  "<!--",
                                  "<!-- -->",
                                  "<script>",
                                  "<script></script>",
                                  "<a href=x>",
                                  "<h1>x</h1>",
                                  "&",
                                  "&#",
                                  "<a b",
                                  "<a b='",
                                  "<a =",
                                  "</",
                                  "<svg>",
                                  "<li>",
                                  "<![CDATA[",
                                  "<title>"})
            QTest::newRow(piece) << QString::fromLatin1(piece);
    }

    void hostileSizesEndQuickly()
    {
        QFETCH(QString, piece);
        QElapsedTimer timer;
        timer.start();
        const RenderedDoc doc = HtmlSanitizer::clean(piece.repeated(hostileSize / piece.size()),
                                                     QUrl(), Images::AsText);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        int depth = 0;
        int deepest = 0;
        static const QRegularExpression tag(u"<(/?)(?!br|hr|wbr|col[ >]|img)[a-z]"_s);
        for (auto it = tag.globalMatch(doc.html); it.hasNext();) {
            depth += it.next().captured(1).isEmpty() ? 1 : -1;
            deepest = qMax(deepest, depth);
        }
        QCOMPARE(depth, 0);
        QVERIFY(deepest <= 100);
    }
};

QTEST_GUILESS_MAIN(TestHtmlSanitizer)
#include "tst_htmlsanitizer.moc"
