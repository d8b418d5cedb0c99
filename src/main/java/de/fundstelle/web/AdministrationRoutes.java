// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.access.Task;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// People and the state of the system, for administrators.
final class AdministrationRoutes {

    private final People people;
    private final Supplier<SystemState> state;

    AdministrationRoutes(People people, Supplier<SystemState> state) {
        this.people = people;
        this.state = state;
    }

    private record All(List<Shown.TheMember> people) {}

    private record NewPerson(
            @Nullable String name,
            @Nullable String role,
            @Nullable Set<String> groups,
            @Nullable String password) {}

    /// What is absent stays as it is.
    private record ChangedPerson(
            @Nullable String role,
            @Nullable Set<String> groups,
            @Nullable Boolean enabled) {}

    private record NewPassword(@Nullable String password) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/people", Task.ADMINISTER, this::list),
                Route.post("/api/people", Task.ADMINISTER, this::add),
                Route.put("/api/people/{id}", Task.ADMINISTER, this::change),
                Route.delete("/api/people/{id}", Task.ADMINISTER, this::erase),
                Route.put("/api/people/{id}/password", Task.ADMINISTER, this::resetPassword),
                Route.get("/api/state", Task.ADMINISTER, call -> call.send(state.get())));
    }

    private void list(Call call) {
        call.send(new All(people.all().stream().map(Shown.TheMember::of).toList()));
    }

    private void add(Call call) throws IOException {
        NewPerson wanted = call.json(NewPerson.class);
        Person added = done(people.add(
                call.person().id(),
                PublicRoutes.required(wanted.name(), "name").strip(),
                role(Optional.ofNullable(wanted.role()).orElse(Role.READER.key())),
                Optional.ofNullable(wanted.groups()).orElse(Set.of()),
                PublicRoutes.required(wanted.password(), "password")));
        call.send(201, Shown.ThePerson.of(added));
    }

    private void change(Call call) throws IOException {
        People.Member member = member(call);
        ChangedPerson wanted = call.json(ChangedPerson.class);
        boolean theirs = member.provider().isPresent() && (wanted.role() != null || wanted.groups() != null);
        if (theirs) {
            throw Problem.refused("Rolle und Gruppen dieses Kontos bestimmt der Anmeldedienst oder das Verzeichnis.");
        }
        done(people.change(
                call.person().id(),
                member.person().id(),
                wanted.role() == null ? member.person().role() : role(wanted.role()),
                Optional.ofNullable(wanted.groups()).orElse(member.person().groups()),
                Optional.ofNullable(wanted.enabled()).orElse(member.enabled())));
        call.send(Shown.TheMember.of(member(call)));
    }

    private void erase(Call call) {
        done(people.erase(call.person().id(), member(call).person().id()));
        call.sendNothing();
    }

    private void resetPassword(Call call) throws IOException {
        String password = PublicRoutes.required(call.json(NewPassword.class).password(), "password");
        done(people.resetPassword(call.person().id(), member(call).person().id(), password));
        call.sendNothing();
    }

    private People.Member member(Call call) {
        return people.member(call.path("id")).orElseThrow(Problem::unknown);
    }

    private static Person done(People.Result result) {
        return switch (result) {
            case People.Result.Refused refused -> throw Problem.refused(refused.advice());
            case People.Result.Done done -> done.person();
        };
    }

    private static Role role(String key) {
        return switch (key) {
            case "administrator" -> Role.ADMINISTRATOR;
            case "curator" -> Role.CURATOR;
            case "auditor" -> Role.AUDITOR;
            case "reader" -> Role.READER;
            default ->
                throw Problem.refused(
                        "Die Rolle ist administrator, curator, auditor oder reader, nicht „%s“.".formatted(key));
        };
    }
}
