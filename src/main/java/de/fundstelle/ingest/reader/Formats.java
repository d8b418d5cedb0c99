// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.detect.TextDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.apple.PListParser;
import org.apache.tika.parser.asm.ClassParser;
import org.apache.tika.parser.executable.ExecutableParser;
import org.apache.tika.parser.executable.UniversalExecutableParser;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.parser.pdf.PDFParser;

/// Tells formats apart, and holds Tika's parsers for those that we do not read ourselves. Made once per process.
final class Formats {

    private static final MediaType PLAIN = MediaType.TEXT_PLAIN;
    private static final MediaType PDF = MediaType.application("pdf");

    /// The commonest format needs no comparison with all others.
    private static final byte[] BEGIN_OF_PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> MARKUP = Set.of("html", "rtf", "xml", "vnd.wap.wml");

    /// Pictures that are drawn anew each time, whose letters are letters.
    private static final Set<String> DRAWINGS = Set.of("emf", "wmf", "x-emf", "x-wmf");

    private static final Set<String> PROGRAMS = Set.of(
            "x-elf",
            "x-executable",
            "x-sharedlib",
            "x-object",
            "x-coredump",
            "x-msdownload",
            "x-dosexec",
            "x-mach-o",
            "x-mach-o-executable",
            "x-mach-o-universal",
            "java-vm",
            "java-archive",
            "wasm",
            "vnd.android.package-archive",
            "x-msi");

    /// These start programs, or describe what has no words.
    private static final Collection<Class<? extends Parser>> UNUSED = List.of(
            TesseractOCRParser.class,
            CompositeExternalParser.class,
            PDFParser.class,
            ExecutableParser.class,
            UniversalExecutableParser.class,
            ClassParser.class,
            PListParser.class);

    private final MediaTypeRegistry registry;
    private final Detector detector;
    private final Parser parser;
    private final Set<MediaType> parsed;

    Formats() {
        MimeTypes types = MimeTypes.getDefaultMimeTypes();
        ServiceLoader loader = new ServiceLoader(Formats.class.getClassLoader());
        registry = types.getMediaTypeRegistry();
        detector = new DefaultDetector(types, loader);
        parser = new DefaultParser(registry, loader, UNUSED);
        parsed = parser.getSupportedTypes(new ParseContext());
    }

    MediaType typeOf(TikaInputStream in, Metadata metadata) throws IOException {
        byte[] first = new byte[BEGIN_OF_PDF.length];
        if (in.peek(first) == first.length && Arrays.equals(first, BEGIN_OF_PDF)) {
            return PDF;
        }
        return detector.detect(in, metadata).getBaseType();
    }

    Parser parser() {
        return parser;
    }

    /// What Tika's parsers are told about the way we read.
    ParseContext context() {
        ParseContext context = new ParseContext();
        OfficeParserConfig office = new OfficeParserConfig();
        office.setExtractMacros(false);
        office.setIncludeDeletedContent(false);
        office.setIncludeSlideMasterContent(true);
        context.set(OfficeParserConfig.class, office);
        context.set(HtmlMapper.class, new VisibleHtml());
        context.set(EncodingDetector.class, new TextEncoding());
        context.set(Parser.class, parser);
        return context;
    }

    static boolean isProgram(MediaType type) {
        return type.getType().equals("application") && PROGRAMS.contains(type.getSubtype());
    }

    static boolean isPicture(MediaType type) {
        return type.getType().equals("image")
                && !type.getSubtype().equals("svg+xml")
                && !type.getSubtype().equals("vnd.dwg")
                && !isDrawing(type);
    }

    static boolean isDrawing(MediaType type) {
        return type.getType().equals("image") && DRAWINGS.contains(type.getSubtype());
    }

    /// Whether the file is text without markup, even if somebody else has a parser for its dialect.
    boolean isPlainText(MediaType type) {
        if (type.getType().equals("text")) {
            return !MARKUP.contains(type.getSubtype());
        }
        return registry.isSpecializationOf(type, PLAIN) && !parsed.contains(type) && !isMarkup(type);
    }

    /// Whether a file of a dialect that nobody parses is text all the same, judged by its first bytes.
    static boolean looksLikeText(TikaInputStream in) throws IOException {
        return new TextDetector().detect(in, new Metadata()).equals(PLAIN);
    }

    /// Whether any parser claims this type or what it is a special case of.
    boolean isParsed(MediaType type) {
        MediaType general = type;
        while (general != null && !general.equals(MediaType.OCTET_STREAM)) {
            if (parsed.contains(general)) {
                return !List.of("audio", "video", "font").contains(type.getType());
            }
            general = registry.getSupertype(general);
        }
        return false;
    }

    private boolean isMarkup(MediaType type) {
        return registry.isSpecializationOf(type, MediaType.APPLICATION_XML)
                || registry.isSpecializationOf(type, MediaType.TEXT_HTML)
                || new JSoupParser().getSupportedTypes(new ParseContext()).contains(type);
    }
}
