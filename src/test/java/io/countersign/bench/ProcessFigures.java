package io.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Linux says of a running process.
///
/// @param cpuSeconds user and system time of all its threads, those that have ended included
/// @param rssMib memory that it holds now
/// @param peakMib the most that it ever held
record ProcessFigures(double cpuSeconds, double rssMib, double peakMib) {
    /// What a tick of `/proc` is on every Linux that we know: USER_HZ.
    private static final double TICKS_PER_SECOND = 100;

    private static final double KIB_PER_MIB = 1024;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static ProcessFigures of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        return parse(Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
    }

    /// @param stat the line of `/proc/PID/stat`: its second field, the name, is in brackets and may hold blanks
    /// @param status the text of `/proc/PID/status`
    static ProcessFigures parse(String stat, String status) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(afterName[USER_TIME]) + Long.parseLong(afterName[SYSTEM_TIME]);
        return new ProcessFigures(ticks / TICKS_PER_SECOND, mib(status, "VmRSS"), mib(status, "VmHWM"));
    }

    private static double mib(String status, String name) {
        Matcher found = Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE)
                .matcher(status);
        if (!found.find()) {
            throw new IllegalArgumentException("the process has no " + name);
        }
        return Long.parseLong(found.group(1)) / KIB_PER_MIB;
    }
}
