package io.countersign.bench;

import java.nio.file.Path;

/// What the load program is to do.
///
/// @param devices folder with a PEM file for each identity
/// @param use how many of them, spread over the folder; 0: all
/// @param slots operations at once; where slots take turns, two of them make one operation
/// @param warmUp operations before counting begins
/// @param requests operations that are counted
/// @param pace when they begin
record Load(Shape shape, Tls tls, Path devices, int use, int slots, long warmUp, long requests, Pace pace) {
    private static final int SLOTS = 4;
    private static final int CONNECTIONS_KEPT = 32;
    private static final int KEPT_WARM_UP = 2_000;
    private static final int SECONDS_MAX = 300;

    /// What an operation is.
    enum Shape {
        /// A connection and a whole handshake for each request.
        FULL("full"),
        /// A connection for each request, whose handshake resumes the device's session.
        RESUME("resume"),
        /// Requests on connections that stay open.
        KEEPALIVE("keepalive"),
        /// A connection, the first flight of a handshake, and away.
        HELLO("hello");

        private final String argument;

        Shape(String argument) {
            this.argument = argument;
        }

        String argument() {
            return argument;
        }
    }

    /// The version of the protocol, the only one that is offered.
    enum Tls {
        TLS_1_3("1.3"),
        TLS_1_2("1.2");

        private final String number;

        Tls(String number) {
            this.number = number;
        }

        String number() {
            return number;
        }
    }

    /// @param perSecond operations that begin each second, whatever becomes of the ones before; 0: each slot begins its
    ///     next operation when it has ended one
    /// @param secondsMax for the counted operations
    record Pace(int perSecond, int secondsMax) {
        static final Pace AS_FAST_AS_IT_GOES = new Pace(0, SECONDS_MAX);
    }

    /// Whole passes over all identities of a folder.
    static Load full(Tls tls, Path devices, long requests) {
        return new Load(Shape.FULL, tls, devices, 0, SLOTS, 0, requests, Pace.AS_FAST_AS_IT_GOES);
    }

    /// Each identity used makes its first, whole handshake before counting begins.
    static Load resume(Tls tls, Path devices, int use, long requests) {
        return new Load(Shape.RESUME, tls, devices, use, SLOTS, use, requests, Pace.AS_FAST_AS_IT_GOES);
    }

    /// Connections that take turns two by two.
    static Load keepalive(Tls tls, Path devices, long requests) {
        return new Load(
                Shape.KEEPALIVE,
                tls,
                devices,
                CONNECTIONS_KEPT,
                CONNECTIONS_KEPT,
                KEPT_WARM_UP,
                requests,
                Pace.AS_FAST_AS_IT_GOES);
    }

    boolean takesTurns() {
        return shape == Shape.KEEPALIVE;
    }
}
