package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Records of calls as earlier versions wrote them: an update while calls are up ends none. */
class OlderRecordsTest {
    private static final long KEY = 0x2583f6340c2c038eL;
    private static final String VERSION_1 = """
            AgIAAICt4gQAgKHmBAIOY2FycmllcipjYWxsLTFAY2FsbGVyLmV4YW1wbGVqPHNpcDorMTIwMjU1NTAxMjNAcHJveHkuZXhhbXBs
            ZT47dGFnPTI1ODNmNjM0MGMyYzAzOGVKIFg8c2lwOisxMjAyNTU1MDEwMEB0cnVuay5leGFtcGxlPjt0YWc9Y2FsbGVyMUoOMnNp
            cDpjYWxsZXJAMTkyLjAuMi43OjUwNjAAHDE5Mi4wLjIuMTo1MDYwAAjAAAIHAIhPAAAADG9mZmljZUAwMjNlNjQ1OTc4NjBkM2M5
            MmI0NWFjMTgzZmU5MzVmMYgBIkFkYSBMb3ZlbGFjZSIgPHNpcDorMTIwMjU1NTAxMDBAdHJ1bmsuZXhhbXBsZT47dGFnPTEzMTQx
            NThlNGVjN2IwZjRoIFg8c2lwOisxMjAyNTU1MDEyM0Bwcm94eS5leGFtcGxlPjt0YWc9Y2FsbGVlMkoOOHNpcDpjYWxsZWVAMTk4
            LjUxLjEwMC41OjUwNjAAIjE5OC41MS4xMDAuMTo1MDYwAAjGM2QFAIhPKAAYKzEyMDI1NTUwMTAwGCsxMjAyNTU1MDEyMwpuYW1l
            ZApleGFjdBJjdXN0b21lcnMCHCJBZGEgTG92ZWxhY2UiAICt4gQCgK3iBAACAigogK3iBAKWBUFDSyBzaXA6Y2FsbGVlQDE5OC41
            MS4xMDAuNTo1MDYwIFNJUC8yLjANClZpYTogU0lQLzIuMC9VRFAgMTk4LjUxLjEwMC4xOjUwNjA7YnJhbmNoPXo5aEc0YksyNmFh
            ODRmNTRkMjM5Y2ZjDQpNYXgtRm9yd2FyZHM6IDY5DQpGcm9tOiAiQWRhIExvdmVsYWNlIiA8c2lwOisxMjAyNTU1MDEwMEB0cnVu
            ay5leGFtcGxlPjt0YWc9MTMxNDE1OGU0ZWM3YjBmNA0KVG86IDxzaXA6KzEyMDI1NTUwMTIzQHByb3h5LmV4YW1wbGU+O3RhZz1j
            YWxsZWUyDQpDYWxsLUlEOiAwMjNlNjQ1OTc4NjBkM2M5MmI0NWFjMTgzZmU5MzVmMQ0KQ1NlcTogMjAgQUNLDQpDb250ZW50LUxl
            bmd0aDogMA0KDQoA
            """;

    @Test
    void a_call_of_version_1_goes_on_and_ends() {
        DialogBytes record = new DialogBytes();
        record.set(Base64.getMimeDecoder().decode(VERSION_1));
        HeapStore store = new HeapStore();
        store.put(KEY, record);
        CallKit kit = new CallKit();
        kit.restart(store);
        assertEquals(1, kit.board.activeCalls());
        Party.Side pbx = new Party.Side(
                kit.pbx,
                "<sip:+12025550123@proxy.example>;tag=callee2",
                "\"Ada Lovelace\" <sip:+12025550100@trunk.example>;tag=1314158e4ec7b0f4",
                "023e64597860d3c92b45ac183fe935f1",
                "sip:198.51.100.1:5060");
        pbx.sends("INFO", 1);
        kit.trunk.sends(kit.trunk.hears().answer("200 OK", ""));
        assertEquals(200, kit.pbx.hears().status());
        pbx.sends("BYE", 2);
        assertEquals(
                "<sip:+12025550100@trunk.example>;tag=caller1",
                kit.trunk.hears().header("To"));
        assertEquals(Outcome.ANSWERED, kit.event().outcome());
    }
}
