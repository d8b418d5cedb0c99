// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.SAXException;

/// The program that reads pictures, where it is installed; one run per page.
final class Tesseract {

    private static final System.Logger LOG = System.getLogger(Tesseract.class.getName());
    /// What all runs for one page may take together.
    static final Duration PAGE_LIMIT = Duration.ofSeconds(45);

    static final Duration TURN_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIST_LIMIT = Duration.ofSeconds(10);

    private static final Pattern TURN = Pattern.compile("Rotate: (90|180|270)\\b");

    /// A full page of text is half a megabyte of hOCR; ten times as much is noise.
    private static final long LONGEST_PAGE = 5_000_000;

    private final Path folder;
    private final Set<String> installed;

    /// @param folder for pictures and texts on their way, emptied by its owner
    Tesseract(Path folder) {
        this.folder = folder;
        this.installed = installedLanguages(folder);
    }

    /// Whether any of these languages can be read.
    boolean reads(List<String> languages) {
        return languages.stream().anyMatch(installed::contains);
    }

    /// What was read in a picture.
    ///
    /// @param sideways whether the picture lies on its side
    record Reading(RecognizedPage page, boolean sideways) {}

    /// The text in a picture; a page that failed if the time for it was not enough.
    ///
    /// @param picture a grey one
    /// @param dotsPerInch of the picture
    Reading read(BufferedImage picture, int number, float dotsPerInch, List<String> languages, Duration limit)
            throws IOException {
        String known = languages.stream().filter(installed::contains).collect(Collectors.joining("+"));
        return said(picture, dotsPerInch, List.of("-l", known, "-c", "tessedit_create_hocr=1"), limit, text -> {
                    boolean whole = Files.size(text) <= LONGEST_PAGE;
                    return whole ? Optional.of(parsed(text, picture, number, dotsPerInch)) : Optional.empty();
                })
                .orElse(new Reading(RecognizedPage.failed(number), false));
    }

    /// By how many quarters a picture must be turned clockwise so that its text stands upright; 0 if that is unknown.
    int quarters(BufferedImage picture, float dotsPerInch) throws IOException {
        if (!installed.contains("osd")) {
            return 0;
        }
        // It fails on a page with few letters.
        return said(picture, dotsPerInch, List.of("--psm", "0", "-l", "osd"), TURN_LIMIT, text -> {
                    Matcher degrees = TURN.matcher(Files.readString(text));
                    return degrees.find()
                            ? Optional.of(Integer.parseInt(degrees.group(1)) / 90)
                            : Optional.<Integer>empty();
                })
                .orElse(0);
    }

    /// What is made of the program's output.
    private interface Output<T> {
        Optional<T> read(Path text) throws IOException;
    }

    /// What one run of the program says of a picture; empty if it failed or took too long.
    private <T> Optional<T> said(
            BufferedImage picture, float dotsPerInch, List<String> wishes, Duration limit, Output<T> output)
            throws IOException {
        Path image = Files.createTempFile(folder, "page", ".png");
        Path text = Files.createTempFile(folder, "page", ".said");
        try {
            ImageIO.write(picture, "png", image.toFile());
            List<String> command = new ArrayList<>(List.of("tesseract", image.toString(), "stdout"));
            command.addAll(List.of("--dpi", String.valueOf(Math.round(dotsPerInch))));
            command.addAll(wishes);
            return run(command, text, limit) ? output.read(text) : Optional.empty();
        } finally {
            Files.deleteIfExists(image);
            Files.deleteIfExists(text);
        }
    }

    private static Reading parsed(Path text, BufferedImage picture, int number, float dotsPerInch) throws IOException {
        HocrLines lines = new HocrLines(dotsPerInch);
        try (InputStream in = Files.newInputStream(text)) {
            XMLReaderUtils.parseSAX(in, lines, new ParseContext());
        } catch (SAXException | TikaException e) {
            throw new IOException("reading what Tesseract says: " + e.getMessage(), e);
        }
        List<RecognizedPage.Rule> rules =
                lines.isEmpty() ? List.of() : PictureRules.of(picture, lines.slope(), dotsPerInch);
        return new Reading(lines.page(number, rules), lines.sideways());
    }

    private static Set<String> installedLanguages(Path folder) {
        try {
            Path list = Files.createTempFile(folder, "languages", ".txt");
            try {
                return run(List.of("tesseract", "--list-langs"), list, LIST_LIMIT)
                        ? Files.readAllLines(list).stream()
                                .skip(1)
                                .map(String::strip)
                                .collect(Collectors.toSet())
                        : Set.of();
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Tesseract does not start, pictures are not read: {0}", e.getMessage());
            return Set.of();
        }
    }

    private static boolean run(List<String> command, Path output, Duration limit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
