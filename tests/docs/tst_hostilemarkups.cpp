// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/renderer.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using DocRenderer::Markup;

/// Documents made to take the square of the time, or the whole stack.
class TestHostileMarkups : public QObject
{
    Q_OBJECT

    // The address sanitizer unwinds the stack at each allocation.
#ifdef __SANITIZE_ADDRESS__
    static constexpr qsizetype hostileSize = 20'000;
#else
    static constexpr qsizetype hostileSize = 1'000'000;
#endif
    /// The Markdown renderer takes about a second for the worst of these; one that took the square would take an hour.
    static constexpr qint64 mostMilliseconds = 30'000;

    static QList<Markup> markups()
    {
        return {Markup::MultiMarkdown, Markup::ReStructuredText, Markup::AsciiDoc, Markup::Pod,
                Markup::Textile,       Markup::MediaWiki,        Markup::Creole};
    }

private Q_SLOTS:
    void repeatedPiecesEndQuickly_data()
    {
        QTest::addColumn<Markup>("markup");
        QTest::addColumn<QByteArray>("piece");
        const QList<std::pair<Markup, QList<QByteArray>>> pieces = {
            {Markup::MultiMarkdown,
             {"a\n: b\n", ": a\n", "a\n\n", "[^a]: b\n", "```\n", "Title: a\n"}},
            {Markup::ReStructuredText,
             {"*a",
              "* ",
              "**a ",
              "``a",
              "`a <",
              "`a`_ ",
              "a_ ",
              ":a:",
              "a:a:",
              "|a",
              "[a",
              "[1]_ ",
              ".. _a: b\n",
              ".. |a| replace:: b\n|a| ",
              ".. a::\n\n   ",
              "a\n=\n",
              "a\n b\n",
              "a::\n",
              "+-+\n",
              "+--+\n| a|\n",
              "== ==\n",
              "=== ===\n\n",
              "1. a\n",
              "-a  b\n",
              ":a: b\n",
              "http://",
              "\\",
              "a.",
              "| a\n",
              "  "}},
            {Markup::AsciiDoc,
             {"*a",
              "**a ",
              "`a",
              "<<a",
              "<<a,b>> ",
              "{a} ",
              ":a: {a}{a}\n",
              "link:",
              "link:a[",
              "a:a:",
              "[[",
              "(((",
              "+",
              "^a",
              "----\n",
              "====\n=====\n",
              "--\n",
              "|===\n",
              "|===\n|a\n",
              "* a\n+\n",
              "+\n* a\n",
              "* a\n** b\n*** c\n",
              "a::\n",
              "a:: ",
              "a::b:: ",
              ".a\n",
              "[a]\n",
              "[[a]]\n",
              "a\n---\n"}},
            {Markup::Pod,
             {"B<", "B<<", "C<< a >> ", "L<", "L<a|", "E<lt>", "=over\n\n", "=over\n\n=item *\n\n",
              "=item a\n\n", "=begin a\n\n", " a\n\n"}},
            {Markup::Textile,
             {"*a", "\"", "\"a\":b ", "\"\":,", "!", "!a.b!", "@a", "bc. a\n\n", "bc.. a\n\n", "|a",
              "*#*# a\n", "<pre>\n"}},
            {Markup::MediaWiki,
             {"'''", "''a", "[[", "[http://a ", "{{", "{|\n", "{|\n|a\n", "*#*# a\n", "<code>",
              "<nowiki>", "<!--", "=a=\n", " a\n\n"}},
            {Markup::Creole,
             {"**", "//", "[[", "{{", "{{{", "{{{\n", "|a", "|a\n", "* a\n** b\n", "~", "=\n"}},
        };
        for (const auto &[markup, list] : pieces) {
            for (const QByteArray &piece : list)
                QTest::newRow(
                    (DocRenderer::nameOf(markup).toUtf8() + ' ' + piece.toPercentEncoding())
                        .constData())
                    << markup << piece;
        }
    }

    void repeatedPiecesEndQuickly()
    {
        QFETCH(Markup, markup);
        QFETCH(QByteArray, piece);
        QByteArray source = piece.repeated(hostileSize / piece.size());
        if (markup == Markup::Pod)
            source.prepend("=pod\n\n");
        QElapsedTimer timer;
        timer.start();
        const RenderedDoc doc = DocRenderer::render(source, markup);
        QVERIFY2(timer.elapsed() < mostMilliseconds, qPrintable(QString::number(timer.elapsed())));
        QVERIFY2(doc.html.size() < 30 * source.size() + 10'000,
                 qPrintable(QString::number(doc.html.size())));
    }

