// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pages of one file that are only a picture: those that were recognized, and those that still must be.
final class PagesToRecognize {

    /// Under this mean confidence a reader should look at the original.
    private static final int DOUBTFUL = 65;

    private static final JsonMapper JSON = new JsonMapper();

    private final ReadRequest.Recognition settings;
    private final boolean available;
    private final Map<Integer, RecognizedPage> recognized;
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> doubtful = new ArrayList<>();
    private final List<Integer> empty = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();
    private int unread;
    private int seen;

    private PagesToRecognize(
            ReadRequest.Recognition settings, boolean available, Map<Integer, RecognizedPage> recognized) {
        this.settings = settings;
        this.available = available;
        this.recognized = recognized;
    }

    static PagesToRecognize of(ReadRequest.Recognition settings, Tesseract tesseract) throws IOException {
        boolean available = !settings.languages().isEmpty() && tesseract.reads(settings.languages());
        if (settings.recognized() == null) {
            return new PagesToRecognize(settings, available, Map.of());
        }
        List<RecognizedPage> pages =
                JSON.readValue(Path.of(settings.recognized()).toFile(), new TypeReference<List<RecognizedPage>>() {});
        return new PagesToRecognize(
                settings, available, pages.stream().collect(Collectors.toMap(RecognizedPage::number, page -> page)));
    }

    /// Whether pages can be recognized at all.
    boolean available() {
        return available;
    }

    /// What recognition read on this page; a page that was not recognized yet is kept for later.
    Optional<RecognizedPage> page(int number) {
        seen++;
        RecognizedPage page = recognized.get(number);
        if (page == null) {
            if (available && seen <= settings.maxPages()) {
                left.add(number);
            } else {
                unread++;
            }
            return Optional.empty();
        }
        if (page.failed()) {
            failed.add(number);
        } else if (page.lines().isEmpty()) {
            empty.add(number);
        } else if (page.confidence() < DOUBTFUL) {
            doubtful.add(number);
        }
        return Optional.of(page);
    }

    /// Pages that hold only a picture and were not recognized yet.
    List<Integer> left() {
        return List.copyOf(left);
    }

    /// Whether there are pages that nobody could look at.
    boolean haveFailed() {
        return !failed.isEmpty();
    }

    /// Says which pages were not read, or not well.
    void note(Pieces pieces) {
        if (unread > 0 && !available) {
            pieces.note("Seiten ohne Text, die nicht gelesen wurden, weil die Texterkennung nicht eingerichtet ist: "
                    + unread + ".");
        } else if (unread > 0) {
            pieces.note(
                    "Die Datei enthält viele Seiten ohne Text: nur die ersten %d davon werden durch Texterkennung gelesen."
                            .formatted(settings.maxPages()));
        }
        if (!doubtful.isEmpty()) {
            pieces.note("Die Texterkennung ist unsicher, vergleichen Sie mit dem Original: " + pages(doubtful) + ".");
        }
        if (!empty.isEmpty()) {
            pieces.note("Die Texterkennung fand keinen Text: " + pages(empty) + ".");
        }
        if (!failed.isEmpty()) {
            pieces.note("Die Texterkennung ist gescheitert, lesen Sie das Original: " + pages(failed) + ".");
        }
    }

    private static String pages(List<Integer> numbers) {
        String some = numbers.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "));
        return (numbers.size() == 1 ? "Seite " : "Seiten ") + some + (numbers.size() > 10 ? " und weitere" : "");
    }
}
