# What makes the builds of a working day faster; the release build goes without any of it.

# What nearly every source includes is parsed once: that halves the time. A source that forgets an #include is found
# by the release build.
option(HOWDAH_PRECOMPILE "Parse common headers once for all sources" ON)

# Headers parsed once cannot know a test's own folders (Qt defines them for QFINDTESTDATA, which no test uses), nor
# whether it uses the network (then QTest would print addresses more nicely).
set(what_differs -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR -UQT_NETWORK_LIB)

# A library whose only purpose is what its headers look like once parsed; targets reuse it by its name.
function(howdah_precompiled name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;HEADERS")
    set(source ${CMAKE_BINARY_DIR}/${name}.cpp)
    file(WRITE ${source}.new "")
    file(COPY_FILE ${source}.new ${source} ONLY_IF_DIFFERENT)
    add_library(${name} STATIC ${source})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF)
    target_link_libraries(${name} PRIVATE ${arg_LINK})
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
    target_compile_options(${name} PRIVATE ${what_differs})
endfunction()

if(HOWDAH_PRECOMPILE)
    set(common
        <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash>
        <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QLoggingCategory> <QMap> <QRegularExpression> <QSet>
        <QString> <QStringList> <QUrl>
        <algorithm> <array> <atomic> <chrono> <functional> <map> <memory> <mutex> <optional> <utility> <vector>)
    set(test <QProcess> <QSignalSpy> <QTemporaryDir> <QTest>)
    set(window <QtConcurrent> <QtQml/qqmlregistration.h> <QAbstractListModel> <QLocale> <QPointer> <QTimer> <QVariantList>)
    howdah_precompiled(howdah_precompiled LINK Qt6::Core HEADERS ${common})
    howdah_precompiled(howdah_precompiled_window LINK Qt6::Concurrent Qt6::Gui Qt6::Qml HEADERS ${common} ${window})
    howdah_precompiled(howdah_precompiled_test LINK Qt6::Core Qt6::Test HEADERS ${common} ${test})
    howdah_precompiled(howdah_precompiled_windowtest LINK Qt6::Concurrent Qt6::Gui Qt6::Qml Qt6::Test
        HEADERS ${common} ${window} ${test})
endif()

# A hundred test programs are linked: LLVM's linker takes a fraction of the time of GNU's.
find_program(HOWDAH_LLD ld.lld)
if(HOWDAH_LLD AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    add_link_options(-fuse-ld=lld)
endif()

# howdah_precompile(TARGET [window|test|windowtest])
function(howdah_precompile target)
    if(HOWDAH_PRECOMPILE)
        target_compile_options(${target} PRIVATE ${what_differs})
        set(precompiled howdah_precompiled)
        if(ARGC GREATER 1)
            string(APPEND precompiled _${ARGV1})
        endif()
        target_precompile_headers(${target} REUSE_FROM ${precompiled})
    endif()
endfunction()
