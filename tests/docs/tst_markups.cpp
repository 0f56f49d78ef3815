// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/qthtml.h"
#include "docs/renderer.h"

#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>

#include <array>

using namespace Qt::StringLiterals;
using DocRenderer::Markup;

class TestMarkups : public QObject
{
    Q_OBJECT

    static void rows(Markup markup, const QList<std::array<QByteArray, 3>> &table)
    {
        for (const auto &[name, source, html] : table)
            QTest::newRow((DocRenderer::nameOf(markup).toUtf8() + ' ' + name).constData())
                << markup << source << QString::fromUtf8(html);
    }

    static QString withoutBreaks(QString html) { return html.remove(u'\n'); }

private Q_SLOTS:
    void documentsAreRendered_data()
    {
        QTest::addColumn<Markup>("markup");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("html"); // line breaks do not count
        const QByteArray link = " rel=\"nofollow noopener\">";
        rows(
            Markup::ReStructuredText,
            {{"paragraphs", "a\nb\n\nc <b>", "<p>ab</p><p>c &lt;b&gt;</p>"},
             {"inline", "*a* **b** ``c < d`` `e` \\*f\\* g\\ h",
              "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code> <em>e</em> *f* gh</p>"},
             {"no markup", "2 * 3 * 4, snake_case_name, a*b*c, __init__",
              "<p>2 * 3 * 4, snake_case_name, a*b*c, __init__</p>"},
             {"sections", "A\n=\n\nB\n-\n\nC\n~\n\nD\n-\n",
              "<h1 id=\"A\">A</h1><h2 id=\"B\">B</h2><h3 id=\"C\">C</h3><h2 id=\"D\">D</h2>"},
             {"section with overline", "=====\nTitle\n=====\n\nSub\n===\n",
              "<h1 id=\"Title\">Title</h1><h2 id=\"Sub\">Sub</h2>"},
             {"transition", "a\n\n----\n\nb", "<p>a</p><hr><p>b</p>"},
             {"bullets", "* a\n* b\n\n  c\n\n  - d\n",
              "<ul><li>a</li><li><p>b</p><p>c</p><ul><li>d</li></ul></li></ul>"},
             {"numbers", "1. a\n2. b\n\n   a) c\n\n#. d\n",
              "<ol><li>a</li><li>b<ol><li>c</li></ol></li><li>d</li></ol>"},
             {"number that goes on", "12. a\n13. b", "<ol start=\"12\"><li>a</li><li>b</li></ol>"},
             {"initials", "A. Sample wrote\nthis", "<p>A. Sample wrotethis</p>"},
             {"definitions", "a\n  b *c*\nd\n  e\n",
              "<dl><dt>a</dt><dd>b <em>c</em></dd><dt>d</dt><dd>e</dd></dl>"},
             {"fields", ":Author: Ada\n:Long one: b\n  c",
              "<dl><dt>Author</dt><dd>Ada</dd><dt>Long one</dt><dd>bc</dd></dl>"},
             {"options", "-a, --all  everything\n-b FILE    file",
              "<dl><dt><code>-a, --all</code></dt><dd>everything</dd><dt><code>-b FILE</code></dt>"
              "<dd>file</dd></dl>"},
             {"literal", "Run::\n\n  a <\n    b\n\nc",
              "<p>Run:</p><pre><code>a &lt;  b</code></pre><p>c</p>"},
             {"literal by itself", "Run\n\n::\n\n  a\n", "<p>Run</p><pre><code>a</code></pre>"},
             {"quoted literal", "Run::\n\n> a\n> b\n\nc",
              "<p>Run:</p><pre><code>&gt; a&gt; b</code></pre><p>c</p>"},
             {"code", ".. code-block:: sql\n   :linenos:\n\n   SELECT 1;\n",
              "<pre><code>SELECT 1;</code></pre>"},
             {"quotation", "a\n\n  b\n", "<p>a</p><blockquote><p>b</p></blockquote>"},
             {"line block", "| a\n| b\n", "<p>a<br>b</p>"},
             {"doctest", ">>> 1\n1\n\na", "<pre><code>&gt;&gt;&gt; 11</code></pre><p>a</p>"},
             {"inline link", "`the site <https://example.org>`_.",
              "<p><a href=\"https://example.org\"" + link + "the site</a>.</p>"},
             {"reference", "Python_ and `A b`_\n\n.. _Python: https://python.org\n.. _a B: x.html",
              "<p><a href=\"https://python.org\"" + link
                  + "Python</a> and <a href=\"x.html\">A b</a></p>"},
             {"anonymous", "`a`__ b__\n\n__ x.html\n.. __: y.html",
              "<p><a href=\"x.html\">a</a> <a href=\"y.html\">b</a></p>"},
             {"indirect", "a_\n\n.. _a: b_\n.. _b: x.html", "<p><a href=\"x.html\">a</a></p>"},
             {"address", "see https://example.org/a_(b).",
              "<p>see <a href=\"https://example.org/a_(b)\"" + link
                  + "https://example.org/a_(b)</a>.</p>"},
             {"reference to a section", "Basic usage\n===========\n\n`Basic usage`_",
              "<h1 id=\"Basic.usage\">Basic usage</h1><p><a href=\"#Basic.usage\">Basic "
              "usage</a></p>"},
             {"target of a section", "x_\n\n.. _x:\n\nUsage\n=====\n",
              "<p><a href=\"#Usage\">x</a></p><h1 id=\"Usage\">Usage</h1>"},
             {"roles", ":code:`a` :strong:`b` :ref:`c <d>` :py:func:`e`",
              "<p><code>a</code> <strong>b</strong> c <code>e</code></p>"},
             {"substitution",
              "|a| |logo| |none|\n\n.. |a| replace:: b < c\n.. |logo| image:: x.png",
              "<p>b &lt; c logo |none|</p>"},
             {"footnote", "a [1]_\n\n.. [1] b",
              "<p>a <sup>[1]</sup></p><dl><dt>[1]</dt><dd>b</dd></dl>"},
             {"image", ".. image:: x.png\n   :alt: A < B\n", "<p>A &lt; B</p>"},
             {"note", ".. note:: a\n   b\n\n   c\n",
              "<blockquote><p><strong>Note</strong></p><p>ab</p><p>c</p></blockquote>"},
             {"admonition", ".. admonition:: Mind\n\n   a\n",
              "<blockquote><p><strong>Mind</strong></p><p>a</p></blockquote>"},
             {"unknown directive", ".. strange:: a *b*\n   :c: d\n\n   e\n",
              "<p>a <em>b</em></p><p>e</p>"},
             {"comment", "a\n\n.. b\n   c\n\nd", "<p>a</p><p>d</p>"},
             {"raw", ".. raw:: html\n\n   <b>x</b>\n\na", "<p>a</p>"},
             {"grid table",
              "+---+---+\n| a | b |\n+===+===+\n| 1 | x |\n|   | y |\n+---+---+\n| wide  "
              "|\n+---+---+\n",
              "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>xy</td></tr>"
              "<tr><td colspan=\"2\">wide</td></tr></table>"},
             {"simple table", "===  ===\nA    B\n===  ===\n1    two\n     more\n2    x\n===  ===\n",
              "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>twomore</td></tr>"
              "<tr><td>2</td><td>x</td></tr></table>"},
             {"list table", ".. list-table::\n\n   * - a\n     - b\n   * - c\n     - d\n",
              "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"}});
        rows(
            Markup::AsciiDoc,
            {{"paragraphs", "a\nb\n\nc <b>", "<p>ab</p><p>c &lt;b&gt;</p>"},
             {"inline", "*a* _b_ `c<d` **e**f __g__h #i# x^2^ H~2~O \\*j*",
              "<p><strong>a</strong> <em>b</em> <code>c&lt;d</code> <strong>e</strong>f "
              "<em>g</em>h "
              "<mark>i</mark> x<sup>2</sup> H<sub>2</sub>O *j*</p>"},
             {"no markup", "2 * 3 * 4, snake_case_name", "<p>2 * 3 * 4, snake_case_name</p>"},
             {"sections", "= A\n\n== B\n\n=== C ===\n",
              "<h1 id=\"A\">A</h1><h2 id=\"B\">B</h2><h3 id=\"C\">C</h3>"},
             {"underlined sections", "Title\n=====\n\nPart\n----\n",
              "<h1 id=\"Title\">Title</h1><h2 id=\"Part\">Part</h2>"},
             {"header", "= A\nAda <a@example.org>\n:b: c\n\n{b} {none}",
              "<h1 id=\"A\">A</h1><p>Ada &lt;a@example.org&gt;</p><p>c {none}</p>"},
             {"bullets", "* a\n** b\n* c\n  d\n",
              "<ul><li>a<ul><li>b</li></ul></li><li>cd</li></ul>"},
             {"numbers", ". a\n.. b\n. c\n", "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>"},
             {"continued item", "* a\n+\n----\nb\n----\n* c\n",
              "<ul><li>a<pre><code>b</code></pre></li><li>c</li></ul>"},
             {"check list", "* [ ] a\n* [x] b\n", "<ul><li>☐ a</li><li>☑ b</li></ul>"},
             {"terms", "a:: b\nc::\n  d\n", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"},
             {"listing", "[source,sql]\n----\nSELECT 1 < 2;\n* a\n----\n",
              "<pre><code>SELECT 1 &lt; 2;* a</code></pre>"},
             {"fence", "```sql\na\n```\nb", "<pre><code>a</code></pre><p>b</p>"},
             {"literal", "....\na\n....\n\n b\n",
              "<pre><code>a</code></pre><pre><code>b</code></pre>"},
             {"source paragraph", "[source]\na *b*\n\nc", "<pre><code>a *b*</code></pre><p>c</p>"},
             {"block title", ".Name\n----\na\n----",
              "<p><strong>Name</strong></p><pre><code>a</code></pre>"},
             {"note", "NOTE: a *b*",
              "<blockquote><p><strong>Note</strong></p><p>a <strong>b</strong></p></blockquote>"},
             {"note block", "[WARNING]\n====\na\n\n* b\n====\nc",
              "<blockquote><p><strong>Warning</strong></p><p>a</p><ul><li>b</li></ul></"
              "blockquote><p>c</p>"},
             {"quotation", "[quote, Ada]\n____\na\n____",
              "<blockquote><p>a</p><p>— Ada</p></blockquote>"},
             {"links",
              "https://example.org[the _site_] link:a.adoc[b] xref:c.adoc[d] <https://example.org>",
              "<p><a href=\"https://example.org\"" + link
                  + "the <em>site</em></a> <a href=\"a.adoc\">b</a> <a href=\"c.adoc\">d</a> "
                    "<a href=\"https://example.org\""
                  + link + "https://example.org</a></p>"},
             {"links by attribute", ":u: https://example.org\n\n{u}/a[b]",
              "<p><a href=\"https://example.org/a\"" + link + "b</a></p>"},
             {"cross references", "<<_my_part,a>> <<x>>\n\n== My part\n\n[[x]]\n== Other\n",
              "<p><a href=\"#My.part\">a</a> <a href=\"#Other\">Other</a></p>"
              "<h2 id=\"My.part\">My part</h2><h2 id=\"Other\">Other</h2>"},
             {"images", "image::a.png[Logo,100]\n\nb image:c.png[d]", "<p>Logo</p><p>b d</p>"},
             {"line break", "a +\nb", "<p>a <br>b</p>"},
             {"comments", "// a\n////\nb\n////\nc", "<p>c</p>"},
             {"passthrough", "++++\n<b>a</b>\n++++\n",
              "<pre><code>&lt;b&gt;a&lt;/b&gt;</code></pre>"},
             {"conditions", "ifdef::a[]\nb\nendif::a[]\n", "<p>bendif::a[]</p>"},
             {"table", "|===\n|A |B\n\n|a\n|b \\| c\n2+|d\n|===\n",
              "<table><tr><th>A</th><th>B</th></tr><tr><td>a</td><td>b | c</td></tr>"
              "<tr><td colspan=\"2\">d</td></tr></table>"},
             {"table with columns", "[cols=\"1,a\"]\n|===\n|a\n|b\n|c\na|* d\n|===\n",
              "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td><ul><li>d</li></ul></td></"
              "tr></table>"},
             {"rows that span", "[cols=2]\n|===\n.2+|a |b\n|c\n|===\n",
              "<table><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></table>"},
             {"rule", "a\n\n'''\n\nb", "<p>a</p><hr><p>b</p>"}});
        rows(Markup::Pod,
             {{"nothing", "print 1;\n", ""},
              {"program", "print 1;\n\n=head1 A\n\nb\n\n=cut\n\nprint 2;\n",
               "<h1 id=\"A\">A</h1><p>b</p>"},
              {"codes",
               "=pod\n\nB<a> I<b> C<c> C<< d->e >> F<f> E<lt>E<gt>E<eacute>E<0x41> S<g h> "
               "X<i>Z<>B<I<j>>",
               "<p><strong>a</strong> <em>b</em> <code>c</code> <code>d-&gt;e</code> "
               "<code>f</code> &lt;&gt;éA g h "
               "<strong><em>j</em></strong></p>"},
              {"links",
               "=head1 My Part\n\nL<a|https://example.org> L</My Part> L<perlfunc> L<b|c/d>",
               "<h1 id=\"My.Part\">My Part</h1><p><a href=\"https://example.org\"" + link
                   + "a</a> <a href=\"#My.Part\">My Part</a> <em>perlfunc</em> b</p>"},
              {"verbatim", "=pod\n\n a < b\n\n   c\n\nd",
               "<pre><code>a &lt; b  c</code></pre><p>d</p>"},
              {"bullets", "=over\n\n=item *\n\na\n\n=item * b\n\n=back\n\nc",
               "<ul><li><p>a</p></li><li>b</li></ul><p>c</p>"},
              {"numbers", "=over 4\n\n=item 1. a\n\n=item 2\n\nb\n\n=back",
               "<ol><li>a</li><li><p>b</p></li></ol>"},
              {"terms", "=over\n\n=item f(B<x>)\n\na\n\n=over\n\n=item * b\n\n=back\n\n=back",
               "<dl><dt>f(<strong>x</strong>)</dt><dd><p>a</p><ul><li>b</li></ul></dd></dl>"},
              {"other formats", "=begin html\n\n<b>a</b>\n\n=end html\n\n=for comment b\n\nc",
               "<p>c</p>"}});
        rows(Markup::MultiMarkdown,
             {{"metadata", "Title: T\nAuthor: A\n\n# a\n", "<h1 id=\"a\">a</h1>"},
              {"definitions", "`a`\n: b\n: c\n\nd\n\n:   e\n\n    f\n\ng\n",
               "<dl><dt><p><code>a</code></p></dt><dd><p>b</p></dd><dd><p>c</p></dd><dt><p>d</p></"
               "dt><dd><p>e</p>"
               "<p>f</p></dd></dl><p>g</p>"},
              {"no definitions", "```\na\n: b\n```\n\n    c\n    : d\n",
               "<pre><code>a: b</code></pre><pre><code>c: d</code></pre>"},
              {"footnotes", "a[^1]\n\n[^1]: note\n", "<p>a[^1]</p><p>[^1]: note</p>"}});
        rows(Markup::Textile,
             {{"inline", "*a* _b_ @c<d@ -e- \"f g\":https://example.org, <b>",
               "<p><strong>a</strong> <em>b</em> <code>c&lt;d</code> <del>e</del> <a "
               "href=\"https://example.org\""
                   + link + "f g</a>, &lt;b&gt;</p>"},
              {"blocks", "h1. A\n\nh2(#x). B\n\nbq. c\n\nbc. d < e\n\np. f\ng",
               "<h1 id=\"A\">A</h1><h2 "
               "id=\"B\">B</h2><blockquote><p>c</p></blockquote><pre><code>d &lt; e</code></pre>"
               "<p>f<br>g</p>"},
              {"long block", "bc.. a\n\nb\n\np. c", "<pre><code>ab</code></pre><p>c</p>"},
              {"lists", "* a\n** b\n* c\n\n# d",
               "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>"},
              {"table", "|_. a|b|\n|c|d|",
               "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"},
              {"image", "!a.png(Logo)!", "<p>Logo</p>"}});
        rows(Markup::MediaWiki,
             {{"inline",
               "'''a''' ''b'' '''''c''''' [https://example.org d] [[E|f]] [[G]] <code>h</code> "
               "<b><i>",
               "<p><strong>a</strong> <em>b</em> <strong><em>c</em></strong> <a "
               "href=\"https://example.org\""
                   + link + "d</a> <a href=\"E\">f</a> G <code>h</code> &lt;b&gt;&lt;i&gt;</p>"},
              {"blocks", "= A =\n== B ==\nc\nd\n\n e < f\n----\n<pre>g\nh</pre>\n",
               "<h1 id=\"A\">A</h1><h2 id=\"B\">B</h2><p>cd</p><pre><code>e &lt; f</code></pre><hr>"
               "<pre><code>gh</code></pre>"},
              {"lists", "* a\n*# b\n* c\n; d\n: e\n",
               "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><dl><dt>d</dt><dd>e</dd></dl>"},
              {"table", "{| class=\"x\"\n|+ t\n! a !! b\n|-\n| align=left | c || d\n|}\n",
               "<table><caption>t</caption><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></"
               "tr></table>"},
              {"templates", "a {{b|c}} [[Category:d]][[File:e.png|f]]", "<p>a  f</p>"}});
        rows(
            Markup::Creole,
            {{"inline",
              "**a** //b// {{{c<d}}} [[https://example.org|e]] [[f]] {{g.png|h}} i\\\\j ~**k",
              "<p><strong>a</strong> <em>b</em> <code>c&lt;d</code> <a href=\"https://example.org\""
                  + link + "e</a> <a href=\"f\">f</a> h i<br>j **k</p>"},
             {"blocks", "= A\n== B ==\nc\nd\n\n{{{\ne < f\n}}}\n----\n",
              "<h1 id=\"A\">A</h1><h2 id=\"B\">B</h2><p>cd</p><pre><code>e &lt; "
              "f</code></pre><hr>"},
             {"lists", "* a\n** b\n* c\n# d\n",
              "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>"},
             {"table", "|=a|b|\n|c|d|",
              "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"}});
    }

    void documentsAreRendered()
    {
        QFETCH(Markup, markup);
        QFETCH(QByteArray, source);
        QFETCH(QString, html);
        QCOMPARE(withoutBreaks(DocRenderer::render(source, markup).html), html);
        // Windows' ends of lines mean the same.
        QCOMPARE(withoutBreaks(
                     DocRenderer::render(QByteArray(source).replace("\n", "\r\n"), markup).html),
                 html);
    }

    void titlesAreFound_data()
    {
        QTest::addColumn<Markup>("markup");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("title");
        const auto row = [](Markup markup, const char *source, const QString &title) {
            QTest::newRow(qPrintable(DocRenderer::nameOf(markup)))
                << markup << QByteArray(source) << title;
        };
        row(Markup::ReStructuredText, "kvbox 1\n=======\n", u"kvbox 1"_s);
        row(Markup::AsciiDoc, "= kvbox 1\n", u"kvbox 1"_s);
        row(Markup::Pod, "=head1 NAME\n\nkvbox - A box\n\n=head1 USAGE\n", u"kvbox"_s);
        row(Markup::MultiMarkdown, "Title: kvbox <1>\n\n# Other\n", u"kvbox <1>"_s);
        row(Markup::Textile, "h1. kvbox 1\n", u"kvbox 1"_s);
        row(Markup::MediaWiki, "= kvbox 1 =\n", u"kvbox 1"_s);
        row(Markup::Creole, "= kvbox 1\n", u"kvbox 1"_s);
    }

    void titlesAreFound()
    {
        QFETCH(Markup, markup);
        QFETCH(QByteArray, source);
        QFETCH(QString, title);
        QCOMPARE(DocRenderer::render(source, markup).title, title);
    }

    void relativeLinksAreLedToTheBase()
    {
        const QUrl base(u"/src/kvbox/kvbox-1.0.0/doc/"_s);
        const auto html = [&](const char *source, Markup markup) {
            return DocRenderer::render(source, markup, base).html;
        };
        const QString expected = u"href=\"/src/kvbox/kvbox-1.0.0/other.md\""_s;
        QVERIFY(html("[a](../other.md)", Markup::Markdown).contains(expected));
        QVERIFY(html("`a <../other.md>`_", Markup::ReStructuredText).contains(expected));
        QVERIFY(html("link:../other.md[a]", Markup::AsciiDoc).contains(expected));
        QVERIFY(html("\"a\":../other.md", Markup::Textile).contains(expected));
    }

    void qtShowsThePages_data()
    {
        QTest::addColumn<Markup>("markup");
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("rst")
            << Markup::ReStructuredText
            << QByteArray(
                   "Box\n===\n\nUse *it*:\n\n- one\n- two\n\n::\n\n  SELECT 1;\n    more\n\n"
                   "==  ==\nA   B\n==  ==\n1   2\n==  ==\n\n`link <https://example.org>`_\n");
        QTest::newRow("adoc")
            << Markup::AsciiDoc
            << QByteArray("= Box\n\nUse _it_:\n\n* one\n* two\n\n----\nSELECT 1;\n  more\n----\n\n"
                          "|===\n|A |B\n\n|1 |2\n|===\n\nhttps://example.org[link]\n");
        QTest::newRow("pod")
            << Markup::Pod
            << QByteArray("=head1 Box\n\nUse I<it>:\n\n=over\n\n=item * one\n\n=item * two\n\n"
                          "=back\n\n  SELECT 1;\n    more\n\nL<link|https://example.org>\n");
    }

    void qtShowsThePages()
    {
        QFETCH(Markup, markup);
        QFETCH(QByteArray, source);
        const QString html =
            toQtHtml(DocRenderer::render(source, markup), {u"#101112"_s, u"#505152"_s, u"#0000ee"_s,
                                                           u"#f0f1f2"_s, u"#c0c1c2"_s, u"Mono"_s});
        QTextDocument document;
        document.setHtml(html);
        QString text = document.toPlainText();
        text.replace(QChar(0x2028), u'\n');
        for (const QString &words :
             {u"Box"_s, u"Use it:"_s, u"one"_s, u"SELECT 1;\n  more"_s, u"link"_s})
            QVERIFY2(text.contains(words), qPrintable(text));
        QVERIFY(!text.contains(u'<'));
        bool isHeading = false;
        bool isItem = false;
        bool isLink = false;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            isHeading |= block.text() == u"Box" && block.blockFormat().headingLevel() == 1;
            isItem |= block.text() == u"one" && block.textList();
            for (auto it = block.begin(); !it.atEnd(); ++it)
                isLink |= it.fragment().charFormat().anchorHref() == u"https://example.org";
        }
        QVERIFY(isHeading);
        QVERIFY(isItem);
        QVERIFY(isLink);
    }
};

QTEST_MAIN(TestMarkups)
#include "tst_markups.moc"
