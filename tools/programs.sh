#!/bin/sh
# Makes sure that programs are there: installs Debian's packages of the same names where this is root.
PATH=$PATH:/usr/sbin
for program; do
  command -v "$program" >/dev/null && continue
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get install --quiet --yes --no-install-recommends "$program" ||
      { apt-get update --quiet && apt-get install --quiet --yes --no-install-recommends "$program"; }
    } >/dev/null 2>&1
  fi
  command -v "$program" >/dev/null || { echo "$program is not installed (Debian: apt install $program)"; exit 1; }
done
