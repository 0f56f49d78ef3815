# Runs while installing: files whose content is known only now. Expects bindir, libexecdir, datadir (relative to the
# prefix, or absolute), policy (the template) and howdahctl (the program, where it was built).
foreach(folder bindir libexecdir datadir)
    cmake_path(ABSOLUTE_PATH ${folder} BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}" NORMALIZE)
endforeach()
set(root "$ENV{DESTDIR}")

set(HOWDAH_HELPER_PATH "${libexecdir}/howdah-helper")
configure_file("${policy}" "${root}${datadir}/polkit-1/actions/org.howdah.helper.policy" @ONLY
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${datadir}/polkit-1/actions/org.howdah.helper.policy")

foreach(shell bash zsh fish)
    set(file_bash "bash-completion/completions/howdahctl")
    set(file_zsh "zsh/site-functions/_howdahctl")
    set(file_fish "fish/vendor_completions.d/howdahctl.fish")
    set(file "${datadir}/${file_${shell}}")
    execute_process(COMMAND "${howdahctl}" completion ${shell}
        OUTPUT_VARIABLE script COMMAND_ERROR_IS_FATAL ANY)
    file(WRITE "${root}${file}" "${script}")
    file(CHMOD "${root}${file}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${file}")
endforeach()
