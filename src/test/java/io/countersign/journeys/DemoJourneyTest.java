package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `countersign demo --once`: the main job from nothing.
class DemoJourneyTest {
    @TempDir
    Path folder;

    @Test
    void the_demo_holds_every_step_on_a_fresh_folder_and_on_the_one_it_left() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (ServerProcess demo = ServerProcess.run(List.of("demo", "--once", "--data", folder.toString()))) {
                assertThatEveryStepHeld(demo);
            }
        }
    }

    @Test
    void the_demo_holds_every_step_on_a_machine_where_no_native_part_loads() throws Exception {
        try (ServerProcess demo =
                ServerProcess.runWithoutNatives(List.of("demo", "--once", "--data", folder.toString()))) {
            assertThatEveryStepHeld(demo);
        }
    }

    @Test
    void what_to_try_next_is_printed_as_it_has_to_be_typed() throws Exception {
        try (ServerProcess demo = ServerProcess.run(List.of("demo", "--data", folder.toString()))) {
            assertThat(demo.awaitLine("Ctrl-C"))
                    .filteredOn(line -> line.contains("'" + ServerProcess.LAUNCHER + "' "))
                    .hasSize(2);
        }
    }

    private static void assertThatEveryStepHeld(ServerProcess demo) throws Exception {
        List<String> told = demo.awaitEnd();

        assertThat(demo.exitCode()).as("%s", told).isZero();
        assertThat(told).filteredOn(line -> line.startsWith("✓")).hasSize(8);
        assertThat(told).noneMatch(line -> line.startsWith("✗"));
        assertThat(told).anyMatch(line -> line.contains("device_pump-1"));
        assertThat(told).anyMatch(line -> line.contains("untrusted"));
    }
}
