// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "rowmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Row {
    QString name;
    int number = 0;
    bool operator==(const Row &) const = default;
};

class Model final : public RowModel<Row>
{
public:
    Model()
        : RowModel<Row>({{"name", [](const Row &row) -> QVariant { return row.name; }},
                         {"number", [](const Row &row) -> QVariant { return row.number; }}},
                        nullptr)
    {
    }

protected:
    [[nodiscard]] QString keyOf(const Row &row) const override { return row.name; }
};

QList<Row> rowsOf(const QString &names, int number = 0)
{
    QList<Row> rows;
    for (const QChar name : names)
        rows += {QString(name), number};
    return rows;
}

} // namespace

class TestRowModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEachRoleItsMember()
    {
        Model model;
        model.setRows(rowsOf(u"a"_s, 7));
        const QHash<int, QByteArray> names = model.roleNames();
        QCOMPARE(names.size(), 2);
        QCOMPARE(model.index(0).data(names.key("name")).toString(), u"a"_s);
        QCOMPARE(model.index(0).data(names.key("number")).toInt(), 7);
        QVERIFY(!model.index(0).data(names.key("number") + 1).isValid());
    }

    void movesFromOneListToAnother_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("fill") << u""_s << u"abc"_s;
        QTest::newRow("empty") << u"abc"_s << u""_s;
        QTest::newRow("insert in the middle") << u"ad"_s << u"abcd"_s;
        QTest::newRow("remove from the middle") << u"abcd"_s << u"ad"_s;
        QTest::newRow("reverse") << u"abcd"_s << u"dcba"_s;
        QTest::newRow("replace all") << u"abc"_s << u"xyz"_s;
        QTest::newRow("mix") << u"abcdef"_s << u"fxbya"_s;
    }

    void movesFromOneListToAnother()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        Model model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rowsOf(from));
        model.setRows(rowsOf(to, 1));
        QCOMPARE(model.rows(), rowsOf(to, 1));
    }

    void anyListBecomesAnyOther()
    {
        Model model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(4711);
        for (int round = 0; round < 300; ++round) {
            QString names = u"abcdefghij"_s;
            for (qsizetype i = names.size() - 1; i > 0; --i)
                std::swap(names[i], names[random.bounded(static_cast<int>(i) + 1)]);
            names.truncate(random.bounded(11));
            model.setRows(rowsOf(names, round % 3));
            QCOMPARE(model.rows(), rowsOf(names, round % 3));
        }
    }

    void whatStaysIsNeitherRemovedNorReset()
    {
        Model model;
        model.setRows(rowsOf(u"abc"_s));
        const QPersistentModelIndex b = model.index(1);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setRows(rowsOf(u"xbya"_s));
        QVERIFY(b.isValid());
        QCOMPARE(model.rows().at(b.row()).name, u"b"_s);
        QCOMPARE(resets.count(), 0);
    }

    void anUnchangedRowIsNotToldToViews()
    {
        Model model;
        model.setRows(rowsOf(u"ab"_s));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setRows(rowsOf(u"ab"_s));
        QCOMPARE(changes.count(), 0);
        model.setRows({{u"a"_s, 0}, {u"b"_s, 9}});
        QCOMPARE(changes.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRowModel)
#include "tst_rowmodel.moc"
