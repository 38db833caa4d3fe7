/**
 * Telephone numbers as keys. Enter through {@link NumberPlan}, which reads what people type and what trunks
 * send into one canonical {@link PhoneNumber}. Knows nothing of contacts.
 */
@NullMarked
package io.rubrica.directory.number;

import org.jspecify.annotations.NullMarked;