    void shortNamesForLongTextsAreLimited()
    {
        const QByteArray text(2000, 'x');
        const auto size = [](const QByteArray &source, Markup markup) {
            return DocRenderer::render(source, markup).html.size();
        };
        const QByteArray uses = QByteArray("|a| ").repeated(50'000);
        QVERIFY(size(".. |a| replace:: " + text + "\n\n" + uses, Markup::ReStructuredText)
                < 3'000'000);
        QVERIFY(size(".. _a: http://" + text + "\n\n" + QByteArray("a_ ").repeated(50'000),
                     Markup::ReStructuredText)
                < 3'000'000);
        QVERIFY(size(":a: " + text + "\n\n" + QByteArray("{a} ").repeated(50'000), Markup::AsciiDoc)
                < 3'000'000);
        QVERIFY(size("== " + text + "\n\n[[a]]\n== " + text + "\n\n"
                         + QByteArray("<<a>> ").repeated(50'000),
                     Markup::AsciiDoc)
                < 3'000'000);
        QByteArray laughs = ":a0: ha\n";
        for (int i = 1; i < 40; ++i) {
            const QByteArray before = "{a" + QByteArray::number(i - 1) + '}';
            laughs += ":a" + QByteArray::number(i) + ": " + before.repeated(10) + '\n';
        }
        QVERIFY(size(laughs + "\n{a39}\n", Markup::AsciiDoc) < 3'000'000);
    }

    void depthIsLimited_data()
    {
        QTest::addColumn<Markup>("markup");
        for (const Markup markup : markups())
            QTest::newRow(qPrintable(DocRenderer::nameOf(markup))) << markup;
    }

    /// Indentation that grows by line, delimiters that grow, lists in lists in lists.
    void depthIsLimited()
    {
        QFETCH(Markup, markup);
        QByteArray indented = markup == Markup::Pod ? "=pod\n\n" : "";
        QByteArray marked;
        QByteArray delimited;
        for (int i = 1; i < 700; ++i) {
            indented += QByteArray(i, ' ') + "- a\n\n";
            marked += QByteArray(i, '*') + " a\n";
            delimited += QByteArray(i + 3, '=') + '\n';
        }
        for (const QByteArray &source : {indented, marked, delimited}) {
            const RenderedDoc doc = DocRenderer::render(source, markup);
            int depth = 0;
            int deepest = 0;
            for (qsizetype at = doc.html.indexOf(u'<'); at >= 0;
                 at = doc.html.indexOf(u'<', at + 1)) {
                if (doc.html[at + 1] == u'/')
                    --depth;
                else if (!QStringView(doc.html).sliced(at).startsWith(u"<hr")
                         && !QStringView(doc.html).sliced(at).startsWith(u"<br"))
                    deepest = qMax(deepest, ++depth);
            }
            QCOMPARE(depth, 0);
            QVERIFY(deepest <= 100);
        }
    }

    /// Every beginning of documents that use everything, as it is when a file is cut off.
    void cutDocumentsAreRendered()
    {
        const QByteArray everything =
            "=head1 A\n\n=over\n\n=item * B<x C<< y >>> L<a|b> E<lt>\n\n=back\n\n== B\n:a: b\n\n"
            "[source]\n----\nx\n----\n\n|===\n|a |2+|b\n|===\n\n* a `b` *c*\n+\n.. note:: x\n   "
            ":y: z\n\n"
            "+--+--+\n| a   |\n+--+--+\n\n== ==\na  b\n== ==\n\n`a <b>`_ |c| [1]_ ``d`` :e:`f`\n\n"
            "term\n  def::\n\n    code\n\nh1(a). B\n\nbc.. c\n\n|_. a|b|\n\"a\":b !c.d!\n\n"
            "{|\n! a !! b\n|-\n| c || d\n|}\n'''''e''''' [[f|g]] [http://h i] {{j}}\n{{{\nk\n}}}\n"
            "Title: l\n\nm\n: n\n\n[^o]: p\n{q} <<r,s>> link:t[u] image:v[w]\n";
        for (const Markup markup : markups()) {
            for (qsizetype size = 0; size <= everything.size(); ++size) {
                const RenderedDoc doc = DocRenderer::render(everything.first(size), markup);
                QVERIFY(!doc.html.contains(u"<script"));
                (void)DocRenderer::render(everything.sliced(size), markup);
            }
        }
    }

    void scriptsNeverPass_data()
    {
        depthIsLimited_data();
    }

    void scriptsNeverPass()
    {
        QFETCH(Markup, markup);
        for (const QByteArray &source :
             {QByteArray("<script>alert(1)</script>"), QByteArray("<b onclick=x>a</b>"),
              QByteArray("`a <javascript:b>`_ `c <data:text/html,d>`__"),
              QByteArray(".. raw:: html\n\n   <script>a</script>\n"),
              QByteArray(".. image:: javascript:a\n   :alt: \"><script>b</script>\n"),
              QByteArray(".. _x: javascript:a\n\nx_"),
              QByteArray("++++\n<script>a</script>\n++++\n"),
              QByteArray("+++<script>a</script>+++"), QByteArray("pass:[<script>a</script>]"),
              QByteArray("link:javascript:a[b] link:\"onclick=x[c] image:\"onerror=x[\"y]"),
              QByteArray(
                  "=begin html\n\n<script>a</script>\n\n=end html\n\n=pod\n\nL<a|javascript://b>"),
              QByteArray("\"a\":javascript:b !javascript:c.d(\"onerror=x)!"),
              QByteArray("notextile. <script>a</script>"), QByteArray("==<script>a</script>=="),
              QByteArray("[[javascript:a|b]] {{javascript:c|d}} [javascript:e f]"),
              QByteArray("<nowiki><script>a</script></nowiki> <code onclick=x>b</code>"),
              QByteArray("{{{<script>a</script>}}}"),
              QByteArray("Title: </title><script>a</script>\n\nb")}) {
            for (const QByteArray &whole : {source, "=pod\n\n" + source}) {
                const QString html = DocRenderer::render(whole, markup).html;
                QVERIFY2(!html.contains(u"<script"), qPrintable(html));
                QVERIFY2(!html.contains(u"href=\"javascript"), qPrintable(html));
                QVERIFY2(!html.contains(u"href=\"data"), qPrintable(html));
                QVERIFY2(!html.contains(u"<b onclick"), qPrintable(html));
                QVERIFY2(!html.contains(u"<img"), qPrintable(html));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestHostileMarkups)
#include "tst_hostilemarkups.moc"
