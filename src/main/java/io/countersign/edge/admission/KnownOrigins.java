package io.countersign.edge.admission;

import io.countersign.core.tenant.TenantId;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Of which tenant the device was that last got a token from an address: all that can be known of a connection before
/// its handshake. IPv6 addresses are told apart by their network (the first 64 bits), for the rest changes by itself
/// (RFC 8981).
///
/// It is a guess, good enough to share what is scarce and for nothing else: an address may be used by several tenants,
/// and one that is not remembered is a stranger's. For each there are 32 bits, a part of its hash and the number of the
/// share, in an array that does not grow: a newer one takes the place of an older one. The hash depends on a random
/// number, so that nobody can choose addresses that push out others.
final class KnownOrigins {
    /// How many shares there are: two tenants of more may have one together.
    static final int SHARES = 1 << 10;

    /// The share of whoever comes from an address that is not remembered.
    static final int STRANGERS = 0;

    /// Addresses remembered at most; they take four bytes each.
    static final int ADDRESSES_MAX = 1 << 19;

    private static final int IPV4_BYTES = 4;
    private static final int TAG_MASK = -SHARES;

    private final AtomicIntegerArray places = new AtomicIntegerArray(ADDRESSES_MAX);
    private final long secret;

    KnownOrigins() {
        this(new SecureRandom().nextLong());
    }

    KnownOrigins(long secret) {
        this.secret = secret;
    }

    /// A device of a tenant got a token.
    ///
    /// @param address in numbers; without effect if it is none
    void remember(String address, TenantId tenant) {
        InetAddress origin;
        try {
            origin = InetAddress.ofLiteral(withoutZone(address));
        } catch (IllegalArgumentException none) {
            return;
        }
        long hash = hash(origin);
        int share = 1 + Math.floorMod(mix(tenant.value().hashCode()), SHARES - 1);
        places.setOpaque(place(hash), tag(hash) | share);
    }

    /// The zone of an address (RFC 4007, 11) names an interface of this machine: it says nothing of the device.
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /// @return less than [#SHARES]; [#STRANGERS] if nobody is known to come from there
    int shareOf(InetAddress address) {
        long hash = hash(address);
        int found = places.getOpaque(place(hash));
        return (found & TAG_MASK) == tag(hash) ? found & ~TAG_MASK : STRANGERS;
    }

    private long hash(InetAddress address) {
        byte[] bytes = address.getAddress();
        ByteBuffer reading = ByteBuffer.wrap(bytes);
        return mix(bytes.length == IPV4_BYTES ? reading.getInt() : reading.getLong());
    }

    /// Spreads numbers evenly (the last step of MurmurHash3).
    private long mix(long number) {
        long mixed = number ^ secret;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private static int place(long hash) {
        return (int) hash & (ADDRESSES_MAX - 1);
    }

    private static int tag(long hash) {
        return (int) (hash >>> Integer.SIZE) & TAG_MASK;
    }
}
