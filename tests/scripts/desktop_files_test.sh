#!/usr/bin/env bash
# The desktop entry and the AppStream metadata are valid, and agree on names.
# usage: desktop_files_test.sh ROOT
set -euo pipefail
assets=$1/assets
if ! command -v desktop-file-validate >/dev/null || ! command -v appstreamcli >/dev/null; then
    echo "desktop-file-utils or appstream is not installed (scripts/setup --test does it)"
    exit 77
fi
desktop-file-validate "$assets/modescope.desktop"
appstreamcli validate --no-net "$assets/modescope.metainfo.xml"
grep -q '<launchable type="desktop-id">modescope.desktop</launchable>' "$assets/modescope.metainfo.xml"
grep -qx 'Icon=modescope' "$assets/modescope.desktop"
