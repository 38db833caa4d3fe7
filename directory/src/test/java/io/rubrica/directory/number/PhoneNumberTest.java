package io.rubrica.directory.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PhoneNumberTest {
    @Test
    void leading_zeros_are_kept() {
        assertEquals("0012", PhoneNumber.local("0012").digits());
        assertEquals("0000000000000000", PhoneNumber.local("0000000000000000").toString());
        assertNotEquals(PhoneNumber.local("012"), PhoneNumber.local("0012"));
    }

    @Test
    void an_international_number_is_not_the_local_one_of_the_same_digits() {
        assertNotEquals(PhoneNumber.international("390612345678"), PhoneNumber.local("390612345678"));
        assertEquals("+390612345678", PhoneNumber.international("390612345678").toString());
    }

    @Test
    void a_wrong_one_cannot_be_built() {
        assertThrows(IllegalArgumentException.class, () -> PhoneNumber.local(""));
        assertThrows(IllegalArgumentException.class, () -> PhoneNumber.local("12345678901234567"));
        assertThrows(IllegalArgumentException.class, () -> PhoneNumber.local("12a"));
        assertThrows(IllegalArgumentException.class, () -> new PhoneNumber(0));
    }
}
