// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// From a question and its passages to an answer whose citations were checked.
///
/// Invariant: events follow the grammar `waiting* [sources] waiting* words* [excerpts | declined | failed] done`.
/// Start reading at [de.fundstelle.answer.Answerer].
@NullMarked
package de.fundstelle.answer;

import org.jspecify.annotations.NullMarked;
