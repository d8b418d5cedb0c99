// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import de.fundstelle.store.Database;
import java.time.Clock;

/// Who did what to the system, with what result: appended, never changed.
///
/// It takes identifiers of people and objects; never names, questions or words of documents.
public final class Journal {

    private final Database database;
    private final Clock clock;

    public Journal(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What can be done to the system.
    public enum Action {
        PERSON_ADDED,
        SIGN_IN_FAILED,
        KEY_MADE,
        COLLECTION_MADE,
        COLLECTION_CHANGED,
        COLLECTION_DELETED,
        DOCUMENTS_UPLOADED,
        DOCUMENT_DELETED,
        SEARCHED_AS_OPERATOR,
        BACKUP_TAKEN,
        VERIFIED
    }

    /// Appends an entry.
    ///
    /// @param actor identifier of the person, or "operator"
    /// @param object identifier of what it was done to
    public void record(String actor, Action action, String object, String result) {
        database.change(handle -> handle.createUpdate("""
                        INSERT INTO journal (at, actor, action, object, result)
                        VALUES (:at, :actor, :action, :object, :result)""")
                .bind("at", clock.millis())
                .bind("actor", actor)
                .bind("action", action.name())
                .bind("object", object)
                .bind("result", result)
                .execute());
    }
}
