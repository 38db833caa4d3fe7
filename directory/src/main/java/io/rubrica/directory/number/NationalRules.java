package io.rubrica.directory.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How one country dials, by the tables of libphonenumber, with the last answers at hand. */
final class NationalRules {
    // The tables take some microseconds to ask; the same callers call again and again.
    private static final int REMEMBERED = 1 << 12;

    private final String country;
    private final @Nullable Answer[] answers = new Answer[REMEMBERED];

    private final @Nullable Dialled[] dialled = new Dialled[REMEMBERED];

    private record Answer(String digits, PhoneNumber number) {}

    private record Dialled(PhoneNumber number, String digits) {}

    private NationalRules(String country) {
        this.country = country;
    }

    static NationalRules of(String country) {
        String upper = country.toUpperCase(Locale.ROOT);
        if (!Tables.NUMBERS.getSupportedRegions().contains(upper))
            throw new IllegalArgumentException("no such country (two letters, such as IT): " + country);
        return new NationalRules(upper);
    }

    /** Reads digits as they are dialled in the country; those that are no number there stay local-only. */
    PhoneNumber read(String digits) {
        int at = (digits.hashCode() * 0x9E3779B9) >>> 20;
        // A racy look: an answer is whole, and at worst it is worked out twice.
        Answer answer = answers[at];
        if (answer != null && answer.digits.equals(digits)) return answer.number;
        PhoneNumber number = ask(digits);
        answers[at] = new Answer(digits, number);
        return number;
    }

    private PhoneNumber ask(String digits) {
        try {
            Phonenumber.PhoneNumber parsed = Tables.NUMBERS.parse(digits, country);
            if (Tables.NUMBERS.isValidNumber(parsed)) {
                PhoneNumber number = packed(parsed);
                if (number != null) return number;
            }
        } catch (NumberParseException notOfThisCountry) {
            // Then nobody knows whose it is.
        }
        return PhoneNumber.local(digits);
    }

    /** An international number as it is dialled here; digits alone where the tables do not know its country. */
    String dialled(PhoneNumber number) {
        int at = (int) (number.packed() * 0x9E3779B97F4A7C15L >>> 52);
        Dialled known = dialled[at];
        if (known != null && known.number.equals(number)) return known.digits;
        String digits = askDialled(number);
        dialled[at] = new Dialled(number, digits);
        return digits;
    }

    private String askDialled(PhoneNumber number) {
        try {
            Phonenumber.PhoneNumber parsed = Tables.NUMBERS.parse(number.toString(), null);
            String written = Tables.NUMBERS.formatOutOfCountryCallingNumber(parsed, country);
            // Where each carrier has its own way abroad the tables name none; 00 is what most of the world dials.
            StringBuilder digits = new StringBuilder(written.startsWith("+") ? "00" : "");
            for (int i = 0; i < written.length(); i++)
                if (written.charAt(i) >= '0' && written.charAt(i) <= '9') digits.append(written.charAt(i));
            return digits.toString();
        } catch (NumberParseException ofNoCountry) {
            return number.digits();
        }
    }

    /** An international number whose 0 of inside the country was typed too, such as {@code +44 (0)1632 960123}. */
    static @Nullable PhoneNumber withoutTrunkZero(TypedDigits typed) {
        try {
            Phonenumber.PhoneNumber parsed = Tables.NUMBERS.parse("+" + typed.digits(), null);
            boolean sure = typed.trunkZeroInBrackets() || Tables.NUMBERS.isValidNumber(parsed);
            return sure ? packed(parsed) : null;
        } catch (NumberParseException unreadable) {
            return null;
        }
    }

    private static @Nullable PhoneNumber packed(Phonenumber.PhoneNumber parsed) {
        String e164 = Tables.NUMBERS.format(parsed, PhoneNumberFormat.E164);
        int length = e164.length() - 1;
        return length < 7 || length > 15 ? null : PhoneNumber.international(e164.substring(1));
    }

    /** Loaded when the first country is asked for; that takes about a tenth of a second. */
    private static final class Tables {
        static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    }
}
