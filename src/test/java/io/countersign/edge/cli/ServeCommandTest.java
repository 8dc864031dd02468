package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `serve`: settings go to the server, and what the operator must know comes out.
class ServeCommandTest {
    private final List<Settings> started = new ArrayList<>();

    @Test
    void the_settings_of_flags_and_environment_reach_the_server() {
        serve(Map.of("COUNTERSIGN_API_PORT", "7"), "--data", "here", "--device-port=6");

        assertThat(started).singleElement().satisfies(settings -> {
            assertThat(settings.data()).isEqualTo(Path.of("here"));
            assertThat(settings.listeners().devicePort()).isEqualTo(6);
            assertThat(settings.listeners().apiPort()).isEqualTo(7);
        });
    }

    @Test
    void one_line_says_that_it_is_ready_and_where() {
        CommandRun run = serve(Map.of(), "--management-bind", "::1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .last()
                .isEqualTo("ready: devices https://0.0.0.0:1  api https://0.0.0.0:2  management http://[::1]:3");
    }

    @Test
    void notices_and_the_first_password_come_before_it() {
        assertThat(serve(Map.of()).out().lines())
                .containsSequence(
                        "NOTICE: development certificate",
                        "FIRST START: the password of management/admin is drawn-password (it is not shown again)");
    }

    @Test
    void a_server_that_cannot_start_is_told_in_one_line() {
        Launch failing = _ -> {
            throw new CannotStart("Cannot listen on 0.0.0.0:1.", new IllegalStateException("taken"));
        };

        CommandRun run = CommandRun.of(failing, Map.of(), List.of("serve"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("error: Cannot listen on 0.0.0.0:1.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void wrong_settings_are_told_all_at_once() {
        CommandRun run = serve(Map.of("COUNTERSIGN_COLOUR", "blue"), "--device-port=x", "--tls-engine=y");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.startsWith("error: "));
        assertThat(started).isEmpty();
    }

    private CommandRun serve(Map<String, String> environment, String... flags) {
        var arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(flags));
        return CommandRun.of(this::start, environment, arguments);
    }

    private Running start(Settings settings) {
        started.add(settings);
        return new Running() {
            @Override
            public int devicePort() {
                return 1;
            }

            @Override
            public int apiPort() {
                return 2;
            }

            @Override
            public int managementPort() {
                return 3;
            }

            @Override
            public Optional<String> adminPassword() {
                return Optional.of("drawn-password");
            }

            @Override
            public List<String> notices() {
                return List.of("development certificate");
            }

            @Override
            public void stop() {}

            @Override
            public void awaitStop() {}
        };
    }
}
