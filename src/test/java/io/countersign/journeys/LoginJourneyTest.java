package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Administrators log in by Basic, and guessing is slow.
class LoginJourneyTest {
    @TempDir
    Path folder;

    private RunningServer server;
    private ApiClient operator;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        operator = ApiClient.ofOperator(server);
        operator.createTenant("acme", "localhost").close();
    }

    @AfterEach
    void stop() {
        operator.close();
        server.close();
    }

    @Test
    void the_host_name_stands_in_for_a_missing_tenant() {
        try (ApiClient admin = ApiClient.withPassword(server, "admin", ApiClient.TENANT_PASSWORD)) {
            assertThat(admin.get("/tenant/currentTenant").expecting(200).text("name"))
                    .isEqualTo("acme");
        }
    }

    @Test
    void a_sixth_wrong_password_in_a_row_waits_and_the_right_one_too() {
        operator.post(
                        "/user/management/users",
                        Map.of("userName", "guessed", "password", "the-right-password", "email", "guessed@example.com"))
                .expecting(201);
        try (ApiClient guesser = ApiClient.withPassword(server, "management/guessed", "a-wrong-password");
                ApiClient owner = ApiClient.withPassword(server, "management/guessed", "the-right-password")) {
            for (int i = 0; i < 5; i++) {
                guesser.get("/user/currentUser").expecting(401, "bad_credentials");
            }
            guesser.get("/user/currentUser").expecting(429, "too_many_attempts");
            owner.get("/user/currentUser").expecting(429, "too_many_attempts");

            server.clock().advance(Duration.ofSeconds(1));
            owner.get("/user/currentUser").expecting(200);
        }
    }

    @Test
    void a_flood_of_logins_is_answered_and_leaves_room_for_others() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> flood = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> {
                        try (ApiClient guesser = ApiClient.withPassword(server, "acme/user-" + i, "wrong-password")) {
                            return guesser.get("/user/currentUser").status();
                        }
                    }))
                    .toList();
            for (Future<Integer> answer : flood) {
                assertThat(answer.get()).isIn(401, 429, 503);
            }
        }
        operator.get("/tenant/tenants").expecting(200);
    }
}
