#!/usr/bin/env bash
# Installs Debian's Chromium and an Urdu font for the browser tests, where that is possible.
set -u
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "== no chromium, and no right to install it: the browser tests will be skipped"
  exit 0
fi
echo "== installing chromium for the browser tests"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; } >/tmp/rahnuma-apt.log 2>&1 \
  || { echo "== chromium could not be installed: see /tmp/rahnuma-apt.log"; exit 0; }
