package io.countersign.edge.http.api;

import io.countersign.core.tenant.Page;
import io.countersign.edge.http.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// One page of a list, in the form of contract.md 6: the entries, links to this page and its neighbours, and figures.
///
/// @param field the name of the list in the answer
/// @param entries those of this page
/// @param total how many there are in all
record PagedList(String field, List<?> entries, long total) {
    private static final List<String> KEPT = List.of(
            "withTotalPages",
            "withTotalElements",
            "onlyDevices",
            "userName",
            "certificateAuthority",
            "device",
            "reason",
            "since",
            "tenant");

    /// The part of a whole list that a page shows.
    static <T> List<T> part(List<T> all, Page page) {
        int from = (int) Math.min(all.size(), page.offset());
        return all.subList(from, Math.min(all.size(), from + page.size()));
    }

    Map<String, Object> body(Call call) {
        Page page = call.page();
        long pages = Math.ceilDiv(total, page.size());
        var body = new LinkedHashMap<String, Object>();
        body.put(field, entries);
        body.put("self", link(call, page.number(), page.size()));
        if (page.number() < pages) {
            body.put("next", link(call, page.number() + 1, page.size()));
        }
        if (page.number() > 1) {
            body.put("prev", link(call, page.number() - 1, page.size()));
        }
        var statistics = new LinkedHashMap<String, Object>();
        statistics.put("currentPage", page.number());
        statistics.put("pageSize", page.size());
        if (call.asks("withTotalPages")) {
            statistics.put("totalPages", pages);
        }
        if (call.asks("withTotalElements")) {
            statistics.put("totalElements", total);
        }
        body.put("statistics", statistics);
        return body;
    }

    private static String link(Call call, int number, int size) {
        var query = new StringJoiner("&");
        query.add("pageSize=" + size).add("currentPage=" + number);
        for (String name : KEPT) {
            call.query(name)
                    .ifPresent(value -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return call.baseUrl() + call.path() + "?" + query;
    }
}
