package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tables of plain numbers do what the library's do, whatever comes. */
class PlainTablesTest {
    @Test
    void the_index_of_callees_is_a_map() {
        Random random = new Random(1);
        CalleeIndex index = new CalleeIndex();
        Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // Few low bits, so that many want the same place.
            long hash = (long) random.nextInt(20) << 40 | random.nextInt(64);
            if (random.nextInt(3) > 0) {
                index.put(hash, i + 1);
                model.put(hash, i + 1L);
            } else {
                index.remove(hash);
                model.remove(hash);
            }
            long asked = (long) random.nextInt(20) << 40 | random.nextInt(64);
            assertEquals(model.getOrDefault(asked, 0L), index.get(asked));
        }
        assertEquals(model.size(), index.size());
        model.forEach((hash, key) -> assertEquals(key, index.get(hash)));
    }

    @Test
    void deadlines_come_in_their_order() {
        Random random = new Random(2);
        Deadlines deadlines = new Deadlines();
        PriorityQueue<Long> model = new PriorityQueue<>();
        for (int i = 0; i < 100_000; i++) {
            if (model.isEmpty() || random.nextInt(3) > 0) {
                long time = random.nextInt(1000);
                deadlines.add(time, time * 3);
                model.add(time);
            } else {
                long time = model.remove();
                assertEquals(time, deadlines.time());
                assertEquals(time * 3, deadlines.key());
                deadlines.removeFirst();
            }
            assertEquals(model.size(), deadlines.size());
        }
    }
}
