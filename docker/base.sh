#!/bin/bash
# SPDX-FileCopyrightText: Fundstelle contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Assembles the base of the container image without any registry: target/image/base.tar, a Docker archive of two
# layers. The first holds Debian packages, the second a Java runtime linked from the JDK 25 of this machine.
#
# Usage: docker/base.sh [--fresh]
# An archive that fits this script, the JDK and the processor is kept; --fresh assembles it anew, to take in Debian's
# security updates. DEBIAN_MIRROR names another mirror than Debian's own.
set -euo pipefail
cd "$(dirname "$0")/.."

RELEASE=bookworm
export USER_ID=10001

# What Fundstelle starts or loads, beyond Debian's essential packages (which bring setsid and a shell).
PACKAGES=(
  tesseract-ocr tesseract-ocr-deu tesseract-ocr-eng tesseract-ocr-osd # reads scanned pages, also turned ones
  libstdc++6 zlib1g                                 # ONNX Runtime and the Java runtime
  fontconfig fonts-dejavu-core                      # renders pages that name a font without containing it
  ca-certificates tzdata
  tini          # reaps what a killed reader leaves behind
  usr-is-merged # else Debian takes a converter that needs all of Perl
)

# What the libraries name (ImageSmokeTest compares), and what is only found when it is running:
# character sets of old e-mails, elliptic curves of TLS, German and English texts of the JDK, vector instructions,
# the zip file system, and jcmd for finding out why something hangs.
MODULES=(
  java.base java.compiler java.desktop java.instrument java.logging java.management java.naming java.net.http
  java.prefs java.scripting java.security.jgss java.security.sasl java.sql java.sql.rowset java.transaction.xa
  java.xml java.xml.crypto
  jdk.charsets jdk.crypto.ec jdk.incubator.vector jdk.jcmd jdk.jfr jdk.localedata jdk.management jdk.naming.dns
  jdk.net jdk.nio.mapmode jdk.unsupported jdk.xml.dom jdk.zipfs
)

# The same time as project.build.outputTimestamp: equal inputs make equal layers.
export SOURCE_DATE_EPOCH=1767225600

OUT=target/image
ARCHITECTURE=$(dpkg --print-architecture)

main() {
  local jdk stamp
  jdk=$(find_jdk)
  stamp=$(cat docker/base*.sh "$jdk/release" <(echo "$ARCHITECTURE") | sha256sum | cut -d' ' -f1)
  if [[ "${1:-}" != --fresh && -f $OUT/base.tar && "$(cat $OUT/base.stamp 2>/dev/null)" == "$stamp" ]]; then
    echo "base.sh: $OUT/base.tar is up to date (--fresh takes in Debian's updates)"
    return
  fi

  mkdir -p $OUT
  rm -f $OUT/base.stamp
  WORK=$(mktemp -d)
  trap 'rm -rf "$WORK"' EXIT
  debian_layer "$WORK/debian.tar"
  java_layer "$jdk" "$WORK/java.tar"
  archive
  echo "$stamp" >$OUT/base.stamp
  echo "base.sh: made $OUT/base.tar ($(du -m $OUT/base.tar | cut -f1) MB)"
}

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if grep -qs '^JAVA_VERSION="25' "$candidate/release" && [[ -x $candidate/bin/jlink ]]; then
      echo "$candidate"
      return
    fi
  done
  fail "looking for a JDK 25 in JAVA_HOME and /usr/lib/jvm: none with jlink; install one"
}

fail() {
  echo "base.sh: $1" >&2
  exit 1
}

debian_layer() {
  echo "base.sh: installing Debian packages (about half a minute)"
  mmdebstrap --quiet --variant=essential --include="${PACKAGES[*]}" \
    --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook="$PWD/docker/base-finish.sh" \
    "$RELEASE" "$1" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$WORK/log" 2>&1 ||
    fail "installing Debian packages with mmdebstrap failed: $(tail -n 15 "$WORK/log")"
}

java_layer() {
  local root=$WORK/java modules
  echo "base.sh: linking the Java runtime"
  modules=$(IFS=, && echo "${MODULES[*]}")
  mkdir -p "$root/opt"
  "$1/bin/jlink" --add-modules "$modules" --include-locales=de,en --output "$root/opt/java" \
    --no-header-files --no-man-pages --dedup-legal-notices=error-if-not-same-content \
    --compress=zip-6 --vm=server --generate-cds-archive >"$WORK/log" 2>&1 ||
    fail "linking the Java runtime with $1/bin/jlink failed: $(tail -n 5 "$WORK/log")"
  install -d -m 0700 "$root/data"
  layer "$root" -cf "$2" --owner=0 --group=0 opt
  layer "$root" -rf "$2" --owner=$USER_ID --group=$USER_ID data
}

layer() {
  tar -C "$1" --sort=name --numeric-owner --mtime=@$SOURCE_DATE_EPOCH "${@:2}"
}

archive() {
  local debian java config
  debian=$(sha256sum "$WORK/debian.tar" | cut -d' ' -f1)
  java=$(sha256sum "$WORK/java.tar" | cut -d' ' -f1)
  cat >"$WORK/config.json" <<JSON
{"architecture":"$ARCHITECTURE","os":"linux","created":"$(date -u -d @$SOURCE_DATE_EPOCH +%FT%TZ)",
"config":{"Env":["PATH=/usr/local/bin:/usr/bin:/bin:/opt/java/bin","JAVA_HOME=/opt/java"],"User":"$USER_ID:$USER_ID"},
"history":[{"created_by":"Debian $RELEASE packages"},{"created_by":"Java runtime"}],
"rootfs":{"type":"layers","diff_ids":["sha256:$debian","sha256:$java"]}}
JSON
  echo '[{"Config":"config.json","RepoTags":["fundstelle-base:latest"],"Layers":["debian.tar","java.tar"]}]' \
    >"$WORK/manifest.json"
  tar -C "$WORK" --owner=0 --group=0 --numeric-owner --mtime=@$SOURCE_DATE_EPOCH \
    -cf $OUT/base.tar manifest.json config.json debian.tar java.tar
}

main "$@"
