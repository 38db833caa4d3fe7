package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Ids ids = new Ids();

    @Test
    void no_id_comes_twice() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) seen.add(ids.next());

        assertEquals(100_000, seen.size());
    }

    @Test
    void two_processes_have_different_ids() {
        assertNotEquals(ids.next(), new Ids().next());
    }

    @Test
    void an_even_id_leaves_its_lowest_bit_to_the_user() {
        for (int i = 0; i < 1_000; i++) assertEquals(0, ids.nextEven() & 1);
    }

    @Test
    void an_id_comes_back_from_its_branch() {
        for (long id : new long[] {1, -1, Long.MIN_VALUE, 0x0123456789abcdefL, ids.next()}) {
            byte[] branch = Ascii.bytes("z9hG4bK" + Ascii.text(Ids.hex(id), 0, 16));

            assertEquals(id, ids.fromBranch(branch, 0, branch.length));
            MessageWriter out = new MessageWriter().hex(id);
            assertEquals(Ascii.text(Ids.hex(id), 0, 16), Ascii.text(out.bytes(), 0, out.length()));
        }
    }

    @Test
    void a_branch_of_somebody_else_is_none_of_ours() {
        for (String branch : new String[] {
            "",
            "z9hG4bK",
            "z9hG4bK0123456789abcde",
            "z9hG4bK0123456789abcdefa",
            "z9hG4bK0123456789abcdeg",
            "z9hG4bK0123456789abcd\u00e9"
        }) {
            byte[] bytes = Ascii.bytes(branch);

            assertEquals(0, ids.fromBranch(bytes, 0, bytes.length), branch);
        }
    }
}
