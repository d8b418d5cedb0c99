// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

/// A secret of the operator, which prints as `***`.
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
