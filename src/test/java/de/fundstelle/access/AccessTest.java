// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Readers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    private static final Collection REAL = collection("real", false, "bauamt", "kasse");
    private static final Collection HIDDEN = collection("hidden", false);
    private static final Collection SAMPLE = collection("sample", true, "bauamt");

    @ParameterizedTest
    @CsvSource({
        // role, groups, readers of the collection, reads, contributes
        "ADMINISTRATOR, '', '', true, true",
        "ADMINISTRATOR, bauamt, kasse, true, true",
        "OPERATOR, '', '', true, true",
        "READER, bauamt, bauamt, true, false",
        "READER, 'bauamt kasse', 'forst kasse', true, false",
        "READER, bauamt, kasse, false, false",
        "READER, bauamt, '', false, false",
        "READER, '', bauamt, false, false",
        "READER, '', '', false, false",
        "READER, Bauamt, bauamt, false, false",
    })
    void whoReadsAndWhoContributes(Role role, String groups, String readers, boolean reads, boolean contributes) {
        Person person = person(role, groups.split(" "));
        Collection collection = collection("c", false, readers.split(" "));
        assertThat(Access.mayRead(person, collection)).isEqualTo(reads);
        assertThat(Access.mayContribute(person, collection)).isEqualTo(contributes);
    }

    @ParameterizedTest
    @CsvSource({"ADMINISTRATOR, true", "READER, true", "OPERATOR, false"})
    void theCommandLineHasNoConversations(Role role, boolean may) {
        assertThat(Access.may(person(role), Task.CONVERSE)).isEqualTo(may);
    }

    @Test
    void rightsAreThoseOfReadableCollectionsOnly() {
        List<Collection> all = List.of(REAL, HIDDEN, SAMPLE);
        assertThat(Access.readers(person(Role.READER, "kasse"), all)).isEqualTo(new Readers(Set.of("right-real")));
        assertThat(Access.readers(person(Role.READER), all)).isEqualTo(Readers.NOBODY);
        assertThat(Access.readers(Person.OPERATOR, all).rights()).hasSize(3);
    }

    @Test
    void samplesAreSearchedOnlyWhereThereIsNothingElse() {
        Person person = person(Role.READER, "bauamt");
        assertThat(Access.searchedByDefault(person, List.of(SAMPLE, REAL, HIDDEN)))
                .containsExactly(REAL);
        assertThat(Access.searchedByDefault(person, List.of(SAMPLE, HIDDEN))).containsExactly(SAMPLE);
        assertThat(Access.searchedByDefault(person, List.of(HIDDEN))).isEmpty();
    }

    @Test
    void samplesAreNeverSearchedTogetherWithRealOnes() {
        assertThat(Access.maySearchTogether(List.of(REAL, SAMPLE))).isFalse();
        assertThat(Access.maySearchTogether(List.of(REAL, HIDDEN))).isTrue();
        assertThat(Access.maySearchTogether(List.of(SAMPLE))).isTrue();
        assertThat(Access.maySearchTogether(List.of())).isTrue();
    }

    static Person person(Role role, String... groups) {
        return new Person("p", "anna", role, Access.clean(Set.of(groups)));
    }

    static Collection collection(String id, boolean sample, String... readers) {
        return new Collection(
                id,
                id,
                "right-" + id,
                Access.clean(Set.of(readers)).stream()
                        .map(group -> Grant.group(Level.READ, group))
                        .collect(Collectors.toSet()),
                Collection.Description.of(""),
                sample);
    }
}
