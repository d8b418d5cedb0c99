// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.audit.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// People and the state of the system, for administrators.
final class AdministrationRoutes {

    private final People people;
    private final Journal journal;
    private final Supplier<SystemState> state;

    AdministrationRoutes(People people, Journal journal, Supplier<SystemState> state) {
        this.people = people;
        this.journal = journal;
        this.state = state;
    }

    private record All(List<Shown.ThePerson> people) {}

    private record NewPerson(
            @Nullable String name,
            @Nullable String role,
            @Nullable Set<String> groups,
            @Nullable String password) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/people", Route.Gate.ADMINISTRATOR, this::list),
                Route.post("/api/people", Route.Gate.ADMINISTRATOR, this::add),
                Route.get("/api/state", Route.Gate.ADMINISTRATOR, call -> call.send(state.get())));
    }

    private void list(Call call) {
        call.send(new All(people.all().stream().map(Shown.ThePerson::of).toList()));
    }

    private void add(Call call) throws IOException {
        NewPerson wanted = call.json(NewPerson.class);
        People.Added added = people.add(
                PublicRoutes.required(wanted.name(), "name").strip(),
                role(Optional.ofNullable(wanted.role()).orElse(Role.READER.key())),
                Optional.ofNullable(wanted.groups()).orElse(Set.of()),
                PublicRoutes.required(wanted.password(), "password"));
        Person person = switch (added) {
            case People.Added.Refused refused -> throw Problem.refused(refused.advice());
            case People.Added.Done done -> done.person();
        };
        journal.record(
                call.person().id(),
                Journal.Action.PERSON_ADDED,
                person.id(),
                person.role().key());
        call.send(201, Shown.ThePerson.of(person));
    }

    private static Role role(String key) {
        return switch (key) {
            case "administrator" -> Role.ADMINISTRATOR;
            case "reader" -> Role.READER;
            default -> throw Problem.refused("Die Rolle ist administrator oder reader, nicht „%s“.".formatted(key));
        };
    }
}
