# One INTERFACE target that every library and program of ours links: language level, warnings,
# instruction set, sanitizers. Nothing here is global, so Debian's headers stay as they are.

set(MODESCOPE_ARCH "x86-64-v3" CACHE STRING "Instruction set: the value of -march (empty: the compiler's default)")
set(MODESCOPE_SANITIZE "" CACHE STRING "Comma separated sanitizers, e.g. address,undefined")
option(MODESCOPE_WERROR "Warnings are errors" OFF)

add_library(house_options INTERFACE)
target_compile_features(house_options INTERFACE cxx_std_20)
target_compile_options(house_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    # GCC 12 sees overlaps and uninitialised members inside libstdc++ that are not there (PR 105651).
    -Wno-restrict -Wno-maybe-uninitialized
    # Results must not depend on which loops the compiler chooses to fuse; kernels/ alone allows it.
    -ffp-contract=off
    $<$<CONFIG:Release>:-O3 -fno-math-errno -fno-trapping-math>
    $<$<CONFIG:Debug>:-O1>
    $<$<BOOL:${MODESCOPE_WERROR}>:-Werror>
)
if(MODESCOPE_ARCH)
    target_compile_options(house_options INTERFACE -march=${MODESCOPE_ARCH})
endif()
if(MODESCOPE_SANITIZE)
    target_compile_options(house_options INTERFACE -fsanitize=${MODESCOPE_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(house_options INTERFACE -fsanitize=${MODESCOPE_SANITIZE})
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
