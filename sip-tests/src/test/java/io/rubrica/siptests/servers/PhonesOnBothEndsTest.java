package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Real phones call each other through Rubrica, over every road; each road has a town of its own for all its calls. */
@Tag("servers")
@ParameterizedClass
@EnumSource(Road.class)
class PhonesOnBothEndsTest {
    private static @Nullable Town awake;

    private final Road road;
    private final Town town = Objects.requireNonNull(awake);

    PhonesOnBothEndsTest(Road road) {
        this.road = road;
    }

    @BeforeParameterizedClassInvocation
    static void the_town_wakes_up(Road road, @TempDir Path folder) throws IOException {
        awake = new Town(Files.createDirectory(folder.resolve(road.name())), road);
    }

    @AfterParameterizedClassInvocation
    static void the_town_goes_to_sleep() {
        if (awake != null) awake.close();
    }

    @Test
    void a_call_in_shows_the_name_and_leaves_no_trace_of_it() throws IOException {
        aCallIn();
        town.subscriber.hangUp();
        town.desk.isCalledNoMore();
        theSubscriberKnowsNothing();
    }

    @Test
    void either_side_holds_the_call_and_resumes_it() throws IOException {
        aCallIn();
        town.desk.hold();
        town.subscriber.isOffered();
        town.desk.isAnswered();
        town.desk.resume();
        town.subscriber.isOffered();
        town.desk.isAnswered();
        town.subscriber.hold();
        town.desk.isOffered();
        town.subscriber.isAnswered();
        town.subscriber.resume();
        town.desk.isOffered();
        town.subscriber.isAnswered();
        town.desk.hangUp();
        town.subscriber.isCalledNoMore();
        theSubscriberKnowsNothing();
    }

    @Test
    void keys_pressed_on_either_side_are_heard_on_the_other() throws IOException {
        aCallIn();
        town.subscriber.press("15#");
        town.desk.hearsKeys("15#");
        town.desk.press("904");
        town.subscriber.hearsKeys("904");
        town.desk.hangUp();
        town.subscriber.isCalledNoMore();
    }

    @Test
    void the_desk_transfers_the_subscriber_to_the_other_desk() throws IOException {
        aCallIn();
        town.desk.transfer(town.fromInside("202"));
        assertEquals(town.fromInside("202"), town.subscriber.isTransferred());
        assertEquals(Town.NAME, town.secondDesk.ringsWith());
        town.secondDesk.accept();
        // The NOTIFY that it worked ends the first call.
        town.desk.isCalledNoMore();
        town.subscriber.talks();
        town.secondDesk.talks();
        town.secondDesk.hangUp();
        town.subscriber.isCalledNoMore();
        theSubscriberKnowsNothing();
    }

    @Test
    void a_call_out_reaches_the_subscriber_and_is_held_and_ended_from_there() throws IOException {
        town.desk.dial(town.fromInside(Town.NUMBER));
        assertEquals("", town.subscriber.ringsWith());
        town.desk.hearsRinging();
        town.subscriber.accept();
        town.desk.talks();
        town.subscriber.talks();
        town.subscriber.hold();
        town.desk.isOffered();
        town.subscriber.isAnswered();
        town.subscriber.hangUp();
        town.desk.isCalledNoMore();
    }

    @Test
    void a_caller_who_gives_up_stops_the_ringing() throws IOException {
        town.subscriber.dial(town.fromOutside("201"));
        assertEquals(Town.NAME, town.desk.ringsWith());
        town.subscriber.hearsRinging();
        town.subscriber.hangUp();
        town.desk.isCalledNoMore();
    }

    private void aCallIn() throws IOException {
        town.subscriber.dial(town.fromOutside("201"));
        assertEquals(Town.NAME, town.desk.ringsWith());
        town.subscriber.hearsRinging();
        town.desk.accept();
        town.subscriber.talks();
        town.desk.talks();
    }

    /** In all that came to the subscriber, there is nothing of the name. */
    private void theSubscriberKnowsNothing() {
        String everything = town.subscriber.everything();
        assertTrue(everything.contains("Via: SIP/2.0/" + road.outside().inVia()), everything);
        assertFalse(everything.contains("Jürgen"), everything);
    }
}
