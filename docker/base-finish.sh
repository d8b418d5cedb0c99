#!/bin/bash
# SPDX-FileCopyrightText: Fundstelle contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Called by docker/base.sh inside mmdebstrap: adds the user USER_ID and trims the file system in $1.
set -euo pipefail
root=$1

# The home directory is the scratch space: nothing but /data and /tmp is writable.
echo "fundstelle:x:$USER_ID:$USER_ID:Fundstelle:/tmp:/usr/sbin/nologin" >>"$root/etc/passwd"
echo "fundstelle:x:$USER_ID:" >>"$root/etc/group"
echo "fundstelle:!::0:99999:7:::" >>"$root/etc/shadow"

# Nobody becomes another user in here.
find "$root" -xdev -type f -perm /6000 -exec chmod a-s {} +

# Nothing of the assembling is left; dpkg's list of packages stays, for scanners.
rm -rf "$root"/var/log/* "$root"/var/cache/{apt,debconf,ldconfig}/* "$root"/var/lib/apt/lists \
  "$root"/var/lib/dpkg/*-old "$root"/etc/*- "$root"/etc/dpkg/dpkg.cfg.d/99mmdebstrap \
  "$root"/etc/{machine-id,hostname,resolv.conf} "$root"/usr/share/{X11,bash-completion,lintian,perl5,zsh}
