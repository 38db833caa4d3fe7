package io.rubrica.proxy.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void objects_lists_and_values_are_joined() {
        Json json = new Json().object().put("a", "x").put("b", (String) null).put("n", -3);
        json.list("l").add("1").object().put("c", "y").end().object().end().end();
        json.object("o").put("z", 0).end().list("e").end().put("last", "w");
        assertEquals(
                "{\"a\":\"x\",\"b\":null,\"n\":-3,\"l\":[\"1\",{\"c\":\"y\"},{}],\"o\":{\"z\":0},\"e\":[],\"last\":\"w\"}",
                json.end().toString());
    }

    @Test
    void what_could_steer_a_terminal_is_escaped_and_names_are_readable() {
        String name = "\"Zoë\" \\ Жук 😀 \u001b[31m\n\u202e\u200d\ud800";
        assertEquals(
                "{\"n\":\"\\\"Zoë\\\" \\\\ Жук 😀 \\u001b[31m\\u000a\\u202e\\u200d\\ud800\"}",
                new Json().object().put("n", name).end().toString());
    }
}
