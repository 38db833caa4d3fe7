package io.rubrica.directory.number;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.junit.jupiter.api.Test;

class CallingCodesTest {
    @Test
    void the_short_list_of_trunk_zeros_agrees_with_the_large_tables() {
        PhoneNumberUtil tables = PhoneNumberUtil.getInstance();
        for (int code = 0; code < 1000; code++) {
            String region = tables.getRegionCodeForCountryCode(code);
            boolean drops = tables.getSupportedCallingCodes().contains(code)
                    && tables.getSupportedRegions().contains(region)
                    && "0".equals(tables.getNddPrefixForRegion(region, true));
            assertEquals(drops, CallingCodes.dropsZero(code), "+" + code);
        }
    }
}
