package io.countersign.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Domain;
import io.countersign.core.token.Refusal;
import io.countersign.core.token.TokenFault;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds docs/refusals.md against the code.
class RefusalsDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\|.*");
    private static final DeviceId DEVICE = new DeviceId("pump-1");
    private static final List<Refusal> OTHERS = List.of(
            new Refusal.TenantAmbiguous(),
            new Refusal.Misdirected(new Domain("acme.example")),
            new Refusal.TenantSuspended(),
            new Refusal.Unreadable("It is no certificate."),
            new Refusal.BadDeviceId("a device id has one"),
            new Refusal.NotRegistered(DEVICE),
            new Refusal.DeviceDisabled(DEVICE),
            new Refusal.PasswordDevice(DEVICE));

    private static List<String> rows = List.of();

    @BeforeAll
    static void read() throws IOException {
        rows = Files.readAllLines(Path.of("docs", "refusals.md")).stream()
                .filter(line -> ROW.matcher(line).matches())
                .toList();
    }

    private static Problem refusalOf(Reason reason) {
        return TokenProblems.of(new Refusal.Chain(new ChainFault(reason, "CN=x", "is wrong")));
    }

    @Test
    void each_reason_of_a_chain_is_listed_with_its_cause_and_its_remedy() {
        for (Reason reason : Reason.values()) {
            assertThat(rows).contains("| `" + reason.code() + "` | " + reason.cause() + " | " + reason.remedy() + " |");
            assertThat(refusalOf(reason).hint()).contains(reason.remedy());
        }
    }

    @Test
    void each_reason_of_a_dead_token_is_listed_with_its_cause() {
        for (TokenFault fault : TokenFault.values()) {
            assertThat(rows).contains("| `" + TokenProblems.code(fault) + "` | " + fault.sentence() + " |");
        }
    }

    @Test
    void every_other_refusal_is_listed_with_its_status() {
        assertThat(OTHERS.stream().map(Refusal::getClass))
                .as("one of each kind")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Refusal.class.getPermittedSubclasses())
                        .filter(type -> type != Refusal.Chain.class)
                        .map(type -> type.<Refusal>asSubclass(Refusal.class))
                        .toList());
        for (Problem problem : others().toList()) {
            assertThat(rows).anyMatch(row -> row.startsWith("| `" + problem.reason() + "` | " + problem.status()));
        }
    }

    private static Stream<Problem> others() {
        return Stream.concat(
                OTHERS.stream().map(TokenProblems::of),
                Stream.of(
                        TokenProblems.noClientCertificate(),
                        TokenProblems.chainUnreadable("why"),
                        TokenProblems.featureOff()));
    }

    @Test
    void nothing_is_listed_that_is_never_answered() {
        Set<String> known = Stream.of(
                        Arrays.stream(Reason.values()).map(Reason::code),
                        Arrays.stream(TokenFault.values()).map(TokenProblems::code),
                        others().map(Problem::reason))
                .flatMap(codes -> codes)
                .collect(Collectors.toSet());

        assertThat(rows.stream().map(row -> ROW.matcher(row).replaceFirst("$1")).distinct())
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
