package io.countersign.edge.tls;

import io.countersign.core.device.CommonNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Reads common names from the ASN.1 of a subject, never from its text form, in which a clever name can pass for two.
///
/// Only strings that all read alike count: the types of RFC 5280's DirectoryString and IA5String, and those of one byte
/// a letter only in ASCII, since beyond it some read them as Latin-1, some as T.61 and some as UTF-8.
public final class Asn1CommonNames implements CommonNames {
    private static final int ASCII_MAX = 0x7f;

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
        return switch (commonName.getValue()) {
            case ASN1UTF8String text -> text.getString();
            case ASN1BMPString text -> text.getString();
            case ASN1UniversalString text -> utf32(text.getOctets());
            case ASN1PrintableString text -> ascii(text);
            case ASN1IA5String text -> ascii(text);
            case ASN1T61String text -> ascii(text);
            default -> throw new IllegalArgumentException("the common name of the certificate is no text");
        };
    }

    private static String ascii(ASN1String text) {
        String value = text.getString();
        if (value.chars().anyMatch(letter -> letter > ASCII_MAX)) {
            throw new IllegalArgumentException("the common name has letters that its ASN.1 type does not tell apart");
        }
        return value;
    }

    private static String utf32(byte[] letters) {
        try {
            return StandardCharsets.UTF_32BE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(letters))
                    .toString();
        } catch (CharacterCodingException noText) {
            throw new IllegalArgumentException("the common name of the certificate is no text", noText);
        }
    }
}
