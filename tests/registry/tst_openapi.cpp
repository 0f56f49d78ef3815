// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/openapi.h"

#include "registry/apifixture.h"
#include "registry/jsonschema.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// The API that is documented is the one there is.
class TestOpenApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void everyRouteIsDescribedAndNoOther();
    void everyReferenceLeadsSomewhere();
    void everyFunctionIsNamedOnce();
    void everyFreeGetAnswersAsDescribed();
    void problemsAreAsDescribed();

private:
    static void collectReferences(const QJsonValue &value, QStringList &found)
    {
        if (value.isArray()) {
            for (const QJsonValue &item : value.toArray())
                collectReferences(item, found);
        }
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() == u"$ref" && member->isString())
                found.append(member->toString());
            collectReferences(*member, found);
        }
    }
};

void TestOpenApi::everyRouteIsDescribedAndNoOther()
{
    ApiFixture registry;
    QStringList there;
    for (const ApiRoute &route : registry.service().router().routes()) {
        if (route.pattern.startsWith(u"/api/v2"))
            there.append(QString::fromLatin1(route.method.toLower()) + u' ' + route.pattern);
    }
    QStringList described;
    const QJsonObject paths = OpenApi::document()[u"paths"].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        if (!path.key().startsWith(u"/api/v2"))
            continue;
        for (const QString &method : path->toObject().keys()) {
            if (method != u"parameters")
                described.append(method + u' ' + path.key());
        }
    }
    there.sort();
    described.sort();
    for (const QString &route : std::as_const(there))
        QVERIFY2(described.contains(route), qPrintable(u"not described: "_s + route));
    for (const QString &route : std::as_const(described))
        QVERIFY2(there.contains(route), qPrintable(u"not there: "_s + route));
}

void TestOpenApi::everyReferenceLeadsSomewhere()
{
    QStringList references;
    collectReferences(OpenApi::document(), references);
    QVERIFY(references.size() >= 2);
    for (const QString &reference : std::as_const(references)) {
        QJsonValue found = OpenApi::document();
        for (const QString &part : reference.mid(2).split(u'/'))
            found = found[part];
        QVERIFY2(reference.startsWith(u"#/") && found.isObject(), qPrintable(reference));
    }
}

void TestOpenApi::everyFunctionIsNamedOnce()
{
    QStringList names;
    const QJsonObject paths = OpenApi::document()[u"paths"].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject methods = path->toObject();
        for (auto method = methods.begin(); method != methods.end(); ++method) {
            if (method.key() == u"parameters")
                continue;
            const QString name = method.value()[u"operationId"].toString();
            const QString where = method.key() + u' ' + path.key();
            QVERIFY2(!name.isEmpty() && !names.contains(name), qPrintable(where));
            QVERIFY2(!method.value()[u"summary"].toString().isEmpty(), qPrintable(where));
            QVERIFY2(!method.value()[u"responses"].toObject().isEmpty(), qPrintable(where));
            names.append(name);
        }
    }
}

void TestOpenApi::everyFreeGetAnswersAsDescribed()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    const JsonSchema schema(OpenApi::document());
    int checked = 0;
    const QJsonObject paths = OpenApi::document()[u"paths"].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonValue get = path->toObject()[u"get"];
        const QJsonValue described =
            get[u"responses"][u"200"][u"content"][u"application/json"][u"schema"];
        if (!described.isObject() || get.toObject().contains(u"security"))
            continue;
        QString target = path.key();
        target.replace(u"{distribution}"_s, u"kvbox"_s)
            .replace(u"{version}"_s, u"1.2.0"_s)
            .replace(u"{extension}"_s, u"kvbox"_s)
            .replace(u"{nickname}"_s, u"local"_s)
            .replace(u"{tag}"_s, u"box"_s);
        if (target.contains(u'{'))
            continue;
        const RegistryResponse response = registry.call("GET", target.toLatin1());
        QVERIFY2(response.status == 200,
                 qPrintable(target + u' ' + QString::fromUtf8(response.body)));
        QVERIFY2(!response.header("ETag").isEmpty(), qPrintable(target));
        const QStringList problems =
            schema.problemsOf(QJsonDocument::fromJson(response.body).object(), described);
        QVERIFY2(problems.isEmpty(), qPrintable(target + u'\n' + problems.join(u'\n')));
        const RegistryResponse again = registry.call("GET", target.toLatin1(), {}, {},
                                                     {{"If-None-Match", response.header("ETag")}});
        QVERIFY2(again.status == 304 || target.endsWith(u"/events"_s), qPrintable(target));
        ++checked;
    }
    QVERIFY(checked >= 2);
}

void TestOpenApi::problemsAreAsDescribed()
{
    ApiFixture registry;
    const JsonSchema schema(OpenApi::document());
    const QJsonValue described = OpenApi::document()[u"components"][u"schemas"][u"Problem"];
    const RegistryResponse response = registry.call("POST", "/api/v2/status", {}, "{}");
    QCOMPARE(response.status, 405);
    QCOMPARE(response.header("Content-Type"), "application/problem+json");
    QCOMPARE(response.header("Allow"), "GET, HEAD");
    QCOMPARE(schema.problemsOf(ApiFixture::objectOf(response), described), QStringList());
    QVERIFY2(!schema.problemsOf(QJsonObject{{u"type"_s, 1}}, described).isEmpty(),
             "the checker itself must be able to say no");
}

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
