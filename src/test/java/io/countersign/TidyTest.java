package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.house.TidyHouse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Holds the sources against the rules of this house. Each rule stands in `house`, with what to do instead.
class TidyTest {
    @TestFactory
    Stream<DynamicTest> every_source_file_keeps_the_rules_of_the_house() {
        var house = TidyHouse.in(Path.of(System.getProperty("basedir", ".")));
        return house.rules()
                .map(rule -> DynamicTest.dynamicTest(
                        rule,
                        () -> assertThat(house.broken(rule))
                                .as("%s: %s", rule, house.instead(rule))
                                .isEmpty()));
    }
}
