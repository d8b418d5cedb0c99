// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The fields of a passage in the index of words, and back again.
final class PassageFields {

    /// Identifier of the passage; the join of words and vectors.
    static final String ID = "id";

    static final String DOCUMENT = "document";
    static final String VERSION = "version";
    static final String COLLECTION = "collection";
    static final String RIGHT = "right";

    static final String STEMS = "stems";
    static final String GRAMS = "grams";
    static final String TITLE_STEMS = "title-stems";
    static final String TITLE_GRAMS = "title-grams";

    /// What the text names exactly, see [References].
    static final String REFERENCES = "references";

    /// What the passage is itself, see [References#own].
    static final String OWN_REFERENCES = "own-references";

    private static final String NAME = "name";
    private static final String TITLE = "title";
    private static final String SAMPLE = "sample";
    private static final String ORDINAL = "ordinal";
    private static final String PAGE = "page";
    private static final String SECTION = "section";
    private static final String SHEET = "sheet";
    private static final String SLIDE = "slide";
    private static final String HEADING = "heading";
    private static final String TEXT = "text";
    private static final String START = "start";
    private static final String END = "end";

    /// Words: how often they occur, and where, for phrases.
    private static final FieldType WORDS = terms(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    /// Parts of words and how often they occur; nobody asks for phrases of them, so positions would only take room.
    private static final FieldType PARTS = terms(IndexOptions.DOCS_AND_FREQS);

    /// A term that stands in a passage or does not.
    private static final FieldType TERM = term();

    private PassageFields() {}

    static Analyzer analyzer() {
        return new PerFieldAnalyzerWrapper(Analysis.STEMS, Map.of(GRAMS, Analysis.GRAMS, TITLE_GRAMS, Analysis.GRAMS));
    }

    static Document toFields(Passage passage) {
        Document fields = new Document();
        de.fundstelle.document.Document document = passage.document();
        key(fields, ID, passage.id());
        key(fields, DOCUMENT, document.id());
        key(fields, VERSION, document.version());
        key(fields, COLLECTION, document.collection());
        key(fields, RIGHT, document.right());
        addTerms(fields, passage);
        keep(fields, DOCUMENT, document.id());
        keep(fields, VERSION, document.version());
        keep(fields, COLLECTION, document.collection());
        keep(fields, RIGHT, document.right());
        keep(fields, NAME, document.name());
        keep(fields, TITLE, document.title());
        fields.add(new StoredField(SAMPLE, document.sample() ? 1 : 0));
        fields.add(new StoredField(ORDINAL, passage.ordinal()));
        keepPlace(fields, passage.place());
        passage.headings().forEach(heading -> keep(fields, HEADING, heading));
        keep(fields, TEXT, passage.text());
        fields.add(new StoredField(START, passage.start()));
        fields.add(new StoredField(END, passage.end()));
        return fields;
    }

    static Passage fromFields(Document fields) {
        var document = new de.fundstelle.document.Document(
                fields.get(DOCUMENT),
                fields.get(VERSION),
                fields.get(NAME),
                fields.get(TITLE),
                fields.get(COLLECTION),
                fields.get(RIGHT),
                number(fields, SAMPLE) == 1);
        var place = new Place(
                optionalNumber(fields, PAGE), fields.get(SECTION), fields.get(SHEET), optionalNumber(fields, SLIDE));
        return new Passage(
                document,
                number(fields, ORDINAL),
                place,
                List.of(fields.getValues(HEADING)),
                fields.get(TEXT),
                number(fields, START),
                number(fields, END));
    }

    private static void addTerms(Document fields, Passage passage) {
        String title = passage.document().title();
        List<String> parts = new ArrayList<>(passage.headings());
        parts.remove(title);
        parts.add(passage.text());
        String body = String.join("\n", parts);
        fields.add(new Field(STEMS, body, WORDS));
        fields.add(new Field(GRAMS, body, PARTS));
        fields.add(new Field(TITLE_STEMS, title, WORDS));
        fields.add(new Field(TITLE_GRAMS, title, PARTS));
        // One by one: a text without digits names nothing, and is not searched because its title has some.
        Stream.of(body, title)
                .flatMap(text -> References.in(text).stream())
                .flatMap(found -> found.terms().stream())
                .distinct()
                .forEach(term -> fields.add(new Field(REFERENCES, term, TERM)));
        References.own(passage).forEach(term -> fields.add(new Field(OWN_REFERENCES, term, TERM)));
    }

    private static FieldType term() {
        FieldType type = new FieldType();
        type.setTokenized(false);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS);
        type.freeze();
        return type;
    }

    private static FieldType terms(IndexOptions kept) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(kept);
        type.freeze();
        return type;
    }

    /// A field to filter and delete by, and to read from column storage.
    static void key(Document fields, String name, String value) {
        fields.add(new StringField(name, value, Field.Store.NO));
        BytesRef bytes = new BytesRef(value);
        fields.add(name.equals(ID) ? new BinaryDocValuesField(name, bytes) : new SortedDocValuesField(name, bytes));
    }

    private static void keep(Document fields, String name, @Nullable String value) {
        if (value != null) {
            fields.add(new StoredField(name, value));
        }
    }

    private static void keepPlace(Document fields, Place place) {
        if (place.page() != null) {
            fields.add(new StoredField(PAGE, place.page()));
        }
        if (place.slide() != null) {
            fields.add(new StoredField(SLIDE, place.slide()));
        }
        keep(fields, SECTION, place.section());
        keep(fields, SHEET, place.sheet());
    }

    private static int number(Document fields, String name) {
        Integer number = optionalNumber(fields, name);
        if (number == null) {
            throw new IllegalStateException("a passage in the index lacks its field " + name + "; rebuild the index");
        }
        return number;
    }

    private static @Nullable Integer optionalNumber(Document fields, String name) {
        IndexableField field = fields.getField(name);
        return field == null ? null : field.numericValue().intValue();
    }
}
