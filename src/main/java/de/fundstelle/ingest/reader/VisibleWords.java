// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// Drops the runs of a text document that are hidden, by themselves or by a style; that are white on white, or deleted.
final class VisibleWords implements XmlCopy.Filter {

    private final HiddenWords hidden;
    private final Set<String> hiddenStyles;

    /// For each paragraph that is open, whether its style hides.
    private final Deque<Boolean> paragraphs = new ArrayDeque<>();

    private int shaded;

    VisibleWords(HiddenWords hidden, Set<String> hiddenStyles) {
        this.hidden = hidden;
        this.hiddenStyles = Set.copyOf(hiddenStyles);
    }

    /// The identifiers of styles that hide, by themselves or by the style that they are made from.
    static Set<String> hiddenStyles(InputStream in) throws XMLStreamException {
        Set<String> styles = new HashSet<>();
        XMLEventReader reader = XmlCopy.reader(in);
        String open = "";
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            if (!event.isStartElement()) {
                continue;
            }
            StartElement element = event.asStartElement();
            String value = OfficeFilters.value(element, "w:val");
            switch (XmlCopy.name(element)) {
                case "w:style" -> {
                    boolean known = OfficeFilters.value(element, "w:type").matches("character|paragraph");
                    open = known ? OfficeFilters.value(element, "w:styleId") : "";
                }
                case "w:basedOn" -> {
                    if (styles.contains(value)) {
                        styles.add(open);
                    }
                }
                case "w:vanish" -> {
                    if (isOn(value)) {
                        styles.add(open);
                    } else {
                        styles.remove(open);
                    }
                }
                default -> {}
            }
        }
        styles.remove("");
        return styles;
    }

    private static boolean isOn(String value) {
        return value.isEmpty() || OfficeFilters.isTrue(value);
    }

    @Override
    public String head(StartElement element) {
        return switch (XmlCopy.name(element)) {
            case "w:r" -> "w:rPr";
            case "w:p" -> "w:pPr";
            default -> "";
        };
    }

    @Override
    public boolean drops(StartElement element, List<XMLEvent> head) {
        switch (XmlCopy.name(element)) {
            case "w:del", "w:moveFrom" -> {
                hidden.count(HiddenWords.Kind.DELETED);
                return true;
            }
            case "w:tc", "w:txbxContent" -> shaded++;
            case "w:p" ->
                paragraphs.push(hiddenStyles.contains(valueOf("w:pStyle", head).orElse("")));
            case "w:r" -> {
                Optional<HiddenWords.Kind> kind = hiding(head);
                kind.ifPresent(hidden::count);
                return kind.isPresent();
            }
            default -> {}
        }
        return false;
    }

    @Override
    public void behind(String name, XMLEventConsumer out) {
        switch (name) {
            case "w:tc", "w:txbxContent" -> shaded--;
            case "w:p" -> {
                if (!paragraphs.isEmpty()) {
                    paragraphs.pop();
                }
            }
            default -> {}
        }
    }

    private Optional<HiddenWords.Kind> hiding(List<XMLEvent> head) {
        Optional<String> vanish = valueOf("w:vanish", head);
        boolean byStyle =
                valueOf("w:rStyle", head).filter(hiddenStyles::contains).isPresent()
                        || (!paragraphs.isEmpty() && paragraphs.getFirst());
        if (vanish.isPresent() ? isOn(vanish.get()) : byStyle) {
            return Optional.of(HiddenWords.Kind.FORMATTED);
        }
        boolean white =
                valueOf("w:color", head).filter("FFFFFF"::equalsIgnoreCase).isPresent();
        boolean ground = shaded > 0
                || valueOf("w:shd", head).isPresent()
                || valueOf("w:highlight", head).isPresent();
        return white && !ground ? Optional.of(HiddenWords.Kind.BACKGROUND) : Optional.empty();
    }

    /// What an element among these says, if it is there.
    private static Optional<String> valueOf(String name, List<XMLEvent> events) {
        return events.stream()
                .filter(XMLEvent::isStartElement)
                .map(XMLEvent::asStartElement)
                .filter(element -> XmlCopy.name(element).equals(name))
                .map(element -> OfficeFilters.value(element, "w:val"))
                .findFirst();
    }
}
