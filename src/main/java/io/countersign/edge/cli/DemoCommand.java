package io.countersign.edge.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// x
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    DemoCommand(Map<String, String> environment, Launch launch) {}

    @Override
    public Integer call() {
        return 0;
    }
}
