package io.countersign.edge.revocation;

import io.countersign.core.revocation.CrlScope.DistributionName;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Names as ASN.1 has them, in the forms of the core.
final class Names {
    private Names() {}

    static X500Principal principal(X500Name name) {
        try {
            return new X500Principal(name.getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a name has its encoding", impossible);
        }
    }

    /// @param issuer whom a relative name is relative to
    static Set<DistributionName> of(DistributionPointName point, X500Name issuer) {
        if (point.getType() == DistributionPointName.FULL_NAME) {
            return Arrays.stream(GeneralNames.getInstance(point.getName()).getNames())
                    .map(Names::of)
                    .collect(Collectors.toSet());
        }
        RDN[] whole = Stream.concat(Arrays.stream(issuer.getRDNs()), Stream.of(RDN.getInstance(point.getName())))
                .toArray(RDN[]::new);
        return Set.of(of(new GeneralName(new X500Name(whole))));
    }

    private static DistributionName of(GeneralName name) {
        String text = switch (name.getTagNo()) {
            case GeneralName.directoryName ->
                principal(X500Name.getInstance(name.getName())).getName(X500Principal.CANONICAL);
            case GeneralName.uniformResourceIdentifier -> ((ASN1String) name.getName()).getString();
            default -> hex(name);
        };
        return new DistributionName(name.getTagNo(), text);
    }

    private static String hex(GeneralName name) {
        try {
            return HexFormat.of().formatHex(name.getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a name has its encoding", impossible);
        }
    }

    /// The names of directories among these.
    static Set<X500Principal> principals(GeneralNames names) {
        return Arrays.stream(names.getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .map(name -> principal(X500Name.getInstance(name.getName())))
                .collect(Collectors.toSet());
    }
}
