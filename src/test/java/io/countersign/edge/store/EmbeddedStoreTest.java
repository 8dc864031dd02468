package io.countersign.edge.store;

import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The embedded store holds to the contracts.
class EmbeddedStoreTest {
    @TempDir
    Path folder;

    private EmbeddedStore store;

    @BeforeEach
    void open() {
        store = EmbeddedStore.open(
                new EmbeddedStore.Config(folder, new PlaceBox(), () -> true, new Asn1RevocationFormats()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class OfTenants extends TenantsContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfTenantOptions extends TenantOptionsContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfTrustAnchors extends TrustAnchorsContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfSharedKeys extends SharedKeysContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfDevices extends DevicesContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfIssuedTokens extends IssuedTokensContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfUsers extends UsersContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfSigningKeys extends SigningKeysContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfRefusals extends RefusalLedgerContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfOwnCrls extends OwnCrlsContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }

    @Nested
    class OfRevocation extends RevocationContract {
        @Override
        Stores stores() {
            return Stores.of(store);
        }
    }
}
