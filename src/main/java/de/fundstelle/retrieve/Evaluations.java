// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// What evaluations of question catalogues found, so that the next one can be compared with them.
///
/// Thread-safe. No question is kept, and nothing that was found: numbers only.
public final class Evaluations {

    /// Older ones go.
    private static final int MOST = 200;

    private static final RowMapper<Evaluation> ROWS = (row, context) -> new Evaluation(
            row.getLong("at"),
            row.getString("catalogue"),
            row.getString("fingerprint"),
            row.getString("circumstances"),
            row.getString("figures"),
            row.getString("scores"));

    private final Database database;
    private final Clock clock;

    public Evaluations(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// One run of a catalogue.
    ///
    /// @param at milliseconds since 1970
    /// @param catalogue what people call it
    /// @param fingerprint the same for the same questions and expectations only
    /// @param circumstances version, model, weights and size of the library, as a JSON object
    /// @param figures what was measured, as a JSON object
    /// @param scores nDCG@10 by question, as a JSON object
    public record Evaluation(
            long at, String catalogue, String fingerprint, String circumstances, String figures, String scores) {}

    /// Keeps an evaluation.
    ///
    /// @return the last one of the same catalogue
    public Optional<Evaluation> keep(
            String catalogue, String fingerprint, String circumstances, String figures, String scores) {
        return database.write(handle -> {
            Optional<Evaluation> previous = handle.createQuery(
                            "SELECT * FROM evaluation WHERE fingerprint = :fingerprint ORDER BY id DESC LIMIT 1")
                    .bind("fingerprint", fingerprint)
                    .map(ROWS)
                    .findOne();
            handle.execute(
                    "INSERT INTO evaluation (at, catalogue, fingerprint, circumstances, figures, scores) VALUES (?, ?, ?, ?, ?, ?)",
                    clock.millis(),
                    catalogue,
                    fingerprint,
                    circumstances,
                    figures,
                    scores);
            handle.execute(
                    "DELETE FROM evaluation WHERE id NOT IN (SELECT id FROM evaluation ORDER BY id DESC LIMIT ?)",
                    MOST);
            return previous;
        });
    }

    /// All that are kept, the newest first.
    public List<Evaluation> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM evaluation ORDER BY id DESC")
                .map(ROWS)
                .list());
    }
}
