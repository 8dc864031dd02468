package io.countersign.edge.store.embedded;

import io.countersign.core.device.Device;
import io.countersign.edge.store.StoreFault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Registers devices one by one for their callers, but together on disk.
///
/// When a fleet comes for the first time, thousands of devices are registered at once, and a commit waits for the disk.
/// So whoever gets to write takes along all who wait behind it.
final class Registrations {
    private static final int TOGETHER_MAX = 500;

    private final Database database;
    private final RowCache<DeviceKey, DeviceFacts> memory;
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();

    Registrations(Database database, RowCache<DeviceKey, DeviceFacts> memory) {
        this.database = database;
        this.memory = memory;
    }

    /// Somebody who waits. Touched only by who may write.
    private static final class Pending {
        final Device device;
        Optional<Device> there = Optional.empty();
        Optional<StoreFault> fault = Optional.empty();

        Pending(Device device) {
            this.device = device;
        }

        boolean isDone() {
            return there.isPresent() || fault.isPresent();
        }
    }

    /// @return the device that is there now
    Device register(Device device) {
        var own = new Pending(device);
        waiting.add(own);
        return database.alone(() -> {
            while (!own.isDone()) {
                writeNext();
            }
            return own.there.orElseThrow(() -> own.fault.orElseThrow());
        });
    }

    private void writeNext() {
        var together = new ArrayList<Pending>();
        while (together.size() < TOGETHER_MAX && waiting.peek() != null) {
            together.add(waiting.remove());
        }
        try {
            database.write(sql -> insertAll(sql, together), written -> remember(written, together));
        } catch (StoreFault fault) {
            together.forEach(pending -> pending.fault = Optional.of(fault));
        }
    }

    private static Map<DeviceKey, DeviceFacts> insertAll(Sql sql, List<Pending> together) throws SQLException {
        var written = new HashMap<DeviceKey, DeviceFacts>();
        for (Pending pending : together) {
            DeviceFacts there = DeviceRows.insert(sql, pending.device);
            written.put(keyOf(pending.device), there);
        }
        return written;
    }

    private void remember(Map<DeviceKey, DeviceFacts> written, List<Pending> together) {
        written.forEach((key, facts) -> {
            // What memory knows of a device that was there may be newer than the disk.
            memory.put(key, facts, known -> known.device().isEmpty());
        });
        for (Pending pending : together) {
            DeviceFacts there = written.getOrDefault(keyOf(pending.device), DeviceFacts.NONE);
            // Without its tenant it is not there any more, but was as good as registered a moment ago.
            pending.there = there.device().or(() -> Optional.of(pending.device));
        }
    }

    private static DeviceKey keyOf(Device device) {
        return new DeviceKey(device.tenant(), device.id());
    }
}
