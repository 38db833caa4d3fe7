package io.rubrica.directory.source.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a file's bytes are text, decided once for the whole file.
 *
 * @param charset the character set
 * @param mark how many bytes of byte order mark come before the text
 * @param spoiled how many byte sequences of a UTF-8 file are none; they are read as U+FFFD
 */
record CharacterSet(Charset charset, int mark, long spoiled) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int SAMPLE = 8 * 1024;

    /** Looks at the whole file, a buffer at a time. */
    static CharacterSet of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(SAMPLE);
            if (startsWith(start, 0xff, 0xfe)) return new CharacterSet(StandardCharsets.UTF_16LE, 2, 0);
            if (startsWith(start, 0xfe, 0xff)) return new CharacterSet(StandardCharsets.UTF_16BE, 2, 0);
            boolean marked = startsWith(start, 0xef, 0xbb, 0xbf);
            if (!marked && start.length > 1) {
                // A header is mostly ASCII, so in UTF-16 nearly every other byte of it is zero.
                int zerosAtEven = zeros(start, 0);
                int zerosAtOdd = zeros(start, 1);
                int pairs = start.length / 2;
                if (zerosAtOdd * 5 >= pairs && zerosAtEven * 10 <= zerosAtOdd)
                    return new CharacterSet(StandardCharsets.UTF_16LE, 0, 0);
                if (zerosAtEven * 5 >= pairs && zerosAtOdd * 10 <= zerosAtEven)
                    return new CharacterSet(StandardCharsets.UTF_16BE, 0, 0);
            }
            return judge(start, in, marked);
        }
    }

    private static CharacterSet judge(byte[] start, InputStream in, boolean marked) throws IOException {
        Utf8Check check = new Utf8Check();
        check.take(start, start.length);
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) check.take(buffer, n);
        check.end();
        // One foreign byte in a file of good umlauts is a spoiled row, not a reason to misread all the others.
        if (marked || check.bad() < check.good() || check.bad() == 0)
            return new CharacterSet(StandardCharsets.UTF_8, marked ? 3 : 0, check.bad());
        return new CharacterSet(WINDOWS_1252, 0, 0);
    }

    /** Reads the text of a stream that stands at the file's first byte. */
    Reader reader(InputStream in) throws IOException {
        in.skipNBytes(mark);
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    private static int zeros(byte[] bytes, int from) {
        int count = 0;
        for (int i = from; i < bytes.length; i += 2) if (bytes[i] == 0) count++;
        return count;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) if ((bytes[i] & 0xff) != mark[i]) return false;
        return true;
    }
}
