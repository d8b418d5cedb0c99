// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.Set;

/// The rights that somebody holds at this moment; whoever holds none finds nothing.
///
/// A passage is visible if its document's right is among them. There is no value that stands for everybody.
public record Readers(Set<String> rights) {

    public static final Readers NOBODY = new Readers(Set.of());

    public Readers {
        rights = Set.copyOf(rights);
    }

    public boolean maySee(Document document) {
        return rights.contains(document.right());
    }
}
