// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.parser.html.DefaultHtmlMapper;
import org.xml.sax.Attributes;

/// Lets through what tells whether a part of a web page is shown, and tells it.
///
/// Only what stands in the page itself counts: styles in a sheet of their own are not followed.
final class VisibleHtml extends DefaultHtmlMapper {

    private static final long serialVersionUID = 1L;

    private static final Set<String> KEPT = Set.of("style", "hidden", "colspan", "rowspan");
    private static final Pattern HIDES = Pattern.compile(
            "(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse)|font-size\\s*:\\s*0(?:\\.0*)?(?:px|pt|em|rem|%)?|opacity\\s*:\\s*0(?:\\.0*)?)\\s*(?:!\\s*important)?\\s*(?:;|$)");

    /// Parts that hold nothing to read; all others are only marks around text, and pass.
    private static final Set<String> MARKS = Set.of(
            "div", "span", "font", "b", "i", "u", "s", "em", "strong", "small", "big", "sub", "sup", "label", "section",
            "article", "main", "aside", "header", "footer", "nav", "mark", "details", "summary");

    @Override
    public String mapSafeElement(String name) {
        String mapped = super.mapSafeElement(name);
        String lower = name.toLowerCase(Locale.ROOT);
        return mapped == null && MARKS.contains(lower) ? lower : mapped;
    }

    @Override
    public String mapSafeAttribute(String elementName, String attributeName) {
        String lower = attributeName.toLowerCase(Locale.ROOT);
        return KEPT.contains(lower) ? lower : super.mapSafeAttribute(elementName, attributeName);
    }

    /// Whether an element with these attributes is not shown.
    static boolean isHidden(Attributes attributes) {
        if (attributes.getIndex("hidden") >= 0) {
            return true;
        }
        String style = attributes.getValue("style");
        return style != null && HIDES.matcher(style.toLowerCase(Locale.ROOT)).find();
    }
}
