package io.countersign.edge.tls;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who does the cryptography behind the JDK's interfaces.
public final class CryptoProviders {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProviders.class);

    private CryptoProviders() {}

    /// Puts the native provider first, where it loads and passes its own health check; else the JDK's own stay: slower,
    /// with the same results.
    ///
    /// @return the name of the provider that signs and verifies from now on
    public static String installFastest() {
        try {
            AmazonCorrettoCryptoProvider.install();
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        } catch (RuntimeException | LinkageError notOnThisMachine) {
            LOG.warn(
                    "the native crypto provider does not load, signatures take longer: {}",
                    notOnThisMachine.toString());
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
        }
        return Security.getProviders()[0].getName();
    }
}
