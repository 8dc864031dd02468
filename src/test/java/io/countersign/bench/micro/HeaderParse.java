package io.countersign.bench.micro;

import io.countersign.core.trust.ChainUnreadable;
import io.countersign.edge.tls.HeaderChain;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// `X-Ssl-Cert-Chain` with a leaf and its issuing CA.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 3)
public class HeaderParse {
    /// Headers of more devices than the JDK keeps certificates of.
    @State(Scope.Benchmark)
    public static class Headers {
        private static final int DEVICES = 1_000;

        private final List<String> headers;
        private int next;

        /// Makes them.
        public Headers() {
            TestCa issuing = TestCa.root("Root").issuing("Issuing CA");
            this.headers = IntStream.range(0, DEVICES)
                    .parallel()
                    .mapToObj(i -> issuing.device("device-" + i).pem() + issuing.pem())
                    .map(pem -> pem.strip().replace('\n', ' '))
                    .toList();
        }

        String next() {
            String header = headers.get(next);
            next = (next + 1) % headers.size();
            return header;
        }
    }

    /// From the text to two certificates.
    @Benchmark
    public List<X509Certificate> two_certificates(Headers headers) throws ChainUnreadable {
        return HeaderChain.parse(headers.next());
    }
}
