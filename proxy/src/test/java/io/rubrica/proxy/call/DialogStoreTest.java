package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of calls, on a real disk. */
class DialogStoreTest {
    @TempDir
    Path folder;

    private DialogStore open(String name) throws IOException {
        return CallsFolder.open(folder.resolve(name), 1000);
    }

    private static CallKit kit(DialogStore store) {
        CallKit.Options options = new CallKit.Options();
        options.store = store;
        return new CallKit(options);
    }

    /** What a killed process leaves: the files as they are while it runs. */
    private void copy(String from, String to) throws IOException {
        Path there = Files.createDirectory(folder.resolve(to));
        try (Stream<Path> files = Files.list(folder.resolve(from))) {
            for (Path file : files.toList()) Files.copy(file, there.resolve(file.getFileName()));
        }
    }

    private static void ends(CallKit kit, CallKit.Call call) {
        call.called().sends("BYE", 5);
        Sip bye = kit.trunk.hears();
        assertEquals("BYE", bye.method());
        kit.trunk.sends(bye.answer("200 OK", ""));
        assertEquals(200, kit.pbx.hears().status());
        assertEquals(Outcome.ANSWERED, kit.event().outcome());
    }

    @Test
    void a_call_is_found_after_a_clean_stop() throws IOException {
        CallKit kit;
        CallKit.Call call;
        try (DialogStore first = open("calls")) {
            kit = kit(first);
            call = kit.up();
        }
        try (DialogStore second = open("calls")) {
            kit.restart(second);
            assertEquals(1, kit.board.activeCalls());
            ends(kit, call);
        }
    }

    @Test
    void a_call_is_found_after_a_kill() throws IOException {
        try (DialogStore first = open("calls")) {
            CallKit kit = kit(first);
            CallKit.Call call = kit.up();
            copy("calls", "left");
            try (DialogStore second = open("left")) {
                kit.restart(second);
                ends(kit, call);
            }
        }
    }

    @Test
    void an_answer_to_a_call_that_was_lost_is_known_by_the_next_process() throws IOException {
        try (DialogStore first = open("calls")) {
            CallKit kit = kit(first);
            Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
            copy("calls", "left");
            try (DialogStore second = open("left")) {
                kit.restart(second);
                kit.pbx.sends(heard.answer("200 OK", "x", "Contact: <sip:callee@198.51.100.5:5060>\n", ""));
                assertEquals(
                        List.of("ACK", "BYE"),
                        kit.pbx.hearsAll().stream().map(Sip::method).toList());
            }
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_put_aside_and_calls_go_on() throws IOException {
        Path calls = Files.createDirectory(folder.resolve("calls"));
        Files.writeString(calls.resolve("dialogs"), "nothing that a table would begin with".repeat(1000));
        Files.createFile(calls.resolve("running"));
        try (DialogStore store = open("calls")) {
            CallKit kit = kit(store);
            assertEquals(0, kit.board.activeCalls());
            ends(kit, kit.up());
        }
        assertTrue(Files.exists(calls.resolve("damaged-1")));
        assertFalse(Files.exists(calls.resolve("running")));
    }

    @Test
    void two_processes_never_share_a_file() throws IOException {
        try (DialogStore first = open("calls")) {
            assertEquals(0, first.fill(), 0.01);
            assertThrows(IOException.class, () -> open("calls"));
        }
    }

    @Test
    void a_call_that_is_too_large_for_the_file_is_carried_all_the_same() throws IOException {
        try (DialogStore store = open("calls")) {
            CallKit kit = kit(store);
            String route = "Record-Route: <sip:192.0.2.7;lr;" + "x".repeat(400) + ">\n";
            CallKit.Call call = kit.up(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), route.repeat(30)));
            assertTrue(kit.counters.dialogsOnHeap.sum() > 0);
            assertEquals(1, kit.board.dialogsInProgress());
            ends(kit, call);
            kit.pass(40_000);
            assertEquals(0, kit.board.dialogCount());
            assertEquals(0, kit.board.dialogsInProgress());
        }
    }

    @Test
    void calls_that_the_file_has_no_room_for_are_carried_and_counted() throws IOException {
        try (DialogStore store = CallsFolder.open(folder.resolve("calls"), 10)) {
            CallKit kit = kit(store);
            List<CallKit.Call> calls = new ArrayList<>();
            while (kit.counters.dialogsOnHeap.sum() < 20 && calls.size() < 2_000) calls.add(kit.up());
            assertTrue(kit.counters.dialogsOnHeap.sum() >= 20, calls.size() + " calls found room");
            assertEquals(calls.size(), kit.board.activeCalls());
            assertTrue(kit.board.dialogsInProgress() >= 20);
            for (CallKit.Call call : calls) {
                call.calling().sends("INFO", 21);
                assertEquals("INFO", kit.pbx.hears().method());
                call.called().sends("BYE", 5);
                assertEquals("BYE", kit.trunk.hears().method());
            }
            assertEquals(calls.size(), kit.events.size());
            kit.pass(80_000);
            kit.trunk.hearsAll();
            kit.pbx.hearsAll();
            assertEquals(0, kit.board.dialogCount());
            assertEquals(0, kit.board.dialogsInProgress());
            kit.up();
            assertEquals(0, kit.board.dialogsInProgress());
        }
    }

    /** Each version adds to the one before, behind it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_call_that_an_older_build_kept_goes_on(int version) {
        HeapStore store = new HeapStore();
        CallKit kit = kit(store);
        CallKit.Call call = kit.up();
        store.forEachKey(key -> {
            DialogBytes bytes = new DialogBytes();
            store.read(key, bytes);
            DialogBytes number = new DialogBytes();
            number.put(version);
            byte[] older = bytes.copy();
            older[0] = number.copy()[0];
            bytes.set(older);
            store.put(key, bytes);
        });
        kit.restart(store);
        assertEquals(0, kit.counters.dialogsLost.sum());
        ends(kit, call);
    }

    @Test
    void a_call_that_the_next_process_does_not_understand_is_counted() {
        HeapStore store = new HeapStore();
        DialogBytes strange = new DialogBytes();
        strange.put(99);
        store.put(7, strange);
        strange.clear();
        strange.put(1);
        store.put(8, strange);
        CallKit kit = kit(store);
        assertEquals(2, kit.counters.dialogsLost.sum());
        assertEquals(0, kit.board.dialogCount());
    }
}
