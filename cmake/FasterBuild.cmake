# What makes the builds of a working day faster; the release build goes without any of it.

# What nearly every source includes is parsed once: that halves the time. A source that forgets an #include is found
# by the release build.
option(HOWDAH_PRECOMPILE "Parse common headers once for all sources" ON)

if(HOWDAH_PRECOMPILE)
    file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp.new "")
    file(COPY_FILE ${CMAKE_BINARY_DIR}/precompiled.cpp.new ${CMAKE_BINARY_DIR}/precompiled.cpp ONLY_IF_DIFFERENT)
    add_library(howdah_precompiled STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
    set_target_properties(howdah_precompiled PROPERTIES AUTOMOC OFF AUTOUIC OFF)
    target_link_libraries(howdah_precompiled PRIVATE Qt6::Core)
    target_precompile_headers(howdah_precompiled PRIVATE
        <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash>
        <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QLoggingCategory> <QMap> <QRegularExpression> <QSet>
        <QString> <QStringList> <QUrl>
        <algorithm> <array> <atomic> <chrono> <functional> <map> <memory> <mutex> <optional> <utility> <vector>)
endif()

# A hundred test programs are linked: LLVM's linker takes a fraction of the time of GNU's.
find_program(HOWDAH_LLD ld.lld)
if(HOWDAH_LLD AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    add_link_options(-fuse-ld=lld)
endif()

function(howdah_precompile target)
    if(HOWDAH_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM howdah_precompiled)
    endif()
endfunction()
