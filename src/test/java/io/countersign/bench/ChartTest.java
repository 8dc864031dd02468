package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
    private final Chart chart = new Chart(
            "ours < theirs & more",
            List.of("first", "second"),
            List.of(new Chart.Group("a", List.of(0.5, 1.0)), new Chart.Group("b", List.of(2.0, 0.25))),
            new Chart.Line(1, "theirs"));

    @Test
    void a_bar_is_as_high_as_its_value() throws Exception {
        NodeList rectangles = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("rect");
        // the page and a key for each series come first
        double half = height(rectangles, 3);

        assertThat(rectangles.getLength()).isEqualTo(3 + 4);
        assertThat(height(rectangles, 4) / half).isBetween(1.95, 2.05);
        assertThat(height(rectangles, 5) / half).isBetween(3.9, 4.1);
        assertThat(height(rectangles, 6) / half).isBetween(0.45, 0.55);
    }

    private static double height(NodeList rectangles, int number) {
        return Double.parseDouble(((Element) rectangles.item(number)).getAttribute("height"));
    }

    @Test
    void values_and_names_stand_in_it() {
        assertThat(chart.svg())
                .contains(">0.25<", ">2.00<", ">first<", ">b<", ">theirs<", "ours &lt; theirs &amp; more");
    }

    @Test
    void a_group_with_a_bar_too_few_is_refused() {
        assertThatThrownBy(() -> new Chart(
                        "",
                        List.of("first", "second"),
                        List.of(new Chart.Group("a", List.of(1.0))),
                        new Chart.Line(1, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
