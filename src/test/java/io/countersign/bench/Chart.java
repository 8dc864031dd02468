package io.countersign.bench;

import java.util.List;
import java.util.Locale;

/// Bars side by side, in SVG that shows in light and dark pages alike.
///
/// @param line a value that is marked across, with its name
record Chart(String title, List<String> series, List<Group> groups, Line line) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 330;
    private static final int LEFT = 40;
    private static final int TOP = 60;
    private static final int BOTTOM = 270;
    private static final double FILLED = 0.7;
    private static final double HEADROOM = 1.1;
    private static final List<String> COLOURS = List.of("#2f6fdb", "#5bb98c", "#e0a030");

    /// Bars that belong together.
    ///
    /// @param values one for each series
    record Group(String name, List<Double> values) {}

    /// A value across the whole chart.
    record Line(double value, String name) {}

    Chart {
        if (series.size() > COLOURS.size()
                || groups.isEmpty()
                || groups.stream().anyMatch(group -> group.values().size() != series.size())) {
            throw new IllegalArgumentException(
                    "each group has a bar for each of 1 to " + COLOURS.size() + " series, and there is a group");
        }
    }

    String svg() {
        var svg = new StringBuilder(4096);
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <g fill="#222222">
                <text x="%d" y="24" font-size="15">%s</text>
                """.formatted(WIDTH, HEIGHT, LEFT, escaped(title)));
        for (int i = 0; i < series.size(); i++) {
            int x = LEFT + i * 220;
            rectangle(svg, new Box(x, 36, 12, 12), COLOURS.get(i));
            text(svg, x + 18, 46, "start", series.get(i));
        }
        for (int i = 0; i < groups.size(); i++) {
            bars(svg, i);
        }
        int y = heightOf(line.value());
        svg.append("<path d=\"M%d %dH%d\" stroke=\"#c03030\" stroke-dasharray=\"5 4\"/>\n"
                .formatted(LEFT, y, WIDTH - LEFT));
        text(svg, WIDTH - LEFT, y - 4, "end", line.name());
        return svg.append("</g>\n</svg>\n").toString();
    }

    private void bars(StringBuilder svg, int number) {
        Group group = groups.get(number);
        double room = (double) (WIDTH - 2 * LEFT) / groups.size();
        double width = room * FILLED / series.size();
        double begin = LEFT + number * room + room * (1 - FILLED) / 2;
        for (int i = 0; i < series.size(); i++) {
            double value = group.values().get(i);
            double x = begin + i * width;
            int y = heightOf(value);
            rectangle(svg, new Box(x, y, width - 2, BOTTOM - y), COLOURS.get(i));
            text(svg, x + width / 2, y - 4, "middle", String.format(Locale.ROOT, "%.2f", value));
        }
        text(svg, LEFT + (number + 0.5) * room, BOTTOM + 20, "middle", group.name());
    }

    private int heightOf(double value) {
        double largest = groups.stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(Double::doubleValue)
                .reduce(line.value(), Math::max);
        return (int) Math.round(BOTTOM - value / (largest * HEADROOM) * (BOTTOM - TOP));
    }

    private record Box(double x, double y, double width, double height) {}

    private static void rectangle(StringBuilder svg, Box box, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                box.x(),
                box.y(),
                box.width(),
                box.height(),
                colour));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
