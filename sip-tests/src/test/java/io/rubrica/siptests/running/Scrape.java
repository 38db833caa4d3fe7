package io.rubrica.siptests.running;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;

/** What a proxy's metrics say. */
public final class Scrape {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI metrics;

    /** @param admin the admin listener, such as {@code 127.22.1.2:9060} */
    public Scrape(String admin) {
        metrics = URI.create("http://" + admin + "/metrics");
    }

    /** The value of a metric with its labels as they are written; NaN when it is not shown. */
    public double value(String metric) throws IOException {
        String text;
        try (InputStream in = metrics.toURL().openStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return text.lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Waits until a metric is as wanted. @throws AssertionError when it is not in time */
    public void await(String metric, DoublePredicate wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        double value = valueNow(metric);
        while (!wanted.test(value)) {
            if (System.nanoTime() > deadline) throw new AssertionError(metric + " is still " + value);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            value = valueNow(metric);
        }
    }

    /** The same; NaN as well when it is not answered, as may be while the proxy starts or is busy. */
    private double valueNow(String metric) {
        try {
            return value(metric);
        } catch (IOException notYet) {
            return Double.NaN;
        }
    }
}
