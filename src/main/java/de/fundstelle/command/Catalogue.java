// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Questions, and for each what should be found.
///
/// @param name what people call it
/// @param questions by their identifiers, in order
record Catalogue(String name, Map<String, Question> questions) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Set<String> QUESTION = Set.of("question", "frage");
    private static final Set<String> DOCUMENT = Set.of("document", "dokument", "unterlage");
    private static final Set<String> PLACE = Set.of("place", "stelle");
    private static final Set<String> ID = Set.of("id");

    /// A question.
    ///
    /// @param text empty if only the expectation is known
    /// @param documents the gain of each expected document by its file name without ending
    /// @param places where the answer stands, "§ 4" or "Seite 3" for instance; any of these is right
    /// @param unanswerable whether the catalogue says that no document answers it
    record Question(String text, Map<String, Double> documents, Set<String> places, boolean unanswerable) {}

    /// Reads a catalogue of questions and expectations from one file: CSV with a header, or JSON lines.
    static Catalogue read(Path file) throws Failure {
        String name = String.valueOf(file.getFileName());
        boolean json = name.toLowerCase(Locale.ROOT).matches(".*\\.(?:jsonl|ndjson|json)");
        return new Catalogue(name, json ? jsonLines(file) : csv(file));
    }

    /// Reads questions and, in a file of its own, what was judged relevant, as retrieval sets have it.
    ///
    /// @param qrels tab separated: question, document, relevance
    static Catalogue read(Path queries, Optional<Path> qrels) throws Failure {
        Map<String, Map<String, Double>> expected = qrels.isPresent() ? expected(qrels.get()) : Map.of();
        Map<String, Question> questions = new LinkedHashMap<>();
        for (Map.Entry<Integer, JsonNode> line : objects(queries).entrySet()) {
            JsonNode question = line.getValue();
            if (!question.hasNonNull("id") || !question.hasNonNull("text")) {
                throw new Failure("line %d of '%s' lacks \"id\" or \"text\"".formatted(line.getKey(), queries));
            }
            String id = question.path("id").asText();
            questions.put(
                    id,
                    new Question(question.path("text").asText(), expected.getOrDefault(id, Map.of()), Set.of(), false));
        }
        expected.forEach((id, gains) -> questions.putIfAbsent(id, new Question("", gains, Set.of(), false)));
        return new Catalogue(String.valueOf(queries.getFileName()), questions);
    }

    /// The same for the same questions and expectations only.
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(questions));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("hashing a catalogue", e);
        }
    }

    /// A document's name as catalogues and runs call it: without folder and ending.
    static String stem(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private static Map<String, Question> csv(Path file) throws Failure {
        try (Reader text = Files.newBufferedReader(file);
                CSVParser rows = format(file).parse(text)) {
            List<String> header = rows.getHeaderNames();
            String question = column(header, QUESTION)
                    .orElseThrow(() -> new Failure(
                            "'%s' has no column \"frage\"; its first line names the columns: frage;dokument;stelle"
                                    .formatted(file)));
            String document = column(header, DOCUMENT)
                    .orElseThrow(() -> new Failure(
                            "'%s' has no column \"dokument\"; leave a cell empty where no document answers the question"
                                    .formatted(file)));
            Optional<String> place = column(header, PLACE);
            Optional<String> id = column(header, ID);
            Gathering gathering = new Gathering(file);
            for (CSVRecord row : rows) {
                if (!row.isConsistent()) {
                    throw new Failure("line %d of '%s' has %d cells instead of %d"
                            .formatted(rows.getCurrentLineNumber(), file, row.size(), header.size()));
                }
                gathering.add(
                        id.map(row::get).orElse(""),
                        row.get(question),
                        List.of(row.get(document)),
                        place.map(row::get).orElse(""));
            }
            return gathering.questions();
        } catch (NoSuchFileException e) {
            throw new Failure("there is no file '%s'".formatted(file), e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new Failure("cannot read '%s' as a table; save it as CSV in UTF-8".formatted(file), e);
        }
    }

    /// Separated by what separates the names of the columns.
    private static CSVFormat format(Path file) throws IOException {
        String header;
        try (BufferedReader text = Files.newBufferedReader(file)) {
            header = Objects.requireNonNullElse(text.readLine(), "");
        }
        char separator = header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
    }

    private static Optional<String> column(List<String> header, Set<String> names) {
        return header.stream()
                .filter(name -> names.contains(name.replace("\uFEFF", "").toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Map<String, Question> jsonLines(Path file) throws Failure {
        Gathering gathering = new Gathering(file);
        for (Map.Entry<Integer, JsonNode> line : objects(file).entrySet()) {
            JsonNode object = line.getValue();
            JsonNode document = object.path("document");
            if (!object.hasNonNull("question") || document.isMissingNode()) {
                throw new Failure("line %d of '%s' lacks \"question\" or \"document\"".formatted(line.getKey(), file));
            }
            gathering.add(
                    object.path("id").asText(),
                    object.path("question").asText(),
                    document.isArray()
                            ? StreamSupport.stream(document.spliterator(), false)
                                    .map(JsonNode::asText)
                                    .toList()
                            : List.of(document.asText("")),
                    object.path("place").asText(""));
        }
        return gathering.questions();
    }

    /// JSON objects by their lines.
    private static Map<Integer, JsonNode> objects(Path file) throws Failure {
        Map<Integer, JsonNode> objects = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                objects.put(number, JSON.readTree(line));
            } catch (IOException e) {
                throw new Failure("line %d of '%s' is not JSON".formatted(number, file), e);
            }
        }
        return objects;
    }

    private static Map<String, Map<String, Double>> expected(Path file) throws Failure {
        Map<String, Map<String, Double>> expected = new LinkedHashMap<>();
        for (String line : lines(file)) {
            String[] columns = line.split("\t", -1);
            if (columns.length < 3 || columns[0].equals("query-id")) {
                continue;
            }
            try {
                double gain = Double.parseDouble(columns[2].strip());
                if (gain > 0) {
                    expected.computeIfAbsent(columns[0], id -> new TreeMap<>()).put(columns[1], gain);
                }
            } catch (NumberFormatException e) {
                throw new Failure("'%s' has a relevance that is not a number: %s".formatted(file, line), e);
            }
        }
        if (expected.isEmpty()) {
            throw new Failure("'%s' expects no document for any question; it needs three columns, separated by tabs"
                    .formatted(file));
        }
        return expected;
    }

    private static List<String> lines(Path file) throws Failure {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure("cannot read '%s' as UTF-8 text".formatted(file), e);
        }
    }

    /// Questions as they come; a question that comes again expects one more document or place.
    private static final class Gathering {

        private final Path file;
        private final Map<String, String> ids = new HashMap<>();
        private final Map<String, Question> questions = new LinkedHashMap<>();

        Gathering(Path file) {
            this.file = file;
        }

        void add(String id, String question, List<String> documents, String place) throws Failure {
            String text = question.strip();
            if (text.isEmpty()) {
                throw new Failure("'%s' has a row without a question".formatted(file));
            }
            String known = ids.get(text);
            if (known == null) {
                known = id.isBlank() ? String.valueOf(ids.size() + 1) : id.strip();
                if (questions.containsKey(known)) {
                    throw new Failure("'%s' has two questions with the identifier '%s'".formatted(file, known));
                }
                ids.put(text, known);
                questions.put(known, new Question(text, Map.of(), Set.of(), true));
            }
            questions.compute(known, (key, before) -> with(before, documents, place));
        }

        private static Question with(@Nullable Question before, List<String> documents, String place) {
            Objects.requireNonNull(before);
            Map<String, Double> gains = new TreeMap<>(before.documents());
            documents.stream()
                    .filter(document -> !document.isBlank())
                    .forEach(document -> gains.put(stem(document.strip()), 1.0));
            Set<String> places = new TreeSet<>(before.places());
            if (!place.isBlank()) {
                places.add(place.strip());
            }
            return new Question(before.text(), gains, places, gains.isEmpty());
        }

        Map<String, Question> questions() throws Failure {
            if (questions.isEmpty()) {
                throw new Failure("'%s' has no questions".formatted(file));
            }
            return questions;
        }
    }
}
