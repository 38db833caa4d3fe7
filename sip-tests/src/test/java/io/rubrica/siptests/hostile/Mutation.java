package io.rubrica.siptests.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages messages: always the same way for the same seed. */
final class Mutation {
    private static final List<String> BARBS = List.of(
            "\r\n",
            "\r\n\r\n",
            "\0",
            "\"",
            "\\",
            "<",
            ">",
            ";",
            ",",
            ":",
            "@",
            "%",
            "=",
            " ",
            "\t",
            "\r\n ",
            "tag=",
            ";;",
            "99999999999999999999",
            "-1",
            "Content-Length: 4294967296\r\n",
            "From: <",
            "sip:",
            "SIP/2.0 ",
            "z9hG4bK",
            "\u00ff\u00fe",
            "\u00c3",
            "%00",
            "[::1",
            "Via: ",
            "v:",
            "l:",
            "CSeq: 0 ");

    private final Random random;

    Mutation(long seed) {
        random = new Random(seed);
    }

    byte[] of(byte[] message) {
        byte[] damaged = message;
        for (int blows = 1 + random.nextInt(4); blows > 0; blows--) damaged = once(damaged);
        return damaged;
    }

    /** Bytes that never were a message. */
    byte[] noise() {
        byte[] noise = new byte[random.nextInt(1500)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] once(byte[] in) {
        int at = random.nextInt(in.length + 1);
        int to = Math.min(in.length, at + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(in, at);
            case 1 -> spliced(in, at, to, new byte[0]);
            case 2 -> spliced(in, at, at, Arrays.copyOfRange(in, at, to));
            case 3 -> spliced(in, at, to, bytes(BARBS.get(random.nextInt(BARBS.size()))));
            case 4 ->
                spliced(
                        in,
                        at,
                        at,
                        bytes(BARBS.get(random.nextInt(BARBS.size())).repeat(1 + random.nextInt(300))));
            default -> flipped(in);
        };
    }

    private byte[] flipped(byte[] in) {
        byte[] out = in.clone();
        for (int n = random.nextInt(8); n >= 0 && out.length > 0; n--)
            out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
        return out;
    }

    private static byte[] spliced(byte[] in, int from, int to, byte[] instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + instead.length);
        out.write(in, 0, from);
        out.writeBytes(instead);
        out.write(in, to, in.length - to);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
