package io.countersign.edge.tls;

import io.countersign.core.device.CommonNames;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Reads common names from the ASN.1 of a subject, never from its text form, in which a clever name can pass for two.
public final class Asn1CommonNames implements CommonNames {
    @Override
    public List<String> of(X500Principal subject) {
        var names = new ArrayList<String>();
        for (RDN rdn : X500Name.getInstance(subject.getEncoded()).getRDNs()) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                if (attribute.getType().equals(BCStyle.CN)) {
                    names.add(textOf(attribute));
                }
            }
        }
        return names;
    }

    private static String textOf(AttributeTypeAndValue commonName) {
        if (commonName.getValue() instanceof ASN1String string) {
            return string.getString();
        }
        throw new IllegalArgumentException("the common name of the certificate is no text");
    }
}
