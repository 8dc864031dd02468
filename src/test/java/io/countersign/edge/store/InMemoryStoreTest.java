package io.countersign.edge.store;

import org.junit.jupiter.api.Nested;

/// The models hold to the contracts.
class InMemoryStoreTest {
    @Nested
    class OfTenants extends TenantsContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfTenantOptions extends TenantOptionsContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfTrustAnchors extends TrustAnchorsContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfSharedKeys extends SharedKeysContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfDevices extends DevicesContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfIssuedTokens extends IssuedTokensContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfUsers extends UsersContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfSigningKeys extends SigningKeysContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfRefusals extends RefusalLedgerContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfOwnCrls extends OwnCrlsContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }

    @Nested
    class OfRevocation extends RevocationContract {
        @Override
        Stores stores() {
            return Stores.inMemory();
        }
    }
}
