package io.countersign.bench;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run of the load program came to.
///
/// @param clientMicros CPU time of the load program itself for a good answer
/// @param complaint what went wrong first; empty if nothing did
record LoadResult(
        Answers answers,
        Handshakes handshakes,
        ServerCost cost,
        Latency latency,
        double seconds,
        double clientMicros,
        String complaint) {
    /// @param refused with a status other than 2xx
    /// @param overload of those, with 503
    /// @param connectFailed connections that did not come about
    /// @param timedOut operations that took longer than they may
    /// @param bad all of these and whatever else was not good, before counting began as well
    record Answers(long good, long bad, long refused, long overload, long connectFailed, long timedOut) {}

    /// @param resumedShare 0 to 1
    record Handshakes(String version, String cipher, String group, double resumedShare) {}

    /// @param micros CPU time of the server for a good answer, all threads
    /// @param jitMicros what of it the JIT compiler took
    record ServerCost(double micros, double jitMicros, long rssKib) {
        double microsWithoutJit() {
            return micros - jitMicros;
        }
    }

    /// From the beginning of an operation, or where operations begin at fixed times, from when it was due.
    record Latency(long p50, long p99) {}

    /// Reads the line of JSON that the program prints.
    static LoadResult parse(String json, String complaint) {
        JsonNode line = JsonMapper.shared().readTree(json);
        long connections = number(line, "conns");
        return new LoadResult(
                new Answers(
                        number(line, "good"),
                        number(line, "bad") + number(line, "warm_bad"),
                        number(line, "non2xx"),
                        number(line, "s503"),
                        number(line, "e_connect"),
                        number(line, "e_timeout")),
                new Handshakes(
                        line.required("tls").asString(),
                        line.required("cipher").asString(),
                        line.required("group").asString(),
                        connections == 0 ? 0 : (double) number(line, "resumed") / connections),
                new ServerCost(
                        line.required("server_cpu_us").asDouble(),
                        line.required("server_jit_us").asDouble(),
                        number(line, "server_rss_kib")),
                new Latency(number(line, "p50_us"), number(line, "p99_us")),
                line.required("seconds").asDouble(),
                line.required("client_cpu_us").asDouble(),
                complaint);
    }

    private static long number(JsonNode line, String name) {
        return line.required(name).asLong();
    }

    double perSecond() {
        return answers.good() / seconds;
    }

    /// This, if everything that was asked for was answered well.
    ///
    /// @throws IllegalStateException if anything went wrong: a figure of a run with errors would not be one
    LoadResult clean(String what, long requests) {
        if (answers.bad() > 0 || answers.good() < requests) {
            throw new IllegalStateException("%s: %d of %d answers were good, %d bad; first: %s"
                    .formatted(what, answers.good(), requests, answers.bad(), complaint));
        }
        return this;
    }
}
