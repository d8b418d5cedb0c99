// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.fundstelle.command.Client.Parameter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Sends files to a server in portions, and waits until each has reached its end.
final class Importing {

    private static final JsonMapper JSON = new JsonMapper();

    /// Files and bytes of one request: enough that requests do not matter, small enough to see progress.
    private static final int MOST_FILES = 100;

    /// Files of the first request: few, because reading begins when it has arrived.
    private static final int FIRST_FILES = 8;

    private static final long MOST_BYTES = 32L << 20;

    private static final long POLL_MILLIS = 200;

    /// Imports that the server tells at a time.
    private static final int PAGE = 1000;

    private final Client client;
    private long largestFile = Long.MAX_VALUE;
    private final String collection;
    private final PrintWriter progress;

    Importing(Client client, String collection, PrintWriter progress) {
        this.client = client;
        this.collection = collection;
        this.progress = progress;
    }

    private record Found(Path file, String path, long size) {}

    /// What became of a file.
    ///
    /// @param path below the path that was given
    /// @param one the import as the server tells it
    record Result(String path, JsonNode one) {

        String kind() {
            return switch (one.path("state").asText()) {
                case "refused" -> "refused";
                case "unchanged" -> "unchanged";
                default -> "taken in";
            };
        }

        String reason() {
            return one.path("reason").asText();
        }

        String json() {
            ObjectNode line = JSON.createObjectNode();
            line.put("path", path);
            line.put("outcome", one.path("state").asText());
            for (String field : List.of("document", "parent", "reason", "advice", "seconds", "passages")) {
                line.set(field, one.hasNonNull(field) ? one.get(field) : JSON.nullNode());
            }
            try {
                return JSON.writeValueAsString(line);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("writing a line of the report", e);
            }
        }
    }

    /// Sends everything below the paths and waits; the results come in the order of the files.
    List<Result> run(List<Path> paths, boolean waitForVectors) throws IOException, Failure, InterruptedException {
        List<Found> files = new ArrayList<>();
        Map<String, Result> unreadable = new TreeMap<>();
        for (Path path : paths) {
            collect(path, files, unreadable);
        }
        refuseDuplicates(files);
        ProgressBar bar = new ProgressBar(progress, files.size());
        List<Result> results = new ArrayList<>(unreadable.values());
        if (files.isEmpty()) {
            bar.end();
            return results;
        }
        largestFile = client.get("/api/info", List.of()).path("largest_file").asLong(Long.MAX_VALUE);
        Map<String, String> sentAs = new HashMap<>();
        Optional<String> run = Optional.empty();
        for (int start = 0; start < files.size(); ) {
            List<Found> portion = portion(files, start);
            JsonNode sent = send(portion, run);
            run = Optional.of(sent.path("run").asText());
            int number = 0;
            for (JsonNode one : sent.path("imports")) {
                sentAs.put(one.path("id").asText(), portion.get(number++).path());
            }
            start += portion.size();
            bar.show("sent", start);
        }
        String id = run.orElseThrow();
        await(id, waitForVectors, bar);
        bar.end();
        for (JsonNode one : imports(id)) {
            results.add(new Result(
                    sentAs.getOrDefault(
                            one.path("id").asText(), one.path("name").asText()),
                    one));
        }
        return results;
    }

    private static void collect(Path path, List<Found> files, Map<String, Result> unreadable) throws IOException {
        // Links inside a folder are not followed, one that was named is.
        Path named = path.toAbsolutePath().normalize();
        Path start = Files.isDirectory(named) ? named.toRealPath() : named;
        Path base = Files.isDirectory(start) ? start : Objects.requireNonNull(start.getParent());
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = base.relativize(file).toString();
                if (attributes.isRegularFile() && Files.isReadable(file)) {
                    files.add(new Found(file, name, attributes.size()));
                } else {
                    unreadable.put(name, unreadable(name));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                String name = base.relativize(file).toString();
                unreadable.put(name, unreadable(name));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(java.util.Comparator.comparing(Found::path));
    }

    private static Result unreadable(String name) {
        ObjectNode one = JSON.createObjectNode();
        one.put("state", "refused");
        one.put("reason", "Keine lesbare Datei: eine Verknüpfung, ein Gerät, oder die Berechtigung fehlt.");
        one.put("advice", "Geben Sie dem Programm Leserecht, oder kopieren Sie die Datei selbst in den Ordner.");
        return new Result(name, one);
    }

    /// Two files of one name would become two versions of one document, and the first would be lost without a word.
    private static void refuseDuplicates(List<Found> files) throws Failure {
        Map<String, Path> seen = new HashMap<>();
        for (Found file : files) {
            Path other = seen.put(file.path(), file.file());
            if (other != null) {
                throw new Failure(
                        "'%s' and '%s' would both be called '%s'; import the folder above them, or one after the other into two collections"
                                .formatted(other, file.file(), file.path()));
            }
        }
    }

    private static List<Found> portion(List<Found> files, int start) {
        long bytes = 0;
        int end = start;
        int most = start == 0 ? FIRST_FILES : MOST_FILES;
        while (end < files.size()
                && end - start < most
                && (end == start || bytes + files.get(end).size() <= MOST_BYTES)) {
            bytes += files.get(end).size();
            end++;
        }
        return files.subList(start, end);
    }

    private JsonNode send(List<Found> portion, Optional<String> run) throws IOException, Failure, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        List<BodyPublisher> parts = new ArrayList<>();
        for (Found file : portion) {
            String name = file.path().replace("\"", "%22").replace("\r", "").replace("\n", "");
            parts.add(BodyPublishers.ofString(
                    "--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n"
                            .formatted(boundary, name)));
            parts.add(content(file));
            parts.add(BodyPublishers.ofString("\r\n"));
        }
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return client.post(
                "/api/collections/" + collection + "/documents"
                        + run.map(id -> "?run=" + id).orElse(""),
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)));
    }

    /// Of a file that is too large no more is sent than it takes to be refused; what stands in it does not matter then.
    private BodyPublisher content(Found file) throws IOException {
        return file.size() <= largestFile
                ? BodyPublishers.ofFile(file.file())
                : BodyPublishers.ofByteArrays(Collections.nCopies((int) (largestFile >> 20) + 1, new byte[1 << 20]));
    }

    /// Waits until nothing of the import is on its way any more, pages that are being recognized included.
    private void await(String run, boolean waitForVectors, ProgressBar bar) throws Failure, InterruptedException {
        while (true) {
            JsonNode tally = client.get("/api/runs/" + run, List.of()).path("tally");
            int open = tally.path("waiting").asInt() + tally.path("reading").asInt();
            int words = waitForVectors ? tally.path("searchable").asInt() : 0;
            int pages = tally.path("pages_left").asInt();
            bar.total(tally.path("files").asInt());
            bar.show(
                    open + words == 0 && pages > 0 ? "taken in, recognizing pages" : "taken in",
                    tally.path("files").asInt() - open - words);
            if (open + words + pages == 0) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private List<JsonNode> imports(String run) throws Failure, InterruptedException {
        List<JsonNode> imports = new ArrayList<>();
        JsonNode page;
        do {
            page = client.get(
                            "/api/imports",
                            List.of(
                                    new Parameter("collection", collection),
                                    new Parameter("run", run),
                                    new Parameter("limit", String.valueOf(PAGE)),
                                    new Parameter("offset", String.valueOf(imports.size()))))
                    .path("imports");
            page.forEach(imports::add);
        } while (page.size() == PAGE);
        return imports;
    }
}
