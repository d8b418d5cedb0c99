// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.Collection.Description;
import de.fundstelle.access.Collections.Saved;
import de.fundstelle.audit.Journal;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionsTest {

    private Database database;
    private Collections collections;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(folder.resolve("test.db"));
        collections = new Collections(database, Clock.systemUTC(), new Journal(database, Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void refusesNamesThatAreEmptyOrEndless() {
        assertThat(make("  ")).isInstanceOf(Saved.Refused.class);
        assertThat(make("x".repeat(121))).isInstanceOf(Saved.Refused.class);
        assertThat(collections.make("test", "a", Set.of(), Description.of("x".repeat(501)), false))
                .isInstanceOf(Saved.Refused.class);
        assertThat(collections.all()).isEmpty();
    }

    @Test
    void aNameIsGivenOnceAlsoWhenItIsChanged() {
        make("Satzungen");
        assertThat(make(" Satzungen ")).isInstanceOf(Saved.Refused.class);
        Collection other = done(make("Protokolle"));
        assertThat(collections.change("test", other, "Satzungen", readers("x"), Description.of("")))
                .isInstanceOf(Saved.Refused.class);
        assertThat(collections.find(other.id())).contains(other);
    }

    @Test
    void readersAreTrimmedAndEmptyOnesLeftOut() {
        Collection made = done(collections.make(
                "test", "a", readers(" bauamt ", "bauamt", " ", ""), Description.of(" Amt 4 "), false));
        assertThat(made.readers()).containsExactly("bauamt");
        assertThat(collections.find(made.id())).contains(made);
        assertThat(made.contact()).isEqualTo("Amt 4");
    }

    @Test
    void anotherNameAndOtherReadersKeepTheRightThatTheIndexHolds() {
        Collection made = done(collections.make("test", "alt", readers("a", "b"), Description.of(""), true));
        Collection changed = done(collections.change("test", made, "neu", readers("c"), Description.of("Amt 5")));
        assertThat(changed.right()).isEqualTo(made.right());
        assertThat(changed.sample()).isTrue();
        assertThat(collections.find("neu")).contains(changed);
        assertThat(collections.find("alt")).isEmpty();
    }

    @Test
    void anIdentifierBeatsANameThatImitatesIt() {
        Collection real = done(make("Personal"));
        make(real.id());
        assertThat(collections.find(real.id())).contains(real);
    }

    @Test
    void whatIsDeletedIsGoneAndItsNameFree() {
        Collection made = done(make("a"));
        collections.delete("test", made);
        assertThat(collections.all()).isEmpty();
        assertThat(make("a")).isInstanceOf(Saved.Done.class);
    }

    private Saved make(String name) {
        return collections.make("test", name, readers("bauamt"), Description.of(""), false);
    }

    private static Set<Grant> readers(String... groups) {
        return Arrays.stream(groups)
                .map(group -> Grant.group(Level.READ, group))
                .collect(Collectors.toSet());
    }

    private static Collection done(Saved saved) {
        return ((Saved.Done) saved).collection();
    }
}
