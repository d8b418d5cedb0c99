// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import org.jspecify.annotations.Nullable;

/// How the system is doing, for administrators.
///
/// @param vectors passages that are found by their meaning already
/// @param waiting files on their way in
/// @param takingIn false while index or database cannot be written, because the disk is full for instance
/// @param storageBytes free space where the data lies
public record SystemState(
        String version,
        Chat chat,
        Embedding embedding,
        int documents,
        long passages,
        long vectors,
        int waiting,
        boolean takingIn,
        long storageBytes) {

    /// The model that writes answers.
    public record Chat(String provider, @Nullable String model, boolean reachable) {}

    /// The model that computes meanings.
    public record Embedding(String provider, @Nullable String model) {}
}
