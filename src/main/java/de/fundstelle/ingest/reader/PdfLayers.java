// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/// The layers (optional content) of a PDF that a viewer does not show when it opens the file, and whether what is
/// painted now stands on one.
final class PdfLayers {

    private static final COSName OFF = COSName.getPDFName("OFF");
    private static final COSName ON = COSName.getPDFName("ON");
    private static final COSName BASE_STATE = COSName.getPDFName("BaseState");
    private static final COSName GROUPS = COSName.getPDFName("OCGs");
    private static final COSName POLICY = COSName.getPDFName("P");

    private final Set<COSDictionary> off = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Boolean> open = new ArrayDeque<>();
    private int hidden;

    PdfLayers(PDDocument document) {
        COSDictionary properties = document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.OCPROPERTIES);
        COSDictionary usual = properties == null ? null : properties.getCOSDictionary(COSName.D);
        if (properties == null || usual == null) {
            return;
        }
        if (OFF.equals(usual.getCOSName(BASE_STATE))) {
            addAll(properties.getCOSArray(GROUPS));
        }
        COSArray on = usual.getCOSArray(ON);
        for (int i = 0; on != null && i < on.size(); i++) {
            if (on.getObject(i) instanceof COSDictionary group) {
                off.remove(group);
            }
        }
        addAll(usual.getCOSArray(OFF));
    }

    /// Whether what is painted now is not shown.
    boolean hidden() {
        return hidden > 0;
    }

    /// From now on things stand on this layer, or on none.
    void enter(@Nullable COSDictionary layer) {
        boolean hides = layer != null && isOff(layer);
        open.push(hides);
        hidden += hides ? 1 : 0;
    }

    /// Things stand again where they stood before the last [#enter].
    void leave() {
        if (!open.isEmpty() && open.pop()) {
            hidden--;
        }
    }

    /// Forgets what a page has left open.
    void begin() {
        open.clear();
        hidden = 0;
    }

    private void addAll(@Nullable COSArray groups) {
        for (int i = 0; groups != null && i < groups.size(); i++) {
            if (groups.getObject(i) instanceof COSDictionary group) {
                off.add(group);
            }
        }
    }

    /// A group is off by itself; a membership by the state of its groups and its policy.
    private boolean isOff(COSDictionary layer) {
        COSArray members = layer.getCOSArray(GROUPS);
        COSDictionary only = layer.getCOSDictionary(GROUPS);
        if (members == null) {
            return off.contains(only == null ? layer : only);
        }
        int hiddenMembers = 0;
        int known = 0;
        for (int i = 0; i < members.size(); i++) {
            if (members.getObject(i) instanceof COSDictionary group) {
                known++;
                hiddenMembers += off.contains(group) ? 1 : 0;
            }
        }
        String policy = layer.getNameAsString(POLICY, "AnyOn");
        return known > 0
                && switch (policy) {
                    case "AllOn" -> hiddenMembers > 0;
                    case "AnyOff" -> hiddenMembers == 0;
                    case "AllOff" -> hiddenMembers < known;
                    default -> hiddenMembers == known;
                };
    }
}
