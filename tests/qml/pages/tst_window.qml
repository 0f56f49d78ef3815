import QtQuick
import QtTest
TestCase { name: "x"; function test_a() {} }
