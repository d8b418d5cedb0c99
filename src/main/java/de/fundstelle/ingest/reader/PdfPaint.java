// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.geom.GeneralPath;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;

/// Follows the operators of a page that fill, stroke, clip and show pictures, as far as the letters' visibility needs
/// it: boxes instead of curves.
final class PdfPaint {

    private static final Set<String> FILLING = Set.of("f", "F", "f*", "B", "B*", "b", "b*");
    private static final Set<String> STROKING = Set.of("S", "s", "B", "B*", "b", "b*");

    /// A path with more parts than this is a drawing; only its outline counts.
    private static final int MOST_BOXES = 1_000;

    private static final float STRAIGHT = 0.5f;
    private static final double OPAQUE = 0.99;

    private final PDFStreamEngine engine;
    private final PdfLayers layers;
    private final PdfClip clip;
    private PdfCanvas canvas = new PdfCanvas(new Rectangle2D.Double());

    private final List<Point2D> open = new ArrayList<>();
    private final List<Rectangle2D> rectangles = new ArrayList<>();
    private final List<Rectangle2D> lines = new ArrayList<>();
    private boolean curved;
    private boolean clips;
    private boolean clipsCurved;

    PdfPaint(PDFStreamEngine engine, PdfLayers layers, PdfClip clip) {
        this.engine = engine;
        this.layers = layers;
        this.clip = clip;
        new PdfColors(engine).listen();
        for (String operator : List.of("re", "m", "l", "c", "v", "y", "h", "W", "W*", "n", "sh", "BI")) {
            listen(operator);
        }
        FILLING.forEach(this::listen);
        List.of("S", "s").forEach(this::listen);
        engine.addOperator(new Objects(engine));
    }

    void begin(PdfCanvas page) {
        canvas = page;
        clipsCurved = false;
        endPath();
    }

    private void listen(String name) {
        engine.addOperator(new OperatorProcessor(engine) {
            @Override
            public void process(Operator operator, List<COSBase> operands) throws IOException {
                painted(name, operands);
            }

            @Override
            public String getName() {
                return name;
            }
        });
    }

    private void painted(String operator, List<COSBase> operands) {
        switch (operator) {
            case "m" -> {
                endSubpath();
                point(operands, 0);
            }
            case "l" -> point(operands, 0);
            case "c" -> curve(operands, 4);
            case "v", "y" -> curve(operands, 2);
            case "re" -> rectangle(operands);
            case "h" -> endSubpath();
            case "W", "W*" -> clips = true;
            case "sh" -> canvas.fill(clip(), PdfCanvas.UNKNOWN, false);
            case "BI" -> picture();
            default -> paintPath(operator);
        }
    }

    private void paintPath(String operator) {
        endSubpath();
        if (FILLING.contains(operator)) {
            fillPath();
        }
        if (STROKING.contains(operator)) {
            lines.forEach(canvas::rule);
        }
        if (clips) {
            clipPath();
        }
        endPath();
    }

    private void fillPath() {
        PDGraphicsState state = engine.getGraphicsState();
        if (state.getNonStrokeAlphaConstant() <= 0) {
            return;
        }
        Rectangle2D clip = clip();
        int color = PdfColors.of(state.getNonStrokingColor());
        boolean exact = !curved
                && !clipsCurved
                && color != PdfCanvas.UNKNOWN
                && state.getNonStrokeAlphaConstant() >= OPAQUE
                && state.getSoftMask() == null
                && (state.getBlendMode() == null || state.getBlendMode().equals(BlendMode.NORMAL));
        for (Rectangle2D rectangle : rectangles) {
            Rectangle2D seen = rectangle.createIntersection(clip);
            if (seen.getWidth() > 0 && seen.getHeight() > 0) {
                canvas.fill(seen, color, exact);
            }
        }
    }

    private void clipPath() {
        if (rectangles.isEmpty()) {
            return;
        }
        Rectangle2D box = (Rectangle2D) rectangles.getFirst().clone();
        rectangles.forEach(box::add);
        GeneralPath path = new GeneralPath();
        path.append(box, false);
        engine.getGraphicsState().intersectClippingPath(path);
        clipsCurved |= curved || rectangles.size() > 1;
    }

