// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The detector sees what it is there for, in lines that strace wrote.
class NetworkTraceTest {

    private static List<String> strays(String line) {
        return new NetworkTrace(List.of(line)).strays(Set.of("10.255.255.1:11434"));
    }

    @Test
    void letsPassWhatStaysOnTheMachine() {
        for (String line : List.of(
                "17 connect(8, {sa_family=AF_INET6, sin6_port=htons(40541), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (Operation now in progress)",
                "17 connect(8, {sa_family=AF_INET6, sin6_port=htons(1), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}, 28) = 0",
                "17 connect(4, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = -1 ENOENT (No such file or directory)",
                "17 openat(AT_FDCWD, \"/etc/nsswitch.conf\", O_RDONLY|O_CLOEXEC) = 4",
                "17 openat(AT_FDCWD, \"/lib/x86_64-linux-gnu/libresolv.so.2\", O_RDONLY|O_CLOEXEC) = 3",
                "17 bind(8, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"0.0.0.0\")}, 16) = 0",
                "17 connect(8, {sa_family=AF_INET, sin_port=htons(11434), sin_addr=inet_addr(\"10.255.255.1\")}, 16) = -1 ENETUNREACH (Network is unreachable)")) {
            assertThat(strays(line)).isEmpty();
        }
    }

    @Test
    void findsEveryCallAndEveryLookup() {
        for (String line : List.of(
                "17 connect(8, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::ffff:169.254.169.254\", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH (Network is unreachable)",
                "17 connect(8, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.255.255.53\")}, 16) = 0",
                "17 connect(8, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"10.255.255.1\")}, 16 <unfinished ...>",
                "17 sendto(8, \"x\", 1, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(5353), sin_addr=inet_addr(\"224.0.0.251\")}, 16) = 1",
                "17 sendmmsg(8, [{msg_hdr={msg_name={sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"2001:db8::53\", &sin6_addr), sin6_scope_id=0}, msg_namelen=28}}], 2, 0) = 2",
                "17 openat(AT_FDCWD, \"/etc/resolv.conf\", O_RDONLY|O_CLOEXEC) = 5",
                "17 openat(AT_FDCWD, \"/etc/hosts\", O_RDONLY|O_CLOEXEC) = 5",
                "17 openat(AT_FDCWD, \"/lib/x86_64-linux-gnu/libnss_dns.so.2\", O_RDONLY|O_CLOEXEC) = 5",
                "17 connect(4, {sa_family=AF_UNIX, sun_path=\"/run/systemd/resolve/io.systemd.Resolve\"}, 42) = -1 ENOENT (No such file or directory)",
                "17 connect(4, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = 0")) {
            assertThat(strays(line)).containsExactly(line);
        }
    }
}
