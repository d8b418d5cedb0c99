// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.color.PDSeparation;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.jspecify.annotations.Nullable;

/// Follows the colours of a page about as well as an eye that asks "can I read this?".
///
/// PDFBox's own operators would load a colour profile for each page, which costs more than the text itself.
final class PdfColors {

    private static final PDColor UNKNOWN = new PDColor(new float[] {-1}, PDDeviceGray.INSTANCE);

    /// Spot colours: 0 is bare paper.
    private static final PDColorSpace INKS = new PDSeparation();

    private static final PDColorSpace OTHER = new PDPattern(null);
    private static final Set<String> OPERATORS =
            Set.of("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN");

    private final PDFStreamEngine engine;

    PdfColors(PDFStreamEngine engine) {
        this.engine = engine;
    }

    void listen() {
        for (String name : OPERATORS) {
            boolean strokes = Character.isUpperCase(name.charAt(0));
            engine.addOperator(new OperatorProcessor(engine) {
                @Override
                public void process(Operator operator, List<COSBase> operands) {
                    PdfColors.this.process(name, strokes, operands);
                }

                @Override
                public String getName() {
                    return name;
                }
            });
        }
    }

    /// Red, green, blue of a colour that this class has put into the graphics state.
    static int of(PDColor color) {
        float[] parts = color.getComponents();
        if (parts.length == 3) {
            return part(parts[0]) << 16 | part(parts[1]) << 8 | part(parts[2]);
        }
        if (parts.length != 1 || parts[0] < 0) {
            return PdfCanvas.UNKNOWN;
        }
        return part(parts[0]) * 0x010101;
    }

    private static int part(float value) {
        return Math.clamp(Math.round(value * 255), 0, 255);
    }

    private void process(String operator, boolean strokes, List<COSBase> operands) {
        PDGraphicsState state = engine.getGraphicsState();
        switch (operator) {
            case "cs", "CS" -> {
                PDColorSpace space = operands.isEmpty() ? OTHER : spaceNamed(operands.getFirst());
                set(state, strokes, space, initial(space));
            }
            case "g", "G" -> set(state, strokes, PDDeviceGray.INSTANCE, color(PDDeviceGray.INSTANCE, operands));
            case "rg", "RG" -> set(state, strokes, PDDeviceRGB.INSTANCE, color(PDDeviceRGB.INSTANCE, operands));
            case "k", "K" -> set(state, strokes, PDDeviceCMYK.INSTANCE, color(PDDeviceCMYK.INSTANCE, operands));
            default -> {
                PDColorSpace space = strokes ? state.getStrokingColorSpace() : state.getNonStrokingColorSpace();
                set(state, strokes, space, color(space, operands));
            }
        }
    }

    private static void set(PDGraphicsState state, boolean strokes, PDColorSpace space, PDColor color) {
        if (strokes) {
            state.setStrokingColorSpace(space);
            state.setStrokingColor(color);
        } else {
            state.setNonStrokingColorSpace(space);
            state.setNonStrokingColor(color);
        }
    }

    private static PDColor initial(PDColorSpace space) {
        return space.equals(OTHER) ? UNKNOWN : rgb(0, 0, 0);
    }

    private static PDColor color(PDColorSpace space, List<COSBase> operands) {
        float[] parts = new float[operands.size()];
        for (int i = 0; i < parts.length; i++) {
            if (!(operands.get(i) instanceof COSNumber number)) {
                return UNKNOWN;
            }
            parts[i] = number.floatValue();
        }
        if (space.equals(PDDeviceGray.INSTANCE) && parts.length == 1) {
            return rgb(parts[0], parts[0], parts[0]);
        }
        if (space.equals(PDDeviceRGB.INSTANCE) && parts.length == 3) {
            return rgb(parts[0], parts[1], parts[2]);
        }
        if (space.equals(PDDeviceCMYK.INSTANCE) && parts.length == 4) {
            return rgb(
                    (1 - parts[0]) * (1 - parts[3]), (1 - parts[1]) * (1 - parts[3]), (1 - parts[2]) * (1 - parts[3]));
        }
        return space.equals(INKS) ? ink(parts) : UNKNOWN;
    }

    /// No ink leaves the paper white; what colour some ink has, only its function knows: it is not white.
    private static PDColor ink(float[] tints) {
        float most = 0;
        for (float tint : tints) {
            most = Math.max(most, tint);
        }
        return most < 0.02f ? rgb(1, 1, 1) : UNKNOWN;
    }

    private static PDColor rgb(float red, float green, float blue) {
        return new PDColor(new float[] {red, green, blue}, PDDeviceRGB.INSTANCE);
    }

    private PDColorSpace spaceNamed(COSBase operand) {
        if (!(operand instanceof COSName name)) {
            return OTHER;
        }
        COSDictionary resources = engine.getResources() == null
                ? null
                : engine.getResources().getCOSObject().getCOSDictionary(COSName.COLORSPACE);
        COSBase own = resources == null ? null : resources.getDictionaryObject(name);
        return own == null ? device(name) : space(own);
    }

    private static PDColorSpace space(COSBase definition) {
        if (definition instanceof COSName name) {
            return device(name);
        }
        if (!(definition instanceof COSArray array) || !(array.getObject(0) instanceof COSName family)) {
            return OTHER;
        }
        return switch (family.getName()) {
            case "ICCBased" -> profile(array.getObject(1));
            case "CalGray" -> PDDeviceGray.INSTANCE;
            case "CalRGB" -> PDDeviceRGB.INSTANCE;
            case "Separation", "DeviceN" -> INKS;
            default -> device(family);
        };
    }

    private static PDColorSpace profile(@Nullable COSBase profile) {
        return switch (profile instanceof COSStream stream ? stream.getInt(COSName.N) : 0) {
            case 1 -> PDDeviceGray.INSTANCE;
            case 3 -> PDDeviceRGB.INSTANCE;
            case 4 -> PDDeviceCMYK.INSTANCE;
            default -> OTHER;
        };
    }

    private static PDColorSpace device(COSName name) {
        return switch (name.getName()) {
            case "DeviceGray", "G" -> PDDeviceGray.INSTANCE;
            case "DeviceRGB", "RGB" -> PDDeviceRGB.INSTANCE;
            case "DeviceCMYK", "CMYK" -> PDDeviceCMYK.INSTANCE;
            default -> OTHER;
        };
    }
}
