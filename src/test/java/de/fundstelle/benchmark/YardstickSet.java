// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A corpus with questions and the documents that answer them, from `corpus.jsonl`, `queries.dev.jsonl` and
/// `qrels.dev.tsv`.
///
/// @param answers for each question's identifier the documents that answer it
record YardstickSet(
        List<List<Passage>> documents, Map<String, String> questions, Map<String, Map<String, Double>> answers) {

    static final String COLLECTION = "yardstick";
    static final String RIGHT = "all";

    private static final int LONGEST_PASSAGE = 950;
    private static final ObjectMapper JSON = new ObjectMapper();

    static YardstickSet read(Path folder) throws IOException {
        List<List<Passage>> documents = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("corpus.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            documents.add(passages(
                    node.path("id").asText(),
                    node.path("title").asText(),
                    node.path("text").asText()));
        }
        documents.removeIf(List::isEmpty);
        Map<String, String> questions = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("queries.dev.jsonl"))) {
            JsonNode node = JSON.readTree(line);
            questions.put(node.path("id").asText(), node.path("text").asText());
        }
        Map<String, Map<String, Double>> answers = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("qrels.dev.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (!cells[0].equals("query-id") && Double.parseDouble(cells[2]) > 0) {
                answers.computeIfAbsent(cells[0], ignored -> new HashMap<>())
                        .put(cells[1], Double.parseDouble(cells[2]));
            }
        }
        return new YardstickSet(documents, questions, answers);
    }

    private static List<Passage> passages(String id, String title, String text) {
        Document document = new Document(id, "v-" + id, id + ".txt", title, COLLECTION, RIGHT, false);
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.GERMAN);
        sentences.setText(text);
        List<Passage> passages = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int next = sentences.next(); next != BreakIterator.DONE; next = sentences.next()) {
            if (next - start > LONGEST_PASSAGE && end > start) {
                add(passages, document, text, start, end);
                start = end;
            }
            end = next;
        }
        add(passages, document, text, start, text.length());
        return passages;
    }

    private static void add(List<Passage> passages, Document document, String text, int start, int end) {
        String part = text.substring(start, end);
        String words = part.isBlank() ? document.title() : part;
        if (!words.isBlank()) {
            passages.add(new Passage(document, passages.size(), Place.NONE, List.of(), words, start, end));
        }
    }
}
