#!/bin/bash
# SPDX-FileCopyrightText: Fundstelle contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Makes the container image target/image/fundstelle.tar: its base first, then the program on top of it.
# No registry is asked; Debian packages and Maven artifacts come from their own archives.
#
# Usage: docker/build.sh [--fresh] [MAVEN-OPTION…]
# --fresh assembles the base anew, to take in Debian's security updates.
set -euo pipefail
cd "$(dirname "$0")/.."

base_options=()
if [[ "${1:-}" == --fresh ]]; then
  base_options=(--fresh)
  shift
fi

# mmdebstrap assembles the base; podman and runc are what the smoke test starts the image with.
missing=()
for program in mmdebstrap podman runc; do
  command -v "$program" >/dev/null || missing+=("$program")
done
if ((${#missing[@]})); then
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "build.sh: ${missing[*]} missing; install with: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "build.sh: installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

docker/base.sh "${base_options[@]}"
mvn -B -q package -Pimage -DskipTests \
  -Dimage.architecture="$(dpkg --print-architecture)" \
  -Djib.useOnlyProjectCache=true -Djib.disableUpdateChecks=true "$@"
echo "build.sh: made target/image/fundstelle.tar ($(du -m target/image/fundstelle.tar | cut -f1) MB); load it with: podman load -i target/image/fundstelle.tar"
