package io.rubrica.directory.source.csv;

/** Counts, buffer by buffer, the multi-byte characters of UTF-8 that are well formed and those that are not. */
final class Utf8Check {
    private long good;
    private long bad;
    private int missing;
    private int low = 0x80;
    private int high = 0xbf;

    void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            if (b >= 0 && missing == 0) continue;
            take(b & 0xff);
        }
    }

    /** The file ends here. */
    void end() {
        if (missing > 0) bad++;
        missing = 0;
    }

    long good() {
        return good;
    }

    long bad() {
        return bad;
    }

    private void take(int b) {
        if (missing > 0) {
            if (b >= low && b <= high) {
                low = 0x80;
                high = 0xbf;
                if (--missing == 0) good++;
                return;
            }
            bad++;
            missing = 0;
        }
        begin(b);
    }

    /** Unicode table 3-7: which bytes may begin a character, and what may follow each. */
    private void begin(int b) {
        low = 0x80;
        high = 0xbf;
        if (b < 0x80) return;
        if (b >= 0xc2 && b <= 0xdf) missing = 1;
        else if (b >= 0xe0 && b <= 0xef) {
            missing = 2;
            if (b == 0xe0) low = 0xa0;
            if (b == 0xed) high = 0x9f;
        } else if (b >= 0xf0 && b <= 0xf4) {
            missing = 3;
            if (b == 0xf0) low = 0x90;
            if (b == 0xf4) high = 0x8f;
        } else bad++;
    }
}
