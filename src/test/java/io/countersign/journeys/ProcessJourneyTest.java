package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process: what it says, how it ends, and what is there after it was killed.
class ProcessJourneyTest {
    private static final int KILLS = 20;
    private static final String CERTIFICATES = "/tenant/tenants/acme/trusted-certificates";

    @TempDir
    Path folder;

    @Test
    void sigterm_ends_the_server_with_exit_code_0() throws Exception {
        try (ServerProcess server = ServerProcess.serve(folder.resolve("data"))) {
            server.terminate();

            assertThat(server.exitCode()).isZero();
        }
    }

    @Test
    void a_port_in_use_is_told_in_one_sentence_and_changes_nothing() throws Exception {
        try (var taken = new ServerSocket(0);
                ServerProcess server = ServerProcess.serve(
                        folder.resolve("data"), "--device-port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(errors(server)).singleElement().asString().contains("in use");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_told_in_one_sentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        try (ServerProcess server = ServerProcess.serve(file.resolve("data"), "--tls-engine", "native")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(errors(server)).singleElement().asString().contains(file.toString());
        }
    }

    @Test
    void a_broken_certificate_file_is_told_in_one_sentence() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");
        try (ServerProcess server = ServerProcess.serve(
                folder.resolve("data"), "--tls-certificate", broken.toString(), "--tls-key", broken.toString())) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(errors(server)).singleElement().asString().contains(broken.toString());
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    private static List<String> errors(ServerProcess server) {
        return server.output().stream()
                .filter(line -> line.startsWith("error:"))
                .toList();
    }

    /// Product.md 6: what an administrator was told is done is on disk.
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void every_anchor_that_was_answered_201_survives_20_kills() throws Exception {
        var moments = new Random(20);
        List<TestCa> anchors = IntStream.range(0, 400)
                .mapToObj(i -> TestCa.root("Anchor " + i))
                .toList();
        var uploaded = new ConcurrentLinkedQueue<String>();
        int next = 0;
        ServerProcess server = ServerProcess.serve(folder);
        ApiClient.ofOperator(new ServerProcess.Address(folder, server.apiPort()))
                .createTenant("acme", "localhost");
        for (int kill = 0; kill < KILLS; kill++) {
            int first = next;
            next += 20;
            var some = new CountDownLatch(1 + moments.nextInt(12));
            Thread uploader = uploader(server.apiPort(), anchors.subList(first, next), uploaded, some);
            assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
            server.kill();
            uploader.join();
            server = ServerProcess.serve(folder);
            try (ApiClient acme = ofAcme(server.apiPort())) {
                for (String fingerprint : uploaded) {
                    acme.get(CERTIFICATES + "/" + fingerprint).expecting(200);
                }
            }
        }
        server.close();
        assertThat(uploaded).hasSizeGreaterThan(KILLS);
    }

    /// Uploads until the server is gone.
    private Thread uploader(
            int port, List<TestCa> anchors, ConcurrentLinkedQueue<String> uploaded, CountDownLatch progress) {
        return Thread.ofVirtual().start(() -> {
            try (ApiClient acme = ofAcme(port)) {
                for (TestCa anchor : anchors) {
                    acme.post(CERTIFICATES, Map.of("certInPemFormat", anchor.pem(), "status", "ENABLED"))
                            .expecting(201);
                    uploaded.add(Fingerprint.of(anchor.certificate()).hex());
                    progress.countDown();
                }
            } catch (UncheckedIOException killed) {
                assertThat(killed).hasCauseInstanceOf(IOException.class);
            }
        });
    }

    private ApiClient ofAcme(int port) {
        return ApiClient.withPassword(new ServerProcess.Address(folder, port), "acme/admin", ApiClient.TENANT_PASSWORD);
    }
}
