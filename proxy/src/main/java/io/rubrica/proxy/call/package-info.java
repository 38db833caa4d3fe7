/**
 * The B2BUA: two legs, what crosses between them, requests inside dialogs, the dialog table. The sole room that\n * knows both legs.
 */
@NullMarked
package io.rubrica.proxy.call;

import org.jspecify.annotations.NullMarked;
