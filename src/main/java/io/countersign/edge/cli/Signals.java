package io.countersign.edge.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes SIGTERM and Ctrl-C an orderly stop with exit code 0.
///
/// A JVM that a signal ends exits with 143 whatever its shutdown hooks do, unless one of them halts it, which would cut
/// off the other hooks (temporary files of native libraries would stay). So the signal itself is taken: it stops the
/// server, and the command that waits for that returns as if nothing special had happened. `sun.misc.Signal` is the
/// only
/// way to do so; it is called by reflection since the compiler warns of the class and cannot be told not to.
final class Signals {
    private static final List<String> NAMES = List.of("TERM", "INT");
    private static final int HALTED = 130;

    private Signals() {}

    /// The first signal stops the server, a second one ends the process at once.
    static void stopOnTermination(Running running) {
        var stopping = new AtomicBoolean();
        Runnable stop = () -> {
            if (stopping.compareAndSet(false, true)) {
                running.stop();
            } else {
                Runtime.getRuntime().halt(HALTED);
            }
        };
        try {
            for (String name : NAMES) {
                handle(name, stop);
            }
        } catch (ReflectiveOperationException notOnThisJvm) {
            // signals are switched off (java -Xrs) or not to be had: stop all the same, if with another exit code
            Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object handling = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        action.run();
                    }
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    }
}
