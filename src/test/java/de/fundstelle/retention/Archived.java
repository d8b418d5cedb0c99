// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.access.Collections;
import de.fundstelle.access.SettableClock;
import de.fundstelle.answer.Answerer;
import de.fundstelle.audit.Journal;
import de.fundstelle.chat.Conversations;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import de.fundstelle.config.Settings;
import de.fundstelle.ingest.Library;
import de.fundstelle.models.Models;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.util.Map;

/// A database with conversations in it, of which nobody asks anything.
final class Archived implements AutoCloseable {

    final SettableClock clock = new SettableClock();
    final Database database;
    final Journal journal;
    final Settings settings;
    final Conversations conversations;
    private final Models models;

    Archived(Path file) {
        database = Database.open(file);
        journal = new Journal(database, clock);
        settings = settings();
        models = Models.open(settings.models());
        Answerer answerer = new Answerer(
                models.chat(),
                models.permits(),
                query -> {
                    throw new IllegalStateException("nobody asks");
                },
                settings.models().chat(),
                settings.retrieve());
        conversations = new Conversations(
                database, answerer, new Collections(database, clock, journal), new Library(database), clock);
    }

    private static Settings settings() {
        try {
            return Configuration.load(Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        } catch (InvalidSettings e) {
            throw new IllegalArgumentException(e);
        }
    }

    void sql(String sql, Object... values) {
        database.change(handle -> handle.execute(sql, values));
    }

    int count(String table) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void close() {
        models.close();
        database.close();
    }
}
