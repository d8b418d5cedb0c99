// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTerminalField;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// What a PDF holds beside its pages: the values of its form, and attached files.
final class PdfExtras {

    private static final int MOST_FIELDS = 10_000;
    private static final int MOST_PAGES_WITH_FIELDS = 2_000;
    private static final int MOST_NODES = 10_000;
    private static final int MOST_PAGES_WITH_ATTACHMENTS = 2_000;

    private final PDDocument document;
    private final Pieces pieces;

    PdfExtras(PDDocument document, Pieces pieces) {
        this.document = document;
        this.pieces = pieces;
    }

    /// Adds what people have filled in.
    void fields() {
        try {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
            if (form == null) {
                return;
            }
            IdentityHashMap<COSBase, Integer> pages = pagesOfWidgets();
            int count = 0;
            for (PDField field : form.getFieldTree()) {
                if (++count > MOST_FIELDS) {
                    return;
                }
                if (field instanceof PDTerminalField && !(field instanceof PDSignatureField) && isShown(field)) {
                    String value = field.getValueAsString();
                    if (value != null && !value.isBlank() && !value.equals("Off")) {
                        pieces.place(placeOf(field, pages));
                        pieces.add(Block.Kind.LIST_ITEM, labelOf(field) + ": " + value);
                    }
                }
            }
        } catch (LimitReached e) {
            throw e;
        } catch (RuntimeException e) {
            pieces.note("Das Formular in der Datei ist beschädigt: nur der lesbare Teil wurde aufgenommen.");
        }
    }

    /// Whether a reader of the document can come to see the field.
    private static boolean isShown(PDField field) {
        return field.getWidgets().isEmpty()
                || field.getWidgets().stream().anyMatch(widget -> !widget.isHidden() && !widget.isNoView());
    }

    /// The page of each thing that lies on one.
    private IdentityHashMap<COSBase, Integer> pagesOfWidgets() {
        IdentityHashMap<COSBase, Integer> pages = new IdentityHashMap<>();
        int number = 0;
        for (PDPage page : document.getPages()) {
            COSArray things = page.getCOSObject().getCOSArray(COSName.ANNOTS);
            if (++number > MOST_PAGES_WITH_FIELDS || pages.size() > MOST_FIELDS) {
                return pages;
            }
            for (int i = 0; things != null && i < things.size(); i++) {
                COSBase thing = things.getObject(i);
                if (thing != null) {
                    pages.putIfAbsent(thing, number);
                }
            }
        }
        return pages;
    }

    private static Place placeOf(PDField field, IdentityHashMap<COSBase, Integer> pages) {
        return field.getWidgets().stream()
                .map(widget -> pages.get(widget.getCOSObject()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Place::onPage)
                .orElse(Place.NONE);
    }

    /// Whether the document is a form that is laid out only when it is shown (dynamic XFA).
    boolean isDynamicForm() {
        PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
        return form != null && form.xfaIsDynamic();
    }

    /// Reads a form that is not made of pages at all (XFA) with Tika's parser, which knows it.
    void form(Path file, Parts parts) throws IOException, SAXException, TikaException {
        PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
        if (form == null || !form.hasXFA()) {
            return;
        }
        PDFParserConfig config = new PDFParserConfig();
        config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        config.setIfXFAExtractOnlyXFA(true);
        ParseContext context = new ParseContext();
        context.set(PDFParserConfig.class, config);
        context.set(org.apache.tika.extractor.EmbeddedDocumentExtractor.class, parts.attachments());
        DefaultHandler handler = new XhtmlPieces(pieces, false, false, java.util.List.of());
        try (TikaInputStream in = TikaInputStream.get(file)) {
            new PDFParser().parse(in, handler, new Metadata(), context);
        }
    }

    /// Hands on the files that are attached to the document or to its pages.
    void attachments(Attachments attachments) throws IOException, SAXException {
        PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
        if (names != null && names.getEmbeddedFiles() != null) {
            Deque<PDNameTreeNode<PDComplexFileSpecification>> open = new ArrayDeque<>();
            open.add(names.getEmbeddedFiles());
            for (int visited = 0; visited < MOST_NODES && !open.isEmpty(); visited++) {
                PDNameTreeNode<PDComplexFileSpecification> node = open.removeFirst();
                Map<String, PDComplexFileSpecification> files = node.getNames();
                if (files != null) {
                    for (PDComplexFileSpecification file : files.values()) {
                        attachment(file, attachments);
                    }
                }
                if (node.getKids() != null) {
                    open.addAll(node.getKids());
                }
            }
        }
        onPages(attachments);
    }

    private void onPages(Attachments attachments) throws IOException, SAXException {
        int count = 0;
        for (PDPage page : document.getPages()) {
            if (++count > MOST_PAGES_WITH_ATTACHMENTS) {
                return;
            }
            for (PDAnnotation annotation : page.getAnnotations()) {
                if (annotation instanceof PDAnnotationFileAttachment attached
                        && attached.getFile() instanceof PDComplexFileSpecification file) {
                    attachment(file, attachments);
                }
            }
        }
    }

    private static void attachment(PDComplexFileSpecification file, Attachments attachments)
            throws IOException, SAXException {
        PDEmbeddedFile embedded =
                file.getEmbeddedFileUnicode() != null ? file.getEmbeddedFileUnicode() : file.getEmbeddedFile();
        if (embedded == null) {
            return;
        }
        Metadata metadata = new Metadata();
        String name = file.getFileUnicode() != null ? file.getFileUnicode() : file.getFile();
        if (name != null) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        try (InputStream in = embedded.createInputStream()) {
            attachments.parseEmbedded(in, new DefaultHandler(), metadata, false);
        }
    }

    private static String labelOf(PDField field) {
        String label = field.getAlternateFieldName();
        if (label != null && !label.isBlank()) {
            return label;
        }
        String name = field.getPartialName();
        return name == null ? "Feld" : name;
    }
}
