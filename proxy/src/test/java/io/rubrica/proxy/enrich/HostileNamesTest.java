package io.rubrica.proxy.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must be true of every name, tried on many made at random from the worst that Unicode has. */
class HostileNamesTest {
    private static final String[] PIECES = {
        "Ada",
        " ",
        "  ",
        "\"",
        "\\",
        "\\\"",
        "<",
        ">",
        ";",
        ",",
        "@",
        "%22",
        "\r\n",
        "\n ",
        "\t",
        "\0",
        "\u007F",
        "\u0085",
        "\u009F",
        "ü",
        "u\u0308",
        "ß",
        "Ж",
        "й",
        "\u0438\u0306",
        "ع",
        "\u064B",
        "\u200C",
        "\u200D",
        "\u200B",
        "\uFEFF",
        "\u202E",
        "\u2066",
        "\u200F",
        "\u061C",
        "👩",
        "\u200D👧",
        "🏽",
        "\uFE0F",
        "🇮",
        "🇹",
        "🏴",
        "\uDB40\uDC67",
        "\uDB40\uDC7F",
        "\uD83D",
        "\uDE00",
        "\u0301",
        "\u0323",
        "\u1100",
        "\u1161",
        "\u11A8",
        "क",
        "\u094D",
        "ส",
        "\u0E33",
        "\u3000",
        "\u00AD",
        "\u2028",
        "漢",
        "\uDB40\uDD00",
        "𝄞",
        "\uFFFF",
        "\u0600",
        "\u2000",
        "\u212B",
        "\u03B1\u0313\u0300\u0345",
        "1\uFE0F\u20E3"
    };

    private final Random random = new Random(20261122);

    @Test
    void another_implementation_reads_exactly_the_name_that_was_written() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            CallerName name = CallerName.of(anyName(), 40, 128);
            if (name != null) assertEquals(name.text(), JainSipAddresses.displayName(name.quoted()));
        }
    }

    @Test
    void a_name_never_carries_a_control_character() {
        for (int i = 0; i < 20_000; i++) {
            CallerName name = CallerName.of(anyName(), 40, 128);
            if (name == null) continue;
            for (byte b : name.quoted()) assertTrue(b < 0 || b >= ' ', name.text());
            assertTrue(name.text().codePoints().noneMatch(Character::isISOControl), name.text());
        }
    }

    @Test
    void a_name_never_exceeds_its_limits_and_is_always_composed() {
        for (int i = 0; i < 20_000; i++) {
            int graphemes = 1 + random.nextInt(50);
            int bytes = 4 + random.nextInt(150);
            String raw = anyName();
            CallerName name = CallerName.of(raw, graphemes, bytes);
            if (name == null) continue;
            assertTrue(name.text().getBytes(StandardCharsets.UTF_8).length <= bytes, raw);
            assertTrue(clusters(name.text()) <= graphemes, raw);
            assertTrue(Normalizer.isNormalized(name.text(), Normalizer.Form.NFC), raw);
        }
    }

    @Test
    void cleaning_a_clean_name_changes_nothing() {
        for (int i = 0; i < 20_000; i++) {
            CallerName name = CallerName.of(anyName(), 1 + random.nextInt(50), 4 + random.nextInt(150));
            if (name != null) assertEquals(name, CallerName.of(name.text(), 256, 1024));
        }
    }

    @Test
    void a_shorter_limit_gives_a_beginning_of_the_longer_name() {
        for (int i = 0; i < 20_000; i++) {
            String raw = anyName();
            String whole = text(CallerName.of(raw, 256, 1024));
            String cut = text(CallerName.of(raw, 1 + random.nextInt(20), 4 + random.nextInt(60)));
            assertTrue(whole.startsWith(cut), raw);
            String rest = whole.substring(cut.length());
            boolean joinerGone = !rest.isEmpty() && VisibleText.isJoiner(rest.charAt(0));
            if (!cut.isEmpty() && !joinerGone) assertEquals(clusters(whole), clusters(cut) + clusters(rest), raw);
        }
    }

    @Test
    void a_name_of_any_length_and_any_kind_is_read_no_further_than_it_is_shown() {
        for (String piece : PIECES) {
            String more = piece.repeat(60_000 / piece.length());
            assertEquals("Ada Lovelace", text(CallerName.of("Ada Lovelace " + more, 12, 128)), piece);
            assertTrue(VisibleText.of(more, 288).length() <= 600, piece);
            text(CallerName.of(more, 40, 128));
        }
    }

    private String anyName() {
        StringBuilder name = new StringBuilder();
        for (int pieces = random.nextInt(60); pieces > 0; pieces--) {
            String piece = random.nextInt(8) == 0
                    ? Character.toString(random.nextInt(0x110000))
                    : PIECES[random.nextInt(PIECES.length)];
            name.append(piece.repeat(random.nextInt(20) == 0 ? 1 + random.nextInt(60) : 1));
        }
        return name.toString();
    }

    private static String text(@Nullable CallerName name) {
        return name == null ? "" : name.text();
    }

    private static int clusters(String text) {
        Matcher cluster = Pattern.compile("\\X").matcher(text);
        int clusters = 0;
        while (cluster.find()) clusters++;
        return clusters;
    }
}