    private void endPath() {
        open.clear();
        rectangles.clear();
        lines.clear();
        curved = false;
        clips = false;
    }

    private void rectangle(List<COSBase> operands) {
        endSubpath();
        float x = number(operands, 0);
        float y = number(operands, 1);
        float width = number(operands, 2);
        float height = number(operands, 3);
        open.add(transformed(x, y));
        open.add(transformed(x + width, y));
        open.add(transformed(x + width, y + height));
        open.add(transformed(x, y + height));
        endSubpath();
    }

    private void curve(List<COSBase> operands, int end) {
        curved = true;
        for (int i = 0; i <= end; i += 2) {
            point(operands, i);
        }
    }

    private void point(List<COSBase> operands, int at) {
        Point2D point = transformed(number(operands, at), number(operands, at + 1));
        if (!open.isEmpty() && lines.size() < MOST_BOXES) {
            Point2D before = open.getLast();
            if (Math.abs(before.getX() - point.getX()) < STRAIGHT
                    || Math.abs(before.getY() - point.getY()) < STRAIGHT) {
                lines.add(boxOf(List.of(before, point)));
            }
        }
        if (open.size() < MOST_BOXES) {
            open.add(point);
        }
    }

    private void endSubpath() {
        if (open.size() > 1 && rectangles.size() < MOST_BOXES) {
            Rectangle2D box = boxOf(open);
            curved |= !fills(box);
            rectangles.add(box);
            if (open.size() == 4 && lines.size() < MOST_BOXES - 4) {
                sides(box);
            }
        } else if (open.size() > 1) {
            curved = true;
        }
        open.clear();
    }

    private void sides(Rectangle2D box) {
        lines.add(new Rectangle2D.Double(box.getX(), box.getY(), box.getWidth(), 0));
        lines.add(new Rectangle2D.Double(box.getX(), box.getMaxY(), box.getWidth(), 0));
        lines.add(new Rectangle2D.Double(box.getX(), box.getY(), 0, box.getHeight()));
        lines.add(new Rectangle2D.Double(box.getMaxX(), box.getY(), 0, box.getHeight()));
    }

    /// Whether the open path is the box itself: four corners.
    private boolean fills(Rectangle2D box) {
        if (open.size() < 4 || open.size() > 5) {
            return false;
        }
        return open.stream()
                .allMatch(point -> (near(point.getX(), box.getX()) || near(point.getX(), box.getMaxX()))
                        && (near(point.getY(), box.getY()) || near(point.getY(), box.getMaxY())));
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) < STRAIGHT;
    }

    private static Rectangle2D boxOf(List<Point2D> points) {
        Rectangle2D box = new Rectangle2D.Double(
                points.getFirst().getX(), points.getFirst().getY(), 0, 0);
        points.forEach(box::add);
        return box;
    }

    /// What can be seen at all, as a box.
    Rectangle2D clip() {
        return clip.of(engine.getGraphicsState());
    }

    private void picture() {
        Rectangle2D box = boxOf(List.of(transformed(0, 0), transformed(1, 0), transformed(1, 1), transformed(0, 1)));
        if (!layers.hidden()) {
            canvas.picture(box.createIntersection(clip()));
        }
    }

    private Point2D transformed(float x, float y) {
        return engine.transformedPoint(x, y);
    }

    private static float number(List<COSBase> operands, int at) {
        return at < operands.size() && operands.get(at) instanceof COSNumber number ? number.floatValue() : 0;
    }

    /// Notes where pictures stand, and follows forms that are on a visible layer.
    private final class Objects extends DrawObject {

        Objects(PDFStreamEngine engine) {
            super(engine);
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) throws IOException {
            if (operands.isEmpty() || !(operands.getFirst() instanceof COSName name)) {
                return;
            }
            if (engine.getResources().isImageXObject(name)) {
                picture();
                return;
            }
            COSDictionary resources = engine.getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
            COSDictionary layer = resources == null || resources.getCOSDictionary(name) == null
                    ? null
                    : resources.getCOSDictionary(name).getCOSDictionary(COSName.OC);
            layers.enter(layer);
            try {
                super.process(operator, operands);
            } finally {
                layers.leave();
            }
        }

        @Override
        public String getName() {
            return OperatorName.DRAW_OBJECT;
        }
    }
}
