package io.countersign.edge.cli;

import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.UnusableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The client's side of TLS: whom it trusts and what it shows.
final class TlsClient {
    /// Guards key stores that live in memory alone.
    private static final char[] NO_SECRET = "memory".toCharArray();

    private TlsClient() {}

    /// @param ca PEM file with the CAs to trust, else those of the Java that runs this
    /// @param identity shown if the server asks for a client certificate
    /// @throws UnusableFile if the CA file cannot be used
    static SSLContext of(Optional<Path> ca, Optional<Identity> identity) throws UnusableFile {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(identity), trustManagers(ca), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new UnusableFile("The certificate and key cannot be used for TLS.", unusable);
        }
    }

    private static TrustManager @Nullable [] trustManagers(Optional<Path> ca)
            throws UnusableFile, GeneralSecurityException, IOException {
        if (ca.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (X509Certificate certificate : PemFiles.certificates(ca.get())) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(Optional<Identity> identity)
            throws GeneralSecurityException, IOException {
        if (identity.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = identity.get().chain().toArray(Certificate[]::new);
        store.setKeyEntry("device", identity.get().key(), NO_SECRET, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_SECRET);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
