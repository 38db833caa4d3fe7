package io.rubrica.proxy.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerNameTest {
    private static final String FAMILY = "👩‍👩‍👧‍👦";

    @Test
    void a_plain_name_stays_as_it_is() {
        String plain = "Ada Lovelace";
        assertSame(plain, shown(plain));
    }

    @Test
    void names_of_every_script_stay_as_they_are() {
        for (String name : new String[] {
            "Jürgen Groß",
            "Łukasz Żółć",
            "Борис Ельцин",
            "Ελένη Παππά",
            "محمد علي",
            "דוד לוי",
            "山田太郎",
            "김철수",
            "สมชาย",
            "क्षितिज शर्मा",
            "Nguyễn Thị Ánh"
        }) assertEquals(name, shown(name));
    }

    @Test
    void a_name_is_written_in_composed_form() {
        assertEquals("Zoë", shown("Zoe\u0308"));
        assertEquals("Å", shown("\u212B"));
    }

    @Test
    void white_space_of_any_kind_becomes_one_space() {
        assertEquals("Ada Lovelace", shown("  Ada\u00A0 \t\r\n\u3000Lovelace\u2028"));
        assertEquals("a b c d", shown("a\u0085b\u2029c\u2003d"));
    }

    @Test
    void a_line_break_cannot_begin_a_new_header() {
        assertEquals("Ada Via: evil", shown("Ada\r\nVia: evil"));
    }

    @Test
    void control_characters_go() {
        assertEquals("Ada", shown("A\u0000d\u001B\u007F\u0090a\u0007"));
    }

    @Test
    void marks_that_turn_the_writing_direction_go() {
        assertEquals("Ada evil", shown("\u202EAda\u202C \u2066evil\u2069\u200E\u200F\u061C\u202A\u2068"));
    }

    @Test
    void invisible_characters_go() {
        assertEquals("Ada", shown("\uFEFFA\u200Bd\u00AD\u2060a\u180E\u034F\u115F\u2065\uFFFE"));
    }

    @Test
    void half_a_surrogate_pair_goes() {
        assertEquals("Ada", shown("A\uD83Dd\uDE00a\uD83D"));
    }

    @Test
    void what_nobody_can_see_is_no_name() {
        for (String nothing : new String[] {
            "", " ", "\t\r\n", "\u200B\u200D", "\u202E", "\u3164", "\u2800", "\u0301", "\uFE0F", "\uD83D", "\u0000"
        }) assertNull(CallerName.of(nothing, 40, 128));
    }

    @Test
    void a_mark_without_a_letter_goes_so_that_it_does_not_sit_on_the_quote() {
        assertEquals("Ada B", shown("\u0301Ada \u0308B"));
    }

    @Test
    void joiners_stay_inside_emoji_and_go_elsewhere() {
        assertEquals(FAMILY, shown(FAMILY));
        assertEquals("👁️‍🗨️", shown("👁️‍🗨️"));
        assertEquals("Ada 👩 L", shown("A\u200Dda\u200D 👩\u200D L\u200D"));
        assertEquals("👩a", shown("👩\u200D\u200Da"));
    }

    @Test
    void joiners_stay_between_letters_whose_shape_they_decide() {
        assertEquals("علی\u200Cرضا", shown("علی\u200Cرضا"));
        assertEquals("ශ්\u200Dරී", shown("ශ්\u200Dරී"));
        assertEquals("Ada", shown("A\u200Cda\u200C"));
    }

    @Test
    void the_flag_of_england_stays_and_hidden_letters_go() {
        String england = "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F";
        assertEquals(england, shown(england));
        assertEquals("Ada", shown("Ada\uDB40\uDC67\uDB40\uDC62"));
    }

    @Test
    void a_long_name_is_cut_to_forty_characters() {
        assertEquals("x".repeat(40), shown("x".repeat(300)));
        assertEquals("é".repeat(40), shown("e\u0301".repeat(300)));
    }

    @Test
    void a_name_of_three_hundred_bytes_is_cut_to_128() {
        assertEquals("漢".repeat(40), shown("漢".repeat(100)));
        assertEquals("𝄞".repeat(32), shown("𝄞".repeat(75)));
        assertEquals("Б".repeat(40), shown("Б".repeat(150)));
    }

    @Test
    void a_cut_leaves_no_space_at_the_end() {
        assertEquals("Ada", text(CallerName.of("Ada Lovelace", 4, 128)));
        assertEquals("Ада", text(CallerName.of("Ада Лавлейс", 40, 7)));
    }

    @Test
    void a_cut_never_parts_a_family_a_flag_a_skin_tone_or_an_accent() {
        assertEquals(FAMILY, text(CallerName.of(FAMILY + FAMILY, 40, 49)));
        assertEquals("🇮🇹", text(CallerName.of("🇮🇹🇩🇪", 40, 15)));
        assertEquals("👍🏽", text(CallerName.of("👍🏽👍🏽", 1, 128)));
        assertEquals("x̣̂", text(CallerName.of("x\u0323\u0302y", 1, 128)));
        assertEquals("a", text(CallerName.of("a👍🏽", 40, 5)));
    }

    @Test
    void a_single_character_that_is_too_long_is_no_name() {
        assertNull(CallerName.of(FAMILY, 40, 24));
        assertNull(CallerName.of("x" + "\u0323".repeat(200), 40, 128));
    }

    @Test
    void composing_at_the_end_of_a_long_name_still_fills_the_limit() {
        // Four characters become one of three bytes: the densest composition there is.
        String dense = "\u03B1\u0313\u0300\u0345";
        assertEquals("\u1F82".repeat(42), text(CallerName.of(dense.repeat(2000), 200, 128)));
    }

    @Test
    void quotes_and_backslashes_are_escaped() {
        assertEquals("\"Ada \\\"The Engine\\\" \\\\o/\"", quoted("Ada \"The Engine\" \\o/"));
    }

    @Test
    void a_name_is_always_quoted_as_utf_8() {
        assertEquals("\"Ada\"", quoted("Ada"));
        assertEquals("\"Jürgen Groß 🚀\"", quoted("Jürgen Groß 🚀"));
    }

    @Test
    void a_name_that_could_break_a_message_cannot_be_built() {
        for (String wrong : new String[] {"", " ", "Ada\r\nVia: evil", "A\u0000", "A\u0085", "\uD83D", "a\uDE00"})
            assertThrows(IllegalArgumentException.class, () -> new CallerName(wrong));
        assertEquals("🚀", new CallerName("🚀").text());
    }

    private static String shown(String raw) {
        return text(CallerName.of(raw, 40, 128));
    }

    private static String text(@Nullable CallerName name) {
        assertNotNull(name);
        return name.text();
    }

    private static String quoted(String raw) {
        return new String(new CallerName(raw).quoted(), StandardCharsets.UTF_8);
    }
}
