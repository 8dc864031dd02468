package io.countersign.journeys;

import io.countersign.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/// Questions to the management listener.
final class Management {
    private Management() {}

    static HttpReply of(RunningServer server, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return DeviceClient.exchange(
                    http,
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.managementPort() + path))
                            .build());
        }
    }
}
