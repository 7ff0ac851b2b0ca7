#!/bin/sh
# Makes sure that programs are there: installs Debian's packages where this is root. Most are called as their
# programs; `firefox` is that of Debian, and `webkit` is WebKitGTK with its driver and a screen that nobody sees.
PATH=$PATH:/usr/sbin
there() {
  case $1 in
    chromium) command -v chromium || command -v chromium-browser ;;
    firefox) command -v firefox-esr || command -v firefox ;;
    webkit) command -v WebKitWebDriver && command -v Xvfb ;;
    *) command -v "$1" ;;
  esac >/dev/null
}
for program; do
  there "$program" && continue
  case $program in
    firefox) packages=firefox-esr ;;
    webkit) packages="webkit2gtk-driver xvfb" ;;
    *) packages=$program ;;
  esac
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # one word a package
    { apt-get install --quiet --yes --no-install-recommends $packages ||
      { apt-get update --quiet && apt-get install --quiet --yes --no-install-recommends $packages; }
    } >/dev/null 2>&1
  fi
  there "$program" || { echo "$program is not installed (Debian: apt install $packages)"; exit 1; }
done
