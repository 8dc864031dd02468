# Starts the program. To be sourced by a POSIX shell: ./countersign does, and bin/countersign of the release archive.

# Becomes the JVM that runs the program: $1 is the home of a Java, $2 the jar; the rest are the program's arguments.
# COUNTERSIGN_JAVA_OPTS holds more options for the JVM; they count more than ours.
launch() {
    java_home=$1
    jar=$2
    shift 2

    # Most commands are over in a second: the first compiler alone and one collector thread get them there soonest.
    # A server runs for months and takes half of the memory that the machine or its container has; its classes take some
    # 50 MB, and to collect garbage twice on the way there would stop the first requests. A batch may run as
    # long, but holds one case at a time: what it is given is what it fills with garbage.
    case " $* " in
        ' serve '* | ' demo '*)
            tuning='-XX:InitialHeapSize=192m -XX:MaxRAMPercentage=50 -XX:MetaspaceSize=64m -XX:+ExitOnOutOfMemoryError'
            # What compilers and cryptography have freed goes back to the system, from as many pools as there are event
            # loops on a small machine. Netty frees the TLS engine of a connection when the connection closes; that it also
            # has a finalizer would only keep each of them alive for longer.
            export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
            tuning="$tuning -XX:TrimNativeHeapInterval=5000 --finalization=disabled"
            # Most methods run some hundred times, at the start, and never again: to compile each of them at once takes
            # CPU time at the start, and 20 MB for code that is not used.
            tuning="$tuning -XX:Tier3InvocationThreshold=5000 -XX:Tier3MinInvocationThreshold=2000"
            tuning="$tuning -XX:Tier3CompileThreshold=10000"
            ;;
        *' --batch '*) tuning='-XX:TieredStopAtLevel=1 -Xmx64m' ;;
        *) tuning='-XX:TieredStopAtLevel=1 -Xmx256m' ;;
    esac

    # Two collectors at once are an error, so ours gives way to one that is asked for. What a request leaves behind is
    # gone in milliseconds, so that it needs little room. What survives two collections (the token of a device, say) stays
    # for long, and to copy it another dozen times would only stop requests. The long arrays of a revocation list are not
    # to be moved about, and find room without a whole collection, which leaves no garbage where it is.
    case " ${COUNTERSIGN_JAVA_OPTS:-} " in
        *" -XX:+Use"*"GC "*) collector='' ;;
        *)
            collector='-XX:+UseSerialGC -XX:NewSize=32m -XX:MaxNewSize=32m -XX:SurvivorRatio=4'
            collector="$collector -XX:MaxTenuringThreshold=2 -XX:PretenureSizeThreshold=8m -XX:MarkSweepDeadRatio=0"
            ;;
    esac

    # A cache of loaded and profiled classes may lie beside the jar. Where it does not fit, the JVM starts without it,
    # and has nothing to say about it.
    cache=${jar%.jar}.aot
    if [ ! -f "$cache" ]; then cache=''; fi

    # The libraries load native code (TLS, SQLite) and use Unsafe (Netty); a JVM of 25 warns of both on standard error.
    # What the JVM tells other programs about itself stays in its memory. Else it lies in a mapped file, and a disk that is
    # busy can stop all threads at the end of a collection.
    # Standard output belongs to the commands: whatever the JVM has to say goes to standard error. COUNTERSIGN_JAVA_OPTS
    # is a list of words: it is split here, but its * and ? are not looked up among the files.
    set -f
    # shellcheck disable=SC2086  # options are words
    exec "$java_home/bin/java" \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -XX:+UseCompactObjectHeaders -XX:+PerfDisableSharedMem \
        -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning:stderr \
        ${cache:+-Xlog:aot*=off:stderr -Xlog:cds*=off:stderr -XX:AOTMode=auto} ${cache:+"-XX:AOTCache=$cache"} \
        -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dcountersign.command="$0" \
        $collector $tuning ${COUNTERSIGN_JAVA_OPTS:-} -jar "$jar" "$@"
}
