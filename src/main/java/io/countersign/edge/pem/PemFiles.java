package io.countersign.edge.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/// Reads keys and certificates from PEM files, whichever tool wrote them.
public final class PemFiles {
    /// The largest file that is read, in bytes: far more than ten certificates need.
    static final long BYTES_MAX = 1 << 20;

    private PemFiles() {}

    /// All certificates of a file, in its order. Other blocks are passed over.
    ///
    /// @throws UnusableFile if the file cannot be read or holds no certificate
    public static List<X509Certificate> certificates(Path file) throws UnusableFile {
        var certificates = new ArrayList<X509Certificate>();
        for (Object block : blocks(file)) {
            if (block instanceof X509CertificateHolder holder) {
                certificates.add(certificate(file, holder));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableFile(file + " holds no PEM certificate.");
        }
        return List.copyOf(certificates);
    }

    /// The first private key of a file: PKCS#8, SEC1 (`EC PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`), not encrypted.
    ///
    /// @throws UnusableFile if the file cannot be read, holds no such key, or an encrypted one
    public static PrivateKey privateKey(Path file) throws UnusableFile {
        for (Object block : blocks(file)) {
            switch (block) {
                case PrivateKeyInfo key -> {
                    return privateKey(file, key);
                }
                case PEMKeyPair pair -> {
                    return privateKey(file, pair.getPrivateKeyInfo());
                }
                case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                    throw new UnusableFile("The private key in " + file + " is encrypted; decrypt it first, for example"
                            + " with openssl pkey.");
                default -> {
                    // certificates and EC parameters may stand before the key
                }
            }
        }
        throw new UnusableFile(file + " holds no PEM private key.");
    }

    private static List<Object> blocks(Path file) throws UnusableFile {
        var blocks = new ArrayList<Object>();
        try (var parser = new PEMParser(new StringReader(text(file)))) {
            @Nullable Object block = parser.readObject();
            while (block != null) {
                blocks.add(block);
                block = parser.readObject();
            }
        } catch (IOException | RuntimeException broken) {
            throw new UnusableFile(file + " holds a PEM block that cannot be read.", broken);
        }
        if (blocks.isEmpty()) {
            throw new UnusableFile(file + " is not a PEM file: it has no '-----BEGIN …-----' line that can be read.");
        }
        return blocks;
    }

    /// @throws UnusableFile if the file is missing, unreadable or larger than any PEM file
    private static String text(Path file) throws UnusableFile {
        try {
            if (Files.isDirectory(file)) {
                throw new UnusableFile(file + " is a folder, not a file.");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new UnusableFile(file + " is larger than " + BYTES_MAX + " bytes.");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new UnusableFile("There is no file " + file + ".", missing);
        } catch (IOException unreadable) {
            throw new UnusableFile(file + " cannot be read.", unreadable);
        }
    }

    private static X509Certificate certificate(Path file, X509CertificateHolder holder) throws UnusableFile {
        try {
            return certificate(holder.getEncoded());
        } catch (CertificateException | IOException broken) {
            throw new UnusableFile(file + " holds a certificate that cannot be read.", broken);
        }
    }

    /// Reads one DER certificate with the JDK's parser.
    static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static PrivateKey privateKey(Path file, PrivateKeyInfo key) throws UnusableFile {
        String algorithm = key.getPrivateKeyAlgorithm().getAlgorithm().getId();
        try {
            // The JDK knows the algorithms it has by their OIDs too, so that no table of names is needed.
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException | IOException unknown) {
            throw new UnusableFile("The private key in " + file + " is of a kind that cannot be used.", unknown);
        }
    }
}
