// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Person;
import de.fundstelle.chat.Conversations;
import de.fundstelle.ingest.Ingest;
import java.io.IOException;
import java.util.List;

/// Deletes documents with everything that holds their words: index, originals, text, and the answers that quote them.
public final class Removal {

    private final Ingest ingest;
    private final Collections collections;
    private final Conversations conversations;

    public Removal(Ingest ingest, Collections collections, Conversations conversations) {
        this.ingest = ingest;
        this.collections = collections;
        this.conversations = conversations;
    }

    /// Deletes a document and what lies inside it; nothing finds it or shows its words any more when this returns.
    public void document(Person actor, String id) throws IOException {
        conversations.forget(ingest.delete(actor.id(), id));
        ingest.purgeSoon();
    }

    /// Deletes documents whose files are gone where they came from.
    ///
    /// @param actor identifier of whoever deletes them
    public void documents(String actor, List<String> ids) throws IOException {
        conversations.forget(ingest.delete(actor, ids));
        ingest.purgeSoon();
    }

    /// Deletes a collection with all its documents.
    public void collection(Person actor, Collection collection) throws IOException {
        conversations.forget(ingest.deleteAll(actor.id(), collection.id()));
        ingest.purgeSoon();
        collections.delete(actor.id(), collection);
    }
}
