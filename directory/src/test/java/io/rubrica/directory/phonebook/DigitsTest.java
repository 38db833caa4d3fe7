package io.rubrica.directory.phonebook;

import static io.rubrica.directory.phonebook.Contacts.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource({
        "+390612345678, 12345678, 8",
        "+390612345678, 0612345678, 10",
        "+390612345678, 390612345678, 12",
        "0612345678, 12345678, 8",
        "+4930123456, 030123456, 8",
        "4930123456, 030123456, 8",
        "30123456, 030123456, 8",
        // Italy has no trunk prefix: its 0 is part of the number.
        "+39331123456, 0331123456, 0",
        // Before a trunk prefix there is a calling code and nothing else.
        "+493112345678, 012345678, 0",
        "+390612345678, 0712345678, 0",
        "+390612345678, +12345678, 0",
        "+390612345678, +12345678901, 0",
        // The shorter is a full international number, whatever stands before its digits in the other.
        "00390612345678, +390612345678, 0",
    })
    void one_number_is_wholly_the_tail_of_the_other_or_it_is_not(String one, String other, int tail) {
        assertEquals(
                tail, Digits.containment(number(one).packed(), number(other).packed()));
        assertEquals(
                tail, Digits.containment(number(other).packed(), number(one).packed()));
    }

    @Test
    void the_common_tail_is_what_comparing_from_the_end_finds() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            String one = digits(random);
            String other = digits(random);
            int common = 0;
            while (common < Math.min(one.length(), other.length())
                    && one.charAt(one.length() - 1 - common) == other.charAt(other.length() - 1 - common)) common++;
            assertEquals(
                    common,
                    Digits.commonTail(number(one).packed(), number(other).packed()),
                    one + " " + other);
        }
    }

    @Test
    void two_different_full_international_numbers_never_contain_each_other() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100_000; i++) {
            long one = number("+1" + "0".repeat(6) + digits(random).substring(0, 1))
                    .packed();
            long other = number("+" + (1 + random.nextInt(9)) + "1" + "0".repeat(6) + random.nextInt(10))
                    .packed();
            assertEquals(0, Digits.containment(one, other));
        }
    }

    private static String digits(SplittableRandom random) {
        StringBuilder digits = new StringBuilder();
        int length = 1 + random.nextInt(16);
        // Few different digits, so that tails do meet.
        while (digits.length() < length) digits.append(random.nextInt(2));
        return digits.toString();
    }
}
