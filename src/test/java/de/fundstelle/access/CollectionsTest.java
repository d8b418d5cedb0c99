// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.Collections.Saved;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
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
        collections = new Collections(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void refusesNamesThatAreEmptyOrEndless() {
        assertThat(make("  ")).isInstanceOf(Saved.Refused.class);
        assertThat(make("x".repeat(121))).isInstanceOf(Saved.Refused.class);
        assertThat(collections.make("a", Set.of(), "x".repeat(501), false)).isInstanceOf(Saved.Refused.class);
        assertThat(collections.all()).isEmpty();
    }

    @Test
    void aNameIsGivenOnceAlsoWhenItIsChanged() {
        make("Satzungen");
        assertThat(make(" Satzungen ")).isInstanceOf(Saved.Refused.class);
        Collection other = done(make("Protokolle"));
        assertThat(collections.change(other, "Satzungen", Set.of("x"), "")).isInstanceOf(Saved.Refused.class);
        assertThat(collections.find(other.id())).contains(other);
    }

    @Test
    void readersAreTrimmedAndEmptyOnesLeftOut() {
        Collection made = done(collections.make("a", Set.of(" bauamt ", "bauamt", " ", ""), " Amt 4 ", false));
        assertThat(made.readers()).containsExactly("bauamt");
        assertThat(collections.find(made.id())).contains(made);
        assertThat(made.contact()).isEqualTo("Amt 4");
    }

    @Test
    void anotherNameAndOtherReadersKeepTheRightThatTheIndexHolds() {
        Collection made = done(collections.make("alt", Set.of("a", "b"), "", true));
        Collection changed = done(collections.change(made, "neu", Set.of("c"), "Amt 5"));
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
        collections.delete(made);
        assertThat(collections.all()).isEmpty();
        assertThat(make("a")).isInstanceOf(Saved.Done.class);
    }

    private Saved make(String name) {
        return collections.make(name, Set.of("bauamt"), "", false);
    }

    private static Collection done(Saved saved) {
        return ((Saved.Done) saved).collection();
    }
}
