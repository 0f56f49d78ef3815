// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "facetmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFacetModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChosenValueIsSetAndCleared_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("value");
        QTest::newRow("major") << u"postgres"_s << u"15"_s;
        QTest::newRow("restart") << u"restart"_s << u"false"_s;
        QTest::newRow("native") << u"native"_s << u"true"_s;
        QTest::newRow("licence") << u"license"_s << u"permissive"_s;
        QTest::newRow("language") << u"language"_s << u"c"_s;
        QTest::newRow("installed") << u"installed"_s << u"true"_s;
        QTest::newRow("status") << u"status"_s << u"testing"_s;
        QTest::newRow("registry") << u"registry"_s << u"here"_s;
    }

    void aChosenValueIsSetAndCleared()
    {
        QFETCH(QString, group);
        QFETCH(QString, value);
        SearchQuery query;
        FacetChoice::set(query, group, value, true);
        QVERIFY(FacetChoice::isSet(query, group, value));
        QCOMPARE(FacetChoice::count(query), 1);
        FacetChoice::set(query, group, value, false);
        QVERIFY(!FacetChoice::isSet(query, group, value));
        QCOMPARE(FacetChoice::count(query), 0);
    }

    void clearingKeepsWhatWasTyped()
    {
        SearchQuery query;
        query.text = u"vector"_s;
        query.sort = SearchQuery::Sort::Newest;
        FacetChoice::set(query, u"postgres"_s, u"17"_s, true);
        FacetChoice::set(query, u"restart"_s, u"false"_s, true);
        FacetChoice::clear(query);
        QCOMPARE(FacetChoice::count(query), 0);
        QCOMPARE(query.text, u"vector"_s);
        QCOMPARE(query.sort, SearchQuery::Sort::Newest);
    }

    void groupsStayTogetherAndAChosenValueStaysWithoutHits()
    {
        SearchAnswer answer;
        answer.facets[u"postgres"_s] = {{u"17"_s, 3}, {u"15"_s, 0}};
        answer.facets[u"language"_s] = {{u"c"_s, 2}, {u"rust"_s, 0}};
        SearchQuery query;
        query.postgresMajors = {15};
        FacetModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(answer, query);
        QStringList shown;
        for (const FacetRow &row : model.rows())
            shown += row.group + u'/' + row.value + (row.checked ? u"!"_s : QString());
        QCOMPARE(shown, (QStringList{u"postgres/17"_s, u"postgres/15!"_s, u"language/c"_s}));
    }

    void oneRegistryIsNoChoice()
    {
        SearchAnswer answer;
        answer.facets[u"registry"_s] = {{u"here"_s, 5}};
        FacetModel model;
        model.show(answer, {});
        QCOMPARE(model.rowCount(), 0);
        answer.facets[u"registry"_s] += {u"there"_s, 1};
        model.show(answer, {});
        QCOMPARE(model.rowCount(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFacetModel)
#include "tst_facetmodel.moc"
