// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// Conversations: who asked what, what was answered, and how long that is kept.
///
/// Invariant: a conversation is its owner's alone, and words it quotes are shown only to those who may read them today.
/// Start reading at [de.fundstelle.chat.Conversations].
@NullMarked
package de.fundstelle.chat;

import org.jspecify.annotations.NullMarked;
