// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

/// Nobody was recognised, or nothing was ended.
///
/// @param detail for the operator's log: what was wrong and what to do; never names, codes or tokens
public record Refused(Refusal refusal, String detail) implements Departure, Arrival, Ending {}
