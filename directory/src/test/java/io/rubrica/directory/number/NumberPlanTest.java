package io.rubrica.directory.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPlanTest {
    private static final NumberPlan ITALY = NumberPlan.of("IT");
    private static final NumberPlan GERMANY = NumberPlan.of("de");
    private static final NumberPlan AMERICA = NumberPlan.of("US");
    private static final NumberPlan NOWHERE = NumberPlan.worldwide();

    @ParameterizedTest
    @CsvSource({
        "+39 06 1234-567, +39061234567",
        "06/1234567, +39061234567",
        "(06) 123 45 67, +39061234567",
        "0039061234567, +39061234567",
        "00 39 06 1234567, +39061234567",
        "tel:+39061234567;phone-context=example.com, +39061234567",
        "tel:061234567;phone-context=+39, +39061234567",
        "'TEL:+39-06-1234567;ext=12', +39061234567",
        "\uff0b\uff13\uff19\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17, +39061234567",
        "06 1234567 int. 12, +39061234567",
        "06 1234567 x12, +39061234567",
        "06 1234567 ext. 4711, +39061234567",
        "06 1234567#12, +39061234567",
        "'06 1234567,,12', +39061234567",
        "(06) 123 4567 / 8, +39061234567",
        "06 1234567/06 7654321, +39061234567",
        "\u202a06 1234567\u202c, +39061234567",
        "06\u00a0123\u20134567, +39061234567",
        "+39 (06) 1234567, +39061234567",
        "333 123 4567, +393331234567",
        "+44 (0)1632 960123, +441632960123",
        "+49 030 12345678, +493012345678",
    })
    void a_number_is_read_however_it_is_typed(String typed, String read) {
        assertRead(read, ITALY, typed);
    }

    @Test
    void italy_keeps_the_zero_and_germany_drops_it() {
        assertRead("+390612345678", ITALY, "0612345678");
        assertRead("+493012345678", GERMANY, "030 12345678");
        assertRead("+12025550100", AMERICA, "(202) 555-0100");
    }

    @ParameterizedTest
    @CsvSource({
        "IT, +390612345678, 0612345678",
        "IT, +442079460010, 00442079460010",
        "IT, +393331234567, 3331234567",
        "DE, +493012345678, 03012345678",
        "GB, +442079460010, 02079460010",
        "US, +12025550100, 12025550100",
        "US, +442079460010, 011442079460010",
        "BR, +442079460010, 00442079460010",
        "IT, 201, 201",
        "IT, +9991234567890, 9991234567890",
        "'', +390612345678, 390612345678",
    })
    void a_number_is_written_as_the_country_dials_it(String country, String number, String dialled) {
        NumberPlan plan = NumberPlan.of(country);
        PhoneNumber read = plan.read(number);
        assertEquals(dialled, read == null ? null : plan.dialled(read));
        assertEquals(dialled, read == null ? null : plan.dialled(read), "the second time");
    }

    @Test
    void e164_that_lost_its_plus_is_read_when_it_begins_with_the_countrys_own_code() {
        assertRead("+390612345678", ITALY, "390612345678");
        assertRead("+12025550100", AMERICA, "12025550100");
        // A valid mobile of the country comes first, although it begins with the country's code.
        assertRead("+393912345678", ITALY, "3912345678");
        // Another country's is anybody's guess: containment may still find it.
        assertRead("441632960123", ITALY, "441632960123");
    }

    @Test
    void a_number_that_is_not_valid_in_the_country_stays_local() {
        assertRead("1234567", ITALY, "1234567");
        assertRead("123456", NOWHERE, "12-34-56");
    }

    @Test
    void at_most_five_digits_are_an_extension() {
        for (String extension : new String[] {"1", "112", "201", "00123", "12345"}) {
            assertRead(extension, ITALY, extension);
            assertRead(extension, NOWHERE, extension);
        }
    }

    @Test
    void without_a_country_two_zeros_are_a_plus_only_before_nine_digits() {
        assertRead("+390612345678", NOWHERE, "00390612345678");
        assertRead("0061234567", NOWHERE, "00 61234567");
        assertRead("0612345678", NOWHERE, "06 12345678");
        assertRead("390612345678", NOWHERE, "390612345678");
    }

    @Test
    void clean_e164_is_always_accepted_and_both_ways_of_reading_agree() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder digits = new StringBuilder("+").append(1 + random.nextInt(9));
            int length = 7 + random.nextInt(9);
            while (digits.length() <= length) digits.append(random.nextInt(10));
            String text = digits.toString();
            assertEquals(text, new PhoneNumber(packed(text)).toString());
            assertRead(text, i % 2 == 0 ? ITALY : NOWHERE, text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+123456",
                "+1234567890123456",
                "+0612345678",
                "39061234567",
                "+39 061234567",
                "+3906a234567"
            })
    void what_is_not_clean_e164_is_left_to_the_slow_reading(String text) {
        assertEquals(0, packed(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "anonymous",
                "unavailable",
                "0800-FLOWERS",
                "12a34567",
                "*21#",
                "*06*1234567",
                "+39+061234567",
                "+1234",
                "1234567890123456789",
                "+12345678901234567",
                "06 1234567 ext",
                "06 1234567 ext 123456789",
                "ext 12",
                "a@example.com"
            })
    void what_is_no_number_is_refused(String text) {
        assertNull(ITALY.read(text), text);
        assertNull(NOWHERE.read(text), text);
    }

    @Test
    void hostile_text_is_refused() {
        for (String part : new String[] {"1", "+", "(", "0", " ", ";", "tel:", "x1", "\u0661", "/", "1/", "e1"}) {
            String text = part.repeat(4096 / part.length());
            assertNull(ITALY.read(text), part);
            // What follows a semicolon are parameters; all else makes it no number.
            if (!part.equals(";")) assertNull(ITALY.read("06" + text), part);
        }
    }

    @Test
    void any_text_at_all_is_read_or_refused_but_never_breaks_the_reading() {
        SplittableRandom random = new SplittableRandom(2);
        String alphabet = "0123456789+ ()-./;,#*xextint\u0000\u202e\uff11\uff0b\ud83d";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int c = 0; c < length; c++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            PhoneNumber number = ITALY.read(text);
            if (number != null) assertEquals(number, number.isInternational() ? ITALY.read(number.toString()) : number);
        }
    }

    @Test
    void a_country_that_does_not_exist_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> NumberPlan.of("XX"));
        assertThrows(IllegalArgumentException.class, () -> NumberPlan.of("Italy"));
    }

    @Test
    void the_same_national_number_is_read_alike_again_and_again() {
        NumberPlan plan = NumberPlan.of("IT");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertRead("+3906" + (1_000_000 + i), plan, "06" + (1_000_000 + i));
            }
        }
    }

    private static void assertRead(String expected, NumberPlan plan, String typed) {
        @Nullable PhoneNumber number = plan.read(typed);
        assertEquals(expected, number == null ? null : number.toString(), typed);
    }

    private static long packed(String text) {
        return NumberPlan.readInternational(text);
    }
}
