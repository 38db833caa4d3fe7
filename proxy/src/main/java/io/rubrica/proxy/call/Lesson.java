package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Target;
import io.rubrica.proxy.trunk.TargetHealth;
import io.rubrica.proxy.trunk.TargetHealth.Trouble;
import org.jspecify.annotations.Nullable;

/** What one try of a call teaches about its target, for the calls after it. */
final class Lesson {
    private final Switchboard board;
    private final @Nullable TargetHealth health;
    private final long begun;
    private boolean heard;

    /** Of a try that goes to a target. What stands behind routes is not judged by whoever stands before it. */
    static Lesson about(Switchboard board, Target target) {
        return new Lesson(board, target.routes().length > 0 ? null : board.healths.of(target.hop()));
    }

    private Lesson(Switchboard board, @Nullable TargetHealth health) {
        this.board = board;
        this.health = health;
        this.begun = board.now();
    }

    /** Every answer is one, a refusal too; only 503 with a Retry-After says how long we are to stay away. */
    void heard(WireMessage answer) {
        if (health == null) return;
        if (answer.status() == 503) {
            long wish = TargetHealth.wish(answer);
            // Without it, it is as if it were a 500 (RFC 3261, 21.5.4): this call alone did not get through.
            if (wish > 0) health.failed(Trouble.OVERLOADED, begun, board.now(), wish);
        } else if (!heard) {
            health.alive(board.now());
        }
        heard = true;
    }

    void silent() {
        if (health != null && !heard) health.failed(Trouble.SILENT, begun, board.now(), 0);
    }

    void unreachable() {
        if (health != null) health.failed(Trouble.UNREACHABLE, begun, board.now(), 0);
    }
}
