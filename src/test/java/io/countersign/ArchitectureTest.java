package io.countersign;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.countersign.house.LayerRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The program keeps the layers that ARCHITECTURE.md draws.
class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> the_program_keeps_its_layers() {
        var source = Main.class.getProtectionDomain().getCodeSource().getLocation();
        var program = new ClassFileImporter().importUrl(source);

        return LayerRules.ALL.entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(program)));
    }
}
