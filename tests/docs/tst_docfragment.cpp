// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/docfragment.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using DocRenderer::Markup;

class TestDocFragment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fragmentHasContentsAndBody()
    {
        const RenderedDoc doc = DocRenderer::render(
            "# kvbox 1.2.0\n\nText\n\n## Usage\n\n### a & b\n\n#### deep\n\n## 1st\n\n## Usage\n",
            Markup::Markdown);
        QCOMPARE(DocFragment::html(doc),
                 u"<div id=\"pgxndoc\">\n"
                 "<div id=\"pgxntoc\"><h3>Contents</h3>\n"
                 "<ul class=\"pgxntocroot\">\n"
                 "<li><a href=\"#kvbox.1.2.0\">kvbox 1.2.0</a><ul>\n"
                 "<li><a href=\"#Usage\">Usage</a><ul>\n"
                 "<li><a href=\"#a.b\">a &amp; b</a></li></ul></li>\n"
                 "<li><a href=\"#L1st\">1st</a></li>\n"
                 "<li><a href=\"#Usage1\">Usage</a></li></ul></li>\n"
                 "</ul>\n"
                 "</div>\n"
                 "<div id=\"pgxnbod\">\n"
                 "<h1 id=\"kvbox.1.2.0\">kvbox 1.2.0</h1>\n<p>Text</p>\n"
                 "<h2 id=\"Usage\">Usage</h2>\n<h3 id=\"a.b\">a &amp; b</h3>\n"
                 "<h4 id=\"deep\">deep</h4>\n<h2 id=\"L1st\">1st</h2>\n"
                 "<h2 id=\"Usage1\">Usage</h2>\n"
                 "</div>\n</div>\n"_s);
    }

    void contentsAreEmptyWithoutHeadings()
    {
        QCOMPARE(DocFragment::html(DocRenderer::render("a", Markup::Plain)),
                 u"<div id=\"pgxndoc\">\n<div id=\"pgxntoc\"></div>\n"
                 "<div id=\"pgxnbod\">\n<pre>a</pre>\n</div>\n</div>\n"_s);
    }

    void listsAreClosed_data()
    {
        QTest::addColumn<QByteArray>("levels");
        for (const char *levels : {"1", "3", "13", "31", "321", "123", "1321", "1331", "2132",
                                   "313", "1232123", "333", "22311"})
            QTest::newRow(levels) << QByteArray(levels);
    }

    void listsAreClosed()
    {
        QFETCH(QByteArray, levels);
        QByteArray source;
        for (const char level : levels)
            source += QByteArray(level - '0', '#') + " Heading\n\n";
        const QString html = DocFragment::html(DocRenderer::render(source, Markup::Markdown));
        QStringList open;
        static const QRegularExpression tag(u"<(/?)(ul|li|div|a)\\b"_s);
        for (const QRegularExpressionMatch &match : tag.globalMatch(html)) {
            const QString name = match.captured(2);
            if (match.captured(1).isEmpty()) {
                // A list's children are its items.
                QVERIFY(open.isEmpty() || open.last() != u"ul" || name == u"li");
                open.append(name);
            } else {
                QVERIFY(!open.isEmpty());
                QCOMPARE(open.takeLast(), name);
            }
        }
        QVERIFY(open.isEmpty());
        QCOMPARE(html.count(u"<li>"), levels.size());
    }

    void idsFollowTheRules_data()
    {
        QTest::addColumn<QByteArray>("heading");
        QTest::addColumn<QString>("id");
        QTest::newRow("words") << QByteArray("Basic usage") << u"Basic.usage"_s;
        QTest::newRow("kept") << QByteArray("a_b:c.d-e") << u"a_b:c.d-e"_s;
        QTest::newRow("run") << QByteArray("a (&) b!") << u"a.b."_s;
        QTest::newRow("digit") << QByteArray("2nd") << u"L2nd"_s;
        QTest::newRow("mark") << QByteArray("`x()`") << u"x."_s;
        QTest::newRow("foreign") << QByteArray("\xc3\xa4pfel") << u"L.pfel"_s;
    }

    void idsFollowTheRules()
    {
        QFETCH(QByteArray, heading);
        QFETCH(QString, id);
        const RenderedDoc doc = DocRenderer::render("# " + heading, Markup::Markdown);
        QCOMPARE(doc.toc.value(0).id, id);
    }

    void titlesCannotBreakOut()
    {
        const QString html = DocFragment::html(DocRenderer::render(
            "<h1>&lt;/div&gt;&lt;script&gt;x&lt;/script&gt; \"q\"</h1>", Markup::Html));
        QVERIFY2(!html.contains(u"<script"), qPrintable(html));
        QCOMPARE(html.count(u"</div>"), 3);
    }
};

QTEST_GUILESS_MAIN(TestDocFragment)
#include "tst_docfragment.moc"
