// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// The passages that still wait for their vector: one bit each, oldest documents first.
final class Missing {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> documents = new LinkedHashMap<>();

    private record Entry(String version, BitSet ordinals) {}

    void add(String document, String version, int ordinal) {
        lock.lock();
        try {
            Entry entry = documents.get(document);
            if (entry == null || !entry.version().equals(version)) {
                entry = new Entry(version, new BitSet());
                documents.put(document, entry);
            }
            entry.ordinals().set(ordinal);
        } finally {
            lock.unlock();
        }
    }

    /// Notes that a vector came; false if nobody waited for it, because its document was replaced meanwhile.
    boolean remove(String document, String version, int ordinal) {
        lock.lock();
        try {
            Entry entry = documents.get(document);
            if (entry == null
                    || !entry.version().equals(version)
                    || !entry.ordinals().get(ordinal)) {
                return false;
            }
            entry.ordinals().clear(ordinal);
            if (entry.ordinals().isEmpty()) {
                documents.remove(document);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void removeDocument(String document) {
        lock.lock();
        try {
            documents.remove(document);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets all, and takes over what another one holds, whom nobody else uses.
    void become(Missing other) {
        lock.lock();
        try {
            documents.clear();
            documents.putAll(other.documents);
        } finally {
            lock.unlock();
        }
    }

    Set<String> documents() {
        lock.lock();
        try {
            return Set.copyOf(documents.keySet());
        } finally {
            lock.unlock();
        }
    }

    /// For each version the ordinals that wait, at most so many in all.
    Map<String, BitSet> first(int limit) {
        lock.lock();
        try {
            Map<String, BitSet> first = new LinkedHashMap<>();
            int left = limit;
            for (Entry entry : documents.values()) {
                if (left <= 0) {
                    break;
                }
                BitSet some = entry.ordinals().stream()
                        .limit(left)
                        .boxed()
                        .collect(Collectors.collectingAndThen(Collectors.toList(), Missing::bits));
                first.put(entry.version(), some);
                left -= some.cardinality();
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private static BitSet bits(Iterable<Integer> ordinals) {
        BitSet bits = new BitSet();
        ordinals.forEach(bits::set);
        return bits;
    }
}
