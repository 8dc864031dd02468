package io.countersign.edge.tls;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

/// The JDK's TLS engine, made to look at the server name of every handshake.
///
/// Left alone it resumes a session whatever server name the client sends now, and then tells the name under which the
/// session began. With a matcher it resumes a session for its own name only, and any name matches ours.
final class JdkEngine extends JdkSSLEngineOptions {
    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                return new LookingAtNames(super.create());
            }
        };
    }

    private static final class LookingAtNames extends DelegatingSslContext {
        LookingAtNames(SslContext context) {
            super(context);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setSNIMatchers(List.of(new AnyName()));
            engine.setSSLParameters(parameters);
        }
    }

    private static final class AnyName extends SNIMatcher {
        AnyName() {
            super(StandardConstants.SNI_HOST_NAME);
        }

        @Override
        public boolean matches(SNIServerName name) {
            return true;
        }
    }
}
