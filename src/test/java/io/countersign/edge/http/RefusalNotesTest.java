package io.countersign.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.ledger.InMemoryRefusalLedger;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.ledger.RefusalLedger.Filter;
import io.countersign.core.ledger.RefusalLedger.Limits;
import io.countersign.core.ledger.Refused;
import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.Page;
import io.countersign.core.token.IssueToken.Outcome;
import io.countersign.core.token.Refusal;
import io.countersign.core.trust.ChainBench;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.edge.tls.Asn1CommonNames;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/// Two shelves of a ledger: on the larger one stands what a CA of the tenant has signed, and nothing else.
class RefusalNotesTest {
    private final TestCa root = TestCa.root("Acme Root");
    private final TestCa issuing = root.issuing("Acme Issuing");
    private final ChainBench bench = new ChainBench();
    private final RefusalLedger ledger = new InMemoryRefusalLedger(Limits.DEFAULT);
    private final RefusalNotes notes = new RefusalNotes(ledger, new Asn1CommonNames());

    private Standing standing(Reason reason, X509Certificate leaf, X509Certificate... others) {
        var verdict = (ChainVerdict.Untrusted) bench.verdict(leaf, others);
        assertThat(verdict.fault().reason()).isEqualTo(reason);
        notes.note(
                new Outcome.Refused(new Refusal.Chain(verdict.fault()), verdict.tried(), verdict.isSignedByCas()),
                Problem.unauthorized(),
                ChainBench.chain(leaf, others),
                "192.0.2.1",
                ChainBench.NOW);
        List<Standing> noted = ledger.page(ChainBench.ACME, Filter.ALL, new Page(1, 10)).stream()
                .map(Refused::what)
                .map(What::standing)
                .toList();
        assertThat(noted).hasSize(1);
        return noted.getFirst();
    }

    private void trustRoot() {
        bench.trust(ChainBench.ACME, root.certificate());
    }

    @Test
    void a_refused_device_of_a_ca_stands_with_those_that_are_known() {
        trustRoot();
        TestDevice old = issuing.device("pump-1", CertificateSpec::expired);

        assertThat(standing(Reason.EXPIRED, old.certificate(), issuing.certificate()))
                .isEqualTo(Standing.KNOWN);
    }

    @Test
    void what_the_holder_of_a_devices_key_made_up_stands_with_strangers() {
        trustRoot();
        TestCa pump = issuing.issuing("pump-1", CertificateSpec::noCa);

        assertThat(standing(
                        Reason.NOT_A_CA,
                        pump.device("made-up").certificate(),
                        pump.certificate(),
                        issuing.certificate()))
                .isEqualTo(Standing.STRANGER);
    }

    @Test
    void a_ca_that_the_device_made_itself_changes_nothing() {
        trustRoot();
        TestCa pump = issuing.issuing("pump-1", CertificateSpec::noCa);
        TestCa madeUp = pump.issuing("Made-up CA");

        assertThat(standing(
                        Reason.NOT_A_CA,
                        madeUp.device("made-up").certificate(),
                        madeUp.certificate(),
                        pump.certificate(),
                        issuing.certificate()))
                .isEqualTo(Standing.STRANGER);
    }

    @Test
    void what_a_ca_signed_that_may_not_sign_certificates_stands_with_strangers() {
        trustRoot();
        TestCa forLists = root.issuing("Acme Lists", spec -> spec.keyUsage(KeyUsage.cRLSign));

        assertThat(standing(Reason.KEY_USAGE, forLists.device("p").certificate(), forLists.certificate()))
                .isEqualTo(Standing.STRANGER);
    }

    @Test
    void what_bears_the_name_of_a_ca_alone_stands_with_strangers() {
        trustRoot();

        assertThat(standing(
                        Reason.BAD_SIGNATURE,
                        TestCa.root("Acme Root").device("liar").certificate()))
                .isEqualTo(Standing.STRANGER);
    }
}
