#!/usr/bin/env bash
# Installs what the tests need beside Python's own parts: a browser, Chinese type, photographs, a document, the programs
# for films and Office files, the peers of the benchmarks, a checker of shell scripts.
set -euo pipefail

packages=(
    fonts-noto-cjk lomiri-wallpapers-16.04 debian-faq ffmpeg libmagic1 nginx-light iipimage-server shellcheck
    libreoffice-impress libreoffice-writer libreoffice-calc
)
if ! command -v chromium >/dev/null; then
    # Ubuntu's Chromium comes under its older name.
    if grep -q '^ID=ubuntu' /etc/os-release; then packages+=(chromium-browser); else packages+=(chromium); fi
fi
exec "$(dirname "$0")/install-packages.sh" "${packages[@]}"
