package io.rubrica.proxy.call;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a leg does not own crosses byte for byte, and nothing else does: in dialogs of random requests with random
 * headers and bodies. {@code -Dtransparency.dialogs=N} plays more of them, {@code -Dtransparency.seed=N} others.
 */
class GeneratedDialogsTest {
    private static final int DIALOGS = Integer.getInteger("transparency.dialogs", 400);
    private static final long SEED = Long.getLong("transparency.seed", 20_261_124);

    @Test
    void what_must_cross_crosses_and_what_must_not_does_not() {
        CallKit kit = new CallKit();
        for (int dialog = 0; dialog < DIALOGS; dialog++) {
            long seed = SEED + dialog;
            try {
                new GeneratedDialog(kit, new Random(seed)).play();
                // What lingers of it is over before the next begins.
                kit.leap(40_000);
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError(
                        "again with -Dtransparency.dialogs=1 -Dtransparency.seed=" + seed + ": " + wrong.getMessage(),
                        wrong);
            }
        }
        System.out.println(DIALOGS + " dialogs crossed, from seed " + SEED);
    }
}
