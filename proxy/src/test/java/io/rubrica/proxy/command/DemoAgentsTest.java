package io.rubrica.proxy.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class DemoAgentsTest {
    @Test
    void the_demo_s_trunk_and_pbx_complete_a_call_with_each_other() throws Exception {
        BlockingQueue<DemoMessage> rung = new LinkedBlockingQueue<>();
        try (DemoPbx pbx = new DemoPbx(anyPort("127.21.1.3"), rung::add);
                DemoTrunk trunk = new DemoTrunk(anyPort("127.21.1.2"), pbx.address())) {
            for (DemoCaller caller : DemoCaller.all()) {
                DemoTrunk.Call call = trunk.call(caller, "201");
                assertTrue(call.isComplete(), call::toString);
                assertEquals(call.from(), rung.take().header("From"));
            }
        }
    }

    @Test
    void messages_are_read_in_their_long_and_short_forms() {
        byte[] bytes = "SIP/2.0 180 Ringing\r\nv: a\r\nVia: b\r\nf : <sip:x@y>;tag=1\r\n\r\nbody"
                .getBytes(StandardCharsets.UTF_8);
        DemoMessage message = DemoMessage.parse(bytes, bytes.length);
        assertEquals(180, message.status());
        assertEquals(List.of("v: a", "Via: b"), message.lines("Via"));
        assertEquals("<sip:x@y>;tag=1", message.header("From"));
        assertEquals("body", message.body());
    }

    private static InetSocketAddress anyPort(String address) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(address), 0);
    }
}
