// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/qthtml.h"
#include "docs/renderer.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

using namespace Qt::StringLiterals;
using DocRenderer::Markup;

class TestRenderer : public QObject
{
    Q_OBJECT

    // The address sanitizer unwinds the stack at each allocation.
#ifdef __SANITIZE_ADDRESS__
    static constexpr qsizetype hostileSize = 20'000;
#else
    static constexpr qsizetype hostileSize = 200'000;
#endif

    static QString markdown(const QByteArray &source)
    {
        return DocRenderer::render(source, Markup::Markdown).html;
    }

    static DocColors colors()
    {
        return {u"#101112"_s, u"#505152"_s, u"#0000ee"_s, u"#f0f1f2"_s, u"#c0c1c2"_s, u"Mono"_s};
    }

private Q_SLOTS:
    void markupIsToldByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Markup>("markup");
        const auto row = [](const char *name, Markup markup) {
            QTest::newRow(name) << QString::fromLatin1(name) << markup;
        };
        row("README.md", Markup::Markdown);
        row("doc/kvbox.mmd", Markup::MultiMarkdown);
        row("doc/kvbox.Markdown", Markup::Markdown);
        row("x.html", Markup::Html);
        row("x.xhtml", Markup::Html);
        row("README", Markup::Plain);
        row("README.txt", Markup::Plain);
        row("LICENSE", Markup::Plain);
        row("Changes", Markup::Plain);
        row("README.kvbox", Markup::Plain);
        row("x.rst", Markup::ReStructuredText);
        row("x.rest", Markup::ReStructuredText);
        row("README.asciidoc", Markup::AsciiDoc);
        row("x.pod", Markup::Pod);
        row("x.textile", Markup::Textile);
        row("x.wiki", Markup::MediaWiki);
        row("Makefile", Markup::None);
        row("kvbox.sql", Markup::None);
        row("libkvbox.a", Markup::None);
    }

    void markupIsToldByName()
    {
        QFETCH(QString, name);
        QFETCH(Markup, markup);
        QCOMPARE(DocRenderer::markupForFile(name), markup);
    }

    void githubsMarkdownIsRendered()
    {
        QCOMPARE(markdown("# A *b*\n"), u"<h1 id=\"A.b\">A <em>b</em></h1>\n"_s);
        QCOMPARE(markdown("~~a~~"), u"<p><del>a</del></p>\n"_s);
        QCOMPARE(markdown("see https://example.org/x."),
                 u"<p>see <a href=\"https://example.org/x\" rel=\"nofollow noopener\">"
                 "https://example.org/x</a>.</p>\n"_s);
        const QString tasks = markdown("- [x] done\n- [ ] open\n");
        QVERIFY2(tasks.contains(u"<li>☑ done</li>"_s), qPrintable(tasks));
        QVERIFY(tasks.contains(u"<li>☐ open</li>"_s));
        const QString table = markdown("| a | b |\n|---|--:|\n| 1 | 2 |\n");
        QVERIFY2(table.contains(u"<th align=\"right\">b</th>"_s), qPrintable(table));
        QCOMPARE(markdown("```sql\nSELECT '<a>';\n```\n"),
                 u"<pre><code>SELECT '&lt;a&gt;';\n</code></pre>\n"_s);
        QCOMPARE(markdown("ä &eacute; \xf0\x9f\x90\x98"), u"<p>ä é 🐘</p>\n"_s);
    }

    void rawHtmlInMarkdownIsCleaned()
    {
        const QString html =
            markdown("a <b onclick=x>b</b> <script>c</script>\n\n"
                     "<div align=center><img src=x onerror=y alt=\"Logo\"></div>\n\n"
                     "[d](javascript:e) [f](java&#115;cript:g) <javascript:h>\n\n"
                     "[i](data:text/html,j) ![k](https://example.org/l.png)\n");
        QCOMPARE(html, u"<p>a <b>b</b> </p>\n<div>Logo</div>\n<p><a>d</a> <a>f</a> "
                       "<a>javascript:h</a></p>\n<p><a>i</a> k</p>\n"_s);
    }

    void plainTextIsEscaped()
    {
        const RenderedDoc doc = DocRenderer::render("\n<b>a</b> & \"c\"\n\n  d\n", Markup::Plain);
        QCOMPARE(doc.html, u"<pre>&lt;b&gt;a&lt;/b&gt; &amp; &quot;c&quot;\n\n  d</pre>"_s);
        QCOMPARE(DocRenderer::render("[b]Title[/b]\n<script>", Markup::BbCode).html,
                 u"<pre>[b]Title[/b]\n&lt;script&gt;</pre>"_s);
        QVERIFY(DocRenderer::render(" \n", Markup::Plain).html.isEmpty());
    }

    void otherEncodingsAreRead()
    {
        QCOMPARE(DocRenderer::render("gr\xfc\xdf", Markup::Plain).html, u"<pre>grüß</pre>"_s);
        QCOMPARE(DocRenderer::render("\xef\xbb\xbfgr\xc3\xbc", Markup::Plain).html,
                 u"<pre>grü</pre>"_s);
    }

    void binariesGiveNothing()
    {
        QCOMPARE(DocRenderer::render(QByteArray("\x7f"
                                                "ELF\0\0",
                                                6),
                                     Markup::Plain),
                 RenderedDoc());
    }

    void longDocumentsAreCut()
    {
        const QByteArray line = "A line of text that is repeated very often.\n\n";
        const RenderedDoc doc = DocRenderer::render(line.repeated(60'000), Markup::Plain);
        QVERIFY(doc.isTruncated);
        QVERIFY(doc.html.size() < 2 * 1024 * 1024);
        QVERIFY(doc.html.endsWith(u"</em></p>"_s));
        QVERIFY(!DocRenderer::render(line, Markup::Plain).isTruncated);
    }

    void hostileMarkdownEndsQuickly_data()
    {
        QTest::addColumn<QByteArray>("piece");
        for (const char *piece : {"[", "![](", "> ", "- ", "*a_ ", "`", "a<?", "a<!A ", "a@", "<b>",
                                  "|a|\n|-|\n", "[x]: y\n", "1. ", "~", "\\", "&", "<!--"})
            QTest::newRow(piece) << QByteArray(piece);
    }

    void hostileMarkdownEndsQuickly()
    {
        QFETCH(QByteArray, piece);
        QElapsedTimer timer;
        timer.start();
        (void)DocRenderer::render(piece.repeated(hostileSize / piece.size()), Markup::Markdown);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    void wordsAreTakenForTheIndex()
    {
        const RenderedDoc doc = DocRenderer::render(
            "# Kv *box*\n\nStores &amp; finds\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n- y\n",
            Markup::Markdown);
        const QString text = DocRenderer::toPlainText(doc);
        QVERIFY2(text.startsWith(u"Kv box\nStores & finds\n"_s), qPrintable(text));
        QStringList words = text.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(words.last(), u"y"_s);
        QVERIFY(!text.contains(u'<'));
    }

    void qtUnderstandsThePage()
    {
        const RenderedDoc doc = DocRenderer::render(
            "# Box\n\nUse <kbd>Ctrl</kbd> and `code`.\n\n```\nSELECT 1;\n  indented\n```\n\n"
            "| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n[link](https://example.org)\n",
            Markup::Markdown);
        const QString html = toQtHtml(doc, colors());
        QTextDocument document;
        document.setHtml(html);
        const QString text = document.toPlainText();
        QVERIFY(text.contains(u"SELECT 1;\n  indented"_s)
                || text.contains(u"SELECT 1;\u2028  indented"_s));
        QVERIFY(text.contains(u"Use Ctrl and code."_s));
        int tables = 0;
        bool hasLink = false;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            for (auto it = block.begin(); !it.atEnd(); ++it) {
                const QTextCharFormat format = it.fragment().charFormat();
                if (format.isAnchor() && format.anchorHref() == u"https://example.org"_s) {
                    hasLink = true;
                    QCOMPARE(format.foreground().color(), QColor(0x00, 0x00, 0xee));
                }
                if (it.fragment().text() == u"code"_s)
                    QCOMPARE(format.background().color(), QColor(0xf0, 0xf1, 0xf2));
            }
        }
        for (QTextFrame *frame : document.rootFrame()->childFrames())
            tables += qobject_cast<QTextTable *>(frame) ? 1 : 0;
        QVERIFY(hasLink);
        QCOMPARE(tables, 2); // the code block and the table
    }

    void nothingIsLoadedFromElsewhere()
    {
        const QString html = toQtHtml(
            DocRenderer::render("![x](https://example.org/a.png) <img src=file:///etc/passwd>",
                                Markup::Markdown),
            colors());
        QVERIFY(!html.contains(u"<img"_s));
        QVERIFY(!html.contains(u"url("_s));
    }
};

QTEST_MAIN(TestRenderer)
#include "tst_renderer.moc"
